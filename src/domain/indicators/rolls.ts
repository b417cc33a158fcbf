/** Roll rates (R47): how much of each bucket is a bucket later a month on, and their product, the loss rate. */
import { BUCKETS } from "../account/aging.ts";
import type { BucketName } from "../account/aging.ts";
import { bucketOf } from "./aging.ts";
import { dayStandings } from "./balances.ts";
import type { DayStanding } from "./balances.ts";
import type { Book, BookItem, Cut } from "./book.ts";
import { monthEnds } from "./calendar.ts";
import type { Description } from "./description.ts";
import { ppmOf } from "./exact.ts";
import { dueAt, openAt, writtenOffOn } from "./standing.ts";

export const ROLL_RATES = {
  name: "rollRates",
  unit: "ratePpm",
  formula: "amount in bucket k + 1 at the end of a month / amount in bucket k at the end of the month before",
  inputs: {
    "bucket k":
      "open principal that is not written off, by days past due: current, 1 to 30, 31 to 60, 61 to 90, over 90",
    "over 90":
      "what came into it in the month, be it written off in it too; what stays in it would count again every month",
    "written off":
      "open on the day of the write-off, of what was written off in the month and over 90 by then, and in a bucket " +
      "at the end of the month before, up to what was open there; the rest of the write-offs is writtenOffBefore",
  },
  undefinedWhere: "the bucket held nothing at the end of the month before",
} as const satisfies Description;
export const ROLL_CHAIN = {
  name: "rollChain",
  unit: "ratePpm",
  formula: "product of the roll rates from current to written off, each over all months together",
  inputs: {
    "roll rate": "sum over the months of what rolled / sum over the months of what could",
    "not in it": "writtenOffBefore: what was written off before it was over 90 days past due, which never rolled",
  },
  undefinedWhere: "one of its rates has no value",
} as const satisfies Description;

/** After the last bucket comes the loss. */
export const ROLL_STATES = [...BUCKETS.map(({ name }) => name), "writtenOff"] as const;
export type RollState = (typeof ROLL_STATES)[number];

/** Minor units. */
export interface RollStep {
  readonly from: RollState;
  readonly to: RollState;
  readonly base: bigint;
  readonly rolled: bigint;
  readonly rate: bigint | undefined;
}

export interface MonthRolls {
  /** The last day of the month. */
  readonly end: number;
  readonly steps: readonly RollStep[];
  /** Written off in the month before it was over 90 days past due, or of what was in no bucket a month before. */
  readonly writtenOffBefore: bigint;
}

export interface Rolls {
  readonly months: readonly MonthRolls[];
  /** Over all the months together. */
  readonly average: readonly RollStep[];
  /** Of all the months together; see `MonthRolls`. */
  readonly writtenOffBefore: bigint;
  /** Parts per million of what is current that is lost in the end. */
  readonly chain: bigint | undefined;
}

interface Sums {
  readonly base: bigint[];
  readonly rolled: bigint[];
  before: bigint;
}

/** Of the full months that ended by the cut, the latest last. @param months From 1 up. */
export function rollsOf({ items }: Pick<Book, "items">, cut: Cut, months: number): Rolls {
  const ends = monthEnds(cut.day, months + 1);
  const sums = ends.slice(1).map(emptySums);
  for (const item of items) {
    const standings = dayStandings(item, ends, cut.known);
    if (standings === undefined) continue;
    for (const [place, month] of sums.entries()) {
      const [before, after] = [standings[place], standings[place + 1]];
      if (after?.isWrittenOff !== true) addMonth(month, before, after);
      else if (before?.isWrittenOff !== true)
        addWriteOff(month, before, writeOffOf(item, { day: ends[place + 1] ?? 0, known: cut.known }));
    }
  }
  const all = emptySums();
  for (const month of sums) {
    for (const [place] of STEPS.entries()) {
      all.base[place] = (all.base[place] ?? 0n) + (month.base[place] ?? 0n);
      all.rolled[place] = (all.rolled[place] ?? 0n) + (month.rolled[place] ?? 0n);
    }
    all.before += month.before;
  }
  const average = stepsOf(all);
  return {
    months: sums.map((month, place) => {
      return { end: ends[place + 1] ?? 0, steps: stepsOf(month), writtenOffBefore: month.before };
    }),
    average,
    writtenOffBefore: all.before,
    chain: chainOf(average),
  };
}

/** The exact product of the steps, rounded once. */
export function chainOf(steps: readonly Pick<RollStep, "base" | "rolled">[]): bigint | undefined {
  let [rolled, base] = [1n, 1n];
  for (const step of steps) {
    if (step.base <= 0n) return undefined;
    rolled *= step.rolled;
    base *= step.base;
  }
  return ppmOf(rolled, base);
}

const STEPS = BUCKETS.map(({ name }) => name);
const OVER_90: BucketName = "daysOver90";

function emptySums(): Sums {
  return { base: STEPS.map(() => 0n), rolled: STEPS.map(() => 0n), before: 0n };
}

function stepsOf({ base, rolled }: Pick<Sums, "base" | "rolled">): readonly RollStep[] {
  return STEPS.map((from, place) => {
    const [of, hit] = [base[place] ?? 0n, rolled[place] ?? 0n];
    return { from, to: ROLL_STATES[place + 1] ?? "writtenOff", base: of, rolled: hit, rate: ppmOf(hit, of) };
  });
}

function addMonth(sums: Sums, before: DayStanding | undefined, after: DayStanding | undefined): void {
  const was = addBase(sums, before);
  const is = bucketAt(after);
  if (is === undefined || after === undefined || (is === OVER_90 && was === OVER_90)) return;
  add(sums.rolled, STEPS.indexOf(is) - 1, after.open);
}

/** @returns the bucket at the end of the month before */
function addBase(sums: Sums, before: DayStanding | undefined): BucketName | undefined {
  const was = bucketAt(before);
  if (was !== undefined && before !== undefined) add(sums.base, STEPS.indexOf(was), before.open);
  return was;
}

/** On the day on which it was written off, if it is at the cut. */
function writeOffOf(item: BookItem, cut: Cut): { readonly open: bigint; readonly isOver90: boolean } {
  const then = { ...cut, day: writtenOffOn(item, cut) ?? cut.day };
  return { open: openAt(item, then), isOver90: bucketOf(then.day - dueAt(item, then)) === OVER_90 };
}

/** What could not have rolled is told apart, or more would be written off than there was. */
function addWriteOff(sums: Sums, before: DayStanding | undefined, lost: ReturnType<typeof writeOffOf>): void {
  const was = addBase(sums, before);
  if (lost.open <= 0n) return;
  const hasRolled = was === OVER_90 || (was !== undefined && lost.isOver90);
  const couldRoll = hasRolled ? (before?.open ?? 0n) : 0n;
  const rolled = lost.open < couldRoll ? lost.open : couldRoll;
  const [last, over90] = [STEPS.length - 1, STEPS.indexOf(OVER_90)];
  add(sums.rolled, last, rolled);
  sums.before += lost.open - rolled;
  if (was === OVER_90) return;
  // It came into the last bucket between the ends of the months.
  add(sums.rolled, over90 - 1, rolled);
  add(sums.base, over90, rolled);
}

/** Undefined for what is not owed, or written off. */
function bucketAt(standing: DayStanding | undefined): BucketName | undefined {
  if (standing === undefined || standing.isWrittenOff || standing.open <= 0n) return undefined;
  return bucketOf(standing.daysPastDue);
}

function add(sums: bigint[], place: number, amount: bigint): void {
  if (place >= 0) sums[place] = (sums[place] ?? 0n) + amount;
}
