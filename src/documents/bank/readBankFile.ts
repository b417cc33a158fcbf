/** Bank files: statements in ISO 20022, SWIFT and tables, and remittance advices. */
import type { BankEntry, BankStatement, BankStatementHead } from "../../domain/bankStatement.ts";
import type { RemittanceAdvice } from "../../domain/remittance.ts";
import type { Limits } from "../limits.ts";
import { PORTION } from "../limits.ts";
import { BankFileError } from "./errors.ts";
import { createXmlBankReader } from "./iso20022/xmlBankReader.ts";
import { BANK_LIMITS, MAX_TABLE_BYTES } from "./limits.ts";
import type { BankPart } from "./parts.ts";
import { sniff, SNIFFED_BYTES } from "./sniff.ts";
import { createSwiftReader } from "./swift/swiftReader.ts";
import type { BankTableDeclarations, BankTableReading } from "./table/reading.ts";
import { tableParts } from "./table/tableStatements.ts";

/** A file: all its bytes, or a stream of them such as a file or a request body. */
export type BankFileSource = Uint8Array | AsyncIterable<Uint8Array>;

export interface BankFileOptions {
  /** Other limits than BANK_LIMITS, for a bank that is known to need them. */
  readonly limits?: Partial<Limits>;
  /** How a table is to be read, as far as it does not say so itself; other formats need nothing. */
  readonly table?: BankTableDeclarations;
}

/** A whole file in memory: what a bank says, or what a payer says. */
export type BankFile = BankStatementFile | RemittanceAdviceFile;

export interface BankStatementFile {
  readonly kind: "statements";
  readonly statements: readonly BankStatement[];
  /** How a table was read; undefined for every other format. */
  readonly table: BankTableReading | undefined;
}

export interface RemittanceAdviceFile {
  readonly kind: "advices";
  readonly advices: readonly RemittanceAdvice[];
}

/**
 * Reads a bank file whose format is told by its beginning: camt.052, .053 and .054 in every version and in any
 * namespace, remt.001, MT940 and MT942, CSV and .xlsx. Part by part, in time linear in its length and with memory for
 * one entry (a table is kept whole), so that a caller can keep what it needs of a million; nothing outside the file
 * is ever fetched.
 *
 * A statement is only to be posted when its end has come and has no error among its findings.
 *
 * @throws BankFileError when it cannot be read at all; parts that were passed on before that are void.
 */
export async function* readBankParts(
  source: BankFileSource,
  options: BankFileOptions = {},
): AsyncGenerator<BankPart, void> {
  const begun = await beginningOf(source);
  try {
    yield* partsOf(begun, options);
  } finally {
    // A file that is refused, or that nobody wants the rest of, is closed.
    await begun.rest?.return?.();
  }
}

async function* partsOf(begun: Begun, options: BankFileOptions): AsyncGenerator<BankPart, void> {
  const format = sniff(begun.head.subarray(0, SNIFFED_BYTES));
  if (format === "table") {
    yield* tableParts(await wholeOf(begun), options.table ?? {});
    return;
  }
  const parts: BankPart[] = [];
  const queue = (part: BankPart): void => void parts.push(part);
  const limits = { ...BANK_LIMITS, ...options.limits };
  const reader = format === "xml" ? createXmlBankReader(queue, limits) : createSwiftReader(queue, limits);
  for await (const chunk of chunksOf(begun)) {
    for (let start = 0; start < chunk.length; start += PORTION) {
      reader.write(chunk.subarray(start, start + PORTION));
      yield* parts.splice(0);
    }
  }
  reader.end();
  yield* parts;
}

/** A file whose beginning has been taken off. */
interface Begun {
  readonly head: Uint8Array;
  readonly rest: AsyncIterator<Uint8Array> | undefined;
}

/** The first bytes of a file, as many as tell its format, and the rest as it comes. */
async function beginningOf(source: BankFileSource): Promise<Begun> {
  if (source instanceof Uint8Array) return { head: source, rest: undefined };
  const rest: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < SNIFFED_BYTES;) {
    const next = await rest.next();
    if (next.done === true) break;
    chunks.push(next.value.slice());
    length += next.value.length;
  }
  return { head: Buffer.concat(chunks), rest };
}

async function* chunksOf({ head, rest }: Begun): AsyncGenerator<Uint8Array, void> {
  yield head;
  if (rest === undefined) return;
  yield* { [Symbol.asyncIterator]: () => rest };
}

async function wholeOf(begun: Begun): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(begun)) {
    length += chunk.length;
    if (length > MAX_TABLE_BYTES) throw tooLarge();
    chunks.push(chunk.slice());
  }
  return Buffer.concat(chunks);
}

function tooLarge(): BankFileError {
  return new BankFileError("TOO_LARGE", {
    field: "file",
    value: `more than ${MAX_TABLE_BYTES} bytes`,
    problem: `The table has more than ${MAX_TABLE_BYTES} bytes`,
    wayOut: "ask the bank for a shorter period, or for camt.053",
  });
}

/**
 * Reads a bank file as {@link readBankParts} does and keeps all of it, for files that fit into memory.
 * @throws BankFileError
 */
export async function readBankFile(source: BankFileSource, options: BankFileOptions = {}): Promise<BankFile> {
  const statements: BankStatement[] = [];
  const advices: RemittanceAdvice[] = [];
  let table: BankTableReading | undefined;
  let head: BankStatementHead | undefined;
  let entries: BankEntry[] = [];
  for await (const part of readBankParts(source, options)) {
    if (part.kind === "table") table = part.reading;
    else if (part.kind === "advice") advices.push(part.advice);
    else if (part.kind === "entry") entries.push(part.entry);
    else if (part.kind === "statement") head = part.head;
    else if (head !== undefined) {
      statements.push({ ...head, ...part.end, entries });
      entries = [];
    }
  }
  return advices.length > 0 ? { kind: "advices", advices } : { kind: "statements", statements, table };
}
