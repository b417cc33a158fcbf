/**
 * A pair whose books are compared again and again: what became of each difference since the last time. Who owns it and
 * until when goes by its key, so that neither a new file nor a correction that was taken back buys anybody time.
 */
import { keccakOfText } from "../../domain/hash.ts";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import type { ClearedWhy, DifferenceClass, Owner } from "../../domain/ledgerDifference.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Difference } from "./differences.ts";
import { nameOf } from "./differenceKey.ts";
import type { CurrencyResult } from "./reconcile.ts";

/** Why a difference is there no more. */
export interface Cleared {
  /** Unix seconds: when it was found to be gone. */
  readonly at: number;
  readonly why: ClearedWhy;
  /** Of one that is gone: in whose book what it was about stands no more. */
  readonly from: readonly BookSide[];
}

/** A difference from when it was first found. */
export interface Life {
  readonly key: Hex;
  readonly class: DifferenceClass;
  readonly owner: Owner;
  /** What the buyer's balance has more by it, minor units. */
  readonly amount: bigint;
  /** Until when whoever owns it answers, `YYYY-MM-DD`; null as long as nobody ever did. It never moves. */
  readonly due: string | null;
  /** When it was first found, and when its class or amount became what it is. Unix seconds. */
  readonly found: number;
  readonly changed: number;
  /** Null while it is open. */
  readonly cleared: Cleared | null;
  /** Hashes of what it is about, by side. */
  readonly documents: Readonly<Record<BookSide, readonly Hex[]>>;
}

export interface Moment {
  /** Unix seconds. */
  readonly at: number;
  /** Until when whoever owns a new difference answers, `YYYY-MM-DD`. */
  readonly due: string;
}

export interface Continued {
  /** Of each difference of the result, by its key. */
  readonly open: ReadonlyMap<Hex, Life>;
  /** Keys of those that were not open before. */
  readonly opened: readonly Hex[];
  /** Those that were open before, and are no more. */
  readonly cleared: readonly Life[];
}

/**
 * Nobody decides that a difference is cleared: it is, once comparing all that both books hold finds it no more.
 * @param before Of all differences that were ever found, cleared ones too.
 * @param found The result as it is now, with the key of each difference.
 */
export function continued(
  before: readonly Life[],
  results: readonly CurrencyResult[],
  keyOf: (difference: Difference) => Hex,
  moment: Moment,
): Continued {
  const known = new Map(before.map((life) => [life.key, life]));
  const lives = results.flatMap(({ differences }) =>
    differences.map((difference) => lifeOf(difference, keyOf(difference), known, moment)),
  );
  const open = new Map(lives.map((life) => [life.key, life]));
  const gone = before.filter(({ key, cleared }) => cleared === null && !open.has(key));
  const present = gone.length === 0 ? undefined : presentIn(results, lives);
  return {
    open,
    opened: lives.map(({ key }) => key).filter((key) => !isOpen(known.get(key))),
    cleared: gone.map((life) => ({ ...life, cleared: present === undefined ? null : clearing(life, present, moment) })),
  };
}

function isOpen(life: Life | undefined): boolean {
  return life?.cleared === null;
}

function lifeOf(
  { class: name, owner, amount, items }: Difference,
  key: Hex,
  known: ReadonlyMap<Hex, Life>,
  { at, due }: Moment,
): Life {
  const last = known.get(key);
  const isSame = last !== undefined && last.cleared === null && last.class === name && last.amount === amount;
  return {
    ...{ key, class: name, owner, amount, cleared: null },
    due: last?.due ?? (owner === "none" ? null : due),
    found: last?.found ?? at,
    changed: isSame ? last.changed : at,
    documents: { supplier: hashesOf("supplier", items.supplier), buyer: hashesOf("buyer", items.buyer) },
  };
}

function hashesOf(side: BookSide, items: readonly LedgerItem[]): readonly Hex[] {
  return items.map((item) => keccakOfText(nameOf(side, item)));
}

interface Present {
  readonly matched: ReadonlySet<Hex>;
  readonly differing: ReadonlySet<Hex>;
}

function presentIn(results: readonly CurrencyResult[], lives: readonly Life[]): Present {
  const matches = results.flatMap((result) => result.matches);
  const matched = BOOK_SIDES.flatMap((side) => matches.flatMap(({ items }) => hashesOf(side, items[side])));
  const differing = BOOK_SIDES.flatMap((side) => lives.flatMap(({ documents }) => documents[side]));
  return { matched: new Set(matched), differing: new Set(differing) };
}

function clearing({ documents }: Life, { matched, differing }: Present, { at }: Moment): Cleared {
  const all = BOOK_SIDES.flatMap((side) => documents[side]);
  if (all.some((document) => differing.has(document))) return { at, why: "otherDifference", from: [] };
  const from = BOOK_SIDES.filter((side) => documents[side].some((document) => !matched.has(document)));
  return { at, why: from.length === 0 ? "matched" : "gone", from };
}
