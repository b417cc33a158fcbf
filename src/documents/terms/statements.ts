import { compare, parseDecimal, ZERO } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { DayAnchor, DiscountEnd, DiscountTier, DueRule, LateInterest } from "../../domain/paymentTerms.ts";
import { calendarDate } from "../calendarDate.ts";
import type { CashEvent, Period } from "./lexicon.ts";

/** One thing that a sentence of payment terms says. */
export type Statement =
  | { readonly kind: "due"; readonly rule: DueRule }
  | { readonly kind: "discount"; readonly tier: DiscountTier }
  | { readonly kind: "lateInterest"; readonly interest: LateInterest }
  | { readonly kind: "penalty"; readonly percent: Decimal };

/** The values of a form's named places, as text: whole and decimal numbers, dates, words of the lexicon. */
export type Places = Readonly<Record<string, string | undefined>>;

const HUNDRED: Decimal = { units: 100n, scale: 0 };

export function due(rule: DueRule): Statement {
  return { kind: "due", rule };
}

export function dueAfterDays(places: Places): Statement | undefined {
  const days = wholeDays(places["days"]);
  return days === undefined ? undefined : due({ kind: "afterDays", days, from: anchor(places) });
}

export function dueOnDate(places: Places): Statement | undefined {
  const date = realDate(places["date"]);
  return date === undefined ? undefined : due({ kind: "onDate", date });
}

export function onEvent(places: Places): Statement {
  return due({ kind: "onEvent", event: places["event"] as CashEvent });
}

export function endOfMonth(places: Places): Statement | undefined {
  const days = places["days"] === undefined ? 0 : wholeDays(places["days"]);
  return days === undefined ? undefined : due({ kind: "endOfMonth", days });
}

export function dayOfNextMonth(places: Places): Statement | undefined {
  const day = wholeDays(places["day"]);
  return day === undefined || day < 1 || day > 31 ? undefined : due({ kind: "dayOfNextMonth", day });
}

/** `more` are the further days of "2/10-50 extra". A discount of nothing or of all is not one. */
export function discount(places: Places): Statement | undefined {
  const percent = percentage(places["percent"]);
  const until = discountEnd(places);
  if (percent === undefined || until === undefined) return undefined;
  if (compare(percent, ZERO) === 0 || compare(percent, HUNDRED) >= 0) return undefined;
  return { kind: "discount", tier: { percent, until, base: undefined } };
}

export function lateInterest(places: Places): Statement | undefined {
  const percent = percentage(places["percent"]);
  if (percent === undefined) return undefined;
  const per = (places["per"] as Period | undefined) ?? "unstated";
  return { kind: "lateInterest", interest: { percent, per, graceDays: undefined } };
}

/** A penalty for a period is interest; one without may be a single charge. */
export function penalty(places: Places): Statement | undefined {
  if (places["per"] !== undefined) return lateInterest(places);
  const percent = percentage(places["percent"]);
  return percent === undefined ? undefined : { kind: "penalty", percent };
}

function discountEnd(places: Places): DiscountEnd | undefined {
  if (places["days"] === undefined) {
    const date = realDate(places["date"]);
    return date === undefined ? undefined : { kind: "onDate", date };
  }
  const days = wholeDays(places["days"]);
  const more = wholeDays(places["more"] ?? "0");
  if (days === undefined || more === undefined) return undefined;
  return { kind: "afterDays", days: days + more, from: anchor(places) };
}

function anchor(places: Places): DayAnchor {
  return (places["from"] as DayAnchor | undefined) ?? "unstated";
}

/** Up to 9999 days: more is no payment term, and no calendar need bear it. */
function wholeDays(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

function percentage(text: string | undefined): Decimal | undefined {
  return text === undefined ? undefined : parseDecimal(text);
}

function realDate(text: string | undefined): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
  return parts === null ? undefined : calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}
