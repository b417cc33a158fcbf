/** A bank's table into statements: one for each account and currency in it. */
import type { BankAmount } from "../../../domain/bankAmount.ts";
import type { BankBalance, BankEntry, BankFormat, BankStatementHead } from "../../../domain/bankStatement.ts";
import { DocumentError } from "../../errors.ts";
import { openTable } from "../../table/openTable.ts";
import type { Table } from "../../table/openTable.ts";
import { BankFileError, fromDocumentError } from "../errors.ts";
import { FindingLog } from "../findingLog.ts";
import type { BankPart } from "../parts.ts";
import { accountNumber, filled } from "../text.ts";
import { cellsOf, tableReadingOf } from "./reading.ts";
import type { BankTableDeclarations, BankTableReading } from "./reading.ts";
import { entryOf, signedAmount } from "./row.ts";
import type { Row } from "./row.ts";

/** An entry with the balance that stands beside it. */
interface Booked {
  readonly entry: BankEntry;
  readonly balance: BankAmount | undefined;
}

/** What has been read of one account in one currency. */
interface Group {
  readonly account: string | undefined;
  readonly currency: string | undefined;
  readonly log: FindingLog;
  readonly booked: Booked[];
  rows: number;
}

/**
 * Reads a table whole: its rows may be of several accounts.
 * @throws BankFileError `MAPPING_UNCLEAR`, `TABLE_UNREADABLE`, `ENCODING_UNSUPPORTED`, `NO_STATEMENT`
 */
export async function* tableParts(file: Uint8Array, said: BankTableDeclarations): AsyncGenerator<BankPart, void> {
  const table = await opened(file, said);
  const reading = await tableReadingOf(table, said);
  const groups = await groupsIn(table, reading);
  if (groups.length === 0) throw noRows();
  yield { kind: "table", reading };
  const format = table.delimiter === undefined ? "XLSX" : "CSV";
  for (const group of groups) yield* statementOf(format, group);
}

async function opened(file: Uint8Array, { delimiter }: BankTableDeclarations): Promise<Table> {
  try {
    return await openTable(file, delimiter);
  } catch (error) {
    throw error instanceof DocumentError ? fromDocumentError(error) : error;
  }
}

async function groupsIn(table: Table, reading: BankTableReading): Promise<readonly Group[]> {
  const cellOf = cellsOf(reading.columns, reading.headers);
  const groups = new Map<string, Group>();
  for await (const record of table.records()) {
    const account = filled(cellOf(record, "account")) ?? reading.account;
    const currency = filled(cellOf(record, "currency"))?.toUpperCase() ?? reading.currency;
    const key = JSON.stringify([account, currency]);
    const group = groups.get(key) ?? { account, currency, log: new FindingLog(), booked: [], rows: 0 };
    groups.set(key, group);
    group.rows += 1;
    const row: Row = { record, index: group.rows, currency, cell: (field) => cellOf(record, field) };
    const entry = entryOf(row, reading, group.log);
    if (entry !== undefined) group.booked.push({ entry, balance: balanceBeside(row, reading, group.log) });
  }
  return [...groups.values()];
}

function balanceBeside(row: Row, reading: BankTableReading, log: FindingLog): BankAmount | undefined {
  const text = row.cell("balance");
  return text === "" ? undefined : signedAmount(row, text, reading, `entries[${row.index}].balance`, log);
}

function* statementOf(format: BankFormat, { account, currency, log, booked, rows }: Group): Generator<BankPart, void> {
  const days = booked.map(({ entry }) => entry.bookingDate ?? entry.valueDate ?? "").filter((day) => day !== "");
  const [from] = days.toSorted();
  if (account === undefined) log.error("ACCOUNT-MISSING", "account", "Nothing says which account it is about.");
  const head: BankStatementHead = {
    format,
    ...{ message: undefined, messageId: undefined, statementId: undefined, sequence: undefined },
    account: { ...accountNumber(account), currency, owner: undefined, bic: undefined },
    page: undefined,
    from,
    to: days.toSorted().at(-1),
  };
  yield { kind: "statement", head };
  for (const { entry } of booked) yield { kind: "entry", entry };
  const { balances, balanced } = runningBalances(booked, rows, log);
  yield { kind: "end", end: { balances, entryCount: rows, balanced, findings: log.all() } };
}

/**
 * A column of balances has to follow from its amounts, from the oldest row to the newest or the other way round; then
 * the balances before the first entry and behind the last are known. Otherwise it is the error BALANCE-SUM.
 */
function runningBalances(
  booked: readonly Booked[],
  rows: number,
  log: FindingLog,
): { readonly balances: readonly BankBalance[]; readonly balanced: boolean | undefined } {
  const steps = booked.flatMap(({ entry, balance }) => (balance === undefined ? [] : [{ entry, balance }]));
  if (steps.length === 0 || steps.length !== rows) return { balances: [], balanced: undefined };
  const ordered = [steps, steps.toReversed()].find((order) =>
    order.every(({ entry, balance }, place) => {
      const before = order[place - 1]?.balance.amount ?? balance.amount - entry.amount;
      return before + entry.amount === balance.amount;
    }),
  );
  const [first, last] = [ordered?.[0], ordered?.at(-1)];
  if (first === undefined || last === undefined) {
    log.error("BALANCE-SUM", "balance", "The balances do not follow from the amounts, neither down nor up.");
    return { balances: [], balanced: false };
  }
  const opening = { ...first.balance, amount: first.balance.amount - first.entry.amount };
  return {
    balanced: true,
    balances: [
      { ...opening, kind: "opening", code: "first", date: first.entry.bookingDate },
      { ...last.balance, kind: "closing", code: "last", date: last.entry.bookingDate },
    ],
  };
}

function noRows(): BankFileError {
  return new BankFileError("NO_STATEMENT", {
    field: "file",
    value: "",
    problem: "The table has headers and no rows",
    wayOut: "download it from the bank again",
  });
}
