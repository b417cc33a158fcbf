/** What was sent for an item so far, as far as it holds other levels back. */
import type { DunningItem, SentLevel } from "./item.ts";
import { restartOf } from "./item.ts";
import { weightOf } from "./policy.ts";
import type { DunningPolicy, Level } from "./policy.ts";

/** Weights are those of stages; -1 where nothing was sent. Days are days since 1970-01-01. */
export interface Trail {
  /** Notices of a level of this policy in this chase, by the level's id. */
  readonly own: ReadonlyMap<string, readonly SentLevel[]>;
  /** The last notice of this chase. */
  readonly last: SentLevel | undefined;
  /** The last notice of all. */
  readonly latest: SentLevel | undefined;
  readonly heaviest: number;
  /** The heaviest notice of this chase by a policy or a level that applies no more. */
  readonly foreign: { readonly weight: number; readonly day: number } | undefined;
  /** An item is in one notice a day at most, whatever began anew in between. */
  readonly dayAfter: number;
  /** The first day on which the days are over that the notices of this chase gave to pay. */
  readonly freeFrom: number;
  /** Whether the debtor was told in this chase, after the due date, that the item is late. */
  readonly isWarned: boolean;
}

/** The last day that a notice gives to pay: before the due date, the due date itself. */
export function payByOf({ stage, payWithin }: Level, day: number, dueDay: number): number {
  return stage === "preDue" ? Math.max(day, dueDay) : day + payWithin;
}

export function trailOf({ sent, chase, dueDay }: DunningItem, { id, levels }: DunningPolicy): Trail {
  const inChase = sent.filter(({ cycle }) => restartOf(cycle) === chase.restart);
  const own = new Map<string, SentLevel[]>();
  let [heaviest, freeFrom] = [-1, -Infinity];
  let foreign: Trail["foreign"];
  for (const notice of inChase) {
    const weight = weightOf(notice.stage);
    const level = notice.policy === id ? levels.find((one) => one.id === notice.level) : undefined;
    heaviest = Math.max(heaviest, weight);
    if (level === undefined) {
      foreign = { weight: Math.max(weight, foreign?.weight ?? -1), day: Math.max(notice.day, foreign?.day ?? -1) };
    } else {
      own.set(level.id, [...(own.get(level.id) ?? []), notice]);
      freeFrom = Math.max(freeFrom, payByOf(level, notice.day, dueDay) + 1);
    }
  }
  const latest = lastOf(sent);
  const dayAfter = latest === undefined ? -Infinity : latest.day + 1;
  return {
    own,
    last: lastOf(inChase),
    latest,
    heaviest,
    foreign,
    dayAfter,
    freeFrom: Math.max(freeFrom, dayAfter),
    isWarned: heaviest > weightOf("preDue"),
  };
}

function lastOf(sent: readonly SentLevel[]): SentLevel | undefined {
  return sent.reduce<SentLevel | undefined>(
    (last, notice) => (last === undefined || notice.day >= last.day ? notice : last),
    undefined,
  );
}
