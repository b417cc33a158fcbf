/** Bank statements as cash application takes them, from files. */
import { BankFileError } from "../../documents/bank/errors.ts";
import { readBankFile } from "../../documents/bank/readBankFile.ts";
import type { BankFile } from "../../documents/bank/readBankFile.ts";
import type { BankTableDeclarations } from "../../documents/bank/table/reading.ts";
import { visible } from "../../documents/visible.ts";
import { isPostable } from "../../domain/bankFinding.ts";
import { keccakHexOf } from "../../domain/hash.ts";
import { bankLinesOf, namedEntries } from "../../reconciliation/cash/bankLines.ts";
import type { BankLines, NamedEntry } from "../../reconciliation/cash/bankLines.ts";
import { CommandError, EXIT } from "../exit.ts";
import { readFileBytes } from "../readText.ts";

const DIGEST_DIGITS = 18;

/** @param table How a table is read. @throws CommandError BANK_FILE_UNREADABLE */
export async function bankFileOf(
  file: string,
  bytes: Uint8Array,
  table: BankTableDeclarations = {},
): Promise<BankFile> {
  try {
    return await readBankFile(bytes, { table });
  } catch (error) {
    if (error instanceof BankFileError) throw unusable(file, error.message);
    throw error;
  }
}

export function unusable(file: string, message: string): CommandError {
  return new CommandError("BANK_FILE_UNREADABLE", `${visible(file)}: ${visible(message)}`, EXIT.document);
}

/**
 * @param table How tables among the files are read; the others need nothing.
 * @throws CommandError BANK_FILE_UNREADABLE for what cannot be read, or must not be posted
 */
export async function readBankLines(files: readonly string[], table: BankTableDeclarations = {}): Promise<BankLines> {
  return bankLinesOf((await Promise.all(files.map((file) => namedIn(file, table)))).flat());
}

async function namedIn(file: string, table: BankTableDeclarations): Promise<readonly NamedEntry[]> {
  const bytes = readFileBytes(file, "give it in parts");
  const read = await bankFileOf(file, bytes, table);
  if (read.kind === "advices") throw unusable(file, "it is a remittance advice: give it with --remittance");
  const faulty = read.statements.find((statement) => !isPostable(statement));
  const fault = faulty?.findings.find(({ severity }) => severity === "error");
  if (fault !== undefined) throw unusable(file, `${fault.message} (countersign bank read shows all of it)`);
  return namedEntries(read.statements, keccakHexOf(bytes).slice(0, DIGEST_DIGITS));
}
