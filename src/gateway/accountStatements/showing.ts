/** Statements of account as the interface writes them. */
import { daysPastDue } from "../../domain/account/aging.ts";
import { replyState } from "../../domain/account/lineAnswer.ts";
import type { AnswerKind } from "../../domain/account/lineAnswer.ts";
import type { Heading } from "../../domain/account/heading.ts";
import type { Equation } from "../../domain/account/equation.ts";
import type { AccountStatement } from "../../domain/account/statement.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { LineAnswer } from "../../store/accountStatementAnswers.ts";
import type { StatementMail } from "../../store/accountStatementMails.ts";
import type { StatementSchedule } from "../../store/accountStatementSchedules.ts";
import type { AccountStatementRow } from "../../store/accountStatements.ts";
import type { ShownAccountLine, ShownLineAnswer } from "../../wire/accountLine.ts";
import type {
  AccountSummary,
  NewStatementSchedule,
  ShownAccountStatement,
  ShownStatementSchedule,
} from "../../wire/accountStatement.ts";
import type { Address } from "../../domain/receivable.ts";
import { shownInstant } from "../receivables/showing.ts";

function amountIn({ currency }: Heading): (units: bigint) => string {
  return (units) => formatDecimal(fromMinorUnits(units, currency.exponent));
}

/** What is kept of a statement for lists. */
export function summaryOf(statement: AccountStatement): AccountSummary {
  const { heading, equation, open, unapplied } = statement;
  const amount = amountIn(heading);
  const { number, version, supplier, buyer, currency, from, zone } = heading;
  const terms = Object.entries(equation) as [keyof Equation, bigint][];
  return {
    ...{ number, version, names: { supplier: supplier.name, buyer: buyer.name } },
    ...{ currency: currency.code, decimals: currency.exponent, from: dateOfDay(from), zone },
    lines: open.length + unapplied.length,
    totals: {
      balance: amount(equation.closing),
      dueNow: amount(statement.dueNow),
      dueLater: amount(statement.dueLater),
      credit: amount(statement.credit),
      disputed: amount(statement.disputed),
      accruedInterest: amount(statement.interest),
    },
    equation: Object.fromEntries(terms.map(([term, units]) => [term, amount(units)])) as AccountSummary["equation"],
  };
}

interface Viewer {
  readonly viewer: Address;
  /** Today in UTC, `YYYY-MM-DD`. */
  readonly today: string;
}

export function shownStatement(
  row: AccountStatementRow,
  mails: readonly StatementMail[],
  { viewer, today }: Viewer,
): ShownAccountStatement {
  // Only what `summaryOf` made is kept there.
  const summary = row.summary as AccountSummary;
  const { id, organisation, supplier, buyer, cutOff, replaces, replacedBy, schedule, replyBy, opened, onChain } = row;
  const reply = replyState(summary.lines, row.answeredLines, row.answeredWhole);
  return {
    ...summary,
    ...{ id, organisation, supplier, buyer, cutOff, replaces, replacedBy, reply, replyBy, onChain },
    // Only what the interface took is kept.
    layout: row.layout as ShownAccountStatement["layout"],
    language: row.language as ShownAccountStatement["language"],
    made: shownInstant(row.made),
    overdue: reply === "NO_REPLY" && replyBy !== null && replyBy < today,
    opened: instantOf(opened),
    // By which schedule, and whom the maker writes to, is the maker's own business.
    schedule: viewer === organisation ? schedule : null,
    mailings: viewer === organisation ? mails.map(shownMail) : [],
  };
}

function shownMail({ address, state, tries, tried, taken, status, fault }: StatementMail): ShownMailing {
  return { address, state, tries, status, fault, tried: instantOf(tried), taken: instantOf(taken) };
}

type ShownMailing = ShownAccountStatement["mailings"][number];

function instantOf(seconds: number | null): string | null {
  return seconds === null ? null : shownInstant(seconds);
}

/** The lines that can be answered, by their places from 1: what is open, then what waits unapplied. */
export function linesOf({ heading, open, unapplied }: AccountStatement): readonly Omit<ShownAccountLine, "answer">[] {
  const amount = amountIn(heading);
  const nothing = amount(0n);
  const items = open.map((item) => ({
    ...{ kind: item.kind, number: item.number, reference: item.reference, date: dateOfDay(item.day) },
    due: item.kind === "creditNote" ? null : dateOfDay(item.due),
    ...{ amount: amount(item.amount), open: amount(item.rest), disputed: amount(item.disputed) },
    accruedInterest: amount(item.interest),
    daysPastDue: item.kind === "creditNote" ? 0 : daysPastDue(item, heading.cutOff),
    payee: item.payee?.name ?? null,
    payeeSince: item.payeeSince === undefined ? null : dateOfDay(item.payeeSince),
    payeeChanged: item.payeeSince !== undefined && item.payeeSince >= heading.from,
    notice: item.payee?.notice ?? null,
  }));
  const money = unapplied.map((free) => ({
    ...{
      kind: "unapplied" as const,
      number: free.item ?? "",
      reference: free.item === undefined ? free.reference : "",
    },
    ...{ date: dateOfDay(free.day), due: null, amount: amount(-free.amount), open: amount(-free.amount) },
    ...{ disputed: nothing, accruedInterest: nothing, daysPastDue: 0, payee: null },
    ...{ payeeSince: null, payeeChanged: false, notice: null },
  }));
  return [...items, ...money].map((line, place) => ({ line: place + 1, ...line }));
}

export function shownAnswer({ id, line, kind, amount, paidOn, reference, text, ...by }: LineAnswer): ShownLineAnswer {
  const { organisation, account, at } = by;
  // Only kinds of the interface are kept.
  const said = { id, line, kind: kind as AnswerKind, amount, paidOn, reference, text };
  return { ...said, organisation, account, at: shownInstant(at) };
}

export function shownSchedule(schedule: StatementSchedule): ShownStatementSchedule {
  // Only what the interface took is kept there.
  const plan = schedule.plan as NewStatementSchedule;
  const { side, counterparty, currency, frequency, day, layout, language, recipients } = plan;
  return {
    ...{ id: schedule.id, side, counterparty, currency, frequency, day, layout, language, recipients },
    ...{ made: shownInstant(schedule.made), stopped: instantOf(schedule.stopped), nextCutOff: schedule.next },
    ...{ due: shownInstant(schedule.due), fault: schedule.fault },
  };
}
