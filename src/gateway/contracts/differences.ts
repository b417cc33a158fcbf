/** In what the terms of an invoice differ from those that a pair agreed on, term by term. */
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, percentOf, roundHalfUp, shortest, toMinorUnits } from "../../domain/decimal.ts";
import { fromMinorUnits } from "../../domain/decimal.ts";
import { readNotation } from "../../domain/notation.ts";
import { decodePolicy } from "../../domain/policy.ts";
import { Assignability } from "../../domain/policy.ts";
import type { Receivable } from "../../domain/receivable.ts";
import { resolveLine } from "../../domain/resolveNotation.ts";
import type { ResolvedLine } from "../../domain/resolveNotation.ts";
import type { EndOfMonthReading } from "../../domain/paymentTerms.ts";
import { dateOfDay, partsPerMillion, TermsError } from "../../domain/terms.ts";
import type { Difference } from "../../store/frameContracts.ts";
import type { FrameTerms } from "../../wire/contract.ts";
import { nameIn, shownAmount, shownCurrency, shownRate } from "../receivables/showing.ts";
import type { ShownCurrency, Tokens } from "../receivables/showing.ts";

/** What the gateway knows of an invoice beside its receivable. */
export interface ComparedInvoice {
  readonly issueDate: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** @returns none where everything is as agreed */
export function differencesOf(
  agreed: FrameTerms,
  { header, terms }: Receivable,
  { issueDate, currency: code }: ComparedInvoice,
  tokens: Tokens,
): readonly Difference[] {
  const { assignability, splittable } = decodePolicy(header.policy);
  const currency = shownCurrency(terms.currency, tokens);
  const pairs: readonly (readonly [term: string, contract: string, invoice: string])[] = [
    ["currency", agreed.currency, code],
    ["assignability", agreed.assignability, nameIn(Assignability, assignability)],
    ["splittable", String(agreed.splittable), String(splittable)],
    ["lateRate", rate(agreed.lateRate), shownRate(terms.lateRate)],
    ["basis", String(agreed.basis), String(terms.basis)],
    ["graceDays", String(agreed.graceDays), String(terms.graceDays)],
    ["fixedSum", amount(agreed.fixedSum), amount(shownAmount(terms.fixedSum, currency))],
    ["settlesFirst", agreed.settlesFirst, terms.allocation === 1 ? "principal" : "charges"],
    ["discountOnParts", String(agreed.discountOnParts), String(terms.discountOnParts)],
    ["slidingRate", "0", shownRate(terms.slidingRate)],
    ["accelerationDays", "never", terms.accelerationDays === 0 ? "never" : String(terms.accelerationDays)],
    ...datesOf(agreed, { header, terms }, issueDate, currency),
  ];
  return pairs.flatMap(([term, contract, invoice]) => (contract === invoice ? [] : [{ term, contract, invoice }]));
}

type Pair = readonly [term: string, contract: string, invoice: string];

/** Due day and discounts, which follow from the payment terms and the issue date (R1 to R6). */
function datesOf(
  { paymentTerms, endOfMonth }: FrameTerms,
  { header, terms }: Pick<Receivable, "header" | "terms">,
  issueDate: string,
  currency: ShownCurrency,
): readonly Pair[] {
  const line = readNotation(paymentTerms)[header.line];
  const [due, discounts] = [dateOfDay(terms.dueDay), discountsIn(terms, currency)];
  if (line === undefined) return [["line", `${paymentTerms} has no line ${header.line}`, `line ${header.line}`]];
  let resolved: ResolvedLine;
  try {
    resolved = resolveLine(line, {
      invoiceDate: issueDate,
      endOfMonth: (endOfMonth ?? undefined) as EndOfMonthReading | undefined,
    });
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
    // Terms that count from a delivery say nothing about an invoice alone: somebody has to look.
    return [["dueDate", `${paymentTerms}: ${error.message}`, due]];
  }
  const agreed = resolved.discounts.map(({ percent, until }) => {
    const face = fromMinorUnits(terms.amount, 0);
    const sum = toMinorUnits(roundHalfUp(percentOf(face, percent), 0), 0, "discount");
    return `${shownAmount(sum, currency)} until ${until.date}`;
  });
  return [
    ["dueDate", resolved.due?.date ?? "not agreed", due],
    ["discounts", agreed.join(", ") || "none", discounts],
  ];
}

function discountsIn(terms: Receivable["terms"], currency: ShownCurrency): string {
  const tiers = [
    { day: terms.discountDay1, sum: terms.discount1 },
    { day: terms.discountDay2, sum: terms.discount2 },
  ].filter(({ sum }) => sum > 0n);
  return tiers.map(({ day, sum }) => `${shownAmount(sum, currency)} until ${dateOfDay(day)}`).join(", ") || "none";
}

function rate(text: string): string {
  const percent = parseDecimal(text);
  return percent === undefined ? text : shownRate(partsPerMillion(percent, "lateRate"));
}

/** 40 and 40.00 are the same sum. */
function amount(text: string): string {
  const value = parseDecimal(text);
  return value === undefined ? text : shownDecimal(value);
}

function shownDecimal(value: NonNullable<ReturnType<typeof parseDecimal>>): string {
  const { units, scale } = shortest(value);
  return shownAmount(units, { address: null, code: null, decimals: scale });
}

/** Whether a sum can be put in a currency. */
export function fitsCurrency(text: string, code: string): boolean {
  const value = parseDecimal(text);
  const currency = currencyByCode(code);
  return value !== undefined && currency !== undefined && shortest(value).scale <= currency.exponent;
}
