/**
 * A pair whose books are compared again and again: what became of each difference since the last time. Who owns it and
 * until when goes by its key, and from a difference that is gone to what came of its documents, so that neither a new
 * file, nor another number, nor a correction that was taken back buys anybody time.
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
  /** When it was first found, or what it follows was; and when its class or amount became what it is. Unix seconds. */
  readonly found: number;
  readonly changed: number;
  /** Null while it is open. */
  readonly cleared: Cleared | null;
  /** Hashes of what it is about, by side. */
  readonly documents: Readonly<Record<BookSide, readonly Hex[]>>;
  /** The key of a difference that was gone when this one was first found, and was about one of its documents. */
  readonly follows: Hex | null;
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
  const found = results.flatMap(({ differences }) =>
    differences.map((difference) => ({ difference, key: keyOf(difference) })),
  );
  const still = new Set(found.map(({ key }) => key));
  const earlier = earlierOf(before.filter(({ key }) => !still.has(key)));
  const lives = found.map((one) => lifeOf(one, known.get(one.key), earlier, moment));
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

interface Found {
  readonly difference: Difference;
  readonly key: Hex;
}

/** @param last As it was when it was found last. @param earlier Of a question about documents, what is gone of it. */
function lifeOf(
  { difference: { class: name, owner, amount, items }, key }: Found,
  last: Life | undefined,
  earlier: Earlier,
  { at, due }: Moment,
): Life {
  const documents = { supplier: hashesOf("supplier", items.supplier), buyer: hashesOf("buyer", items.buyer) };
  const followed = last === undefined ? earlier({ class: name, documents }) : undefined;
  const isSame = last !== undefined && last.cleared === null && last.class === name && last.amount === amount;
  return {
    ...{ key, class: name, owner, amount, cleared: null, documents },
    due: last?.due ?? followed?.due ?? (owner === "none" ? null : due),
    found: last?.found ?? followed?.found ?? at,
    changed: isSame ? last.changed : at,
    follows: last === undefined ? (followed?.key ?? null) : last.follows,
  };
}

type Question = Pick<Life, "class" | "documents">;
type Followed = Pick<Life, "key" | "due" | "found" | "changed">;
type Earlier = (question: Question) => Followed | undefined;

/**
 * Of a new question what is gone and was about one of its documents: the last of these, with the earliest day that any
 * was due and the earliest instant that any was found. A double is another question than its original here too.
 */
function earlierOf(gone: readonly Life[]): Earlier {
  const about = new Map<string, Followed>();
  for (const life of gone) {
    for (const name of namesOf(life)) about.set(name, followedOf(about.get(name), life));
  }
  return (question) => {
    let followed: Followed | undefined;
    for (const name of namesOf(question)) {
      const one = about.get(name);
      if (one !== undefined) followed = followedOf(followed, one);
    }
    return followed;
  };
}

function followedOf(one: Followed | undefined, other: Followed): Followed {
  if (one === undefined) return other;
  const { key, changed } = other.changed >= one.changed ? other : one;
  const due = one.due === null || (other.due !== null && other.due < one.due) ? other.due : one.due;
  return { key, changed, due, found: Math.min(one.found, other.found) };
}

function namesOf({ class: name, documents }: Question): readonly string[] {
  return BOOK_SIDES.flatMap((side) => documents[side]).map((document) => `${name === "DUPLICATE"} ${document}`);
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
