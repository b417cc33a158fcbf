/** Random receivables, with every value that the structs can hold. */
import fc from "fast-check";
import { RECEIVABLE_TYPES } from "../../src/domain/commitment.ts";
import type { Header, Hex, Receivable, Terms } from "../../src/domain/receivable.ts";
import { valueOf } from "./abiValues.ts";

function structOf<Struct>(fields: readonly { readonly name: string; readonly type: string }[]): fc.Arbitrary<Struct> {
  const values = Object.fromEntries(fields.map((field) => [field.name, valueOf(field)]));
  return fc.record(values) as unknown as fc.Arbitrary<Struct>;
}

export const anyHeader: fc.Arbitrary<Header> = structOf(RECEIVABLE_TYPES.Header);
export const anyTerms: fc.Arbitrary<Terms> = structOf(RECEIVABLE_TYPES.Terms);
export const anyHash = valueOf({ type: "bytes32" }) as fc.Arbitrary<Hex>;
export const anyReceivable: fc.Arbitrary<Receivable> = fc.record({
  header: anyHeader,
  terms: anyTerms,
  document: anyHash,
});
