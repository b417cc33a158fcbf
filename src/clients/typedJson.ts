/** Typed data as wallets are given it, in JSON, read back into a message and its domain. */
import { structsOf } from "../domain/eip712.ts";
import type { SigningDomain, TypedField, TypedMessage, TypedStructs } from "../domain/eip712.ts";

/** What `eth_signTypedData_v4` takes; integers that JSON's numbers do not hold are text. */
export interface TypedJson {
  readonly domain: object;
  readonly types: Readonly<Record<string, readonly TypedField[]>>;
  readonly primaryType: string;
  readonly message: object;
}

/** @throws RangeError where a type is not described, or an integer is none */
export function readTypedJson(data: TypedJson): { readonly domain: SigningDomain; readonly message: TypedMessage } {
  const types = structsOf(data.types, data.primaryType);
  const message = integersIn(types, data.primaryType, data.message) as TypedMessage["message"];
  const domain = data.domain as Omit<SigningDomain, "chainId"> & { readonly chainId: number | string | bigint };
  return {
    domain: { ...domain, chainId: BigInt(domain.chainId) },
    message: { types, primaryType: data.primaryType, message },
  };
}

const ARRAY = /\[\d*\]$/;
const INTEGER = /^u?int\d{0,3}$/;

function integersIn(types: TypedStructs, type: string, value: unknown): unknown {
  if (ARRAY.test(type) && Array.isArray(value)) {
    return value.map((item: unknown) => integersIn(types, type.replace(ARRAY, ""), item));
  }
  if (INTEGER.test(type)) return typeof value === "string" || typeof value === "number" ? BigInt(value) : value;
  const fields = Object.hasOwn(types, type) ? types[type] : undefined;
  if (fields === undefined || typeof value !== "object" || value === null) return value;
  const values = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field.name, integersIn(types, field.type, values[field.name])]));
}
