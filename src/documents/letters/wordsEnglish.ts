/** Dunning notices in English. They ask, name every sum and every way to answer, and announce only what is meant. */
import type { LetterWords } from "./words.ts";

export const ENGLISH: LetterWords = {
  titles: {
    preDue: "Notice of payments that fall due",
    friendly: "Payment reminder",
    firm: "Notice of overdue payment",
    final: "Last reminder",
    preLegal: "Notice before legal action",
    legal: "Notice of legal recovery",
    agency: "Notice of placement with a collection agency",
  },
  openings: {
    preDue: () =>
      "The items below fall due soon. We write so that the payment can be planned; none of them is overdue today.",
    friendly: () =>
      "In our books the items below are past their due date and still open. Perhaps the payment is on its way already.",
    firm: () => "In our books the items below are still overdue. Please pay them, or tell us what stands against it.",
    final: () =>
      "The items below are overdue, and our earlier reminder has not led to their payment. This is our last reminder " +
      "before we decide what to do next.",
    preLegal: () =>
      "The items below are overdue, and our reminders have not led to their payment. Before any legal step is " +
      "decided you have this opportunity to pay, to dispute an amount or to propose a plan.",
    legal: () =>
      "The items below are overdue, and our reminders have not led to their payment. We have decided to pursue the " +
      "claim by legal means. You can still pay, dispute an amount or propose a plan.",
    agency: (agent) =>
      `We have asked ${agent} to collect the items below for us, and it acts under our mandate. ` +
      "You may answer to it or to us.",
  },
  consequences: {
    preLegal: (payBy) =>
      `If neither a payment nor an answer has reached us by ${payBy}, our next step is a notice before legal action.`,
    legal: (payBy) => `If neither a payment nor an answer has reached us by ${payBy}, our next step is legal recovery.`,
    agency: (payBy) =>
      `If neither a payment nor an answer has reached us by ${payBy}, our next step is to have an agency collect it.`,
  },
  salutation: (attention) => (attention === undefined ? "Dear Sir or Madam," : `Dear ${attention},`),
  closing: "Yours faithfully",
  reference: "Reference",
  date: "Date",
  policy: "Policy",
  policyVersion: (name, version) => `${name}, version ${version}`,
  from: "From",
  to: "To",
  contact: "Questions to",
  items: "Open items",
  invoice: "Invoice",
  dueDay: "Due",
  open: "Open",
  disputed: "Disputed",
  promised: "Promised",
  asked: "Asked for",
  interest: "Late interest",
  fixedSum: "Agreed recovery sum",
  settled: "Less charges paid or waived",
  charges: "Late charges",
  contingent: "Of it contingent on the dispute, not asked for",
  apart: "Open, and not asked for now",
  contingentSum: "Late charges on what is disputed, contingent",
  working: "How the late interest is reckoned",
  workingNote: "Overdue balance x rate a year x days / days of the year; the sum of an item is rounded once, half up.",
  fromDay: "From",
  toDay: "To",
  days: "Days",
  principal: "Balance",
  rate: "Rate",
  basis: "Count",
  exact: "Interest",
  sums: "What is asked for",
  principalSum: "Open, less what is disputed or promised",
  chargesSum: (date) => `Late charges to ${date}`,
  chargesNote:
    "Late charges accrue under the agreed terms. They are stated apart from the open amounts, and are in no account " +
    "balance until they are billed.",
  fee: "Fee for this notice",
  total: "Total asked for",
  askPreDue: "Please pay each item by its due date, to the account below.",
  ask: (total, payBy) => `Please pay ${total} by ${payBy}, to the account below.`,
  disputeNote: "What is disputed is not asked for as long as the dispute is open.",
  promiseNote: "What you promised for a day that is not over yet is not asked for in this notice.",
  payTo: "Where to pay",
  payee: "Payee",
  account: "Account",
  bic: "BIC",
  bank: "Bank",
  noAccount: "Ask the payee for its account.",
  quote: "Please quote",
  assigned: (payee) => `These items are owed to ${payee}. Payment discharges them only if it is made to that payee.`,
  caution: "Pay nothing to an account that is new to you before you called the payee on a number that you knew before.",
  answer:
    "You can promise a payment with its day, dispute an amount with your reasons, propose a plan, or write to us. " +
    "What both sides say is kept where both can read it:",
  crossed: "If you have paid meanwhile, this notice has crossed your payment; its day and reference are all we need.",
  demand:
    "This notice is a demand for payment of what is asked for above. Where the law provides so, it interrupts the " +
    "limitation period.",
  noDemand: "This notice is a reminder. It is not a demand for payment.",
  rights: "It takes none of your rights and defences from you.",
  salt: "Salt",
  contentHash: "Content hash",
  page: (page, pages) => `Page ${page} of ${pages}`,
  sms: ({ sender, invoice, others, reference, url, isDue, title = isDue ? "past due" : "due soon" }) =>
    `${sender}: invoice ${invoice}${others === 0 ? "" : ` and ${others} more`}, ` +
    `${title}. Details and your answer: ${url} (${reference})`,
  colon: ": ",
};
