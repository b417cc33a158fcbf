/**
 * What the ledger derives itself, so that nobody has to agree on more than a sum or a day: the amendments by a debit
 * note and by acceleration, and the parts of a split. Equal to what the contracts derive, word for word.
 */
import { idOf } from "./commitment.ts";
import { keccakOfWords, wordOf } from "./hash.ts";
import { MAX_AMOUNT, openPrincipal } from "./money.ts";
import type { Header, Hex, Position, Receivable, Terms } from "./receivable.ts";

/** The line of a split's first part: beyond what can be issued, so that nobody can have issued a part beforehand. */
export const FIRST_PART = 10_000;
const NO_TIER = { day: 0, sum: 0n };

/** The next revision after a debit note of `amount` minor units (R32): the discount sums stay as they are. */
export function debited({ header, terms, document }: Receivable, amount: bigint): Receivable {
  return { header: revised(header), terms: { ...terms, amount: terms.amount + amount }, document };
}

/** The next revision after the line was called due. @param day The new due day, days since 1970-01-01. */
export function accelerated({ header, terms, document }: Receivable, day: number): Receivable {
  return { header: revised(header), terms: tidy({ ...terms, dueDay: day }), document };
}

/** The header after an amendment that the ledger derived. */
export function revised(header: Header): Header {
  return { ...header, revision: header.revision + 1 };
}

/** The header of a part. @param index From 0. */
export function partHeader(header: Header, index: number): Header {
  return { ...header, invoice: idOf(header), line: FIRST_PART + index };
}

/**
 * The parts of a receivable, in the order of their amounts (R69). Each has its share of every agreed sum, as a
 * difference of rounded running totals, so that the parts together owe what the whole owed; discounts are those that
 * settling the whole would still earn. @param position Of the whole when it is split.
 * @param amounts Principal of each part, minor units; together all that is open.
 */
export function parts(
  { header, terms, document }: Receivable,
  position: Position,
  amounts: readonly bigint[],
): Receivable[] {
  const whole = remaining(terms, position);
  let before = 0n;
  return amounts.map((amount, index) => {
    const [from, to] = [before, before + amount];
    before = to;
    const shareOf = (sum: bigint): bigint =>
      runningShare(sum, to, whole.amount) - runningShare(sum, from, whole.amount);
    const part: Terms = {
      ...terms,
      amount,
      discount1: shareOf(whole.discount1),
      discount2: shareOf(whole.discount2),
      slidingRate: whole.slidingRate,
      fixedSum: shareOf(terms.fixedSum),
      salt: partSalt(terms.salt, index),
    };
    return { header: partHeader(header, index), terms: tidy(part), document };
  });
}

/** What is open, with the discounts that settling it would still earn. */
function remaining(
  terms: Terms,
  position: Position,
): Pick<Terms, "amount" | "discount1" | "discount2" | "slidingRate"> {
  const open = openPrincipal(terms, position);
  const onParts = terms.discountOnParts;
  const isSpent = position.discounted && !onParts;
  const owed = onParts ? open : isSpent ? 0n : open + position.settled - position.credited;
  const amount = terms.amount < MAX_AMOUNT ? terms.amount : MAX_AMOUNT;
  const earned = (sum: bigint): bigint => {
    const share = runningShare(sum, owed, amount);
    return share < open ? share : open;
  };
  const [discount1, discount2] = [earned(terms.discount1), earned(terms.discount2)];
  return { amount: open, discount1, discount2, slidingRate: isSpent ? 0 : terms.slidingRate };
}

/** `sum x part / whole`, rounded half up. */
function runningShare(sum: bigint, part: bigint, whole: bigint): bigint {
  return (2n * sum * part + whole) / (2n * whole);
}

function partSalt(salt: Hex, index: number): Hex {
  return keccakOfWords(salt, wordOf(index));
}

/**
 * Discounts as parties would write them, so that the terms can be agreed anew: none after the due day, no tier that the
 * other makes pointless, no day without a sum. Changes nothing that is ever due.
 */
function tidy(terms: Terms): Terms {
  const { dueDay } = terms;
  const first = tierOf(terms.discountDay1, terms.discount1, dueDay);
  const second = tierOf(terms.discountDay2, terms.discount2, dueDay);
  const [tier1, tier2] =
    second.day >= first.day && second.sum >= first.sum
      ? [second, NO_TIER]
      : second.day <= first.day && second.sum <= first.sum
        ? [first, NO_TIER]
        : [first, second];
  return {
    ...terms,
    discountDay1: tier1.day,
    discount1: tier1.sum,
    discountDay2: tier2.day,
    discount2: tier2.sum,
    discountOnParts: terms.discountOnParts && (tier1.sum !== 0n || terms.slidingRate !== 0),
  };
}

function tierOf(day: number, sum: bigint, dueDay: number): typeof NO_TIER {
  return sum === 0n ? NO_TIER : { day: Math.min(day, dueDay), sum };
}
