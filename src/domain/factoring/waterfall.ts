/**
 * Who gets what of a deal's cash (R53, R54): the factor's advance first, then fee and commission, the rest to the
 * seller. The fee runs on funds in use, simple, by days from the sale, and is rounded half up once from an exact
 * numerator, so that the number of payments never matters. Nothing is ever negative: what is lacking stays outstanding.
 *
 * Amounts are minor units, days calendar days since 1970-01-01 in the factor's time zone.
 */
import { feeOf } from "./offerMoney.ts";
import type { Price } from "./offer.ts";

/** What a deal comes to. */
export interface DealMoney {
  /** Advance that is not repaid. */
  readonly funds: bigint;
  /** Fixed dues: the commission, and what a returned receipt left with the seller. */
  readonly commission: bigint;
  /** Day of the sale, from which the fee runs. */
  readonly startDay: number;
  /** Sum over repaid funds of funds x days in use. */
  readonly fundDays: bigint;
  /** Of fee and commission together. */
  readonly feesPaid: bigint;
}

/** How cash is shared out; all of it together is the cash. */
export interface Distribution {
  readonly toFunds: bigint;
  readonly toFees: bigint;
  readonly toSeller: bigint;
}

/** What the fee is reckoned by. */
export type FeeTerms = Pick<Price, "feeRate" | "basis">;

/** A deal on the day of its sale. */
export function newDeal(advance: bigint, commission: bigint, startDay: number): DealMoney {
  return { funds: advance, commission, startDay, fundDays: 0n, feesPaid: 0n };
}

/** Fee until a day, paid or not, rounded half up once. */
export function feeUntil(deal: DealMoney, terms: FeeTerms, day: number): bigint {
  return feeOf(terms, deal.fundDays + deal.funds * daysInUse(deal, day));
}

/** Fee until a day, and commission, that are not paid. */
export function feesDue(deal: DealMoney, terms: FeeTerms, day: number): bigint {
  const due = feeUntil(deal, terms, day) + deal.commission;
  return due > deal.feesPaid ? due - deal.feesPaid : 0n;
}

/** How cash of a day is shared out. */
export function shareOut(deal: DealMoney, terms: FeeTerms, cash: bigint, day: number): Distribution {
  const toFunds = least(cash, deal.funds);
  const toFees = least(cash - toFunds, feesDue(deal, terms, day));
  return { toFunds, toFees, toSeller: cash - toFunds - toFees };
}

/** The deal after cash was shared out: what it repaid costs nothing from its day on. */
export function afterShare(deal: DealMoney, { toFunds, toFees }: Distribution, day: number): DealMoney {
  return {
    ...deal,
    funds: deal.funds - toFunds,
    fundDays: deal.fundDays + toFunds * daysInUse(deal, day),
    feesPaid: deal.feesPaid + toFees,
  };
}

/**
 * The deal as if cash of a day had never come. @param sellerKept What the seller had got of it and keeps: it owes that
 * from now on.
 */
export function afterReturn(
  deal: DealMoney,
  { toFunds, toFees }: Distribution,
  day: number,
  sellerKept: bigint,
): DealMoney {
  return {
    ...deal,
    funds: deal.funds + toFunds,
    commission: deal.commission + sellerKept,
    fundDays: deal.fundDays - toFunds * daysInUse(deal, day),
    feesPaid: deal.feesPaid - toFees,
  };
}

/** The factor's local day of an instant. @param utcOffset Minutes ahead of UTC. */
export function factorDay(utcOffset: number, instant: number): number {
  return Math.floor((instant + utcOffset * 60) / 86_400);
}

/** Cash that is dated before the sale ends no use of funds that had not begun. */
function daysInUse({ startDay }: DealMoney, day: number): bigint {
  return day > startDay ? BigInt(day - startDay) : 0n;
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
