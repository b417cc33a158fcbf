/** What settles a receivable on a day, and how it comes about. */
import type { z } from "zod";
import { discountWorkingOf } from "../../domain/discountWorking.ts";
import { openPrincipal, PARTS_PER_MILLION, quote } from "../../domain/money.ts";
import type { Position, Terms } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { workingOf } from "../../domain/working.ts";
import type { payoff } from "../../wire/payoff.ts";
import { shownAmount, shownRate } from "./showing.ts";
import type { ShownCurrency } from "./showing.ts";
import { historyOf } from "./settledHistory.ts";
import type { DatedEvent } from "./settledHistory.ts";

export type ShownPayoff = z.output<typeof payoff>;
type ChargesWorking = ShownPayoff["chargesWorking"];

const CARRY_UNIT = 2n ** 48n;
const RATE_SCALE = 4;

/** A receivable with open terms, and what was recorded of it. */
export interface Claim {
  readonly terms: Terms;
  readonly position: Position;
  readonly closed: boolean;
  readonly currency: ShownCurrency;
  /** In the order of the chain. */
  readonly events: readonly DatedEvent[];
}

/**
 * What would settle the claim if the money's value date were that day: what the ledger takes, given all that is
 * recorded by now. @param day Days since 1970-01-01 in the terms' own time zone.
 */
export function payoffOn(claim: Claim, day: number): ShownPayoff {
  const { terms, position, currency } = claim;
  const due = quote(terms, position, day);
  const show = (units: bigint): string => shownAmount(units, currency);
  return {
    at: dateOfDay(day),
    open: show(due.open),
    discount: show(due.discount),
    charges: show(due.charges),
    payoff: show(due.payoff),
    daysLate: Number(due.daysLate),
    discountWorking: discountOn(claim, day),
    chargesWorking: chargesOn(claim, day),
  };
}

function discountOn({ terms, position, currency }: Claim, day: number): ShownPayoff["discountWorking"] {
  const working = discountWorkingOf({ terms, position }, day);
  const { offers, taken, open, paid, numerator, denominator, carried, rounded, discount } = working;
  return {
    offers: offers.map(({ kind, until, part, whole }) => ({
      kind,
      until: dateOfDay(until),
      share: fraction(part, whole),
    })),
    taken: taken?.kind ?? null,
    open: shownAmount(open, currency),
    paid: shownAmount(paid, currency),
    exact: fraction(numerator, denominator),
    carried: fraction(carried, CARRY_UNIT),
    rounded: shownAmount(rounded, currency),
    discount: shownAmount(discount, currency),
  };
}

/** The ledger's own reckoning: one rate on the sum of principal x days late, rounded once (R16, R24, R25). */
function chargesOn(claim: Claim, day: number): ChargesWorking {
  const { terms, position, currency } = claim;
  const { daysLate, charges } = quote(terms, position, day);
  const principalDays = position.lateDays + openPrincipal(terms, position) * daysLate;
  const basis = terms.basis === 360 ? 360 : 365;
  const exact = { numerator: BigInt(terms.lateRate) * principalDays, denominator: PARTS_PER_MILLION * BigInt(basis) };
  const interest = (2n * exact.numerator + exact.denominator) / (2n * exact.denominator);
  return {
    principalDays: principalDays.toString(),
    percent: shownRate(terms.lateRate),
    basis,
    exact: fraction(exact.numerator, exact.denominator),
    interest: shownAmount(interest, currency),
    fixedSum: shownAmount(principalDays === 0n ? 0n : terms.fixedSum, currency),
    settled: shownAmount(position.chargesSettled, currency),
    charges: shownAmount(charges, currency),
    segments: segmentsOf(claim, day, exact),
  };
}

interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The interest balance by balance, provided that it comes to what the ledger reckons: an amendment may have moved the
 * due date after something was settled late, and a part of a split begins with nothing behind it.
 */
function segmentsOf(claim: Claim, day: number, ledgers: Exact): ChargesWorking["segments"] {
  const { terms, currency } = claim;
  const percent = { units: BigInt(terms.lateRate), scale: RATE_SCALE };
  const count = terms.basis === 360 ? "act/360" : "act/365";
  const { segments, numerator, denominator } = workingOf(historyOf(claim), { kind: "flat", percent }, count, day);
  if (numerator * ledgers.denominator !== ledgers.numerator * denominator) return null;
  return segments.map(({ from, to, days, principal, percent: rate, numerator: interest }) => ({
    from: dateOfDay(from + 1),
    to: dateOfDay(to),
    days,
    principal: shownAmount(principal, currency),
    percent: shownRate(Number(rate.units)),
    interest: fraction(interest, denominator),
  }));
}

function fraction(numerator: bigint, denominator: bigint): { numerator: string; denominator: string } {
  return { numerator: numerator.toString(), denominator: denominator.toString() };
}
