/** What a factor asks, in the units of the contract: read once, and checked as the desk would. */
import { idOf } from "../../domain/commitment.ts";
import { parseDecimal } from "../../domain/decimal.ts";
import { NO_RECOURSE } from "../../domain/factoring/offer.ts";
import type { Conditions, Discount } from "../../domain/factoring/offer.ts";
import { conditionsFault, discountFault } from "../../domain/factoring/offerFaults.ts";
import { advanceOf, purchasePrice } from "../../domain/factoring/offerMoney.ts";
import type { Address } from "../../domain/receivable.ts";
import { partsPerMillion } from "../../domain/terms.ts";
import type { OfferBody } from "../../store/quoteOffers.ts";
import type { NewAdvanceOffer, NewPurchaseOffer, NewQuoteOffer } from "../../wire/quoteOffer.ts";
import { ProblemError } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import type { Tokens } from "../receivables/showing.ts";
import type { Quotable } from "./opened.ts";

/** What an offer is made for. */
export interface Subject {
  /** Who may sell: whoever asked. */
  readonly seller: Address;
  readonly currency: Address;
  /** That the offer names; of a facility those of the request that its buyers owe. */
  readonly receivables: readonly Quotable[];
  readonly nonce: bigint;
}

const MOST_UNITS = 2n ** 96n - 1n;
const LAST_NONCE = 2n ** 256n - 1n;

/** @throws ProblemError `AmountUnfit`, `OfferUnfit` */
export function offerBody(asked: NewQuoteOffer, subject: Subject, tokens: Tokens): OfferBody {
  if (asked.kind === "purchase") return purchase(asked, subject, tokens);
  const conditions = conditionsOf(asked, subject, tokens);
  const { currency } = subject;
  const buyers =
    asked.kind !== "facility"
      ? []
      : asked.buyers.map(({ buyer, limit }, place) => {
          return { buyer, limit: units(limit, currency, tokens, `body.buyers.${place}.limit`) };
        });
  const fault = conditionsFault(conditions, buyers);
  if (fault !== undefined) throw offerUnfit(`body.${fault.field}`, `no desk takes ${fault.value}: give another`);
  checkSubject(asked, conditions, subject);
  const named = asked.kind === "facility" ? [] : subject.receivables;
  return { kind: asked.kind, conditions, receivables: named.map(({ receivable }) => receivable), buyers };
}

function conditionsOf(asked: NewAdvanceOffer, subject: Subject, tokens: Tokens): Conditions {
  const { seller, currency, receivables, nonce } = subject;
  const { basis, recourseDays, minTenor, maxTenor, advices, utcOffset, until } = asked;
  const price = {
    advanceRate: ppm(asked.advanceRate, "body.advanceRate"),
    feeRate: ppm(asked.feeRate, "body.feeRate"),
    basis,
    commissionRate: ppm(asked.commissionRate, "body.commissionRate"),
    minimumFee: units(asked.minimumFee, currency, tokens, "body.minimumFee"),
    recourseDays: recourseDays ?? NO_RECOURSE,
  };
  const advances = receivables.map(({ open }) => advanceOf(price, open));
  const largest = advances.reduce((most, advance) => (advance > most ? advance : most), 0n);
  const limit = asked.limit === undefined ? largest : units(asked.limit, currency, tokens, "body.limit");
  return { seller, currency, price, limit, minTenor, maxTenor, advices, utcOffset, until, nonce };
}

/** What is named has to be taken whole today; of what a facility's buyers owe, something. */
function checkSubject(asked: NewAdvanceOffer, conditions: Conditions, { receivables }: Subject): void {
  const { price, limit } = conditions;
  const faults = receivables.map((one) => untaken(one, conditions));
  const [place = 0, fault] = [...faults.entries()].find(([, found]) => found !== undefined) ?? [];
  if (fault !== undefined && (asked.kind !== "facility" || !faults.includes(undefined))) {
    const wayOut = "give a bound that takes that in, or leave it out";
    throw offerUnfit(fault.field, `receivable ${receivables[place]?.id ?? ""}: ${fault.message}; ${wayOut}`);
  }
  const advances = receivables.map(({ open }) => advanceOf(price, open));
  if (advances.every((advance) => advance === 0n)) {
    throw offerUnfit("body.advanceRate", "it advances nothing: give a higher one");
  }
  if (asked.kind === "facility") return;
  if (advances.includes(0n))
    throw offerUnfit("body.advanceRate", "it advances nothing on one of the receivables: give a higher one");
  if (advances.some((advance) => advance > limit)) {
    throw offerUnfit("body.limit", "it is less than the advance on one of the receivables: give more");
  }
}

/** Why an offer with such bounds does not take a receivable today; undefined if it does. */
export function untaken(
  { state, daysLeft }: Pick<Quotable, "state" | "daysLeft">,
  { minTenor, maxTenor, advices }: Pick<Conditions, "minTenor" | "maxTenor" | "advices">,
): { readonly field: string; readonly message: string } | undefined {
  if (daysLeft < minTenor || daysLeft > maxTenor) {
    const field = daysLeft < minTenor ? "body.minTenor" : "body.maxTenor";
    return { field, message: `it is due in ${daysLeft} days` };
  }
  if (state.advices <= advices) return undefined;
  return { field: "body.advices", message: `${state.advices} advices of its buyer wait for an answer` };
}

function purchase(asked: NewPurchaseOffer, subject: Subject, tokens: Tokens): OfferBody {
  const { seller, currency, receivables, nonce } = subject;
  const { basis, extraDays, advices, until } = asked;
  const [one] = receivables;
  if (one === undefined) throw offerUnfit("body.receivable", "a purchase is of one receivable");
  const rate = ppm(asked.rate, "body.rate");
  const today = purchasePrice({ rate, basis, extraDays }, one.open, one.daysLeft);
  const minPrice = asked.minPrice === undefined ? today : units(asked.minPrice, currency, tokens, "body.minPrice");
  const discount: Discount = { seller, rate, basis, extraDays, minPrice, advices, until, nonce };
  const fault = discountFault(discount);
  if (fault !== undefined) throw offerUnfit(`body.${fault.field}`, `no desk takes ${fault.value}: give another`);
  if (today <= 0n) throw offerUnfit("body.rate", "nothing is left of the price: give a lower rate");
  if (today < minPrice) throw offerUnfit("body.minPrice", "it is more than the price of today: give that or less");
  const why = untaken(one, { minTenor: 0, maxTenor: one.daysLeft, advices });
  if (why !== undefined) throw offerUnfit(why.field, `receivable ${idOf(one.receivable.header)}: ${why.message}`);
  return { kind: "purchase", discount, receivables: [one.receivable] };
}

/** The numbers of an offer. @throws ProblemError `OfferUnfit` for one that the contract could not hold */
export function checkNonces(first: bigint, count: number): void {
  if (first + BigInt(count) - 1n <= LAST_NONCE) return;
  throw offerUnfit("body.nonce", "so many numbers from it on go beyond the largest: give a smaller one");
}

/** Parts per million, at most the whole. */
function ppm(text: string, field: string): number {
  const percent = parseDecimal(text);
  const rate = percent === undefined ? Number.NaN : partsPerMillion(percent, field);
  if (rate <= 1_000_000) return rate;
  throw offerUnfit(field, `${text} % is beyond the whole: give 100 or less`);
}

function units(text: string, currency: Address, tokens: Tokens, field: string): bigint {
  const amount = minorUnits(text, currency, tokens, field);
  if (amount <= MOST_UNITS) return amount;
  throw offerUnfit(field, "it is more than the contract holds: give less");
}

/** @param at The part and the field. */
export function offerUnfit(at: string, message: string): ProblemError {
  return new ProblemError("OfferUnfit", `${at}: ${message}`, { faults: [{ at, message }] });
}
