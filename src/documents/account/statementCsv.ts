/**
 * The statement of account as one flat table for a spreadsheet: whose it is and as of when, the lines of a layout,
 * unapplied payments, the equation, the aging and the totals, told apart by their first column. Amounts are plain
 * decimals and days YYYY-MM-DD, so that every spreadsheet reads them as what they are; the words are the recipient's.
 */
import type { Item } from "../../domain/account/standing.ts";
import type { AccountStatement } from "../../domain/account/statement.ts";
import { plainAmount, plainDay, WORDS } from "./language.ts";
import type { Language, Layout } from "./language.ts";
import { typedCsvOf } from "./typedCsv.ts";
import type { CsvCell } from "./typedCsv.ts";
import type { StatementWords } from "./words.ts";

type Row = readonly CsvCell[];
/** The columns in their order; what a row does not have is "". */
type Cells = Partial<Record<(typeof COLUMNS)[number], CsvCell>>;

const COLUMNS = [
  "section",
  "date",
  "type",
  "document",
  "reference",
  "due",
  "currency",
  "amount",
  "disputed",
  "open",
  "runningBalance",
  "payee",
] as const;

/** RFC 4180 in UTF-8, without a byte order mark. */
export function statementAsCsv(statement: AccountStatement, layout: Layout, language: Language): string {
  const words = WORDS[language];
  const { code, exponent } = statement.heading.currency;
  const amount: Amount = (units) => ({ amount: plainAmount(units, exponent) });
  const rows = [
    ...headRows(statement, words),
    ...(layout === "open-item" ? openRows(statement, words, amount) : movementRows(statement, words, amount)),
    ...unappliedRows(statement, words, amount),
    ...equationRows(statement, words, amount),
    ...agingRows(statement, words, amount),
    ...totalRows(statement, words, amount),
  ];
  const header = COLUMNS.map((column) => words[column]);
  return typedCsvOf([header, ...rows.map((cells) => rowOf({ ...cells, currency: code }))]);
}

function rowOf(cells: Cells): Row {
  return COLUMNS.map((column) => cells[column] ?? "");
}

type Amount = (units: bigint) => CsvCell;

/** Parties with their legal ids, one row for each id, and what tells this version from others. */
function headRows({ heading }: AccountStatement, words: StatementWords): readonly Cells[] {
  const section = words.about;
  const { number, version, replaces, from, cutOff, zone } = heading;
  const parties = [[words.supplier, heading.supplier] as const, [words.buyer, heading.buyer] as const];
  return [
    { section, type: words.number, document: number },
    { section, type: words.version, document: String(version), reference: replaces ?? "" },
    { section, type: words.period, date: plainDay(from), due: plainDay(cutOff) },
    { section, type: words.cutOff, date: plainDay(cutOff), reference: zone },
    ...parties.flatMap(([type, { name, legalIds }]) => [
      { section, type, document: name },
      ...legalIds.map(({ scheme, value }) => ({ section, type, document: value, reference: scheme })),
    ]),
  ];
}

/** What is owed to each payee now and later, and what has no payee. */
function totalRows(statement: AccountStatement, words: StatementWords, amount: Amount): readonly Cells[] {
  const section = words.total;
  const { equation, shares, dueNow, dueLater, credit, disputed, interest, heading } = statement;
  const owed = shares.flatMap((share) => {
    const payee = share.payee?.name ?? heading.supplier.name;
    return [
      { section, type: words.dueNow, amount: amount(share.dueNow), payee },
      { section, type: words.dueLater, amount: amount(share.dueLater), payee },
    ];
  });
  return [
    { section, type: words.balance, amount: amount(equation.closing) },
    { section, type: words.dueNow, amount: amount(dueNow) },
    { section, type: words.dueLater, amount: amount(dueLater) },
    { section, type: words.credit, amount: amount(credit) },
    { section, type: words.disputed, amount: amount(disputed) },
    { section, type: words.interest, amount: amount(interest) },
    ...(shares.length > 1 ? owed : []),
    ...statement.discounts.map(({ payee, until, discount, payable }) => ({
      ...{ section: words.discounts, date: plainDay(until), type: words.discount, amount: amount(discount) },
      ...{ open: amount(payable), payee: payee?.name ?? heading.supplier.name },
    })),
  ];
}

function openRows({ open, heading }: AccountStatement, words: StatementWords, amount: Amount): readonly Cells[] {
  const cells = ({ day, kind, number, reference, due, amount: face, disputed, rest, payee }: Item): Cells => ({
    section: words.openItems,
    date: plainDay(day),
    type: words.kinds[kind],
    document: number,
    reference,
    due: plainDay(due),
    amount: amount(face),
    disputed: amount(disputed),
    open: amount(rest),
    payee: payee?.name ?? heading.supplier.name,
  });
  return open.map(cells);
}

function movementRows(statement: AccountStatement, words: StatementWords, amount: Amount): readonly Cells[] {
  const { heading, equation, lines } = statement;
  const section = words.movements;
  const opening = { section, date: plainDay(heading.from), type: words.openingBalance };
  const closing = { section, date: plainDay(heading.cutOff), type: words.closingBalance };
  return [
    { ...opening, runningBalance: amount(equation.opening) },
    ...lines.map((line): Cells => ({
      section,
      date: plainDay(line.day),
      type: words.kinds[line.kind],
      document: line.number,
      reference: line.reference,
      due: plainDay(line.due),
      amount: amount(line.amount),
      runningBalance: amount(line.balance),
    })),
    { ...closing, runningBalance: amount(equation.closing) },
  ];
}

function unappliedRows({ unapplied }: AccountStatement, words: StatementWords, amount: Amount): readonly Cells[] {
  return unapplied.map(({ day, reference, amount: units, item }) => ({
    section: words.unapplied,
    date: plainDay(day),
    type: words.kinds.payment,
    document: item ?? "",
    reference: item === undefined ? reference : "",
    amount: amount(-units),
  }));
}

function equationRows({ equation }: AccountStatement, words: StatementWords, amount: Amount): readonly Cells[] {
  return Object.entries(equation).map(([term, units]) => ({
    section: words.reckoning,
    // The sign before a word is for eyes; a spreadsheet would take it for a formula.
    type: words.equation[term as keyof typeof equation].replace(/^[+−±=] /, ""),
    amount: amount(units as bigint),
  }));
}

function agingRows({ aging }: AccountStatement, words: StatementWords, amount: Amount): readonly Cells[] {
  const section = words.aging;
  return [
    ...aging.buckets.map((bucket): Cells => ({
      section,
      type: words.buckets[bucket.name],
      amount: amount(bucket.amount),
      disputed: amount(bucket.disputed),
    })),
    { section, type: words.creditNotes, amount: amount(aging.credits) },
    { section, type: words.unapplied, amount: amount(-aging.unapplied) },
    { section, type: words.total, amount: amount(aging.total) },
  ];
}
