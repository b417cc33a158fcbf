/** All offers for a request in one list, with every figure and how it comes about. */
import { compareOffers } from "../../domain/factoring/comparison.ts";
import type { ComparedOffer, OfferToCompare, OfferedReceivable } from "../../domain/factoring/comparison.ts";
import type { Basis } from "../../domain/factoring/figures.ts";
import { NO_RECOURSE } from "../../domain/factoring/offer.ts";
import { formatDecimal, shortest } from "../../domain/decimal.ts";
import type { Hex } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { earlyPaymentsOn } from "../../store/quoteEarlyPayments.ts";
import { liveQuoteOffers } from "../../store/quoteOffers.ts";
import type { QuoteRequest } from "../../store/quoteRequests.ts";
import type { ComparedQuote, ComparisonQuery, ShownComparison } from "../../wire/quoteComparison.ts";
import { instantInvalid } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import { shownAmount, shownCurrency, shownInstant, shownRate } from "../receivables/showing.ts";
import type { ShownCurrency } from "../receivables/showing.ts";
import { amendedTerms, quotesOfOffers, quotesOfTerms } from "./buyers.ts";
import type { BuyersQuote } from "./buyers.ts";
import { coverageOf, stockOf } from "./covering.ts";
import type { Coverage, Stock } from "./covering.ts";
import { quotable, unsaleable } from "./opened.ts";
import type { Quotable } from "./opened.ts";

/** Of each receivable, the last ones. */
const MOST_EARLY_PAYMENTS = 5;
const DAY = 86_400;
const MINUTE = 60;
const PERCENT_SCALE = 4;
/** Of every annual rate in the list. */
const BASIS: Basis = 365;

/** Where an offer of the list comes from. */
interface Entry {
  readonly compared: OfferToCompare;
  readonly source: Coverage | BuyersQuote;
}

/** @throws ProblemError `RequestInvalid` */
export async function compareQuotes(
  { database, tokens, now }: GatewayDeps,
  request: QuoteRequest,
  { expected, by }: ComparisonQuery,
): Promise<ShownComparison> {
  const stock = await stockOf(database, request, now());
  const receivables = openOf(stock);
  const expectedDay = expected === undefined ? undefined : dayNumber(expected);
  if (expectedDay !== undefined && receivables.some(({ today }) => expectedDay < today)) {
    throw instantInvalid("query.expected", "nobody is expected to have paid before today: give today or a later day");
  }
  const coverages: Coverage[] = [];
  for (const offer of await liveQuoteOffers(database, request.number, now())) {
    coverages.push(await coverageOf(database, offer, stock));
  }
  const early = await earlyPaymentsOn(database, request.receivables, now(), MOST_EARLY_PAYMENTS);
  const buyers = [...quotesOfTerms(receivables), ...quotesOfOffers(early, receivables)];
  const able = coverages.filter(({ covers }) => covers.length > 0);
  const entries = new Map<string, Entry>(
    [...able.map((one) => entryOf(one, now())), ...buyers.map((one) => ({ compared: one, source: one }))].map(
      (entry) => [entry.compared.id, entry],
    ),
  );
  const compared = compareOffers(
    [...entries.values()].map(({ compared: one }) => one),
    receivables.map((one) => asked(one, expectedDay)),
    BASIS,
  );
  const currency = shownCurrency(request.currency, tokens);
  const items = ordered(compared, by).map((one) => shownQuote(one, entries.get(one.offer.id)?.source, currency));
  return {
    ...{ request: request.id, currency, at: shownInstant(now()), by, items },
    expected: receivables.map((one) => ({
      ...{ receivable: one.id, open: shownAmount(one.open, currency) },
      dueDate: dateOfDay(one.receivable.terms.dueDay),
      expected: dateOfDay(asked(one, expectedDay).expectedDay),
    })),
    unavailable: coverages.filter(({ covers }) => covers.length === 0).map(unavailable),
  };
}

/** What of a request can be sold still, whether or not a taking locks it. */
function openOf({ request, opened, now }: Stock): readonly Quotable[] {
  return request.receivables.flatMap((id) => {
    const found = opened.get(id);
    const one = found && quotable(found, now);
    return one === undefined || unsaleable(one, request.organisation) !== undefined ? [] : [one];
  });
}

function asked({ id, open, receivable: { terms } }: Quotable, expectedDay: number | undefined): OfferedReceivable {
  return { id, open, dueDay: terms.dueDay, expectedDay: expectedDay ?? terms.dueDay };
}

function entryOf(coverage: Coverage, now: number): Entry {
  const { offer, covers } = coverage;
  const { body } = offer;
  const common = { id: `offer ${offer.id}`, covers: covers.map(({ id }) => id) };
  if (body.kind === "purchase") {
    const { rate, basis, extraDays } = body.discount;
    const fundedOn = covers[0]?.today ?? 0;
    return {
      source: coverage,
      compared: { ...common, kind: "purchase", fundedOn, rate, extraDays, basis: basisOf(basis) },
    };
  }
  const { price, utcOffset } = body.conditions;
  const { advanceRate, feeRate, commissionRate, minimumFee } = price;
  return {
    source: coverage,
    compared: {
      ...{ ...common, kind: "advance", fundedOn: Math.floor((now + utcOffset * MINUTE) / DAY) },
      ...{ advanceRate, feeRate, commissionRate, minimumFee, basis: basisOf(price.basis) },
      recourseDays: price.recourseDays === NO_RECOURSE ? undefined : price.recourseDays,
    },
  };
}

function basisOf(basis: number): Basis {
  return basis === 360 ? 360 : 365;
}

function ordered(offers: readonly ComparedOffer[], by: ComparisonQuery["by"]): readonly ComparedOffer[] {
  const rankOf = ({ rateRank, costRank, cashRank }: ComparedOffer): number =>
    ({ rate: rateRank, cost: costRank, cash: cashRank })[by];
  return offers.toSorted((one, other) => rankOf(one) - rankOf(other) || one.cashRank - other.cashRank);
}

function shownQuote(
  compared: ComparedOffer,
  source: Entry["source"] | undefined,
  currency: ShownCurrency,
): ComparedQuote {
  if (source === undefined) throw new Error(`${compared.offer.id} was not compared`);
  const show = (units: bigint): string => shownAmount(units, currency);
  const { lines, open, cashNow, cost, cashLater, gap, rate, rateRank, costRank, cashRank } = compared;
  const kept = lines.reduce((sum, line) => sum + line.open - line.funds - line.discount, 0n);
  return {
    ...whose(source),
    receivables: lines.map(({ id }) => id as Hex),
    ...{ open: show(open), cash: show(cashNow), cost: show(cost) },
    ...{ reserve: show(kept), later: show(cashLater), gap: show(gap) },
    rate: shownAnnualRate(rate),
    ranks: { rate: rateRank, cost: costRank, cash: cashRank },
    lines: lines.map((line) => ({
      ...{ receivable: line.id as Hex, open: show(line.open), funds: show(line.funds), days: line.days },
      ...{ fee: show(line.fee), commission: show(line.commission), discount: show(line.discount) },
      ...{ reserve: show(line.open - line.funds - line.discount), later: show(line.later), gap: show(line.gap) },
    })),
  };
}

function shownAnnualRate(rate: ComparedOffer["rate"]): ComparedQuote["rate"] {
  if (rate === undefined) return null;
  const { numerator, denominator, fundDays, basis, ppm } = rate;
  const percent = formatDecimal(shortest({ units: ppm, scale: PERCENT_SCALE }));
  const exact = { numerator: numerator.toString(), denominator: denominator.toString() };
  return { percent, exact, fundDays: fundDays.toString(), basis };
}

type Whose = Pick<ComparedQuote, "kind" | "offer" | "by" | "until" | "recourse" | "taking">;

function whose(source: Entry["source"]): Whose {
  if ("buyer" in source) return ofBuyer(source);
  const { id, factor, until, body } = source.offer;
  const days = body.kind === "purchase" ? NO_RECOURSE : body.conditions.price.recourseDays;
  const recourse = days === NO_RECOURSE ? null : { days };
  return {
    kind: body.kind,
    offer: id,
    by: factor,
    until: shownInstant(until),
    recourse,
    taking: { way: "take", acts: [] },
  };
}

function ofBuyer({ buyer, offer, covered }: BuyersQuote): Whose {
  if (offer === undefined) {
    const taking = { way: "buyerPays" as const, acts: [] };
    return { kind: "terms", offer: null, by: buyer, until: null, recourse: null, taking };
  }
  const acts = covered.map(({ id, receivable }) => {
    const { slidingRate, discountOnParts } = amendedTerms(receivable.terms, offer.rate);
    return { verb: "amend" as const, receivable: id, terms: { slidingRate: shownRate(slidingRate), discountOnParts } };
  });
  const common = { offer: offer.id, by: buyer, until: shownInstant(offer.until), recourse: null };
  return { kind: "earlyPayment", ...common, taking: { way: "amend", acts } };
}

function unavailable({ offer, refused }: Coverage): ShownComparison["unavailable"][number] {
  const reasons = [...refused].map(([id, { why }]) => `${id}: ${why}`);
  const why = reasons.length === 0 ? "its buyers owe nothing of this request" : (reasons[0] ?? "");
  return { offer: offer.id, by: offer.factor, kind: offer.body.kind, why };
}
