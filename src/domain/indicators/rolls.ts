/** Roll rates (R47): how much of each bucket is a bucket later a month on, and their product, the loss rate. */
import { BUCKETS } from "../account/aging.ts";
import type { BucketName } from "../account/aging.ts";
import { bucketOf } from "./aging.ts";
import { dayStandings } from "./balances.ts";
import type { DayStanding } from "./balances.ts";
import type { Book, Cut } from "./book.ts";
import { monthEnds } from "./calendar.ts";
import type { Description } from "./description.ts";
import { ppmOf } from "./exact.ts";

export const ROLL_RATES = {
  name: "rollRates",
  unit: "ratePpm",
  formula: "amount in bucket k + 1 at the end of a month / amount in bucket k at the end of the month before",
  inputs: {
    "bucket k":
      "open principal that is not written off, by days past due: current, 1 to 30, 31 to 60, 61 to 90, over 90",
    "over 90": "what came into it in the month, as what stays in it would count again every month",
    "written off":
      "what was over 90 at the end of the month before and written off in the month; of what was not, writtenOffBefore",
  },
  undefinedWhere: "the bucket held nothing at the end of the month before",
} as const satisfies Description;
export const ROLL_CHAIN = {
  name: "rollChain",
  unit: "ratePpm",
  formula: "product of the roll rates from current to written off, each over all months together",
  inputs: {
    "roll rate": "sum over the months of what rolled / sum over the months of what could",
    "not in it": "what was written off before it was over 90 days past due, which never rolled",
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
  /** Written off in the month, of what was not over 90 days past due at the end of the month before. */
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
    for (const [place, month] of sums.entries()) addMonth(month, standings[place], standings[place + 1]);
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
  const was = bucketAt(before);
  if (was !== undefined && before !== undefined) add(sums.base, STEPS.indexOf(was), before.open);
  if (after === undefined) return;
  if (after.isWrittenOff) {
    if (before?.isWrittenOff !== true)
      addWrittenOff(sums, was === "daysOver90" ? (before?.open ?? 0n) : 0n, after.open);
    return;
  }
  const is = bucketAt(after);
  if (is === undefined || (is === "daysOver90" && was === "daysOver90")) return;
  add(sums.rolled, STEPS.indexOf(is) - 1, after.open);
}

/** What could not have rolled is told apart, or more would be written off than there was. */
function addWrittenOff(sums: Sums, couldRoll: bigint, open: bigint): void {
  if (open <= 0n) return;
  const rolled = open < couldRoll ? open : couldRoll;
  add(sums.rolled, STEPS.length - 1, rolled);
  sums.before += open - rolled;
}

/** Undefined for what is not owed, or written off. */
function bucketAt(standing: DayStanding | undefined): BucketName | undefined {
  if (standing === undefined || standing.isWrittenOff || standing.open <= 0n) return undefined;
  return bucketOf(standing.daysPastDue);
}

function add(sums: bigint[], place: number, amount: bigint): void {
  if (place >= 0) sums[place] = (sums[place] ?? 0n) + amount;
}
