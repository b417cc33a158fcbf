/** Terms that the ledger derives from agreed ones: of the parts of a split, and of a line that is called due. */
import type { OpenedTerms } from "./commitment.ts";
import { hexOf, keccakOfWords } from "./hashing.ts";
import { multiply, rational, roundHalfUp } from "./rational.ts";
import { principalOf } from "./terms.ts";

/** A discount by its last day and its sum. */
interface Tier {
  readonly day: number;
  readonly sum: bigint;
}

/** Whether whoever has `one` never needs `other`. */
function covers(one: Tier, other: Tier): boolean {
  return one.day >= other.day && one.sum >= other.sum;
}

/**
 * The same terms in the words in which parties could have agreed them: no discount outlives the due day, none is of
 * nought or hidden behind another, and nothing is on parts if there is nothing to have on them.
 */
export function tidied(terms: OpenedTerms): OpenedTerms {
  const agreed: readonly Tier[] = [
    { day: terms.discountDay1, sum: terms.discount1 },
    { day: terms.discountDay2, sum: terms.discount2 },
  ];
  const tiers = agreed
    .filter(({ sum }) => sum !== 0n)
    .map(({ day, sum }) => ({ day: Math.min(day, terms.dueDay), sum }))
    .reduce<readonly Tier[]>((kept, tier) => {
      if (kept.some((other) => covers(other, tier))) return kept;
      return [...kept.filter((other) => !covers(tier, other)), tier];
    }, []);
  const [first, second] = tiers;
  return {
    ...terms,
    discountDay1: first?.day ?? 0,
    discount1: first?.sum ?? 0n,
    discountDay2: second?.day ?? 0,
    discount2: second?.sum ?? 0n,
    discountOnParts: terms.discountOnParts && (first !== undefined || terms.slidingRate !== 0),
  };
}

/** Terms due on another day. */
export function dueFrom(terms: OpenedTerms, dueDay: number): OpenedTerms {
  return tidied({ ...terms, dueDay });
}

/** A rounded share of a sum. */
function shareOf(sum: bigint, part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : roundHalfUp(multiply(rational(sum), rational(part, whole)));
}

/** Where a receivable stands that is split. Minor units. */
interface Standing {
  readonly open: bigint;
  readonly settled: bigint;
  readonly credited: bigint;
  /** Whether a discount stands, beside which there is none on the whole. */
  readonly discounted: boolean;
}

/**
 * The sums by which the parts are reckoned: the discounts that settling the rest would still earn. Where parts earn
 * their share, what was paid before has had its own; else it counts as if it were owed, since the last payer earns it.
 */
export function wholeOf(terms: OpenedTerms, { open, settled, credited, discounted }: Standing): OpenedTerms {
  const nothingLeft = discounted && !terms.discountOnParts;
  const owed = terms.discountOnParts ? open : open + settled - credited;
  const earned = (sum: bigint): bigint => {
    if (nothingLeft) return 0n;
    const discount = shareOf(sum, owed, principalOf(terms));
    return discount < open ? discount : open;
  };
  const discounts = { discount1: earned(terms.discount1), discount2: earned(terms.discount2) };
  return { ...terms, amount: open, ...discounts, slidingRate: nothingLeft ? 0 : terms.slidingRate };
}

/** The terms of part `index` of a whole, which begins after `before` minor units of it. */
export function partOf(whole: OpenedTerms, index: number, before: bigint, amount: bigint): OpenedTerms {
  const share = (sum: bigint): bigint =>
    shareOf(sum, before + amount, whole.amount) - shareOf(sum, before, whole.amount);
  return tidied({
    ...whole,
    amount,
    discount1: share(whole.discount1),
    discount2: share(whole.discount2),
    fixedSum: share(whole.fixedSum),
    salt: hexOf(keccakOfWords(BigInt(whole.salt), BigInt(index))),
  });
}
