/** Words for values that are numbers to the ledger. */
import { ClarificationAction, ClarificationReason } from "../../domain/clarification.ts";
import { CHANNELS, STAGES } from "../../domain/collections/policy.ts";
import { ANSWER_KINDS, COLLECTION_STEPS, CONTACT_OUTCOMES, RECORD_KINDS } from "../../domain/collections/record.ts";
import { EnrolmentChannel } from "../../domain/directory.ts";
import { ClaimReason, Recipient, Source } from "../../domain/factoring/deal.ts";
import { NoticeKind, NoticeReply } from "../../domain/factoring/notice.ts";
import { OfferKind } from "../../domain/factoring/offer.ts";
import { Assignability, encodePolicy, MAX_MINIMUM_EXPONENT } from "../../domain/policy.ts";
import { Outcome } from "../../domain/receivable.ts";

/** Values as ERC-7730 has them: numbers as text. */
type Enumeration = Readonly<Record<string, string>>;

const ASSIGNABILITY: Readonly<Record<Assignability, string>> = {
  [Assignability.Freely]: "Freely",
  [Assignability.WithConsent]: "With consent",
  [Assignability.NotAtAll]: "Not at all",
};

/** So short that the least part stands beside it. */
const IN_BRIEF: Readonly<Record<Assignability, string>> = {
  [Assignability.Freely]: "Freely",
  [Assignability.WithConsent]: "Consent",
  [Assignability.NotAtAll]: "Never",
};

const MINIMA: readonly number[] = Array.from({ length: MAX_MINIMUM_EXPONENT }, (_, index) => index + 1);

/** The least part is in minor units, since a list of words knows no currency. */
const POLICY: Enumeration = Object.fromEntries(
  Object.values(Assignability).flatMap((assignability): (readonly [number, string])[] => [
    [encodePolicy({ assignability, splittable: false, minimumPart: 0n }), ASSIGNABILITY[assignability]],
    [encodePolicy({ assignability, splittable: true, minimumPart: 0n }), `${ASSIGNABILITY[assignability]}; splits`],
    ...MINIMA.map((exponent): readonly [number, string] => [
      encodePolicy({ assignability, splittable: true, minimumPart: 10n ** BigInt(exponent) }),
      `${IN_BRIEF[assignability]}; parts 1e${exponent}+`,
    ]),
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

const OFFER_KIND: Readonly<Record<OfferKind, string>> = {
  [OfferKind.Single]: "One receivable",
  [OfferKind.Several]: "Several under a root",
  [OfferKind.Facility]: "Standing facility",
};

const NOTICE_KIND: Readonly<Record<NoticeKind, string>> = {
  [NoticeKind.Assigned]: "Assigned",
  [NoticeKind.Reassigned]: "Reassigned",
};

const NOTICE_REPLY: Readonly<Record<NoticeReply, string>> = {
  [NoticeReply.None]: "None",
  [NoticeReply.Received]: "Received",
  [NoticeReply.Acknowledged]: "Acknowledged",
  [NoticeReply.Reserved]: "Acknowledged, reserving",
  [NoticeReply.Refused]: "Refused",
};

const CLAIM_REASON: Readonly<Record<ClaimReason, string>> = {
  [ClaimReason.Recourse]: "Recourse",
  [ClaimReason.Dilution]: "Dilution",
  [ClaimReason.Warranty]: "Warranty broken",
  [ClaimReason.Misdirected]: "Kept by the seller",
};

const RECIPIENT: Readonly<Record<Recipient, string>> = {
  [Recipient.Factor]: "The factor",
  [Recipient.SellerTurnedOver]: "The seller, who turns it over now",
  [Recipient.SellerKept]: "The seller, who kept it",
};

const SOURCE: Readonly<Record<Source, string>> = {
  [Source.Payment]: "Payment on the ledger",
  [Source.Repayment]: "Repayment",
  [Source.FactorReceipt]: "Money to the factor",
  [Source.SellerReceipt]: "Money to the seller",
};

/** Numbers of the contract as the words of the domain: `preLegal` is "Pre legal". */
function numbered(words: readonly string[]): Enumeration {
  const shown = words.map((word) => word.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return Object.fromEntries(shown.map((word, number) => [number, `${word.charAt(0).toUpperCase()}${word.slice(1)}`]));
}

/** Every enumeration, by the name that descriptors refer to it with. */
export const ENUMERATIONS = {
  policy: POLICY,
  allocation: { 0: "Charges", 1: "Principal" },
  reason: REASON,
  action: ACTION,
  outcome: OUTCOME,
  channel: CHANNEL,
  offerKind: OFFER_KIND,
  noticeKind: NOTICE_KIND,
  noticeReply: NOTICE_REPLY,
  claimReason: CLAIM_REASON,
  recipient: RECIPIENT,
  source: SOURCE,
  recordKind: numbered(RECORD_KINDS),
  collectionStage: numbered(STAGES),
  contactChannel: numbered(CHANNELS),
  contactOutcome: numbered(CONTACT_OUTCOMES),
  collectionStep: numbered(COLLECTION_STEPS),
  answerKind: numbered(ANSWER_KINDS),
} as const satisfies Readonly<Record<string, Enumeration>>;

export type EnumerationName = keyof typeof ENUMERATIONS;
