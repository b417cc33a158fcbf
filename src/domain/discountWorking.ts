/** The discount for settling all that is open on a day, so that a person can follow it: which share, and of what. */
import type { Standing } from "./engine.ts";
import { MAX_AMOUNT, openPrincipal, PARTS_PER_MILLION } from "./money.ts";
import type { Terms } from "./receivable.ts";

/** A share of what is settled that the terms offer. */
export interface DiscountOffer {
  readonly kind: "tier1" | "tier2" | "sliding";
  /** Last day. */
  readonly until: number;
  /** The share on the day, part of whole; nought once it is over. */
  readonly part: bigint;
  readonly whole: bigint;
}

export interface DiscountWorking {
  /** All that the terms offer, in the order of the terms. */
  readonly offers: readonly DiscountOffer[];
  /** The largest that lives; they never stack (R14, R15). Undefined if none does. */
  readonly taken: DiscountOffer | undefined;
  readonly open: bigint;
  /** Principal paid before, minor units, that earns the discount now; nought where each part has had its own. */
  readonly paid: bigint;
  /** The exact discount in minor units, share x (open + paid), as a fraction. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Earned on earlier parts and not yet granted, in 2^-48 minor units; below nought if they were granted more. */
  readonly carried: bigint;
  /** Exact and carried, rounded once, half up, minor units. */
  readonly rounded: bigint;
  /** At most what is open; the discount of the quote. */
  readonly discount: bigint;
}

const CARRY_BITS = 48n;
const ONE_HALF = 1n << (CARRY_BITS - 1n);

/** The discount of a standing on a day; equal to that of the engines. Minor units. */
export function discountWorkingOf(
  { terms, position }: Pick<Standing, "terms" | "position">,
  day: number,
): DiscountWorking {
  const offers = position.discounted && !terms.discountOnParts ? [] : offersOf(terms, day);
  const taken = offers.reduce<DiscountOffer | undefined>(
    (best, offer) => (exceeds(offer, best) ? offer : best),
    undefined,
  );
  const open = openPrincipal(terms, position);
  const onParts = terms.discountOnParts;
  const cash = position.settled > position.credited ? position.settled - position.credited : 0n;
  const paid = onParts || taken === undefined ? 0n : cash;
  // What is stored is offset by one half, so that nought stands for nothing carried.
  const carried = onParts && taken !== undefined ? (position.carry ^ ONE_HALF) - ONE_HALF : 0n;
  const { part, whole } = taken ?? { part: 0n, whole: 1n };
  const numerator = (open + paid) * part;
  const rounded = onParts
    ? (((numerator << CARRY_BITS) + whole - 1n) / whole + carried + ONE_HALF) >> CARRY_BITS
    : (2n * numerator + whole) / (2n * whole);
  const discount = rounded < open ? rounded : open;
  return { offers, taken, open, paid, numerator, denominator: whole, carried, rounded, discount };
}

function offersOf(terms: Terms, day: number): readonly DiscountOffer[] {
  const whole = least(terms.amount, MAX_AMOUNT);
  const live = (until: number): boolean => day <= until && day <= terms.dueDay;
  const tier = (kind: DiscountOffer["kind"], until: number, sum: bigint): readonly DiscountOffer[] =>
    sum === 0n ? [] : [{ kind, until, part: live(until) ? least(sum, whole) : 0n, whole }];
  const year = PARTS_PER_MILLION * (terms.basis === 360 ? 360n : 365n);
  const before = day < terms.dueDay ? BigInt(terms.dueDay - day) : 0n;
  const part = least(BigInt(terms.slidingRate) * before, year);
  const sliding: DiscountOffer = { kind: "sliding", until: terms.dueDay - 1, part, whole: year };
  return [
    ...tier("tier1", terms.discountDay1, terms.discount1),
    ...tier("tier2", terms.discountDay2, terms.discount2),
    ...(terms.slidingRate === 0 ? [] : [sliding]),
  ];
}

function exceeds(offer: DiscountOffer, best: DiscountOffer | undefined): boolean {
  return offer.part * (best?.whole ?? 1n) > (best?.part ?? 0n) * offer.whole;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
