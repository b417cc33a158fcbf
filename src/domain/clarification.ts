/**
 * Why a buyer does not accept as it stands, in the codes of Peppol BIS Invoice Response 3, so that whoever uses
 * e-invoices needs no new words (R75). The ledger numbers them in the order of Peppol's lists.
 */
import type { Hex } from "./receivable.ts";

/** Why a buyer queries or rejects: list OPStatusReason. */
export const ClarificationReason = {
  /** None. */
  NON: 0,
  /** References are incorrect. */
  REF: 1,
  /** Legal information is incorrect. */
  LEG: 2,
  /** The receiver is unknown. */
  REC: 3,
  /** Quality is insufficient. */
  QUA: 4,
  /** Delivery is at issue. */
  DEL: 5,
  /** Prices are incorrect. */
  PRI: 6,
  /** Quantities are incorrect. */
  QTY: 7,
  /** Items are incorrect. */
  ITM: 8,
  /** Payment terms are incorrect. */
  PAY: 9,
  /** The invoice is not recognised. */
  UNR: 10,
  /** Financing is incorrect. */
  FIN: 11,
  /** Partly paid: a reason that goes with paying only, so that the ledger takes it for no answer. */
  PPD: 12,
  /** Other; needs a text. */
  OTH: 13,
} as const;
export type ClarificationReason = (typeof ClarificationReason)[keyof typeof ClarificationReason];

/** What the buyer asks for: list OPStatusAction. */
export const ClarificationAction = {
  /** Nothing. */
  NOA: 0,
  /** More information. */
  PIN: 1,
  /** A new invoice. */
  NIN: 2,
  /** A credit note for all of it. */
  CNF: 3,
  /** A credit note for a part. */
  CNP: 4,
  /** A credit note for an amount. */
  CNA: 5,
  /** Other; needs a text. */
  OTH: 6,
} as const;
export type ClarificationAction = (typeof ClarificationAction)[keyof typeof ClarificationAction];

export interface Clarification {
  readonly reason: ClarificationReason;
  readonly action: ClarificationAction;
  /** Hash of the text that goes with it; where reason or action is OTH it is not zero. */
  readonly text: Hex;
}
