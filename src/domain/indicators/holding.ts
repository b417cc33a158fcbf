/** What it costs to wait for the money, and the receivable leg of working capital. */
import type { Period } from "../factoring/dilution.ts";
import { PARTS_PER_MILLION } from "../money.ts";
import { counts } from "./book.ts";
import type { Book, BookItem, Cut } from "./book.ts";
import { daysOf } from "./calendar.ts";
import type { Description } from "./description.ts";
import { rounded } from "./exact.ts";
import { isWrittenOffAt, openAt } from "./standing.ts";

const YEAR = 365n;

export const HOLDING_COST = {
  name: "holdingCost",
  unit: "amount",
  formula: "average daily balance x cost of capital x days / 365",
  inputs: {
    "average daily balance": "open principal that is not written off at the end of each day of the period / days",
    "cost of capital": "a year, set by the organisation",
    days: "days of the period",
  },
  undefinedWhere: "no cost of capital is set",
} as const satisfies Description;
export const WORKING_CAPITAL = {
  name: "workingCapital",
  unit: "amount",
  formula: "receivables - unapplied - expected credit loss",
  inputs: {
    receivables: "open principal that is not written off",
    unapplied: "money that settles no item yet, which is owed to the customers",
    "expected credit loss": "by the provision matrix",
    "not in it": "stock and payables, which this ledger does not know: it is the receivable leg alone",
  },
  undefinedWhere: "the expected credit loss has no value",
} as const satisfies Description;

/** Minor units. */
export interface HoldingCost {
  readonly period: Period;
  /** Rounded half up. */
  readonly averageBalance: bigint;
  /** Parts per million a year. */
  readonly costOfCapital: number | undefined;
  /** Reckoned from the exact average, and rounded once. */
  readonly cost: bigint | undefined;
}

/** Minor units. */
export interface WorkingCapital {
  readonly receivables: bigint;
  readonly unapplied: bigint;
  readonly expectedLoss: bigint | undefined;
  readonly net: bigint | undefined;
}

export function holdingCostOf(
  { items }: Pick<Book, "items">,
  cut: Cut,
  period: Period,
  costOfCapital: number | undefined,
): HoldingCost {
  let balanceDays = 0n;
  for (const item of items) {
    balanceDays += balanceDaysOf(item, cut, period);
    if (item.changes.some(({ kind }) => kind === "writtenOff")) balanceDays -= writtenOffDaysOf(item, cut, period);
  }
  return {
    period,
    averageBalance: rounded(balanceDays, BigInt(daysOf(period))),
    costOfCapital,
    cost:
      costOfCapital === undefined ? undefined : rounded(balanceDays * BigInt(costOfCapital), YEAR * PARTS_PER_MILLION),
  };
}

export function workingCapitalOf(
  receivables: bigint,
  unapplied: bigint,
  expectedLoss: bigint | undefined,
): WorkingCapital {
  const net = expectedLoss === undefined ? undefined : receivables - unapplied - expectedLoss;
  return { receivables, unapplied, expectedLoss, net };
}

/** The balances at the ends of all days of the period together. */
function balanceDaysOf({ moves }: BookItem, cut: Cut, { from, through }: Period): bigint {
  let sum = 0n;
  for (const move of moves) {
    if (move.day > through || !counts(move, cut)) continue;
    sum += move.amount * BigInt(through - Math.max(move.day, from) + 1);
  }
  return sum;
}

/** The part of them that stood written off. */
function writtenOffDaysOf(item: BookItem, cut: Cut, { from, through }: Period): bigint {
  const starts = [from, ...[...item.moves, ...item.changes].map(({ day }) => day)]
    .filter((day) => day >= from && day <= through)
    .toSorted((a, b) => a - b);
  let sum = 0n;
  for (const [place, day] of starts.entries()) {
    const next = starts[place + 1] ?? through + 1;
    const then = { day, known: cut.known };
    if (isWrittenOffAt(item, then)) sum += openAt(item, then) * BigInt(next - day);
  }
  return sum;
}
