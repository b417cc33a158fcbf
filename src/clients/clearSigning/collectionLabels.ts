/** Words for what creditors, collectors and debtors sign. */
import { account, choice, day, instant, money, plain, rate, unit } from "./formats.ts";
import type { Format } from "./formats.ts";

const AFTER_DUE = " days after due (32767: never)";
const MINOR_UNITS = " minor units";

/** What collections have in their own words. What a message writes out is a number in a call. */
export const COLLECTION_LABELS: Readonly<Record<string, Format>> = {
  "Schedule.preDueDay": unit("Reminder", AFTER_DUE),
  "Schedule.friendlyDay": unit("Friendly", AFTER_DUE),
  "Schedule.firmDay": unit("Firm", AFTER_DUE),
  "Schedule.finalDay": unit("Final", AFTER_DUE),
  "Schedule.preLegalDay": unit("Pre-legal", AFTER_DUE),
  "Schedule.legalDay": unit("Legal", AFTER_DUE),
  "Schedule.agencyDay": unit("Agency", AFTER_DUE),
  "Schedule.cycleDays": unit("Again after", " days (0: never)"),
  receivable: plain("Receivable"),
  creditor: account("Creditor"),
  collector: account("Collector"),
  "CollectionRecord.kind": plain("Kind"),
  "CollectionRecord.kind:uint8": choice("Kind", "recordKind"),
  "CollectionRecord.stage": plain("Stage"),
  "CollectionRecord.stage:uint8": choice("Stage", "collectionStage"),
  "CollectionRecord.channel": plain("Channel"),
  "CollectionRecord.channel:uint8": choice("Channel", "contactChannel"),
  "CollectionRecord.outcome": plain("Outcome"),
  "CollectionRecord.outcome:uint8": choice("Outcome", "contactOutcome"),
  doneAt: instant("Done"),
  nextDay: day("Next act (0: none)"),
  "CollectionRecord.content": plain("Content hash"),
  // The message opens no terms, so that nothing says the currency.
  claimed: unit("Claimed", MINOR_UNITS),
  body: plain("Content sent along"),
  "CollectionStep.step": plain("Step"),
  "takeStep.step": choice("Step", "collectionStep"),
  "CollectionStep.content": plain("Content hash"),
  "takeStep.content": plain("Content hash"),
  scope: plain("May record (bit set)"),
  fee: rate("Fee of collected"),
  "CollectionPlacement.until": instant("Placed until"),
  "Placement.until": instant("Placed until"),
  "CollectionPlacement.terms": plain("Agreement hash"),
  "Placement.terms": plain("Agreement hash"),
  "Answer.kind": choice("Answer", "answerKind"),
  "Answer.payment": plain("Payment hash"),
  "Answer.content": plain("Words hash"),
  record: plain("Record answered"),
  "PromisedPayment.amount": unit("Sum", MINOR_UNITS),
  "PromisedPayment.payBy": day("Pay by"),
  "PlanAgreement.text": plain("This means"),
  "PaymentPlan.debt": money("Debt"),
  "Instalment.amount": money("Instalment"),
  "Instalment.payBy": day("Pay by"),
  "PaymentPlan.interest": plain("Late interest"),
  "PaymentPlan.interestSum": money("Interest sum"),
  "PaymentPlan.graceDays": unit("Late by at most", " days"),
  "agreePlan.plan": plain("Plan hash"),
  ...answers("DebtorReply"),
  ...answers("PromiseToPay"),
  ...answers("ExtensionRequest"),
};

/** What is not shown of it, and why. */
export const COLLECTION_EXCLUDED: Readonly<Record<string, string>> = {
  "PromisedPayment.salt": "random, so that nobody finds the sum by trying",
  "PaymentPlan.salt": "random, so that nobody finds the plan by trying",
};

function answers(owner: string): Readonly<Record<string, Format>> {
  return { [`${owner}.text`]: plain("This means"), [`${owner}.content`]: plain("Words hash") };
}
