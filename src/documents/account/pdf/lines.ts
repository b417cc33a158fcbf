/** The lines of either layout, the payments of the period, and what waits unapplied. */
import type { Content } from "./content.ts";
import { daysPastDue } from "../../../domain/account/aging.ts";
import type { Item } from "../../../domain/account/standing.ts";
import type { AccountLine } from "../../../domain/account/statement.ts";
import { tableOf } from "./setting.ts";
import type { Column, Setting } from "./setting.ts";

/** What marks an item that is owed to somebody else than the supplier. */
export const ASSIGNED_MARK = "†";

export function openItemLines(setting: Setting): Content[] {
  const { statement, words, figures } = setting;
  const { open, heading, lines } = statement;
  const payments = lines.filter(({ kind }) => kind === "payment" || kind === "return");
  const period = `${figures.shortDay(heading.from)} – ${figures.shortDay(heading.cutOff)}`;
  const title = { title: words.paymentsOfPeriod, note: period };
  return [
    tableOf<Item>(setting, { title: words.openItems }, openColumns(setting), open),
    tableOf<AccountLine>(setting, title, paymentColumns(setting), payments),
  ];
}

function openColumns({ statement, words, figures }: Setting): readonly Column<Item>[] {
  const { cutOff } = statement.heading;
  const sum = (units: bigint): string => (units === 0n ? "" : figures.amount(units));
  return [
    { title: words.date, width: 47, of: ({ day }) => figures.shortDay(day) },
    { title: words.type, width: 42, of: ({ kind }) => words.kinds[kind] },
    {
      title: words.document,
      width: "*",
      of: ({ number, payee }) => `${shortened(number)}${payee === undefined ? "" : ` ${ASSIGNED_MARK}`}`,
    },
    { title: words.reference, width: 58, of: ({ reference }) => shortened(reference) },
    { title: words.due, width: 47, of: ({ kind, due }) => (kind === "creditNote" ? "" : figures.shortDay(due)) },
    {
      title: words.daysLate,
      width: 24,
      isFigure: true,
      of: (item) => (item.kind === "creditNote" || item.due >= cutOff ? "" : String(daysPastDue(item, cutOff))),
    },
    { title: words.amount, width: 56, isFigure: true, of: ({ amount }) => figures.amount(amount) },
    { title: words.disputed, width: 46, isFigure: true, of: ({ disputed }) => sum(disputed) },
    { title: words.open, width: 56, isFigure: true, of: ({ rest }) => figures.amount(rest) },
  ];
}

function paymentColumns({ words, figures }: Setting): readonly Column<AccountLine>[] {
  return [
    { title: words.valueDate, width: 60, of: ({ day }) => figures.shortDay(day) },
    { title: words.type, width: 84, of: ({ kind }) => words.kinds[kind] },
    { title: words.reference, width: 110, of: ({ reference }) => shortened(reference) },
    { title: words.settles, width: "*", of: numbersOf },
    { title: words.amount, width: 80, isFigure: true, of: ({ amount }) => figures.amount(-amount) },
  ];
}

const HASH = /^0x[0-9a-f]{64}$/;

/** What the chain calls something fills three lines of a column: its ends tell it from others. */
function shortened(text: string): string {
  return HASH.test(text) ? `${text.slice(0, 10)}…${text.slice(-6)}` : text;
}

/** More numbers than a line on paper is read for; CSV and JSON have them all. */
const MOST_NUMBERS = 12;

function numbersOf({ number, items }: Pick<AccountLine, "number" | "items">): string {
  const named = number === "" ? items : [number, ...items];
  const shown = named.slice(0, MOST_NUMBERS).map(shortened).join(", ");
  return named.length <= MOST_NUMBERS ? shown : `${shown} … +${named.length - MOST_NUMBERS}`;
}

/** Opening balance, each movement with the balance after it, closing balance. */
export function balanceForwardLines(setting: Setting): Content[] {
  const { statement, words, figures } = setting;
  const { heading, equation, lines } = statement;
  type Row = Omit<AccountLine, "kind" | "amount"> & { readonly type: string; readonly amount: bigint | undefined };
  const bare = { number: "", items: [], reference: "", due: undefined, amount: undefined };
  const rows: readonly Row[] = [
    { ...bare, day: heading.from, type: words.openingBalance, balance: equation.opening },
    ...lines.map((line) => ({ ...line, type: words.kinds[line.kind] })),
    { ...bare, day: heading.cutOff, type: words.closingBalance, balance: equation.closing },
  ];
  const columns: readonly Column<Row>[] = [
    { title: words.date, width: 52, of: ({ day }) => figures.shortDay(day) },
    { title: words.type, width: 78, of: ({ type }) => type },
    { title: words.document, width: "*", of: numbersOf },
    { title: words.reference, width: 82, of: ({ reference }) => shortened(reference) },
    { title: words.due, width: 52, of: ({ due }) => (due === undefined ? "" : figures.shortDay(due)) },
    {
      title: words.amount,
      width: 66,
      isFigure: true,
      of: ({ amount }) => (amount === undefined ? "" : figures.amount(amount)),
    },
    { title: words.runningBalance, width: 66, isFigure: true, of: ({ balance }) => figures.amount(balance) },
  ];
  return [tableOf(setting, { title: words.movements }, columns, rows)];
}

export function unappliedLines(setting: Setting): Content[] {
  const { statement, words, figures } = setting;
  if (statement.unapplied.length === 0) return [];
  const columns: readonly Column<(typeof statement.unapplied)[number]>[] = [
    { title: words.valueDate, width: 60, of: ({ day }) => figures.shortDay(day) },
    { title: words.reference, width: "*", of: ({ reference }) => shortened(reference) },
    { title: words.amount, width: 80, isFigure: true, of: ({ amount }) => figures.amount(amount) },
  ];
  return [tableOf(setting, { title: words.unapplied, note: words.unappliedNote }, columns, statement.unapplied)];
}
