import { Temporal } from "temporal-polyfill";
import type { Decimal } from "./decimal.ts";
import { dayOfMonthAfter, endOfMonthAfter } from "./months.ts";

/**
 * Payment terms as read from the text of an invoice (BT-20): what could be read, what could not, what must be asked.
 * The standard carries terms as text alone; nothing here is a guess, and whatever is not understood stays in `unread`.
 */
export interface PaymentTerms {
  /** When the whole amount is due; undefined when the text does not say, or says two things. */
  readonly due: DueRule | undefined;
  /** Early-payment discounts (R9–R15), the longest period last. */
  readonly discounts: readonly DiscountTier[];
  readonly lateInterest: LateInterest | undefined;
  /** Percentages called a penalty, of which the text does not say whether they are interest. */
  readonly penalties: readonly Decimal[];
  /** Sentences that no known form covers, as written. */
  readonly unread: readonly string[];
  /** What the text itself leaves open or contradicts. */
  readonly questions: readonly Question[];
}

/** The day that a period is counted from; the count starts on the day after it (R2). */
export type DayAnchor = "invoiceDate" | "invoiceReceipt" | "goodsReceipt" | "unstated";

export type DueRule =
  | { readonly kind: "afterDays"; readonly days: number; readonly from: DayAnchor }
  | { readonly kind: "onDate"; readonly date: string }
  | { readonly kind: "immediately" }
  /** Cash on delivery, before shipment or with the order (COD, CBS, CIA; R1). */
  | { readonly kind: "onEvent"; readonly event: "delivery" | "shipment" | "order" }
  /** "Net 30 EOM", 月结30天: three readings (R3), so it always raises a question. */
  | { readonly kind: "endOfMonth"; readonly days: number }
  /** "10 prox", "MFI 21": a day of the month after the invoice. */
  | { readonly kind: "dayOfNextMonth"; readonly day: number };

export interface DiscountTier {
  /** Per cent of the base. */
  readonly percent: Decimal;
  /** The last day on which it may be taken. */
  readonly until: DiscountEnd;
  /** The amount that qualifies, where the text states one (#BASISBETRAG#). */
  readonly base: Decimal | undefined;
}

export type DiscountEnd =
  | { readonly kind: "afterDays"; readonly days: number; readonly from: DayAnchor }
  | { readonly kind: "onDate"; readonly date: string };

export interface LateInterest {
  readonly percent: Decimal;
  /** The period that the percentage is for; "unstated" raises a question. */
  readonly per: "year" | "month" | "day" | "unstated";
  /** Days of grace after the due date, where the text states them (#VERZUG#TAGE=…#). */
  readonly graceDays: number | undefined;
}

/** Something that a person has to answer before the invoice can be issued as a receivable. */
export interface Question {
  readonly code: QuestionCode;
  readonly text: string;
  /** Possible answers, the most likely first; empty when none can be offered. */
  readonly options: readonly string[];
}

export type QuestionCode =
  | "ALREADY_ASSIGNED"
  | "CORRECTION_EFFECT"
  | "CREDIT_REFERENCE"
  | "DISCOUNT_AFTER_DUE"
  | "DISCOUNT_BASE"
  | "DISCOUNT_CONTRADICTION"
  | "DUE_CONTRADICTION"
  | "DUE_DATE_UNKNOWN"
  | "LATE_INTEREST_CONTRADICTION"
  | "LATE_INTEREST_PERIOD"
  | "PENALTY_NATURE"
  | "TERMS_UNREAD";

/** Terms of an invoice whose text says nothing. */
export const NO_TERMS: PaymentTerms = {
  due: undefined,
  discounts: [],
  lateInterest: undefined,
  penalties: [],
  unread: [],
  questions: [],
};

/** `days` after a date, both `YYYY-MM-DD`: 1 January and 7 days give 8 January (R2). */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/**
 * The dates that a due rule may mean for an invoice of `issueDate`: one when it is exact, several when the rule is
 * ambiguous (R3), none when it counts from an event that the invoice does not date.
 */
export function possibleDueDates(rule: DueRule, issueDate: string): readonly string[] {
  switch (rule.kind) {
    case "afterDays":
      return rule.from === "invoiceDate" || rule.from === "unstated" ? [addDays(issueDate, rule.days)] : [];
    case "onDate":
      return [rule.date];
    case "immediately":
      return [issueDate];
    case "onEvent":
      return [];
    case "endOfMonth":
      return endOfMonthReadings(issueDate, rule.days);
    case "dayOfNextMonth":
      return [dayOfMonthAfter(issueDate, 1, rule.day)];
  }
}

/** The readings of "days, end of month" in the order of R3: (a), (b), (c). */
export const END_OF_MONTH_READINGS = ["end-then-days", "days-then-end", "end-of-following-month"] as const;
export type EndOfMonthReading = (typeof END_OF_MONTH_READINGS)[number];

/**
 * "Days, end of month" by one reading (R3): (a) month end, then the days; (b) the days, then month end; (c) the end
 * of as many months later as the days make, which is undefined unless they are whole months of thirty.
 */
export function endOfMonth(issueDate: string, days: number, reading: EndOfMonthReading): string | undefined {
  switch (reading) {
    case "end-then-days":
      return addDays(endOfMonthAfter(issueDate, 0), days);
    case "days-then-end":
      return endOfMonthAfter(addDays(issueDate, days), 0);
    case "end-of-following-month":
      return days % 30 === 0 ? endOfMonthAfter(issueDate, days / 30) : undefined;
  }
}

/** The dates that "days, end of month" may mean, each once, in the order of the readings (R3). */
export function endOfMonthReadings(issueDate: string, days: number): readonly string[] {
  const dates = END_OF_MONTH_READINGS.map((reading) => endOfMonth(issueDate, days, reading));
  return [...new Set(dates.filter((date) => date !== undefined))];
}

/**
 * Compares the terms with the due date that the invoice states in BT-9. Days counted from a receipt that nobody has
 * dated contradict it only when it lies before the earliest day they allow. Returns a question, or undefined.
 */
export function dueContradiction(rule: DueRule, issueDate: string, dueDate: string): Question | undefined {
  const possible = possibleDueDates(rule, issueDate);
  const earliest = rule.kind === "afterDays" ? addDays(issueDate, rule.days) : issueDate;
  const agrees = possible.length === 0 ? dueDate >= earliest : possible.includes(dueDate);
  if (agrees) return undefined;
  const meant = possible.length === 0 ? `${earliest} or later` : possible.join(" or ");
  return {
    code: "DUE_CONTRADICTION",
    text: `The due date is ${dueDate}, but the payment terms mean ${meant}: which one was agreed?`,
    options: [dueDate, ...(possible.length === 0 ? [earliest] : possible)],
  };
}
