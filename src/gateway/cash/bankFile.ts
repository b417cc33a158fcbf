/** A bank's file as it was uploaded: its statements for people, its booked entries as cash application keeps them. */
import { BankFileError } from "../../documents/bank/errors.ts";
import { readBankFile } from "../../documents/bank/readBankFile.ts";
import type { BankTableDeclarations } from "../../documents/bank/table/reading.ts";
import type { BankFinding } from "../../domain/bankFinding.ts";
import { isPostable } from "../../domain/bankFinding.ts";
import type { BankBalance, BankBalanceKind, BankStatement } from "../../domain/bankStatement.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import { keccakHexOf, keccakOfText } from "../../domain/hash.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { bankPartsOf, cashLineOf, dateOf, faultOf, namedEntries } from "../../reconciliation/cash/bankLines.ts";
import type { BankPart, NamedEntry } from "../../reconciliation/cash/bankLines.ts";
import { CashRefused } from "./refused.ts";
import type { NewCashEntry } from "../../store/cashEntries.ts";
import type { ShownBankStatement } from "../../wire/cashFile.ts";

/** Plain data, since it comes from another thread. */
export interface ReadBankFile {
  readonly statements: readonly ShownBankStatement[];
  /** Booked entries; none of a file of which a statement has an error. */
  readonly entries: readonly NewCashEntry[];
  /** Entries that the bank has not booked yet, which it tells again once it has. */
  readonly pending: number;
  /** Why nothing of the file is kept; null of a file that is good. */
  readonly fault: string | null;
}

const WHOLE = -1;
const MOST_FINDINGS = 50;
const MOST_TEXT = 4_000;
const MOST_NAME = 300;
const MOST_REFERENCES = 50;

/** @throws CashRefused for what is no statement of a bank, or leaves open how it is read */
export async function readUploaded(file: Uint8Array, table: BankTableDeclarations): Promise<ReadBankFile> {
  if (file.length === 0) throw new CashRefused("the file is here no more: send it again");
  const read = await readBankFile(file, { table }).catch((error: unknown) => {
    if (error instanceof BankFileError) throw new CashRefused(error.message);
    throw error;
  });
  if (read.kind === "advices") throw new CashRefused("it is a remittance advice of a payer: give a bank's statement");
  const { statements } = read;
  const shown = statements.map(shownStatement);
  const faulty = statements.find((statement) => !isPostable(statement));
  const error = faulty?.findings.find(({ severity }) => severity === "error");
  if (error !== undefined) {
    const fault = `${error.message}: nothing of the file is kept; ask the bank for it again, or correct the table`;
    return { statements: shown, entries: [], pending: 0, fault };
  }
  const named = namedEntries(statements, keccakHexOf(file));
  const booked = named.filter(({ entry }) => entry.status === "booked");
  return { statements: shown, entries: booked.flatMap(entriesOf), pending: named.length - booked.length, fault: null };
}

function entriesOf(named: NamedEntry): readonly NewCashEntry[] {
  const body = withoutNul(named.entry);
  return bankPartsOf(named).map((part) => ({ ...partAsEntry(named, part), body }));
}

function partAsEntry({ account, key }: NamedEntry, part: BankPart): NewCashEntry {
  const { bankReference = null, bookingDate = null } = part.entry;
  const line = faultOf(part) === undefined ? cashLineOf(part) : undefined;
  const own = part.place === undefined ? undefined : part.details[0]?.references.bankReference;
  const inBatch =
    part.place === undefined || bankReference === null ? bankReference : `${bankReference}/${part.place + 1}`;
  return withoutNul({
    ...{ key: keccakOfText(key), part: part.place ?? WHOLE, name: part.name, account },
    ...{ bankReference: own ?? inBatch, bookingDate },
    valueDate: line === undefined ? (dateOf(part.entry) ?? null) : dateOfDay(line.valueDate),
    ...{ amount: part.amount, currency: part.currency },
    payerName: (line?.payerName ?? "").slice(0, MOST_NAME),
    payerAccount: (line?.payerAccount ?? "").slice(0, MOST_NAME),
    text: (line?.text ?? "").slice(0, MOST_TEXT),
    structured: (line?.structured ?? []).slice(0, MOST_REFERENCES).map((text) => text.slice(0, MOST_NAME)),
    ...{ body: null, bill: null },
    leftOut: leftOutOf(part),
  });
}

/** What is not booked is not kept, and what was told before is found when it is kept. */
function leftOutOf(part: BankPart): NewCashEntry["leftOut"] {
  const fault = faultOf(part);
  if (fault === "CURRENCY_UNKNOWN" || fault === "NO_DATE") return fault;
  return part.amount > 0n ? null : "NOT_INCOMING";
}

/** Databases hold no NUL in a text, and a bank means none. */
function withoutNul<Value>(value: Value): Value {
  if (typeof value === "string") return value.replaceAll("\0", "") as Value;
  if (Array.isArray(value)) return value.map(withoutNul) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutNul(inner)])) as Value;
}

function shownStatement(statement: BankStatement): ShownBankStatement {
  const { format, account, from = null, to = null, sequence = null, balances, balanced = null, entryCount } = statement;
  return {
    ...{ format, account: account.iban ?? account.otherId ?? null, from, to, sequence },
    opening: shownBalance(balances, ["opening", "interimOpening"]),
    closing: shownBalance(balances, ["closing", "interimClosing"]),
    ...{ balanced, entries: entryCount, findings: statement.findings.slice(0, MOST_FINDINGS).map(shownFinding) },
  };
}

function shownBalance(
  balances: readonly BankBalance[],
  kinds: readonly BankBalanceKind[],
): ShownBankStatement["opening"] {
  const found = balances.find(({ kind }) => kinds.includes(kind));
  if (found === undefined) return null;
  const { amount, currency, exponent, date = null } = found;
  return { amount: formatDecimal(fromMinorUnits(amount, exponent)), currency, date };
}

function shownFinding({ expected, actual, line, ...finding }: BankFinding): ShownBankStatement["findings"][0] {
  return { ...finding, expected: expected ?? null, actual: actual ?? null, line: line ?? null };
}
