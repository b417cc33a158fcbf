/** Random values for the parameters of an ABI, as viem wants and gives them. */
import fc from "fast-check";
import type { AbiParameter } from "../../src/chain/parameters.ts";

function hexOf(bytes: number): fc.Arbitrary<string> {
  return fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((array) => `0x${Buffer.from(array).toString("hex")}`);
}

function integerOf(type: string): fc.Arbitrary<bigint | number> {
  const bits = BigInt(/\d+$/.exec(type)?.[0] ?? "256");
  const [min, max] = type.startsWith("u") ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  return bits <= 48n ? fc.bigInt({ min, max }).map(Number) : fc.bigInt({ min, max });
}

/** A value of a parameter; a struct is an object. */
export function valueOf({ type, components }: AbiParameter): fc.Arbitrary<unknown> {
  if (components !== undefined) {
    return fc.record(Object.fromEntries(components.map((member) => [member.name ?? "", valueOf(member)])));
  }
  if (type.endsWith("[]")) return fc.array(valueOf({ type: type.slice(0, -"[]".length) }), { maxLength: 5 });
  if (type === "address") return hexOf(20);
  const [, size] = /^bytes(\d+)$/.exec(type) ?? [];
  if (size !== undefined) return hexOf(Number(size));
  if (type === "bool") return fc.boolean();
  if (type === "string") return fc.string({ unit: "grapheme" });
  if (type === "bytes") return fc.nat({ max: 100 }).chain(hexOf);
  return integerOf(type);
}

/** Values for all parameters, in their order. */
export function valuesOf(parameters: readonly AbiParameter[]): fc.Arbitrary<unknown[]> {
  return fc.tuple(...parameters.map(valueOf));
}
