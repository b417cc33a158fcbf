/**
 * Dilution: what makes sold receivables less without anybody paying (R51). Returns, and short pays once they are given
 * up, are credited like all else, so that they are among the credits; a debtor that cannot pay is a loss and no
 * dilution.
 */
import { sumOf } from "../account/standing.ts";
import { monthsAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import { checkAmount, FactoringError, ratioPpm } from "./figures.ts";

export const DILUTION_KINDS = ["credit", "discount"] as const;
export type DilutionKind = (typeof DILUTION_KINDS)[number];

interface OfPair {
  readonly seller: string;
  readonly buyer: string;
  /** Days since 1970-01-01: of the sale to the factor, or of the reduction. */
  readonly day: number;
  /** Minor units, from 0 up. */
  readonly amount: bigint;
}

/** What was open of a receivable when it was sold to the factor; a receivable that is sold again counts again. */
export type GrossSale = OfPair;

/** What lowered one of them other than cash. */
export interface Reduction extends OfPair {
  readonly kind: DilutionKind;
}

/** Days, both included. */
export interface Period {
  readonly from: number;
  readonly through: number;
}

/** Whose dilution: of each pair, of each seller, of each buyer, or of the whole book. */
export type DilutionGrouping = "pair" | "seller" | "buyer" | "book";

/** Minor units. */
export interface Dilution {
  /** Undefined where the row is about all of them. */
  readonly seller: string | undefined;
  readonly buyer: string | undefined;
  readonly sales: bigint;
  readonly byKind: Readonly<Record<DilutionKind, bigint>>;
  /** All kinds together. */
  readonly reductions: bigint;
  /** Reductions of sales, parts per million, half up; undefined where nothing was sold in the period. */
  readonly ppm: bigint | undefined;
}

/** The twelve months that end with a day: 2026-10-31 from 2025-11-01 on, 28 or 29 February from 1 March on. */
export function trailingYear(through: number): Period {
  const yearBefore = (day: number): number => dayNumber(monthsAfter(dateOfDay(day), -12));
  return { from: Math.max(yearBefore(through + 1), yearBefore(through) + 1), through };
}

/**
 * The dilution of a period, in the order in which sellers and buyers first occur. Reductions count in the period of
 * their own day, whenever what they lower was sold. The book has a row even if nothing happened.
 * @throws FactoringError for an amount below nought or a period that ends before it begins.
 */
export function dilutionOf(
  sales: readonly GrossSale[],
  reductions: readonly Reduction[],
  period: Period,
  grouping: DilutionGrouping,
): readonly Dilution[] {
  if (period.through < period.from) {
    throw new FactoringError("through", period.through.toString(), `end the period on or after ${period.from}`);
  }
  for (const [field, rows] of Object.entries({ sales, reductions })) {
    for (const [place, { amount }] of rows.entries()) checkAmount(`${field}[${place}].amount`, amount);
  }
  const within = ({ day }: OfPair): boolean => day >= period.from && day <= period.through;
  const groups = new Map<string, Group>();
  const groupOf = (pair: Pick<OfPair, "seller" | "buyer"> | undefined): Group => {
    const seller = grouping === "pair" || grouping === "seller" ? pair?.seller : undefined;
    const buyer = grouping === "pair" || grouping === "buyer" ? pair?.buyer : undefined;
    const key = JSON.stringify([seller, buyer]);
    const group = groups.get(key) ?? { seller, buyer, sold: [], lowered: [] };
    groups.set(key, group);
    return group;
  };
  if (grouping === "book") groupOf(undefined);
  for (const sale of sales.filter(within)) groupOf(sale).sold.push(sale);
  for (const reduction of reductions.filter(within)) groupOf(reduction).lowered.push(reduction);
  return [...groups.values()].map(({ seller, buyer, sold, lowered }) => ({
    seller,
    buyer,
    ...figuresOf(sold, lowered),
  }));
}

interface Group extends Pick<Dilution, "seller" | "buyer"> {
  readonly sold: GrossSale[];
  readonly lowered: Reduction[];
}

function figuresOf(sold: readonly GrossSale[], lowered: readonly Reduction[]): Omit<Dilution, "seller" | "buyer"> {
  const ofKind = (kind: DilutionKind): bigint =>
    sumOf(
      lowered.filter((row) => row.kind === kind),
      ({ amount }) => amount,
    );
  const sales = sumOf(sold, ({ amount }) => amount);
  const reductions = sumOf(lowered, ({ amount }) => amount);
  return {
    sales,
    byKind: { credit: ofKind("credit"), discount: ofKind("discount") },
    reductions,
    ppm: sales === 0n ? undefined : ratioPpm(reductions, sales),
  };
}
