/** The book in sums: by seller, buyer, age, and what is expected when. Amounts are minor units of one currency. */
import { BUCKETS } from "../account/aging.ts";
import type { BucketName } from "../account/aging.ts";
import { sumOf } from "../account/standing.ts";
import type { Address } from "../receivable.ts";
import type { BookedRow } from "./bookRows.ts";
import { ratioPpm } from "./figures.ts";

/** What a set of rows comes to. */
export interface BookSums {
  readonly count: number;
  readonly open: bigint;
  /** Paid, and kept by the ledger. */
  readonly kept: bigint;
  readonly disputed: bigint;
  /** Past due and open. */
  readonly overdue: bigint;
  /** Advances that are not repaid. */
  readonly funds: bigint;
  readonly feesAccrued: bigint;
  readonly feesPaid: bigint;
  readonly feesDue: bigint;
  readonly reserve: bigint;
  readonly gap: bigint;
  readonly claimed: bigint;
  /** Prices of what was bought outright and is still held. */
  readonly price: bigint;
}

/** One seller or buyer. */
export interface PortfolioRow extends BookSums {
  readonly party: Address;
  /** Of all open amounts, parts per million, half up; undefined where nothing is open (R50). */
  readonly share: bigint | undefined;
}

export function sumsOf(rows: readonly BookedRow[]): BookSums {
  const deals = rows.filter((row) => row.kind === "advance");
  const purchases = rows.filter((row) => row.kind === "purchase");
  return {
    count: rows.length,
    open: sumOf(rows, openOf),
    kept: sumOf(rows, ({ kept }) => kept),
    disputed: sumOf(rows, ({ disputed }) => disputed),
    overdue: sumOf(
      rows.filter(({ daysPastDue }) => daysPastDue > 0),
      openOf,
    ),
    funds: sumOf(deals, ({ funds }) => funds),
    feesAccrued: sumOf(deals, ({ feesAccrued }) => feesAccrued),
    feesPaid: sumOf(deals, ({ feesPaid }) => feesPaid),
    feesDue: sumOf(deals, ({ feesDue }) => feesDue),
    reserve: sumOf(deals, ({ reserve }) => reserve),
    gap: sumOf(deals, ({ gap }) => gap),
    claimed: sumOf(deals, ({ claimed }) => claimed),
    price: sumOf(purchases, ({ price }) => price),
  };
}

/** By seller or by buyer, the largest first; sums over all of them are the sums of the book. */
export function portfolioOf(rows: readonly BookedRow[], by: "seller" | "buyer"): readonly PortfolioRow[] {
  const whole = sumOf(rows, openOf);
  const groups = Map.groupBy(rows, (row) => row[by]);
  return [...groups]
    .map(([party, own]): PortfolioRow => {
      const sums = sumsOf(own);
      return { party, ...sums, share: whole > 0n ? ratioPpm(sums.open, whole) : undefined };
    })
    .toSorted((one, other) => bySize(one.open, other.open) || (one.party < other.party ? -1 : 1));
}

/** Open amounts by how long they are past due (R41), `unknown` for those whose due day is sealed. */
export type BookAging = Readonly<Record<BucketName | "unknown", bigint>>;

export function bookAging(rows: readonly BookedRow[]): BookAging {
  const known = rows.filter(({ dueDay }) => dueDay !== undefined);
  const buckets = BUCKETS.map(({ name, from, to }): [BucketName, bigint] => {
    const inside = known.filter(({ daysPastDue }) => daysPastDue >= from && daysPastDue <= to);
    return [name, sumOf(inside, openOf)];
  });
  const unknown = sumOf(
    rows.filter(({ dueDay }) => dueDay === undefined),
    openOf,
  );
  return { ...(Object.fromEntries(buckets) as Record<BucketName, bigint>), unknown };
}

/** So many days from the day of the book, the last included; `later` has what is due after all of them. */
const HORIZONS = [
  { name: "overdue", to: -1 },
  { name: "within7", to: 7 },
  { name: "within30", to: 30 },
  { name: "within60", to: 60 },
  { name: "within90", to: 90 },
  { name: "later", to: Infinity },
] as const;

/** What is expected when, by due day: each amount in the first span that it fits; `unknown` as in {@link BookAging}. */
export type ExpectedCollections = Readonly<Record<(typeof HORIZONS)[number]["name"] | "unknown", bigint>>;

export function expectedOf(rows: readonly BookedRow[]): ExpectedCollections {
  const sums = { overdue: 0n, within7: 0n, within30: 0n, within60: 0n, within90: 0n, later: 0n, unknown: 0n };
  for (const row of rows) {
    const days = row.dueDay === undefined ? undefined : row.dueDay - row.day;
    const span = days === undefined ? undefined : HORIZONS.find(({ to }) => days <= to);
    sums[span?.name ?? "unknown"] += openOf(row);
  }
  return sums;
}

function openOf({ open }: BookedRow): bigint {
  return open;
}

function bySize(one: bigint, other: bigint): number {
  return Number(other > one) - Number(other < one);
}
