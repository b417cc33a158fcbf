/**
 * What worked (G06): what came of notices by stage, channel and text, and of promises. Rates are of cases, not sums.
 */
import type { Channel, Stage } from "./policy.ts";
import type { JudgedPromise } from "./promises.ts";
import { rateOf } from "./rates.ts";
import type { Rate } from "./rates.ts";

/** A notice that left the house, and what followed. Days are days since 1970-01-01. */
export interface NoticeEffect {
  readonly stage: Stage;
  readonly channel: Channel;
  readonly template: string;
  readonly day: number;
  /** The day of the debtor's first answer of any kind to it: a reply, promise, dispute or payment. */
  readonly answeredOn: number | undefined;
  /** The value date that settled the last of what it asked for. */
  readonly paidOn: number | undefined;
}

const DIMENSIONS = ["stage", "channel", "template"] as const;

export interface EffectRow {
  readonly by: (typeof DIMENSIONS)[number];
  readonly value: string;
  /** Answered within seven days. */
  readonly answered: Rate;
  /** Settled in full within seven days. */
  readonly paid: Rate;
}

const DAYS_COUNTED = 7;

/**
 * What worked, by each dimension on its own. Notices whose seven days are not over on `day` are left out: they would
 * count as failed. Followed by payment is not paid because of it, and who reads the rates is to know.
 */
export function effectsOf(notices: readonly NoticeEffect[], day: number): readonly EffectRow[] {
  const decided = notices.filter((notice) => notice.day + DAYS_COUNTED < day);
  return DIMENSIONS.flatMap((by) =>
    [...Map.groupBy(decided, (notice): string => notice[by])]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, rows]) => ({
        by,
        value,
        answered: rateOf(rows.filter((row) => isWithin(row, row.answeredOn)).length, rows.length),
        paid: rateOf(rows.filter((row) => isWithin(row, row.paidOn)).length, rows.length),
      })),
  );
}

function isWithin({ day }: NoticeEffect, then: number | undefined): boolean {
  return then !== undefined && then <= day + DAYS_COUNTED;
}

/** How promises ended (R46). */
export interface PromiseRecord {
  /** Kept in full by their day, of those that came due. */
  readonly kept: Rate;
  /** Of those that came due: settled within the grace, and not. */
  readonly late: number;
  readonly broken: number;
  /** Not due: their time is not over, another took their place before, or credits left nothing to be paid. */
  readonly open: number;
  readonly replaced: number;
  readonly released: number;
}

export function promiseRecord(promises: readonly Pick<JudgedPromise, "state">[]): PromiseRecord {
  const count = (state: JudgedPromise["state"]): number => promises.filter((one) => one.state === state).length;
  const [kept, late, broken] = [count("kept"), count("late"), count("broken")];
  return {
    kept: rateOf(kept, kept + late + broken),
    ...{ late, broken, open: count("open"), replaced: count("replaced"), released: count("released") },
  };
}
