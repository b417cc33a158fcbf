import type { Invoice } from "../domain/invoice.ts";
import { addDays, dueContradiction, possibleDueDates } from "../domain/paymentTerms.ts";
import type { PaymentTerms, Question } from "../domain/paymentTerms.ts";
import { isFactored } from "./model/typeCodes.ts";
import { visible } from "./visible.ts";

/**
 * What a person must answer before this document can be issued: what its terms leave open, where they contradict the
 * due date, whether the claim was assigned already, what a correction corrects.
 */
export function questionsOf(invoice: Invoice, terms: PaymentTerms): readonly Question[] {
  return [
    ...assignmentQuestions(invoice),
    ...referenceQuestions(invoice),
    ...(asksForMoney(invoice) ? termsQuestions(invoice, terms) : []),
  ];
}

/**
 * The due date that is beyond doubt: BT-9, or the one day that the terms can mean (days of an unstated start count from
 * the invoice date, R2). Undefined when it has to be asked.
 */
export function certainDueDate(invoice: Invoice, terms: PaymentTerms): string | undefined {
  if (invoice.dueDate !== undefined) return invoice.dueDate;
  const possible = possibleOf(invoice, terms);
  return possible.length === 1 ? possible[0] : undefined;
}

function possibleOf({ issueDate }: Invoice, { due }: PaymentTerms): readonly string[] {
  return due === undefined || issueDate === undefined ? [] : possibleDueDates(due, issueDate);
}

function assignmentQuestions(invoice: Invoice): readonly Question[] {
  const { payee, seller, typeCode } = invoice;
  const options = ["no", "yes, to the payee named"];
  if (isFactored(typeCode)) {
    const text = `Type code ${typeCode} says that the claim is factored: has it been assigned already?`;
    return [{ code: "ALREADY_ASSIGNED", text, options }];
  }
  if (payee === undefined || samePayee(payee, seller)) return [];
  const name = visible(payee.name ?? payee.ids[0]?.value ?? "somebody without a name");
  const text = `The money is to go to ${name}, not to the seller (BG-10): has the claim been assigned already?`;
  return [{ code: "ALREADY_ASSIGNED", text, options }];
}

function samePayee(payee: Invoice["seller"], seller: Invoice["seller"]): boolean {
  if (payee.legalId !== undefined && seller.legalId !== undefined) return payee.legalId.value === seller.legalId.value;
  return payee.name !== undefined && payee.name === seller.name;
}

/** An invoice or its correction, unless its amount is negative, as that of a credit written with type 380 is. */
function asksForMoney({ kind, totals }: Invoice): boolean {
  return (kind === "invoice" || kind === "correction") && (totals.payable?.units ?? 0n) >= 0n;
}

/** A credit needs the invoice that it credits (R32); a correction needs to say what it does to it. */
function referenceQuestions(invoice: Invoice): readonly Question[] {
  if (invoice.kind === "correction") {
    const options = ["it replaces the earlier invoice", "its amount is the difference"];
    return [{ code: "CORRECTION_EFFECT", text: "What does the corrected invoice do to the earlier one?", options }];
  }
  const credits = invoice.kind !== "information" && !asksForMoney(invoice);
  if (!credits || invoice.precedingInvoices.length > 0) return [];
  return [{ code: "CREDIT_REFERENCE", text: "Which invoice does this document credit?", options: [] }];
}

function termsQuestions(invoice: Invoice, terms: PaymentTerms): readonly Question[] {
  // A due date in BT-9 settles when the text alone would leave it open; what the text contradicts stays a question.
  const open = terms.questions.filter(({ code }) => code !== "DUE_DATE_UNKNOWN" || invoice.dueDate === undefined);
  return [...open, ...dueQuestions(invoice, terms, open), ...discountQuestions(invoice, terms)];
}

function dueQuestions(invoice: Invoice, terms: PaymentTerms, open: readonly Question[]): readonly Question[] {
  const { issueDate, dueDate } = invoice;
  if (dueDate !== undefined) {
    if (terms.due === undefined || issueDate === undefined) return [];
    const contradiction = dueContradiction(terms.due, issueDate, dueDate);
    return contradiction === undefined ? [] : [contradiction];
  }
  const asked = open.some(({ code }) => code === "DUE_DATE_UNKNOWN" || code === "DUE_CONTRADICTION");
  if (asked || certainDueDate(invoice, terms) !== undefined) return [];
  return [{ code: "DUE_DATE_UNKNOWN", text: "When is the invoice due?", options: possibleOf(invoice, terms) }];
}

/** A discount that outlives the due date is no early-payment discount, or the due date is wrong. */
function discountQuestions(invoice: Invoice, terms: PaymentTerms): readonly Question[] {
  const dueDate = certainDueDate(invoice, terms);
  const { issueDate } = invoice;
  if (dueDate === undefined || issueDate === undefined) return [];
  const ends = terms.discounts.map(({ until }) =>
    until.kind === "onDate" ? until.date : addDays(issueDate, until.days),
  );
  const late = ends.find((end) => end > dueDate);
  if (late === undefined) return [];
  const text = `A discount is granted until ${late}, after the due date ${dueDate}: which of them was agreed?`;
  return [{ code: "DISCOUNT_AFTER_DUE", text, options: [`no discount after ${dueDate}`, `due on ${late}`] }];
}
