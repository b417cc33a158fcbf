/**
 * A buyer's payment track record over all its suppliers, exact: for the buyer's own eyes. What others may see of it is
 * made in `trackReference.ts`.
 */
import { BUCKETS } from "../account/aging.ts";
import type { BucketName } from "../account/aging.ts";
import { rateOf } from "../collections/rates.ts";
import type { Rate } from "../collections/rates.ts";
import { keccakOfText } from "../hash.ts";
import type { Address, Hex } from "../receivable.ts";
import type { TrackItem } from "./trackItems.ts";

/** What is counted: invoices that fell due in a period, as they stood at a block. Days since 1970-01-01. */
interface TrackPeriod {
  readonly from: number;
  /** Last day. */
  readonly to: number;
  /** The day (UTC) of the block: what was not due before it is not judged yet. */
  readonly asOf: number;
}

/** Amounts below 10^3, 10^4, 10^5 and 10^6 units of the currency, and what is more. */
export const AMOUNT_BANDS = ["under1000", "under10000", "under100000", "under1000000", "from1000000"] as const;
export type AmountBand = (typeof AMOUNT_BANDS)[number];
const FIRST_BAND_DIGITS = 3;

/** An invoice as the record counts it. */
export interface TrackLine {
  readonly id: Hex;
  readonly supplier: Address;
  readonly knownTo: readonly Address[];
  /** From the due day to the value day of the last payment; of what is open so far. Below 0 is early. */
  readonly daysLate: number;
  readonly isOpen: boolean;
  readonly disputed: boolean;
  readonly band: AmountBand;
  /** When it was recorded. */
  readonly day: number;
}

export interface TrackRecord {
  readonly items: number;
  readonly suppliers: number;
  readonly onTime: Rate;
  /** Past due and not paid. */
  readonly open: number;
  readonly disputed: number;
  /** By days late; `current` is on time. */
  readonly lateness: Readonly<Record<BucketName, number>>;
  readonly amounts: Readonly<Record<AmountBand, number>>;
  /** The day of the first invoice; undefined where there is none. */
  readonly oldest: number | undefined;
  /** Hash of every line in the order of the ids, by which whoever has the events finds the same record. */
  readonly root: Hex;
}

/** @param exponent Decimals of the currency. */
export function trackLines(
  items: readonly TrackItem[],
  { from, to, asOf }: TrackPeriod,
  exponent: number,
): readonly TrackLine[] {
  const judged = items.filter(({ due }) => due >= from && due <= to && due < asOf);
  const ends = AMOUNT_BANDS.map((_, index) => 10n ** BigInt(exponent + FIRST_BAND_DIGITS + index));
  return judged
    .map(({ id, supplier, knownTo, day, due, settled, disputed, amount }) => {
      const daysLate = (settled ?? asOf) - due;
      const band = AMOUNT_BANDS[ends.findIndex((end) => amount < end)] ?? "from1000000";
      return { id, supplier, knownTo, day, daysLate, isOpen: settled === undefined, disputed, band };
    })
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

export function bucketOf({ daysLate }: TrackLine): BucketName {
  return BUCKETS.find(({ from, to }) => daysLate >= from && daysLate <= to)?.name ?? "daysOver90";
}

export function trackRecordOf(lines: readonly TrackLine[]): TrackRecord {
  const late = countBy(
    BUCKETS.map(({ name }) => name),
    lines,
    bucketOf,
  );
  const text = lines.map(({ id, daysLate, isOpen, disputed, band }) => {
    return [id, isOpen ? "open" : daysLate.toString(), disputed ? "disputed" : "", band].join(";");
  });
  return {
    items: lines.length,
    suppliers: new Set(lines.map(({ supplier }) => supplier)).size,
    onTime: rateOf(late.current, lines.length),
    open: lines.filter(({ isOpen }) => isOpen).length,
    disputed: lines.filter(({ disputed }) => disputed).length,
    lateness: late,
    amounts: countBy(AMOUNT_BANDS, lines, ({ band }) => band),
    oldest: lines.length === 0 ? undefined : Math.min(...lines.map(({ day }) => day)),
    root: keccakOfText(text.join("\n")),
  };
}

function countBy<Name extends string>(
  names: readonly Name[],
  lines: readonly TrackLine[],
  nameOf: (line: TrackLine) => Name,
): Readonly<Record<Name, number>> {
  const counts = new Map<Name, number>(names.map((name) => [name, 0]));
  for (const line of lines) counts.set(nameOf(line), (counts.get(nameOf(line)) ?? 0) + 1);
  return Object.fromEntries(counts) as Readonly<Record<Name, number>>;
}
