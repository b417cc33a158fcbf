/** An offer as a factor writes it, as the gateway takes it, and what it comes to. */
import { parseDecimal, toMinorUnits } from "../../../domain/decimal.ts";
import { compareOffers } from "../../../domain/factoring/comparison.ts";
import type { ComparedOffer, OfferToCompare } from "../../../domain/factoring/comparison.ts";
import { dayNumber, partsPerMillion } from "../../../domain/terms.ts";
import type { QuoteKind } from "../../../wire/quoteRequest.ts";
import type { Schemas } from "../../data/gateway.ts";
import { decimalIn } from "./forms.ts";
import { endOfDay } from "./days.ts";

type Request = Schemas["QuoteRequest"];

/** As it is typed. */
export interface OfferDraft {
  readonly kind: QuoteKind;
  readonly receivable: string;
  readonly advanceRate: string;
  readonly feeRate: string;
  readonly basis: "360" | "365";
  readonly commissionRate: string;
  readonly minimumFee: string;
  /** Empty without recourse. */
  readonly recourseDays: string;
  readonly maxTenor: string;
  readonly advices: string;
  readonly rate: string;
  readonly extraDays: string;
  readonly limit: string;
  readonly buyerLimits: Readonly<Record<string, string>>;
  /** YYYY-MM-DD. */
  readonly until: string;
}

/** What the fields of an offer are given. */
export interface DraftProps {
  readonly request: Request;
  readonly draft: OfferDraft;
  readonly onChange: (part: Partial<OfferDraft>) => void;
}

const WHOLE = /^\d{1,5}$/;

/** A number of days or pieces; undefined for anything else. */
export function wholeIn(text: string): string | undefined {
  return WHOLE.test(text.trim()) ? text.trim() : undefined;
}

/** Which receivables of a request an offer is for; of a facility those that it would take now. */
function subjectOf({ kind, receivable }: OfferDraft, request: Request): Request["receivables"] {
  const open = request.receivables.filter(({ state }) => state === "open" || state === "locked");
  return kind === "single" || kind === "purchase" ? open.filter((one) => one.receivable === receivable) : open;
}

/** Undefined where something is missing or no number. */
export function offerOf(draft: OfferDraft, request: Request, id: string): Schemas["NewQuoteOffer"] | undefined {
  const { kind } = draft;
  const subject = subjectOf(draft, request);
  const [first] = subject;
  if (first === undefined || draft.until === "" || wholeIn(draft.advices) === undefined) return undefined;
  const common = { id, until: endOfDay(draft.until), advices: Number(draft.advices) };
  if (kind === "purchase") {
    const rate = decimalIn(draft.rate);
    if (rate === undefined || wholeIn(draft.extraDays) === undefined) return undefined;
    const { receivable } = first;
    return { kind, ...common, receivable, rate, basis: basisOf(draft), extraDays: Number(draft.extraDays) };
  }
  const price = priceOf(draft);
  if (price === undefined) return undefined;
  switch (kind) {
    case "single":
      return { kind, ...common, ...price, receivable: first.receivable };
    case "several":
      return { kind, ...common, ...price, receivables: subject.map(({ receivable }) => receivable) };
    case "facility": {
      const limit = decimalIn(draft.limit);
      const buyers = buyersOf(request).map((buyer) => ({ buyer, limit: decimalIn(draft.buyerLimits[buyer] ?? "") }));
      const given = buyers.flatMap((one) => (one.limit === undefined ? [] : [{ ...one, limit: one.limit }]));
      if (limit === undefined || given.length === 0) return undefined;
      return { kind, ...common, ...price, limit, buyers: given };
    }
  }
}

export function buyersOf({ receivables }: Request): readonly string[] {
  return [...new Set(receivables.flatMap(({ buyer }) => (buyer === null ? [] : [buyer])))];
}

/** Days of the year, as contract and gateway know them. */
function basisOf({ basis }: Pick<OfferDraft, "basis">): 360 | 365 {
  return basis === "360" ? 360 : 365;
}

function priceOf(draft: OfferDraft) {
  const { recourseDays } = draft;
  const [advanceRate, feeRate] = [decimalIn(draft.advanceRate), decimalIn(draft.feeRate)];
  const [commissionRate, minimumFee] = [decimalIn(draft.commissionRate), decimalIn(draft.minimumFee)];
  if (advanceRate === undefined || feeRate === undefined || minimumFee === undefined) return undefined;
  if (commissionRate === undefined || wholeIn(draft.maxTenor) === undefined) return undefined;
  if (recourseDays !== "" && wholeIn(recourseDays) === undefined) return undefined;
  return {
    ...{ advanceRate, feeRate, commissionRate, minimumFee, basis: basisOf(draft) },
    ...{ recourseDays: recourseDays === "" ? null : Number(recourseDays), maxTenor: Number(draft.maxTenor) },
    // The factor's days are those of where it sits.
    utcOffset: -new Date().getTimezoneOffset(),
  };
}

/** What an offer comes to if it is taken today and the buyers pay when due; undefined for what cannot be reckoned. */
export function previewOf(draft: OfferDraft, request: Request, today: string): ComparedOffer | undefined {
  const decimals = request.currency.decimals ?? 0;
  const receivables = subjectOf(draft, request).flatMap(({ receivable, open, dueDate }) => {
    const units = unitsOf(open ?? "", decimals);
    if (units === undefined || dueDate === null) return [];
    return [{ id: receivable, open: units, dueDay: dayNumber(dueDate), expectedDay: dayNumber(dueDate) }];
  });
  const offer = toCompare(draft, request, dayNumber(today));
  if (offer === undefined || receivables.length === 0) return undefined;
  try {
    return compareOffers([offer], receivables)[0];
  } catch {
    // A rate beyond the whole, or a purchase of what is overdue: the gateway says which when it is sent.
    return undefined;
  }
}

function toCompare(draft: OfferDraft, request: Request, fundedOn: number): OfferToCompare | undefined {
  const decimals = request.currency.decimals ?? 0;
  const basis = basisOf(draft);
  if (draft.kind === "purchase") {
    const [rate, extraDays] = [ppmOf(draft.rate), wholeIn(draft.extraDays)];
    if (rate === undefined || extraDays === undefined) return undefined;
    return { id: "draft", kind: "purchase", fundedOn, rate, basis, extraDays: Number(extraDays) };
  }
  const [advanceRate, feeRate, commissionRate] = [draft.advanceRate, draft.feeRate, draft.commissionRate].map(ppmOf);
  const minimumFee = unitsOf(draft.minimumFee, decimals);
  if (advanceRate === undefined || feeRate === undefined) return undefined;
  if (commissionRate === undefined || minimumFee === undefined) return undefined;
  const recourseDays = draft.recourseDays === "" ? undefined : Number(draft.recourseDays);
  return {
    ...{ id: "draft", kind: "advance", fundedOn, basis },
    ...{ advanceRate, feeRate, commissionRate, minimumFee, recourseDays },
  };
}

function unitsOf(text: string, decimals: number): bigint | undefined {
  const value = parseDecimal(decimalIn(text) ?? "");
  if (value === undefined) return undefined;
  try {
    return toMinorUnits(value, decimals, "amount");
  } catch {
    return undefined;
  }
}

function ppmOf(text: string): number | undefined {
  const value = parseDecimal(decimalIn(text) ?? "");
  if (value === undefined) return undefined;
  try {
    return partsPerMillion(value, "rate");
  } catch {
    return undefined;
  }
}
