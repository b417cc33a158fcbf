/**
 * What every file of the bank corpus holds, in bank.tsv beside this file. `source` says where the values are from: the
 * JSON that lies beside the file, or by hand, which is reading by eye and with tools that share nothing with the
 * reader. Sums are of all entries that can be read, amounts as decimals; balances are the booked ones that open and
 * close.
 */
import { readFileSync } from "node:fs";
import { BankFileError } from "../../src/documents/bank/errors.ts";
import { readBankFile } from "../../src/documents/bank/readBankFile.ts";
import type { BankFile } from "../../src/documents/bank/readBankFile.ts";
import type { BankAmount } from "../../src/domain/bankAmount.ts";
import type { BankBalance, BankEntry, BankStatement } from "../../src/domain/bankStatement.ts";
import { formatDecimal, fromMinorUnits } from "../../src/domain/decimal.ts";

const COLUMNS = [
  ...["file", "outcome", "source", "statements", "entries", "unreadable", "moneyIn", "moneyOut"],
  ...["balances", "references", "errors"],
] as const;
export type BankColumn = (typeof COLUMNS)[number];
export type BankRow = Readonly<Record<string, string>>;

export function readBankTable(): readonly BankRow[] {
  const [head = "", ...lines] = readFileSync(new URL("bank.tsv", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  if (head !== COLUMNS.join("\t")) throw new Error(`bank.tsv has other columns: ${head}`);
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(COLUMNS.map((name, place) => [name, cells[place] ?? ""]));
  });
}

/** The columns behind `source` as the reader fills them; the outcome of a refused file is its code. */
export async function rowOf(bytes: Uint8Array): Promise<BankRow> {
  let file: BankFile;
  try {
    file = await readBankFile(bytes);
  } catch (error) {
    if (!(error instanceof BankFileError)) throw error;
    return { ...EMPTY, outcome: `refused(${error.code})` };
  }
  if (file.kind !== "statements") return { ...EMPTY, outcome: "advice" };
  const { statements } = file;
  const entries = statements.flatMap((statement) => statement.entries);
  const count = statements.reduce((sum, { entryCount }) => sum + entryCount, 0);
  return {
    outcome: "read",
    statements: String(statements.length),
    entries: String(count),
    unreadable: String(count - entries.length),
    moneyIn: sums(entries, (amount) => amount > 0n),
    moneyOut: sums(entries, (amount) => amount < 0n),
    balances: statements.flatMap(({ balances }) => balances.flatMap(edge)).join("|"),
    references: entries.map(({ bankReference }) => bankReference ?? "-").join("|"),
    errors: errorsOf(statements),
  };
}

const EMPTY: BankRow = {
  ...{ statements: "", entries: "", unreadable: "", moneyIn: "", moneyOut: "" },
  ...{ balances: "", references: "", errors: "" },
};

/** An amount without its sign: "1250.50 EUR". */
export function unsigned({ amount, currency, exponent }: BankAmount): string {
  return `${formatDecimal(fromMinorUnits(amount < 0n ? -amount : amount, exponent))} ${currency}`;
}

export function written({ amount, currency, exponent }: BankAmount): string {
  return `${formatDecimal(fromMinorUnits(amount, exponent))} ${currency}`;
}

function sums(entries: readonly BankEntry[], counts: (amount: bigint) => boolean): string {
  const totals = new Map<string, BankAmount>();
  for (const { amount, currency, exponent } of entries) {
    const before = totals.get(currency)?.amount ?? 0n;
    totals.set(currency, { amount: before + (counts(amount) ? amount : 0n), currency, exponent });
  }
  return [...totals.values()].map(unsigned).join("|");
}

function edge(balance: BankBalance): readonly string[] {
  const { kind, date = "" } = balance;
  if (kind === "opening" || kind === "previousClosing" || kind === "interimOpening") {
    return [`opening ${written(balance)} ${date}`];
  }
  return kind === "closing" || kind === "interimClosing" ? [`closing ${written(balance)} ${date}`] : [];
}

function errorsOf(statements: readonly BankStatement[]): string {
  const errors = statements.flatMap(({ findings }) => findings.filter(({ severity }) => severity === "error"));
  return [...new Set(errors.map(({ rule }) => rule))].toSorted().join("|");
}
