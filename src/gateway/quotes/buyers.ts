/** What buyers give for paying early: the discount of the terms, and what they offer beyond. */
import type { EarlyPaymentToCompare } from "../../domain/factoring/comparison.ts";
import { quote } from "../../domain/money.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import type { EarlyPayment } from "../../store/quoteEarlyPayments.ts";
import { ProblemError } from "../http/problems.ts";
import { checkAmendable } from "../intents/amending.ts";
import { unpayable } from "./opened.ts";
import type { Quotable } from "./opened.ts";

/** What a buyer gives for some receivables, if it pays today. */
export interface BuyersQuote extends EarlyPaymentToCompare {
  readonly buyer: Address;
  /** Undefined of the terms as they are. */
  readonly offer: EarlyPayment | undefined;
  readonly covered: readonly Quotable[];
}

/** One for each buyer whose terms give something for being paid today. */
export function quotesOfTerms(receivables: readonly Quotable[]): readonly BuyersQuote[] {
  const earlier = receivables.filter((one) => unpayable(one) === undefined && discountOf(one) > 0n);
  const buyers = [...new Set(earlier.map(({ receivable }) => receivable.header.buyer))];
  return buyers.map((buyer) => {
    const owed = earlier.filter(({ receivable }) => receivable.header.buyer === buyer);
    return quoteOf({ id: `terms of ${buyer}`, buyer, offer: undefined }, owed, discountOf);
  });
}

/** Of each offer what it gives today that the terms do not. */
export function quotesOfOffers(
  offers: readonly EarlyPayment[],
  receivables: readonly Quotable[],
): readonly BuyersQuote[] {
  return offers.flatMap((offer) => {
    const { id, buyer, rate } = offer;
    const named = receivables.filter((one) => offer.receivables.includes(one.id) && isOfferable(one, buyer, rate));
    const better = named.filter((one) => discountOf(one, amendedTerms(one.receivable.terms, rate)) > discountOf(one));
    if (better.length === 0) return [];
    return [quoteOf({ id, buyer, offer }, better, (one) => discountOf(one, amendedTerms(one.receivable.terms, rate)))];
  });
}

function quoteOf(
  of: Pick<BuyersQuote, "id" | "buyer" | "offer">,
  covered: readonly Quotable[],
  discount: (one: Quotable) => bigint,
): BuyersQuote {
  const discounts = new Map<Hex, bigint>(covered.map((one) => [one.id, discount(one)]));
  const fundedOn = Math.min(...covered.map(({ today }) => today));
  return { ...of, kind: "earlyPayment", fundedOn, covers: covered.map(({ id }) => id), discounts, covered };
}

/** For paying all that is open today. */
function discountOf({ state, today, receivable }: Quotable, terms: Terms = receivable.terms): bigint {
  return quote(terms, state, today).discount;
}

/**
 * The terms with a buyer's rate. Where they give nothing yet, each part that is paid earns its own; where they do, what
 * was agreed about parts stays.
 * @param rate Parts per million a year.
 */
export function amendedTerms(terms: Terms, rate: number): Terms {
  const { discount1, slidingRate } = terms;
  const discountOnParts = discount1 === 0n && slidingRate === 0 ? true : terms.discountOnParts;
  return { ...terms, slidingRate: rate > slidingRate ? rate : slidingRate, discountOnParts };
}

function isOfferable(one: Quotable, buyer: Address, rate: number): boolean {
  return one.receivable.header.buyer === buyer && unofferable(one, rate) === undefined;
}

/** Why nothing can come of a buyer's offer: a reason, or the ledger's own refusal; undefined if something can. */
export function unofferable(one: Quotable, rate: number): string | ProblemError | undefined {
  const { state, receivable, daysLeft } = one;
  const why = unpayable(one);
  if (why !== undefined) return why;
  if (daysLeft === 0) return "it is due today: nothing is early any more";
  return refusedAmendment(state, receivable.terms, amendedTerms(receivable.terms, rate));
}

function refusedAmendment(state: ReceivableState, before: Terms, after: Terms): ProblemError | undefined {
  try {
    checkAmendable("amend", { before, after }, state);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}
