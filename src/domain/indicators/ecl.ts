/**
 * Expected credit losses by a provision matrix, in the simplified approach of IFRS 9 (R48): what is open by segment and
 * bucket, times what was lost in the past, changed by what a person expects of the future and answers for.
 */
import { BUCKETS } from "../account/aging.ts";
import type { BucketName } from "../account/aging.ts";
import { PARTS_PER_MILLION } from "../money.ts";
import { ageOf, bucketOf } from "./aging.ts";
import type { Description } from "./description.ts";
import { rounded } from "./exact.ts";
import type { LossRate } from "./losses.ts";
import type { ItemStanding } from "./standing.ts";

export const EXPECTED_LOSS = {
  name: "expectedCreditLoss",
  unit: "amount",
  formula: "sum over segments and buckets of open x rate; rate = loss rate x (1 + overlay), from 0 to 1",
  inputs: {
    open: "open principal that is not written off, by days past due; credits and unapplied money lower nothing",
    "loss rate": "agreed by the organisation, else of the segment's own history, else of all segments together",
    overlay: "what is expected of the future beside the past, with reason and author; nought where nobody said so",
  },
  undefinedWhere: "a bucket that holds something has no rate, as too little of it was ever seen",
} as const satisfies Description;

/** What a person expects of the future beside the past. */
export interface Overlay {
  /** "" for every segment that has none of its own. */
  readonly segment: string;
  /** Parts per million of the loss rate that are added to it; below nought they are taken off, at most all of it. */
  readonly change: bigint;
  readonly reason: string;
  readonly author: string;
}

/** A loss rate that an organisation sets itself, parts per million. */
export interface AgreedRate {
  /** "" for every segment that has none of its own. */
  readonly segment: string;
  readonly bucket: BucketName;
  readonly rate: bigint;
}

/** Where the rate of a cell is from. */
export type RateBasis = "agreed" | "segment" | "all" | "none";

/** Minor units, rates in parts per million. */
export interface LossCell {
  readonly segment: string;
  readonly bucket: BucketName;
  readonly open: bigint;
  readonly basis: RateBasis;
  /** Before the overlay. */
  readonly historic: bigint | undefined;
  readonly rate: bigint | undefined;
  /** Rounded half up. */
  readonly loss: bigint | undefined;
}

export interface ExpectedLoss {
  /** Of what holds something, in the order of segments and buckets. */
  readonly cells: readonly LossCell[];
  readonly open: bigint;
  /** More than 90 days past due: presumed to be in default. */
  readonly inDefault: bigint;
  /** Undefined where a cell has no rate; the sum of those that have one is `reckoned`. */
  readonly loss: bigint | undefined;
  readonly reckoned: bigint;
  /** What is open in cells without a rate. */
  readonly withoutRate: bigint;
  readonly overlays: readonly Overlay[];
}

export interface LossMatrix {
  readonly historic: readonly LossRate[];
  readonly agreed: readonly AgreedRate[];
  readonly overlays: readonly Overlay[];
}

export function expectedLossOf(
  standings: readonly ItemStanding[],
  day: number,
  segmentOf: (customer: string) => string,
  matrix: LossMatrix,
): ExpectedLoss {
  const open = new Map<string, Map<BucketName, bigint>>();
  for (const standing of standings) {
    if (standing.isWrittenOff || standing.open < 0n) continue;
    const segment = segmentOf(standing.item.customer);
    const row = open.get(segment) ?? new Map<BucketName, bigint>();
    open.set(segment, row);
    const bucket = bucketOf(ageOf(standing, "due", day));
    row.set(bucket, (row.get(bucket) ?? 0n) + standing.open);
  }
  const cells = [...open].flatMap(([segment, row]) =>
    BUCKETS.flatMap(({ name }) => {
      const amount = row.get(name);
      return amount === undefined ? [] : [cellOf(segment, name, amount, matrix)];
    }),
  );
  return { ...sumsOf(cells), cells, overlays: matrix.overlays };
}

function sumsOf(cells: readonly LossCell[]): Omit<ExpectedLoss, "cells" | "overlays"> {
  let [open, inDefault, reckoned, withoutRate] = [0n, 0n, 0n, 0n];
  for (const cell of cells) {
    open += cell.open;
    if (cell.bucket === "daysOver90") inDefault += cell.open;
    if (cell.loss === undefined) withoutRate += cell.open;
    else reckoned += cell.loss;
  }
  return { open, inDefault, reckoned, withoutRate, loss: withoutRate === 0n ? reckoned : undefined };
}

function cellOf(segment: string, bucket: BucketName, open: bigint, matrix: LossMatrix): LossCell {
  const { basis, rate: historic } = rateOf(segment, bucket, matrix);
  if (historic === undefined) return { segment, bucket, open, basis, historic, rate: undefined, loss: undefined };
  const change = ofSegment(matrix.overlays, segment)?.change ?? 0n;
  const changed = rounded(historic * (PARTS_PER_MILLION + change), PARTS_PER_MILLION);
  const rate = changed < 0n ? 0n : changed > PARTS_PER_MILLION ? PARTS_PER_MILLION : changed;
  return { segment, bucket, open, basis, historic, rate, loss: rounded(open * rate, PARTS_PER_MILLION) };
}

function rateOf(
  segment: string,
  bucket: BucketName,
  { agreed, historic }: LossMatrix,
): { readonly basis: RateBasis; readonly rate: bigint | undefined } {
  const set = ofSegment(
    agreed.filter((row) => row.bucket === bucket),
    segment,
  );
  if (set !== undefined) return { basis: "agreed", rate: set.rate };
  const rateFor = (name: string): bigint | undefined =>
    historic.find((row) => row.segment === name && row.bucket === bucket)?.rate;
  const own = segment === "" ? undefined : rateFor(segment);
  if (own !== undefined) return { basis: "segment", rate: own };
  const all = rateFor("");
  return all === undefined ? { basis: "none", rate: undefined } : { basis: "all", rate: all };
}

/** Its own, else that of every segment. */
function ofSegment<T extends { readonly segment: string }>(rows: readonly T[], segment: string): T | undefined {
  return rows.find((row) => row.segment === segment) ?? rows.find((row) => row.segment === "");
}
