/**
 * Customer credit transfer initiation, pain.001.001.09 and .03 (ISO 20022): the buyer's pay list as its bank takes it.
 *
 * Each payment says in its structured remittance what it settles, document by document, so that the creditor's bank
 * line matches itself: CINV or DEBN with what was due, the discount and what is remitted, CREN with what a credit
 * note takes off. What comes back is what was sent: numbers and references are refused where a bank would change them.
 */
import { isIban, readCreditorReference } from "../../domain/account/checkedNumbers.ts";
import { AccountError } from "../../domain/account/movement.ts";
import type { BankAccount } from "../../domain/account/movement.ts";
import type { PaymentOrder } from "../../domain/account/payList.ts";
import { add, formatDecimal, fromMinorUnits, ZERO } from "../../domain/decimal.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { remittanceOf } from "./remittance.ts";
import type { RemittanceForm } from "./remittance.ts";
import { paymentId, paymentText } from "./sepaText.ts";
import type { Repertoire } from "./sepaText.ts";
import { element, xmlDocument } from "./xmlText.ts";
import type { XmlNode } from "./xmlText.ts";

export const PAIN_VERSIONS = ["09", "03"] as const;
export type PainVersion = (typeof PAIN_VERSIONS)[number];

export interface PainMessage {
  /** Up to 35 characters; the payer's own, once. */
  readonly messageId: string;
  /** When the message is made, unix seconds. */
  readonly created: number;
  readonly debtor: string;
  readonly version: PainVersion;
  /** "sepa": euro between IBANs, in the restricted Latin set; "unicode": any currency, Chinese names too. */
  readonly repertoire: Repertoire;
  readonly remittance: RemittanceForm;
}

/** Digits that ISO 20022 gives an amount, and the most that a SEPA credit transfer moves. */
const MOST_DIGITS = 18;
const MOST_SEPA_CENTS = 99_999_999_999n;

/**
 * The message as XML, one payment information for each currency, day and account of the debtor, in that order.
 * @throws AccountError for an empty list and for whatever a bank would refuse or change, naming field and way out.
 */
export function pain001(orders: readonly PaymentOrder[], message: PainMessage): string {
  if (orders.length === 0) throw new AccountError("orders", "none", "choose what is to be paid");
  const ids = new Set(orders.map(({ endToEndId }) => endToEndId));
  if (ids.size < orders.length) throw new AccountError("endToEndId", "used twice", "give each payment its own");
  for (const order of orders) checkOrder(order, message);
  const root = "CstmrCdtTrfInitn";
  const namespace = `urn:iso:std:iso:20022:tech:xsd:pain.001.001.${message.version}`;
  const header = element("GrpHdr", [
    element("MsgId", paymentId("messageId", message.messageId)),
    element("CreDtTm", `${new Date(message.created * 1000).toISOString().slice(0, 19)}Z`),
    ...countAndSum(orders),
    element("InitgPty", [element("Nm", nameOf("debtor", message.debtor, message))]),
  ]);
  const groups = groupsOf(orders).map((group, i) => paymentInformation(group, i + 1, message));
  return xmlDocument(element("Document", [element(root, [header, ...groups])], { xmlns: namespace }));
}

/** A payment that a message cannot carry, and why: what would have to be another. */
export interface UnfitOrder {
  readonly order: PaymentOrder;
  readonly why: string;
}

/** Which payments a message can carry: one payee's unfit number or account keeps no other payee from its money. */
export function fitOrders(
  orders: readonly PaymentOrder[],
  message: PainMessage,
): { readonly fit: readonly PaymentOrder[]; readonly unfit: readonly UnfitOrder[] } {
  const [fit, unfit]: [PaymentOrder[], UnfitOrder[]] = [[], []];
  for (const order of orders) {
    try {
      checkOrder(order, message);
      transfer(order, message);
      fit.push(order);
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      unfit.push({ order, why: error.message });
    }
  }
  return { fit, unfit };
}

function checkOrder(
  { amount, currency, endToEndId, debtorAccount, creditor, settlements }: PaymentOrder,
  { repertoire }: PainMessage,
): void {
  const sum = settlements.reduce((total, { kind, paid }) => total + (kind === "creditNote" ? -paid : paid), 0n);
  if (amount <= 0n || sum !== amount) {
    const value = `${amount.toString()} in ${JSON.stringify(endToEndId)}`;
    throw new AccountError("amount", value, "pay a positive sum that is the sum of what it settles");
  }
  if (amount.toString().length > MOST_DIGITS) {
    throw new AccountError("amount", amount.toString(), `an amount has at most ${MOST_DIGITS} digits`);
  }
  if (repertoire === "unicode") return;
  if (currency.code !== "EUR" || amount > MOST_SEPA_CENTS) {
    const value = `${formatDecimal(fromMinorUnits(amount, currency.exponent))} ${currency.code}`;
    throw new AccountError("amount", value, "SEPA moves up to 999,999,999.99 EUR: pay this outside it");
  }
  for (const { account } of [debtorAccount, creditor.account]) {
    if (!isIban(account)) throw new AccountError("account", JSON.stringify(account), "SEPA pays from IBAN to IBAN");
  }
}

/** Sums over several currencies are of bare numbers, as the standard asks. */
function countAndSum(orders: readonly PaymentOrder[]): readonly XmlNode[] {
  const sum = orders.map(({ amount, currency }) => fromMinorUnits(amount, currency.exponent)).reduce(add, ZERO);
  return [element("NbOfTxs", String(orders.length)), element("CtrlSum", formatDecimal(sum))];
}

function groupsOf(orders: readonly PaymentOrder[]): readonly (readonly PaymentOrder[])[] {
  const groups = new Map<string, PaymentOrder[]>();
  for (const order of orders) {
    const { currency, day, debtorAccount } = order;
    const key = JSON.stringify([currency.code, dateOfDay(day), debtorAccount.account, debtorAccount.bic ?? ""]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [order]);
    else group.push(order);
  }
  return [...groups].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, group]) => group);
}

function paymentInformation(group: readonly PaymentOrder[], place: number, message: PainMessage): XmlNode {
  const [first] = group;
  if (first === undefined) throw new Error("a group of payments has a payment");
  const { day, currency, debtorAccount } = first;
  const date = dateOfDay(day);
  const isSepa = message.repertoire === "sepa";
  return element("PmtInf", [
    element("PmtInfId", paymentId("messageId", `${message.messageId}-${place}`)),
    element("PmtMtd", "TRF"),
    ...countAndSum(group),
    isSepa ? element("PmtTpInf", [element("SvcLvl", [element("Cd", "SEPA")])]) : undefined,
    element("ReqdExctnDt", message.version === "03" ? date : [element("Dt", date)]),
    element("Dbtr", [element("Nm", nameOf("debtor", message.debtor, message))]),
    element("DbtrAcct", [accountId(debtorAccount), element("Ccy", currency.code)]),
    agent("DbtrAgt", debtorAccount, message) ?? notProvided(),
    element("ChrgBr", isSepa ? "SLEV" : "SHAR"),
    ...group.map((order) => transfer(order, message)),
  ]);
}

function transfer(order: PaymentOrder, message: PainMessage): XmlNode {
  const { endToEndId, amount, currency, creditor, reference } = order;
  const sum = formatDecimal(fromMinorUnits(amount, currency.exponent));
  if (reference !== undefined && readCreditorReference(reference) !== reference) {
    throw new AccountError("reference", JSON.stringify(reference), "its check digits (ISO 11649) have to be right");
  }
  // Of banks, only an IBAN names its own: the same number is another's account at another bank.
  if (!isIban(creditor.account.account) && creditor.account.bic === undefined) {
    throw new AccountError("bic", `missing for ${JSON.stringify(creditor.account.account)}`, "name the payee's bank");
  }
  return element("CdtTrfTxInf", [
    element("PmtId", [element("EndToEndId", paymentId("endToEndId", endToEndId))]),
    element("Amt", [element("InstdAmt", sum, { Ccy: currency.code })]),
    agent("CdtrAgt", creditor.account, message),
    element("Cdtr", [element("Nm", nameOf("creditor", creditor.name, message))]),
    element("CdtrAcct", [accountId(creditor.account)]),
    remittanceOf(order, message),
  ]);
}

function nameOf(field: string, name: string, { repertoire }: PainMessage): string {
  return paymentText(field, name, repertoire === "sepa" ? 70 : 140, repertoire);
}

const OTHER_ACCOUNT = /^[0-9A-Za-z /-]{1,34}$/;

function accountId({ account }: BankAccount): XmlNode {
  if (isIban(account)) return element("Id", [element("IBAN", account)]);
  if (OTHER_ACCOUNT.test(account)) return element("Id", [element("Othr", [element("Id", account)])]);
  throw new AccountError(
    "account",
    JSON.stringify(account),
    "write an IBAN or a number of up to 34 letters and digits",
  );
}

const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

function agent(name: "DbtrAgt" | "CdtrAgt", { bic }: BankAccount, { version }: PainMessage): XmlNode | undefined {
  if (bic === undefined) return undefined;
  if (!BIC.test(bic)) throw new AccountError("bic", JSON.stringify(bic), "write the 8 or 11 characters of ISO 9362");
  return element(name, [element("FinInstnId", [element(version === "03" ? "BIC" : "BICFI", bic)])]);
}

/** The debtor's bank has to be named; by IBAN alone it is said like this. */
function notProvided(): XmlNode {
  return element("DbtrAgt", [element("FinInstnId", [element("Othr", [element("Id", "NOTPROVIDED")])])]);
}
