import { formatDecimal } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { DiscountTier, DueRule, LateInterest, Question } from "../../domain/paymentTerms.ts";

/** What has to be asked of payment terms, whatever else the invoice says. */

/** @param noDiscountUntil the day until which the terms grant a discount of nothing, if they do. */
export function dueQuestions(rules: readonly DueRule[], noDiscountUntil: number | undefined): readonly Question[] {
  if (rules.length > 1) {
    const options = rules.map(describeRule);
    return [question("DUE_CONTRADICTION", "The payment terms name several due dates: which one was agreed?", options)];
  }
  if (rules.length === 1 || noDiscountUntil === undefined) return [];
  const text = `The terms grant no discount until day ${noDiscountUntil}: is the invoice due then?`;
  return [question("DUE_DATE_UNKNOWN", text, [`${noDiscountUntil} days after the invoice date`])];
}

export function discountQuestions(
  clear: readonly DiscountTier[],
  contradicting: readonly DiscountTier[],
): readonly Question[] {
  const questions: Question[] = [];
  if (contradicting.length > 0) {
    const options = contradicting.map(({ percent }) => `${formatDecimal(percent)} %`);
    questions.push(
      question("DISCOUNT_CONTRADICTION", "The terms grant two discounts until one day: which one?", options),
    );
  }
  if (clear.some(({ base }) => base === undefined)) {
    const options = ["the amount due (BT-115)", "the total without VAT (BT-109)"];
    questions.push(question("DISCOUNT_BASE", "Of which amount is the discount taken?", options));
  }
  return questions;
}

export function interestQuestions(
  interests: readonly LateInterest[],
  penalties: readonly Decimal[],
): readonly Question[] {
  const questions: Question[] = [];
  if (interests.length > 1) {
    const options = interests.map(({ percent, per }) => `${formatDecimal(percent)} % per ${per}`);
    questions.push(
      question("LATE_INTEREST_CONTRADICTION", "The terms name several rates of late interest: which?", options),
    );
  } else if (interests[0]?.per === "unstated") {
    const text = `For which period are the ${formatDecimal(interests[0].percent)} % of late interest?`;
    questions.push(question("LATE_INTEREST_PERIOD", text, ["a year", "a month", "a day"]));
  }
  for (const percent of penalties) {
    const options = ["interest for a year", "interest for a month", "one single charge", "nothing in this ledger"];
    questions.push(question("PENALTY_NATURE", `What is the penalty of ${formatDecimal(percent)} %?`, options));
  }
  return questions;
}

export function unreadQuestion(unread: readonly string[]): readonly Question[] {
  if (unread.length === 0) return [];
  return [question("TERMS_UNREAD", "Do the sentences that could not be read change when or how much is due?", [])];
}

function question(code: Question["code"], text: string, options: readonly string[]): Question {
  return { code, text, options };
}

function describeRule(rule: DueRule): string {
  switch (rule.kind) {
    case "afterDays":
      return `${rule.days} days`;
    case "onDate":
      return rule.date;
    case "immediately":
      return "immediately";
    case "onEvent":
      return `with the ${rule.event}`;
    case "endOfMonth":
      return `${rule.days} days, end of month`;
    case "dayOfNextMonth":
      return `day ${rule.day} of the next month`;
  }
}
