/** What a bank file is read into, piece by piece, so that a file of any length needs no more memory than one entry. */
import type { BankEntry, BankStatementEnd, BankStatementHead } from "../../domain/bankStatement.ts";
import type { RemittanceAdvice } from "../../domain/remittance.ts";
import type { BankTableReading } from "./table/reading.ts";

/**
 * For each statement its head, its entries and its end; or for each payment its advice. A table says first how it was
 * read.
 */
export type BankPart =
  | { readonly kind: "table"; readonly reading: BankTableReading }
  | { readonly kind: "statement"; readonly head: BankStatementHead }
  | { readonly kind: "entry"; readonly entry: BankEntry }
  | { readonly kind: "end"; readonly end: BankStatementEnd }
  | { readonly kind: "advice"; readonly advice: RemittanceAdvice };

/** Where a reader puts the parts as it meets them; they are taken from there between two portions of the file. */
export type PartQueue = (part: BankPart) => void;

/** A reader of one format that is fed the bytes of a file. It throws BankFileError at what keeps it from being read. */
export interface BankReader {
  write(bytes: Uint8Array): void;
  end(): void;
}
