/** Early-payment discount: tiers agreed as sums, a sliding one by the day, and what part of the cash earns of them. */
import { ONE, ZERO, larger, multiply, rational, roundHalfUp, roundUp, smaller } from "./rational.ts";
import type { Rational } from "./rational.ts";
import { PARTS_PER_WHOLE, principalOf, yearOf } from "./terms.ts";
import type { AuditTerms } from "./terms.ts";

/** Discounts on parts are counted in this many grains to the minor unit. */
export const GRAINS: bigint = 2n ** 48n;
/** Half a minor unit: what rounding half up adds before it rounds down. */
const HALF = GRAINS / 2n;

/** Principal that is settled while a share of it is off. */
export interface DiscountedPart {
  readonly principal: bigint;
  readonly share: Rational;
}

function tierOn(terms: AuditTerms, day: number): Rational {
  const amount = principalOf(terms);
  if (amount === 0n) return ZERO;
  const lasts = (lastDay: number): boolean => lastDay !== 0 && day <= lastDay;
  const first = lasts(terms.discountDay1) ? rational(terms.discount1, amount) : ZERO;
  const second = lasts(terms.discountDay2) ? rational(terms.discount2, amount) : ZERO;
  return larger(first, second);
}

function slidingOn(terms: AuditTerms, day: number): Rational {
  return rational(BigInt(terms.slidingRate) * BigInt(terms.dueDay - day), PARTS_PER_WHOLE * yearOf(terms));
}

/**
 * The share of the principal that is off on a day: the best of live tiers and sliding discount, never two (R15), never
 * more than the whole, and nothing once the due date has passed.
 */
export function shareOn(terms: AuditTerms, day: number): Rational {
  if (day > terms.dueDay) return ZERO;
  return smaller(ONE, larger(tierOn(terms, day), slidingOn(terms, day)));
}

/**
 * Where parts earn nothing: what whoever settles everything earns, the share of all that was ever owed, in minor units,
 * rounded half up, once. @param owed Amount less credits. @param open What is left of it.
 */
export function closingDiscount(share: Rational, owed: bigint, open: bigint): bigint {
  const rounded = roundHalfUp(multiply(share, rational(owed)));
  return rounded < open ? rounded : open;
}

/** What a part earns, in grains; a fraction of a grain counts as a whole one. */
export function grainsOf({ principal, share }: DiscountedPart): bigint {
  return roundUp(multiply(share, rational(principal * GRAINS)));
}

/** Grains in whole minor units, rounded half up. @param grains From minus one half of a unit. */
function wholeUnits(grains: bigint): bigint {
  return (grains + HALF) / GRAINS;
}

/** What a further part earns, minor units. @param carried Grains earned before and not granted, from -HALF to HALF. */
export function discountOfPart(carried: bigint, part: DiscountedPart): bigint {
  return wholeUnits(carried + grainsOf(part));
}

/** Grains carried as the ledger keeps them: what is missing to a unit counts from the unit downwards. */
export function keptCarry(carried: bigint): bigint {
  return carried < 0n ? carried + GRAINS : carried;
}

/** The other way round. */
export function carriedOf(kept: bigint): bigint {
  return kept < HALF ? kept : kept - GRAINS;
}

/** A further part of which no more than some cash is left to pay. Minor units. */
export interface BoughtPart {
  readonly principal: bigint;
  readonly discount: bigint;
}

/** The most principal, up to `open`, of which no more than `cash` is left to pay after its part of the discount. */
export function mostPrincipal(carried: bigint, share: Rational, open: bigint, cash: bigint): BoughtPart {
  const discountOf = (principal: bigint): bigint => discountOfPart(carried, { principal, share });
  // What is left to pay never falls as the principal grows, so the last principal that fits is found by halving.
  let [fits, tooMuch] = [0n, open + 1n];
  while (tooMuch - fits > 1n) {
    const middle = (fits + tooMuch) / 2n;
    if (middle - discountOf(middle) <= cash) fits = middle;
    else tooMuch = middle;
  }
  return { principal: fits, discount: discountOf(fits) };
}
