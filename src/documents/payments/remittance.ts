/** What a payment says it is for (`RmtInf`). */
import type { AccountCurrency } from "../../domain/account/heading.ts";
import { AccountError } from "../../domain/account/movement.ts";
import type { PaymentOrder, Settlement } from "../../domain/account/payList.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { isRestricted, paymentText } from "./sepaText.ts";
import type { Repertoire } from "./sepaText.ts";
import { element } from "./xmlText.ts";
import type { XmlNode } from "./xmlText.ts";

/**
 * "structured": a block for each document. "short": what every SEPA bank passes on, the creditor reference alone or,
 * where there is none, the documents' numbers in 140 characters of text.
 */
export const REMITTANCE_FORMS = ["structured", "short"] as const;
export type RemittanceForm = (typeof REMITTANCE_FORMS)[number];

interface Manner {
  readonly version: string;
  readonly repertoire: Repertoire;
  readonly remittance: RemittanceForm;
}

const DOCUMENT_CODES: Readonly<Record<Settlement["kind"], string>> = {
  invoice: "CINV",
  debitNote: "DEBN",
  creditNote: "CREN",
};
const LONGEST_NUMBER = 35;
const LONGEST_TEXT = 140;

/** @throws AccountError for a number that a bank would cut or change, and for more than a short form can say. */
export function remittanceOf({ reference, settlements, currency }: PaymentOrder, manner: Manner): XmlNode {
  if (manner.remittance === "structured") {
    const blocks = settlements.map((settlement) => documentBlock(settlement, currency, manner));
    return element("RmtInf", [...(reference === undefined ? [] : [referenceBlock(reference)]), ...blocks]);
  }
  if (reference !== undefined) return element("RmtInf", [referenceBlock(reference)]);
  const text = settlements.map(({ number }) => numberOf(number, manner.repertoire)).join(" ");
  if (text.length <= LONGEST_TEXT) return element("RmtInf", [element("Ustrd", text)]);
  const value = `${settlements.length} numbers of ${text.length} characters`;
  throw new AccountError("remittance", value, "pay fewer documents together, or send structured remittance");
}

/** ISO 11649. */
function referenceBlock(reference: string): XmlNode {
  const type = element("Tp", [element("CdOrPrtry", [element("Cd", "SCOR")]), element("Issr", "ISO")]);
  return element("Strd", [element("CdtrRefInf", [type, element("Ref", reference)])]);
}

function documentBlock(
  { kind, number, day, due, discount, paid }: Settlement,
  { code, exponent }: AccountCurrency,
  { version, repertoire }: Manner,
): XmlNode {
  const amount = (name: string, units: bigint): XmlNode =>
    element(name, formatDecimal(fromMinorUnits(units, exponent)), { Ccy: code });
  const granted =
    version === "03" ? amount("DscntApldAmt", discount) : element("DscntApldAmt", [amount("Amt", discount)]);
  const amounts =
    kind === "creditNote"
      ? [amount("CdtNoteAmt", paid)]
      : [amount("DuePyblAmt", due), discount === 0n ? undefined : granted, amount("RmtdAmt", paid)];
  return element("Strd", [
    element("RfrdDocInf", [
      element("Tp", [element("CdOrPrtry", [element("Cd", DOCUMENT_CODES[kind])])]),
      element("Nb", numberOf(number, repertoire)),
      element("RltdDt", dateOfDay(day)),
    ]),
    element("RfrdDocAmt", amounts),
  ]);
}

/** A document is found by its number alone, so that nothing in it may be replaced. */
function numberOf(number: string, repertoire: Repertoire): string {
  if (repertoire === "sepa" && !isRestricted(number)) {
    throw new AccountError("number", JSON.stringify(number), "SEPA does not carry it: pay it by creditor reference");
  }
  return paymentText("number", number, LONGEST_NUMBER, repertoire);
}
