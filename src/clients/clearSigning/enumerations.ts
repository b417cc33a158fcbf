/** Words for values that are numbers to the ledger. */
import { ClarificationAction, ClarificationReason } from "../../domain/clarification.ts";
import { EnrolmentChannel } from "../../domain/directory.ts";
import { Assignability, encodePolicy } from "../../domain/policy.ts";
import { Outcome } from "../../domain/receivable.ts";

/** Values as ERC-7730 has them: numbers as text. */
type Enumeration = Readonly<Record<string, string>>;

const ASSIGNABILITY: Readonly<Record<Assignability, string>> = {
  [Assignability.Freely]: "Freely",
  [Assignability.WithConsent]: "With consent",
  [Assignability.NotAtAll]: "Not at all",
};

const POLICY: Enumeration = Object.fromEntries(
  Object.values(Assignability).flatMap((assignability) => [
    [encodePolicy({ assignability, splittable: false }), ASSIGNABILITY[assignability]],
    [encodePolicy({ assignability, splittable: true }), `${ASSIGNABILITY[assignability]}; splits`],
  ]),
);

const REASON: Readonly<Record<ClarificationReason, string>> = {
  [ClarificationReason.NON]: "None",
  [ClarificationReason.REF]: "References",
  [ClarificationReason.LEG]: "Legal information",
  [ClarificationReason.REC]: "Receiver unknown",
  [ClarificationReason.QUA]: "Quality",
  [ClarificationReason.DEL]: "Delivery",
  [ClarificationReason.PRI]: "Prices",
  [ClarificationReason.QTY]: "Quantities",
  [ClarificationReason.ITM]: "Items",
  [ClarificationReason.PAY]: "Payment terms",
  [ClarificationReason.UNR]: "Not recognised",
  [ClarificationReason.FIN]: "Financing",
  [ClarificationReason.PPD]: "Partly paid",
  [ClarificationReason.OTH]: "Other (see text)",
};

const ACTION: Readonly<Record<ClarificationAction, string>> = {
  [ClarificationAction.NOA]: "Nothing",
  [ClarificationAction.PIN]: "More information",
  [ClarificationAction.NIN]: "New invoice",
  [ClarificationAction.CNF]: "Full credit note",
  [ClarificationAction.CNP]: "Part credit note",
  [ClarificationAction.CNA]: "Credit of an amount",
  [ClarificationAction.OTH]: "Other (see text)",
};

const OUTCOME: Readonly<Record<Outcome, string>> = {
  [Outcome.Withdrawn]: "Buyer withdraws",
  [Outcome.Conceded]: "Holder concedes",
};

const CHANNEL: Enumeration = {
  [EnrolmentChannel.InPerson]: "In person",
  [EnrolmentChannel.RegisteredLetter]: "Registered letter",
  [EnrolmentChannel.QualifiedSignature]: "Qualified signature",
  [EnrolmentChannel.BankTransfer]: "Bank transfer",
  [EnrolmentChannel.RegisteredEmail]: "Registered e-mail",
  [EnrolmentChannel.Other]: "Other",
};

/** Every enumeration, by the name that descriptors refer to it with. */
export const ENUMERATIONS = {
  policy: POLICY,
  allocation: { 0: "Charges", 1: "Principal" },
  reason: REASON,
  action: ACTION,
  outcome: OUTCOME,
  channel: CHANNEL,
} as const satisfies Readonly<Record<string, Enumeration>>;

export type EnumerationName = keyof typeof ENUMERATIONS;
