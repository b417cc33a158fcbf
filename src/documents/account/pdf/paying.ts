/** How to pay: each payee with its account and what it is owed, and the slip that goes back with the money. */
import type { Content, Style } from "./content.ts";
import type { BankAccount } from "../../../domain/account/movement.ts";
import type { Item } from "../../../domain/account/standing.ts";
import { sumOf } from "../../../domain/account/standing.ts";
import type { Share } from "../../../domain/account/statement.ts";
import { ASSIGNED_MARK } from "./lines.ts";
import { cutLine, HEADING, LABEL, PLAIN, RIGHT, SMALL, TITLE } from "./look.ts";
import { section, tableOf } from "./setting.ts";
import type { Column, Setting } from "./setting.ts";

export function payeesBlock(setting: Setting): Content[] {
  const { statement, words } = setting;
  const { shares } = statement;
  const isAssigned = shares.some(({ payee }) => payee !== undefined);
  const note = isAssigned ? `${ASSIGNED_MARK} ${words.assignedNote}` : undefined;
  const [first, ...others] = shares.map((share) => ({ ...payeeBox(setting, share), unbreakable: true }));
  return first === undefined ? [] : [section(setting, words.payTo, note, first), ...others];
}

function payeeBox(setting: Setting, { payee, dueNow, dueLater }: Share): Content {
  const { statement, words, figures, text } = setting;
  const { supplier, account: own, paymentReference, number } = statement.heading;
  const account = payee === undefined ? own : payee.account;
  const id = payee?.legalId;
  const rows: readonly (readonly [string, string])[] = [
    [payee === undefined ? words.payTo : words.assignedTo, payee?.name ?? supplier.name],
    ...(id === undefined ? [] : [[id.scheme, id.value] as const]),
    ...(account === undefined ? [[words.account, words.noAccount] as const] : accountRows(setting, account)),
    // A creditor reference is the supplier's own, and means nothing to another payee.
    [words.quote, payee === undefined ? (paymentReference ?? number) : number],
  ];
  const facts = (pairs: readonly (readonly [string, string])[], style: Style): Content => ({
    table: {
      widths: ["auto", "*"],
      body: pairs.map(([label, value]) => [text(label, LABEL), text(value, style)]),
    },
    layout: PLAIN,
  });
  const sums = [
    [words.dueNow, figures.amount(dueNow)],
    [words.dueLater, figures.amount(dueLater)],
  ] as const;
  return {
    columns: [
      { width: "*", stack: [facts(rows, {})] },
      { width: 170, stack: [facts(sums, { bold: true, ...RIGHT })] },
    ],
    columnGap: 20,
    margin: [0, 2, 0, 6],
  };
}

function accountRows({ words }: Setting, { account, bic, bank }: BankAccount): readonly (readonly [string, string])[] {
  return [
    [words.account, grouped(account)],
    ...(bic === undefined ? [] : [[words.bic, bic] as const]),
    ...(bank === undefined ? [] : [[words.bank, bank] as const]),
  ];
}

/** An IBAN in groups of four, as on paper (ISO 13616); other numbers as they are. */
function grouped(account: string): string {
  return /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(account) ? account.replace(/(.{4})(?=.)/g, "$1 ") : account;
}

/** A slip of no more rows stays on one page. */
const ON_ONE_PAGE = 36;

export function remittanceSlip(setting: Setting): Content[] {
  const { statement, words, figures, text } = setting;
  const { heading, open } = statement;
  const claims = open.filter(({ kind }) => kind !== "creditNote");
  if (claims.length === 0) return [];
  type Row = Pick<Item, "number" | "rest"> & Partial<Pick<Item, "due" | "payee">>;
  const columns: readonly Column<Row>[] = [
    { title: words.document, width: "*", of: ({ number }) => number },
    { title: words.due, width: 60, of: ({ due }) => (due === undefined ? "" : figures.shortDay(due)) },
    {
      title: words.payTo,
      width: 160,
      of: ({ due, payee }) => (due === undefined ? "" : (payee?.name ?? heading.supplier.name)),
    },
    { title: words.open, width: 80, isFigure: true, of: ({ rest }) => figures.amount(rest) },
    { title: words.paid, width: 80, isFigure: true, of: () => "" },
  ];
  const facts = [heading.buyer.name, `${words.number} ${heading.number}`, figures.day(heading.cutOff)].join("  ·  ");
  const total = { number: words.total, rest: sumOf(claims, ({ rest }) => rest) };
  const table = tableOf<Row>(setting, { title: facts, note: words.slipNote }, columns, [...claims, total]);
  const slip = { stack: [cutLine(), text(words.slip, { ...TITLE, fontSize: 12 }), table] };
  return [claims.length <= ON_ONE_PAGE ? { ...slip, unbreakable: true } : slip];
}

/** What the statement is and is not. */
export function purposeNote({ words, text }: Setting): Content {
  return text(words.purpose, { ...SMALL, margin: [0, HEADING.margin?.[1] ?? 0, 0, 0] });
}
