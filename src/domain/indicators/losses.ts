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
import { dueAt, isWrittenOffAt, openAt, writtenOffOn } from "./standing.ts";

/** How many month ends are looked at, and how many days have to have passed since the last of them. */
export const LOSS_MONTHS = 12;
export const LOSS_HORIZON = 180;

/** Past due by more than this is presumed to be in default (IFRS 9 B5.5.37). */
export const DEFAULT_AFTER = 90;

export const LOSS_RATES = {
  name: "lossRates",
  unit: "ratePpm",
  formula: "lost / exposed, by segment and bucket",
  inputs: {
    exposed:
      "open principal in the bucket at each of the month ends looked at, of what was due over 90 days before the cut",
    lost:
      "of it what is written off at the cut, as it was open on the day of its write-off, whatever came, was credited " +
      "or sold since; or is still open, which is presumed default; of what was divided since, what its parts lost",
    "month ends": `the latest ${LOSS_MONTHS} that were at least ${LOSS_HORIZON} days before the cut`,
  },
  undefinedWhere: `fewer than ${FEWEST_CASES} different items were exposed in it, in the segment and in all together`,
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
  /** Different items, each at one month end or at several. */
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
  /** Days that have to have passed since. */
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
  const parts = Map.groupBy(
    items.filter(({ whole }) => whole !== undefined),
    ({ whole }) => whole ?? "",
  );
  for (const item of items) {
    // Nobody can tell yet whether what was due since is lost, paid or not; to count those that are paid would flatter.
    if (cut.day - dueAt(item, cut) <= DEFAULT_AFTER) continue;
    const standings = dayStandings(item, ends, cut.known);
    if (standings === undefined) continue;
    const segment = segmentOf(item.customer);
    const own = drafts.get(segment) ?? emptyDrafts();
    drafts.set(segment, own);
    const lost = lostWithParts(item, parts, cut);
    const all = drafts.get("") ?? own;
    for (const standing of standings) {
      if (standing === undefined || standing.open <= 0n || standing.isWrittenOff) continue;
      const bucket = bucketOf(standing.daysPastDue);
      add(all[bucket], item, standing.open, lost);
      if (own !== all) add(own[bucket], item, standing.open, lost);
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
      const isRecovered = isWrittenOffAt(item, { day: day - 1, known: cut.known });
      if (isRecovered && day >= from && day <= through) sum += amount;
    }
  }
  return sum;
}

interface Draft {
  n: number;
  /** Items come one after the other. */
  last: BookItem | undefined;
  exposed: bigint;
  lost: bigint;
}

function add(draft: Draft, item: BookItem, open: bigint, lost: bigint): void {
  if (draft.last !== item) draft.n += 1;
  draft.last = item;
  draft.exposed += open;
  draft.lost += lost < open ? lost : open;
}

function emptyDrafts(): Record<BucketName, Draft> {
  const empty = (): Draft => ({ n: 0, last: undefined, exposed: 0n, lost: 0n });
  return {
    current: empty(),
    days1To30: empty(),
    days31To60: empty(),
    days61To90: empty(),
    daysOver90: empty(),
  };
}

/** What of an item and all that it was divided into is lost or in default at the cut. */
function lostWithParts(item: BookItem, parts: ReadonlyMap<string, readonly BookItem[]>, cut: Cut): bigint {
  const own = lostOf(item, cut);
  return (parts.get(item.id) ?? []).reduce((sum, part) => sum + lostWithParts(part, parts, cut), own);
}

/** Of what is written off that which was open then: no act of later undoes the loss. */
function lostOf(item: BookItem, cut: Cut): bigint {
  const writtenOff = writtenOffOn(item, cut);
  const open = openAt(item, { day: writtenOff ?? cut.day, known: cut.known });
  const isLost = writtenOff !== undefined || cut.day - dueAt(item, cut) > DEFAULT_AFTER;
  return isLost && open > 0n ? open : 0n;
}
