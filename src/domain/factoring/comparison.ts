/**
 * Offers for the same receivables side by side: what the supplier has at once, what it pays for that, and what this is
 * a year if the debtor pays on the day that is expected. Offers of factors and of the buyer stand in one list.
 *
 * The cheapest is not the best for everyone: recourse leaves the debtor's default with the supplier, and is shown.
 */
import { sumOf } from "../account/standing.ts";
import { annualRateOf, compareRates } from "./annualRate.ts";
import type { AnnualRate, UseOfFunds } from "./annualRate.ts";
import { checkAmount, checkDays, checkDistinct, checkRate, FactoringError } from "./figures.ts";
import type { Basis } from "./figures.ts";
import { advanceOf, commissionOf, feeOf, purchasePrice } from "./offerMoney.ts";

/** A receivable for which offers were asked. */
export interface OfferedReceivable {
  readonly id: string;
  /** Open amount, minor units; what the debtor is expected to pay. */
  readonly open: bigint;
  readonly dueDay: number;
  /** The day on which the debtor is expected to pay, the same for every offer. */
  readonly expectedDay: number;
}

interface ToCompare {
  readonly id: string;
  /** The day on which the supplier has the money. */
  readonly fundedOn: number;
  /** Ids of the receivables that the offer is for; all of them unless it says otherwise. */
  readonly covers?: readonly string[];
}

/** An advance with a reserve (R54). Rates in parts per million, those of the fee a year. */
export interface AdvanceToCompare extends ToCompare {
  readonly kind: "advance";
  /** Of the open amount, rounded down. */
  readonly advanceRate: number;
  /** On funds in use until the debtor pays. */
  readonly feeRate: number;
  /** 360 or 365. */
  readonly basis: number;
  /** On the open amount. */
  readonly commissionRate: number;
  /** The least that the commission of one receivable comes to, minor units. */
  readonly minimumFee: bigint;
  /** Days past due beyond which the supplier answers for the debtor; undefined for never. */
  readonly recourseDays: number | undefined;
}

/** An outright purchase at a discount (R55): the price is final, whenever the debtor pays. */
export interface PurchaseToCompare extends ToCompare {
  readonly kind: "purchase";
  /** Parts per million a year. */
  readonly rate: number;
  /** 360 or 365. */
  readonly basis: number;
  /** Days added to those until the due date. */
  readonly extraDays: number;
}

/** The buyer itself pays before the due date, less a discount (R9, R14). */
export interface EarlyPaymentToCompare extends ToCompare {
  readonly kind: "earlyPayment";
  /** By receivable, minor units. */
  readonly discounts: ReadonlyMap<string, bigint>;
}

export type OfferToCompare = AdvanceToCompare | PurchaseToCompare | EarlyPaymentToCompare;

/** What an offer comes to for one receivable. Minor units. */
export interface OfferLine extends UseOfFunds {
  readonly id: string;
  readonly open: bigint;
  readonly fee: bigint;
  readonly commission: bigint;
  readonly discount: bigint;
  /** What comes when the debtor pays: the rest less fee and commission, never below nought. */
  readonly later: bigint;
  /** What of fee and commission the rest does not cover; nought but for dear offers. */
  readonly gap: bigint;
}

/** Amounts are minor units. Ranks begin at 1; equals share one. */
export interface ComparedOffer<Offer extends OfferToCompare = OfferToCompare> {
  readonly offer: Offer;
  readonly lines: readonly OfferLine[];
  /** Of the receivables that it covers; offers that cover less have less of everything. */
  readonly open: bigint;
  readonly cashNow: bigint;
  readonly cost: bigint;
  readonly cashLater: bigint;
  readonly gap: bigint;
  /** Undefined where the money comes no earlier than the debtor's. */
  readonly rate: AnnualRate | undefined;
  /** Whether the supplier answers for a debtor that does not pay. */
  readonly recourse: boolean;
  /** The most cash first. */
  readonly cashRank: number;
  /** The least cost first. */
  readonly costRank: number;
  /** The lowest annual rate first. */
  readonly rateRank: number;
}

/**
 * All offers, the lowest annual rate first, then the most cash. @param basis Of every annual rate, whatever basis an
 * offer has for its own fee. @throws FactoringError for an offer that cannot be meant: a rate beyond the whole, a
 * receivable that was not asked for, a purchase of what is overdue, a discount of more than is open.
 */
export function compareOffers<Offer extends OfferToCompare>(
  offers: readonly Offer[],
  receivables: readonly OfferedReceivable[],
  basis: Basis = 365,
): readonly ComparedOffer<Offer>[] {
  checkDistinct(
    "offers.id",
    offers.map(({ id }) => id),
  );
  checkDistinct(
    "receivables.id",
    receivables.map(({ id }) => id),
  );
  for (const { id, open } of receivables) checkAmount(`receivables ${id}.open`, open);
  const sums = offers.map((offer) => ({ offer, ...sumsOf(offer, covered(offer, receivables), basis) }));
  const rank = (isBetter: (other: Sums) => boolean): number => 1 + sums.filter(isBetter).length;
  const compared = sums.map((mine) => ({
    ...mine,
    cashRank: rank(({ cashNow }) => cashNow > mine.cashNow),
    costRank: rank(({ cost }) => cost < mine.cost),
    rateRank: rank(({ rate }) => compareRates(rate, mine.rate) < 0),
  }));
  return compared.toSorted((one, other) => one.rateRank - other.rateRank || one.cashRank - other.cashRank);
}

type Sums = Omit<ComparedOffer, "offer" | "cashRank" | "costRank" | "rateRank">;

function sumsOf(offer: OfferToCompare, receivables: readonly OfferedReceivable[], basis: Basis): Sums {
  checkOffer(offer);
  const lines = receivables.map((receivable) => lineOf(offer, receivable));
  const cost = sumOf(lines, ({ fee, commission, discount }) => fee + commission + discount);
  return {
    lines,
    open: sumOf(lines, ({ open }) => open),
    cashNow: sumOf(lines, ({ funds }) => funds),
    cost,
    cashLater: sumOf(lines, ({ later }) => later),
    gap: sumOf(lines, ({ gap }) => gap),
    rate: annualRateOf(cost, lines, basis),
    recourse: offer.kind === "advance" && offer.recourseDays !== undefined,
  };
}

function lineOf(offer: OfferToCompare, { id, open, dueDay, expectedDay }: OfferedReceivable): OfferLine {
  const days = Math.max(0, expectedDay - offer.fundedOn);
  const none = { fee: 0n, commission: 0n, discount: 0n, later: 0n, gap: 0n };
  switch (offer.kind) {
    case "advance": {
      const funds = advanceOf(offer, open);
      const fee = feeOf(offer, funds * BigInt(days));
      const commission = commissionOf(offer, open);
      const rest = open - funds - fee - commission;
      const [later, gap] = rest < 0n ? [0n, -rest] : [rest, 0n];
      return { id, open, funds, days, fee, commission, discount: 0n, later, gap };
    }
    case "purchase": {
      const tenor = dueDay - offer.fundedOn;
      if (tenor < 0) throw new FactoringError(`offer ${offer.id}`, `for ${id}`, "it is overdue then: leave it out");
      const price = purchasePrice(offer, open, tenor);
      return { ...none, id, open, funds: price, days, discount: open - price };
    }
    case "earlyPayment": {
      const discount = offer.discounts.get(id);
      if (discount === undefined || discount < 0n || discount > open) {
        const value = discount === undefined ? `without one for ${id}` : `${discount} for ${id}`;
        throw new FactoringError(`offer ${offer.id}.discounts`, value, `give a sum from 0 to the ${open} that is open`);
      }
      return { ...none, id, open, funds: open - discount, days, discount };
    }
  }
}

function covered({ id, covers }: OfferToCompare, all: readonly OfferedReceivable[]): readonly OfferedReceivable[] {
  if (covers === undefined) return all;
  checkDistinct(`offer ${id}.covers`, covers);
  return covers.map((wanted) => {
    const found = all.find((receivable) => receivable.id === wanted);
    if (found !== undefined) return found;
    throw new FactoringError(`offer ${id}.covers`, JSON.stringify(wanted), "no offer was asked for it: leave it out");
  });
}

function checkOffer(offer: OfferToCompare): void {
  const field = `offer ${offer.id}`;
  if (offer.kind === "earlyPayment") return;
  if (offer.basis !== 360 && offer.basis !== 365) {
    throw new FactoringError(`${field}.basis`, offer.basis.toString(), "give 360 or 365 days");
  }
  if (offer.kind === "purchase") {
    checkRate(`${field}.rate`, offer.rate);
    checkDays(`${field}.extraDays`, offer.extraDays);
    return;
  }
  checkRate(`${field}.advanceRate`, offer.advanceRate);
  checkRate(`${field}.feeRate`, offer.feeRate);
  checkRate(`${field}.commissionRate`, offer.commissionRate);
  checkAmount(`${field}.minimumFee`, offer.minimumFee);
}
