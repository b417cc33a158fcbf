/** Terms of sales as the calls carry them and as factors signed them, in one form that can be compared. */
import type { Contract } from "../../acts/reading/calls.ts";
import type { Values } from "../../acts/reading/values.ts";

/** One call, none of whose parts is a call itself. */
export interface FlatCall {
  readonly to: string;
  readonly contract: Contract;
  readonly name: string;
  readonly values: Values;
  /** Of a sale; undefined of anything else. */
  readonly terms: string | undefined;
}

type Plain = string | number | bigint | boolean;

/** Fields in the order of their names, numbers in digits, addresses in lower case. */
export function normalTerms(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object") return (value as Plain).toString().toLowerCase();
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${name}:${normalTerms(inner) ?? ""}`).join(",")}}`;
}
