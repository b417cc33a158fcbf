/**
 * Open items by how long they are past due (R41): an item whose due day is the day itself, or later, is current; the
 * day after is its first day. Disputed amounts stand in a column of their own and still in their bucket (R39); credits
 * and unapplied money have theirs and never vanish (R42).
 */
import type { Item, Standing } from "./standing.ts";
import { sumOf } from "./standing.ts";

/** Past due by at least `from` days and, unless it is the last, at most `to`. */
export const BUCKETS = [
  { name: "current", from: -Infinity, to: 0 },
  { name: "days1To30", from: 1, to: 30 },
  { name: "days31To60", from: 31, to: 60 },
  { name: "days61To90", from: 61, to: 90 },
  { name: "daysOver90", from: 91, to: Infinity },
] as const;
export type BucketName = (typeof BUCKETS)[number]["name"];

/** Minor units. */
export interface Bucket {
  readonly name: BucketName;
  readonly amount: bigint;
  /** The part of it that is disputed. */
  readonly disputed: bigint;
}

/** `Σ buckets + credits − unapplied = total`, the balance of the account. */
export interface Aging {
  readonly buckets: readonly Bucket[];
  /** Credit notes that are not applied; negative. */
  readonly credits: bigint;
  readonly unapplied: bigint;
  readonly total: bigint;
}

/** How many days an item is past due at the end of `day`; 0 if it is not. */
export function daysPastDue({ due }: Pick<Item, "due">, day: number): number {
  return Math.max(0, day - due);
}

export function agingOf({ items, unapplied, balance }: Standing, day: number): Aging {
  const claims = items.filter(({ kind }) => kind !== "creditNote");
  const buckets = BUCKETS.map(({ name, from, to }): Bucket => {
    const inside = claims.filter((item) => {
      const days = daysPastDue(item, day);
      return days >= from && days <= to;
    });
    return { name, amount: sumOf(inside, ({ rest }) => rest), disputed: sumOf(inside, ({ disputed }) => disputed) };
  });
  return {
    buckets,
    credits: sumOf(items, ({ kind, rest }) => (kind === "creditNote" ? rest : 0n)),
    unapplied: sumOf(unapplied, ({ amount }) => amount),
    total: balance,
  };
}
