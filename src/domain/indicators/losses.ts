/**
 * What a book lost in the past, by segment and bucket, for the matrix of expected losses (R48); and what came in after
 * it was written off, which is a gain and makes no loss less (R49).
 */
import { BUCKETS } from "../account/aging.ts";
import type { BucketName } from "../account/aging.ts";
import { FEWEST_CASES } from "../collections/rates.ts";
import type { Period } from "../factoring/dilution.ts";
import { bucketOf } from "./aging.ts";
import { dayStandings } from "./balances.ts";
import type { Book, BookItem, Cut } from "./book.ts";
import { monthEnds } from "./calendar.ts";
import type { Description } from "./description.ts";
import { ppmOf } from "./exact.ts";
import { nettedAt } from "./netting.ts";
import { dueAt, isWrittenOffAt, openAt } from "./standing.ts";

/** Past due by more than this is presumed to be in default (IFRS 9 B5.5.37). */
export const DEFAULT_AFTER = 90;

export const LOSS_RATES = {
  name: "lossRates",
  unit: "ratePpm",
  formula: "lost / exposed, by segment and bucket",
  inputs: {
    exposed: "open principal in the bucket at each of the month ends looked at, all of them at least the horizon ago",
    lost: "of it what is written off at the cut, or is open and over 90 days past due, which is presumed default",
  },
  undefinedWhere: `fewer than ${FEWEST_CASES} items were exposed in it, in the segment and in all segments together`,
} as const satisfies Description;
export const RECOVERIES = {
  name: "recoveries",
  unit: "amount",
  formula: "sum of payments after the write-off; a gain, by which no loss rate falls",
  inputs: { payments: "money of the trailing year on items that were written off before its value day" },
  undefinedWhere: undefined,
} as const satisfies Description;

export interface LossRate {
  /** "" for all segments together. */
  readonly segment: string;
  readonly bucket: BucketName;
  /** Items at month ends. */
  readonly n: number;
  /** Minor units. */
  readonly exposed: bigint;
  readonly lost: bigint;
  /** Parts per million; undefined for fewer than five. */
  readonly rate: bigint | undefined;
}

export interface LossHistory {
  /** Month ends that are looked at. */
  readonly months: number;
  /** Days that have to have passed since, so that what was open then is paid, lost or in default by now. */
  readonly horizon: number;
  readonly segmentOf: (customer: string) => string;
}

/** Of all segments together first, then of each, in the order of its first item. */
export function lossRatesOf(
  { items }: Pick<Book, "items">,
  cut: Cut,
  { months, horizon, segmentOf }: LossHistory,
): readonly LossRate[] {
  const ends = monthEnds(cut.day - horizon, months);
  const drafts = new Map<string, Record<BucketName, Draft>>([["", emptyDrafts()]]);
  for (const item of items) {
    const standings = dayStandings(item, ends, cut.known);
    if (standings === undefined) continue;
    const segment = segmentOf(item.customer);
    const own = drafts.get(segment) ?? emptyDrafts();
    drafts.set(segment, own);
    const lost = lostOf(item, cut);
    const all = drafts.get("") ?? own;
    for (const standing of standings) {
      if (standing === undefined || standing.open <= 0n || standing.isWrittenOff) continue;
      const bucket = bucketOf(standing.daysPastDue);
      add(all[bucket], standing.open, lost);
      if (own !== all) add(own[bucket], standing.open, lost);
    }
  }
  return [...drafts].flatMap(([segment, draft]) =>
    BUCKETS.map(({ name }): LossRate => {
      const { n, exposed, lost } = draft[name];
      return { segment, bucket: name, n, exposed, lost, rate: n < FEWEST_CASES ? undefined : ppmOf(lost, exposed) };
    }),
  );
}

/** Of a period, minor units. */
export function recoveriesOf({ items }: Pick<Book, "items">, cut: Cut, { from, through }: Period): bigint {
  let sum = 0n;
  for (const item of items) {
    if (!item.changes.some(({ kind }) => kind === "writtenOff")) continue;
    for (const { day, amount } of nettedAt(item, "payment", cut)) {
      const isRecovery = isWrittenOffAt(item, { day: day - 1, known: cut.known });
      if (isRecovery && day >= from && day <= through) sum += amount;
    }
  }
  return sum;
}

interface Draft {
  n: number;
  exposed: bigint;
  lost: bigint;
}

function add(draft: Draft, open: bigint, lost: bigint): void {
  draft.n += 1;
  draft.exposed += open;
  draft.lost += lost < open ? lost : open;
}

function emptyDrafts(): Record<BucketName, Draft> {
  const empty = (): Draft => ({ n: 0, exposed: 0n, lost: 0n });
  return {
    current: empty(),
    days1To30: empty(),
    days31To60: empty(),
    days61To90: empty(),
    daysOver90: empty(),
  };
}

/** What of an item is lost or in default at the cut. */
function lostOf(item: BookItem, cut: Cut): bigint {
  const open = openAt(item, cut);
  if (open <= 0n) return 0n;
  return isWrittenOffAt(item, cut) || cut.day - dueAt(item, cut) > DEFAULT_AFTER ? open : 0n;
}
