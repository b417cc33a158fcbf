/**
 * What another organisation may see of a buyer's track record without learning the business of one of its suppliers
 * (A18): bands and shares rounded to five per cent, of at least twenty invoices of at least three suppliers that the
 * reader does not know anyway, none with more than half of them. Two references are never to be subtracted from each
 * other to find what one supplier did: what differs between any two that anybody was shown has to be as many invoices
 * of as many suppliers.
 *
 * Suppliers who pool what they know, and a buyer who makes up suppliers, are beyond what counting can prevent.
 */
import type { BucketName } from "../account/aging.ts";
import type { Address, Hex } from "../receivable.ts";
import { bucketOf, trackRecordOf } from "./trackRecord.ts";
import type { AmountBand, TrackLine } from "./trackRecord.ts";

const FEWEST_SUPPLIERS = 3;
const FEWEST_ITEMS = 20;
/** Whole per cent that shares are rounded to. */
const STEP = 5;

/** Whole per cent, a multiple of five. */
export type Share = number;

export interface TradeReference {
  /** Such as "20-49". */
  readonly items: string;
  readonly suppliers: string;
  readonly onTime: Share;
  readonly open: Share;
  readonly disputed: Share;
  readonly lateness: Readonly<Record<BucketName, Share>>;
  readonly amounts: Readonly<Record<AmountBand, Share>>;
  /** Whole years since the first invoice, in a band. */
  readonly relation: string;
}

/** Why nothing is shown, for the buyer's eyes: of others each of them would say something of a supplier. */
export const THIN_REASONS = [
  "tooFewItems",
  "tooFewSuppliers",
  "oneSupplierDominates",
  "tooLittleChanged",
  "tooManyShown",
] as const;
export type ThinReason = (typeof THIN_REASONS)[number];

/** What a reader knows by itself, and learns nothing of. */
export function unknownTo(lines: readonly TrackLine[], reader: Address): readonly TrackLine[] {
  return lines.filter(({ knownTo }) => !knownTo.includes(reader));
}

/** Whether lines are too few, or too much of one supplier; undefined where they may be shown together. */
export function thinness(lines: readonly TrackLine[]): ThinReason | undefined {
  if (lines.length < FEWEST_ITEMS) return "tooFewItems";
  const bySupplier = new Map<Address, number>();
  for (const { supplier } of lines) bySupplier.set(supplier, (bySupplier.get(supplier) ?? 0) + 1);
  if (bySupplier.size < FEWEST_SUPPLIERS) return "tooFewSuppliers";
  return 2 * Math.max(...bySupplier.values()) > lines.length ? "oneSupplierDominates" : undefined;
}

/** What was, or would be, shown to a reader. */
export interface Disclosed {
  readonly reader: Address;
  /** All of the record, what the reader knows by itself among them. */
  readonly lines: readonly TrackLine[];
}

/**
 * Why a record cannot be shown to a reader; undefined where it can.
 * @param before All that was shown of the buyer in the currency, to anybody: readers may talk to each other. A record
 *   that several saw is compared once where it is one array.
 */
export function obstacleTo(next: Disclosed, before: readonly Disclosed[]): ThinReason | undefined {
  const own = thinness(unknownTo(next.lines, next.reader));
  if (own !== undefined) return own;
  const readers = new Map<readonly TrackLine[], Set<Address>>();
  for (const { lines, reader } of before) readers.set(lines, (readers.get(lines) ?? new Set()).add(reader));
  const ours = byId(next.lines);
  return [...readers].every(([lines, seenBy]) => isApart(next.reader, differing(ours, lines), seenBy))
    ? undefined
    : "tooLittleChanged";
}

/** What is not the same in two records; whoever came to know of it later learns nothing of it either. */
function differing(ours: ReadonlyMap<Hex, TrackLine>, lines: readonly TrackLine[]): readonly TrackLine[] {
  const theirs = byId(lines);
  const found: TrackLine[] = [];
  for (const line of lines) {
    const own = ours.get(line.id);
    if (own === undefined) found.push(line);
    else if (!isAlike(own, line)) found.push({ ...own, knownTo: [...own.knownTo, ...line.knownTo] });
  }
  for (const line of ours.values()) if (!theirs.has(line.id)) found.push(line);
  return found;
}

/** Whether nothing, or enough, differs beside what the reader and any one of the others know. */
function isApart(reader: Address, lines: readonly TrackLine[], others: ReadonlySet<Address>): boolean {
  const rest = unknownTo(lines, reader);
  // Those who know nothing of it all learn the same.
  const knowing = new Set(rest.flatMap(({ knownTo }) => knownTo.filter((one) => others.has(one))));
  const learned = [...knowing].map((other) => unknownTo(rest, other));
  if (knowing.size < others.size) learned.push(rest);
  return learned.every((one) => one.length === 0 || thinness(one) === undefined);
}

function byId(lines: readonly TrackLine[]): ReadonlyMap<Hex, TrackLine> {
  return new Map(lines.map((line) => [line.id, line]));
}

/** In what is shown of a line; of an open one its bucket alone moves with time. */
function isAlike(left: TrackLine, right: TrackLine): boolean {
  return (
    bucketOf(left) === bucketOf(right) &&
    left.isOpen === right.isOpen &&
    left.disputed === right.disputed &&
    left.band === right.band
  );
}

const ITEM_BANDS = [20, 50, 100, 200, 500, 1_000, 5_000];
const SUPPLIER_BANDS = [3, 6, 11, 21, 51];
const YEAR_BANDS = [0, 1, 3, 6, 11];
const DAYS_PER_YEAR = 365;

/** Only of lines that {@link obstacleTo} lets through. @param asOf The day of the block. */
export function referenceOf({ reader, lines }: Disclosed, asOf: number): TradeReference {
  const shown = unknownTo(lines, reader);
  const { items, suppliers, open, disputed, lateness, amounts, oldest = asOf } = trackRecordOf(shown);
  const share = (count: number): Share => STEP * Math.floor((2 * 100 * count + STEP * items) / (2 * STEP * items));
  const sharesOf = <Name extends string>(counts: Readonly<Record<Name, number>>): Readonly<Record<Name, Share>> =>
    Object.fromEntries(Object.entries<number>(counts).map(([name, count]) => [name, share(count)])) as Readonly<
      Record<Name, Share>
    >;
  return {
    items: bandOf(ITEM_BANDS, items),
    suppliers: bandOf(SUPPLIER_BANDS, suppliers),
    onTime: share(lateness.current),
    ...{ open: share(open), disputed: share(disputed), lateness: sharesOf(lateness), amounts: sharesOf(amounts) },
    relation: bandOf(YEAR_BANDS, Math.floor((asOf - oldest) / DAYS_PER_YEAR)),
  };
}

/**
 * The band that a count lies in, such as "20-49" or "5000+".
 * @param starts Rising; the count is not below the first.
 */
function bandOf(starts: readonly number[], count: number): string {
  const place = starts.findLastIndex((start) => count >= start);
  const [start = 0, following] = [starts[place], starts[place + 1]];
  if (following === undefined) return `${start}+`;
  return following - 1 === start ? start.toString() : `${start}-${following - 1}`;
}
