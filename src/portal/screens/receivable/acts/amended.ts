/** Terms as a form has them, and what of them is changed. */
import { addDays } from "../../../../domain/paymentTerms.ts";
import type { Schemas } from "../../../data/gateway.ts";
import { amountFrom } from "../detail.ts";

type Terms = Schemas["Terms"];
type Amended = Schemas["AmendedTerms"];

export interface TypedTerms {
  readonly amount: string;
  readonly dueDate: string;
  /** Sum off and last day; both empty for none. */
  readonly discount: string;
  readonly discountUntil: string;
  readonly lateRate: string;
  readonly graceDays: string;
}

export type TermsFault = "amountInvalid" | "dateMissing" | "discountInvalid" | "rateInvalid" | "daysInvalid";

const RATE = /^\d{1,3}(?:\.\d{1,4})?$/;
const MOST_GRACE = 365;

export function typedTerms({ amount, dueDate, discounts, lateRate, graceDays }: Terms): TypedTerms {
  const [first] = discounts;
  return {
    ...{ amount, dueDate, lateRate, graceDays: graceDays.toString() },
    discount: first?.sum ?? "",
    discountUntil: first?.until ?? "",
  };
}

/** What is wrong with the terms, by field. */
export function faultsOf(
  typed: TypedTerms,
  currency: Schemas["Currency"],
): Readonly<Partial<Record<keyof TypedTerms, TermsFault>>> {
  const hasDiscount = typed.discount !== "" || typed.discountUntil !== "";
  const isDiscount = amountFrom(typed.discount, currency) !== undefined && typed.discountUntil !== "";
  return {
    ...(amountFrom(typed.amount, currency) === undefined ? { amount: "amountInvalid" as const } : {}),
    ...(typed.dueDate === "" ? { dueDate: "dateMissing" as const } : {}),
    ...(hasDiscount && !isDiscount ? { discount: "discountInvalid" as const } : {}),
    ...(RATE.test(typed.lateRate) ? {} : { lateRate: "rateInvalid" as const }),
    ...(/^\d{1,3}$/.test(typed.graceDays) && Number(typed.graceDays) <= MOST_GRACE
      ? {}
      : { graceDays: "daysInvalid" as const }),
  };
}

/** What differs from the terms of now, as the gateway takes it. A second discount stays unless the first is dropped. */
export function changesOf(terms: Terms, typed: TypedTerms, currency: Schemas["Currency"]): Amended {
  const amount = amountFrom(typed.amount, currency);
  const sum = amountFrom(typed.discount, currency);
  const before = typedTerms(terms);
  const isDiscountChanged = before.discount !== (sum ?? "") || before.discountUntil !== typed.discountUntil;
  const first = sum === undefined ? [] : [{ until: typed.discountUntil, sum }, ...terms.discounts.slice(1)];
  return {
    ...(amount === undefined || amount === terms.amount ? {} : { amount }),
    ...(typed.dueDate === terms.dueDate ? {} : { dueDate: typed.dueDate }),
    ...(isDiscountChanged ? { discounts: first } : {}),
    ...(isDiscountChanged && first.length === 0 ? withoutParts(terms) : {}),
    ...(typed.lateRate === terms.lateRate ? {} : { lateRate: typed.lateRate }),
    ...(typed.graceDays === before.graceDays ? {} : { graceDays: Number(typed.graceDays) }),
  };
}

/** Where no discount is left, none can be earned by paying in parts. */
function withoutParts({ slidingRate, discountOnParts }: Terms): Amended {
  return discountOnParts && Number(slidingRate) === 0 ? { discountOnParts: false } : {};
}

/** The first day on which late interest is due at all, which is then counted from the due date. */
export function lateFrom({ dueDate, graceDays }: Pick<Terms, "dueDate" | "graceDays">): string {
  return addDays(dueDate, graceDays + 1);
}
