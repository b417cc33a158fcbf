/** What an organisation wants to do to a receivable, about a statement or an assignment, before anybody signs it. */
import { z } from "zod";
import { ClarificationAction, ClarificationReason } from "../domain/clarification.ts";
import { Outcome } from "../domain/receivable.ts";
import { amendedTerms } from "./amendment.ts";
import { NOTICE_ACT_FIELDS } from "./assignmentNoticeAct.ts";
import { COLLECTION_ACT_FIELDS } from "./collectionAct.ts";
import { DEAL_ACT_FIELDS, recipient } from "./dealAct.ts";
import { moment } from "./personal.ts";
import { address, amount, date, hash } from "./scalars.ts";
import { STATEMENT_ACT_FIELDS } from "./statementAct.ts";
import { newPolicy } from "./terms.ts";

/** The id of something that the sender makes; any UUID, in lower case. */
export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, "write a UUID in lower case")
  .meta({ description: "A UUID in lower case.", format: "uuid" });

const REASONS = Object.keys(ClarificationReason) as [string, ...string[]];
const ACTIONS = Object.keys(ClarificationAction) as [string, ...string[]];
const OUTCOMES = Object.keys(Outcome) as [keyof typeof Outcome, ...(keyof typeof Outcome)[]];
const MOST_PARTS = 100;

const asked = {
  id: uuid.optional().meta({
    description: "The intent's id, so that a repeated request is the same intent. Absent: made of what is asked.",
  }),
  deadline: moment.optional().meta({ description: "Last instant at which it may be recorded." }),
};
const common = { ...asked, receivable: hash };
/** Acts that open the header alone. */
const header = {
  ...common,
  openTerms: z.boolean().default(false).meta({
    description:
      "Whether the call to send oneself opens the terms to everybody. Only an agent whose mandate has a cap needs it.",
  }),
};
const said = z.string().min(1).max(4000);
const reason = said.meta({ description: "In words; the ledger is told its keccak256 alone." });
const clarification = {
  reason: z.enum(REASONS).meta({ description: "Peppol's list OPStatusReason (R75)." }),
  action: z.enum(ACTIONS).meta({ description: "Peppol's list OPStatusAction." }),
  text: said.optional().meta({ description: "In words; the ledger is told its keccak256 alone." }),
};
const evidence = hash.optional().meta({ description: "Hash of what supports it." });
const bankReference = z.string().min(1).max(200).meta({
  description: "The bank's own reference of the entry; the ledger is told its keccak256 alone.",
});
const money = { amount: amount.meta({ description: "In the currency of the receivable." }) };
const receipt = { bankReference, cash: amount, valueDate: date };

/** What a plan answers. */
const ANSWERS = "`payment` of the debtor's request for time; or the proposal whose place this one takes, and ends.";
const answers = z.union([hash, uuid]).optional().meta({ description: ANSWERS });

const SENT_ITSELF = "It is signed by nobody: its account sends the call itself.";
const SENT_BY_ANYBODY = "Anybody may send the call: have the gateway send it (`/v1/intents/{id}/sending`), or do it.";

/** Every act that signatures carry, or that a call of one's own does. */
export const act = z
  .discriminatedUnion("verb", [
    z.strictObject({ verb: z.literal("accept"), ...header }),
    z.strictObject({ verb: z.literal("query"), ...header, ...clarification }),
    z.strictObject({ verb: z.literal("reject"), ...header, ...clarification }),
    z.strictObject({
      verb: z.literal("pay"),
      ...common,
      maxCash: amount.meta({ description: "The most that is given; never more than is due." }),
      through: z
        .enum(["allowance", "permit", "permit2"])
        .optional()
        .meta({
          description:
            "How the payer lets the ledger move its money. By an allowance, which it gives by a transaction of its " +
            "own (the usual way); by a permit (ERC-2612), which it signs beside the payment; or by Permit2, where " +
            "one signature is both. With the last two a payer needs no gas; Permit2 wants the currency's allowance.",
        }),
    }),
    z.strictObject({ verb: z.literal("advise"), ...common, ...receipt }),
    z
      .strictObject({ verb: z.literal("recordReceipt"), ...common, ...receipt, recipient })
      .meta({ description: `Of what a desk holds it goes through the desk. ${SENT_ITSELF}` }),
    z.strictObject({ verb: z.literal("reverseReceipt"), ...common, bankReference, evidence }),
    z.strictObject({ verb: z.literal("credit"), ...common, ...money, reason }),
    z.strictObject({ verb: z.literal("waive"), ...common, ...money, reason }),
    z.strictObject({
      verb: z.literal("dispute"),
      ...common,
      ...money,
      code: z.int().min(0).max(255).meta({ description: "In the parties' own list." }),
      evidence,
    }),
    z.strictObject({ verb: z.literal("resolve"), ...common, ...money, outcome: z.enum(OUTCOMES), evidence }),
    z.strictObject({ verb: z.literal("split"), ...common, amounts: z.array(amount).min(2).max(MOST_PARTS) }),
    z.strictObject({ verb: z.literal("writeOff"), ...header, reason }).meta({
      description: "Once two members agreed to it in a case (R49), which the gateway asks for. The claim stays.",
    }),
    z.strictObject({ verb: z.literal("cancel"), ...header, reason }),
    z.strictObject({
      verb: z.literal("consentTransfer"),
      ...header,
      to: address.nullable().meta({ description: "The next holder; null takes a consent back." }),
    }),
    z
      .strictObject({
        verb: z.literal("transfer"),
        ...common,
        to: address.meta({ description: "The next holder; no desk, which takes a receivable with an offer alone." }),
      })
      .meta({ description: `Passes it on, as a payment say; who held it owes nothing of it (R69). ${SENT_ITSELF}` }),
    z.strictObject({
      verb: z.literal("accelerate"),
      ...common,
      overdue: hash.meta({ description: "An earlier line of the same invoice, in default." }),
    }),
    z
      .strictObject({
        verb: z.literal("amend"),
        ...common,
        terms: amendedTerms.default({}),
        policy: newPolicy.optional(),
        text: said.optional().meta({ description: "Why, for the other parties; the ledger is told nothing of it." }),
      })
      .meta({ description: "Holder and supplier sign it, and the buyer that accepted. It opens the terms to all." }),
    z
      .strictObject({ verb: z.literal("debit"), ...common, ...money, reason })
      .meta({ description: "Holder and buyer sign it. It opens the terms to all." }),
    z.strictObject({ verb: z.literal("postStatement"), ...asked, ...STATEMENT_ACT_FIELDS.postStatement }),
    z
      .strictObject({ verb: z.literal("agreeBalance"), ...asked, ...STATEMENT_ACT_FIELDS.agreeBalance })
      .meta({ description: "AGREED. It acknowledges no debt." }),
    z
      .strictObject({ verb: z.literal("agreeBalanceExcept"), ...asked, ...STATEMENT_ACT_FIELDS.agreeBalanceExcept })
      .meta({ description: "AGREED_EXCEPT. Both sides sign it. It acknowledges no debt." }),
    z
      .strictObject({ verb: z.literal("rejectBalance"), ...asked, ...STATEMENT_ACT_FIELDS.rejectBalance })
      .meta({ description: "REJECTED, for these versions for good." }),
    z
      .strictObject({ verb: z.literal("acknowledgeDebt"), ...asked, ...STATEMENT_ACT_FIELDS.acknowledgeDebt })
      .meta({ description: "The organisation owes the sum; this can interrupt limitation (R52)." }),
    z
      .strictObject({ verb: z.literal("receiveDemand"), ...asked, ...STATEMENT_ACT_FIELDS.receiveDemand })
      .meta({ description: "A demand arrived. It agrees to nothing that the demand says." }),
    z
      .strictObject({ verb: z.literal("giveNotice"), ...asked, ...NOTICE_ACT_FIELDS.giveNotice })
      .meta({ description: "Assignor or assignee gives notice of an assignment (R56, R60, R62). Record it in a day." }),
    z
      .strictObject({ verb: z.literal("replyToNotice"), ...asked, ...NOTICE_ACT_FIELDS.replyToNotice })
      .meta({ description: "The debtor replies. Confirming what does not exist can bind it (Civil Code 763)." }),
    z
      .strictObject({ verb: z.literal("recordFiling"), ...asked, ...NOTICE_ACT_FIELDS.recordFiling })
      .meta({ description: "The secured party states a filing in a public register. Nobody here verifies it (R58)." }),
    z
      .strictObject({ verb: z.literal("openDesk"), ...asked, ...DEAL_ACT_FIELDS.openDesk })
      .meta({ description: `Opens the organisation's desk as a factor. ${SENT_BY_ANYBODY}` }),
    z
      .strictObject({ verb: z.literal("repay"), ...asked, ...DEAL_ACT_FIELDS.repay })
      .meta({ description: `Pays what the seller owes the factor. ${SENT_ITSELF}` }),
    z
      .strictObject({ verb: z.literal("buyBack"), ...asked, ...DEAL_ACT_FIELDS.buyBack })
      .meta({ description: `The seller repays all and takes the receivable back. ${SENT_ITSELF}` }),
    z
      .strictObject({ verb: z.literal("reassign"), ...asked, ...DEAL_ACT_FIELDS.reassign })
      .meta({ description: `Gives what is repaid back to its seller (反转让). ${SENT_BY_ANYBODY}` }),
    z
      .strictObject({ verb: z.literal("agreeAct"), ...asked, ...DEAL_ACT_FIELDS.agreeAct })
      .meta({ description: `Seller or factor consents to what the other proposed, which does it. ${SENT_ITSELF}` }),
    z
      .strictObject({ verb: z.literal("chargeBack"), ...asked, ...DEAL_ACT_FIELDS.chargeBack })
      .meta({ description: `The factor claims what is outstanding of the seller. ${SENT_ITSELF}` }),
    z
      .strictObject({ verb: z.literal("withdraw"), ...asked, ...DEAL_ACT_FIELDS.withdraw })
      .meta({ description: `Pays out what waits at a desk. ${SENT_BY_ANYBODY}` }),
    z
      .strictObject({ verb: z.literal("spendNonces"), ...asked, ...DEAL_ACT_FIELDS.spendNonces })
      .meta({ description: `The factor voids offers that it signed. ${SENT_ITSELF}` }),
    z
      .strictObject({ verb: z.literal("giveDeskMandate"), ...asked, ...DEAL_ACT_FIELDS.giveDeskMandate })
      .meta({ description: `The factor lets an agent act for its desk at the ledger. ${SENT_ITSELF}` }),
    z
      .strictObject({ verb: z.literal("revokeDeskMandate"), ...asked, ...DEAL_ACT_FIELDS.revokeDeskMandate })
      .meta({ description: `The factor ends that. ${SENT_ITSELF}` }),
    z
      .strictObject({ verb: z.literal("claim"), ...asked, ...DEAL_ACT_FIELDS.claim })
      .meta({ description: `Hands on the cash that the ledger keeps for the holder. ${SENT_BY_ANYBODY}` }),
    z
      .strictObject({ verb: z.literal("collect"), ...asked, ...DEAL_ACT_FIELDS.collect })
      .meta({ description: `Has a desk share out what the ledger keeps for it, if no claim can. ${SENT_BY_ANYBODY}` }),
    z
      .strictObject({ verb: z.literal("agreeSchedule"), ...asked, ...COLLECTION_ACT_FIELDS.agreeSchedule })
      .meta({ description: "How receivables between supplier and buyer are chased. Both sign it." }),
    z
      .strictObject({ verb: z.literal("adoptSchedule"), ...asked, ...COLLECTION_ACT_FIELDS.adoptSchedule })
      .meta({ description: `What both agreed counts for it. While its supplier holds it: ${SENT_BY_ANYBODY}` }),
    z
      .strictObject({ verb: z.literal("recordCollection"), ...asked, ...COLLECTION_ACT_FIELDS.recordCollection })
      .meta({ description: "Creditor, or whom it placed it with, records that the debtor was reached, or was to be." }),
    z
      .strictObject({ verb: z.literal("takeCollectionStep"), ...asked, ...COLLECTION_ACT_FIELDS.takeCollectionStep })
      .meta({ description: "Creditor or collector records a step that is no word to the debtor (R71, N08)." }),
    z.strictObject({ verb: z.literal("placeCollection"), ...asked, ...COLLECTION_ACT_FIELDS.placeCollection }).meta({
      description:
        "The creditor lets somebody collect it, in place of what it let it do before. Whom it is placed with sees " +
        "in its worklist what is open of it and when it fell due, also where its terms are sealed to others.",
    }),
    z
      .strictObject({ verb: z.literal("recallCollection"), ...asked, ...COLLECTION_ACT_FIELDS.recallCollection })
      .meta({ description: "The creditor recalls a placement, or the collector gives it back." }),
    z
      .strictObject({ verb: z.literal("replyToCollection"), ...asked, ...COLLECTION_ACT_FIELDS.replyToCollection })
      .meta({ description: "The debtor replies. It acknowledges no debt." }),
    z
      .strictObject({ verb: z.literal("promiseToPay"), ...asked, ...COLLECTION_ACT_FIELDS.promiseToPay })
      .meta({ description: "The debtor promises a sum by a day; this can interrupt limitation (R46, R52)." }),
    z
      .strictObject({ verb: z.literal("requestExtension"), ...asked, ...COLLECTION_ACT_FIELDS.requestExtension })
      .meta({ description: "The debtor asks to pay by a later day. It changes nothing until it is agreed." }),
    z
      .strictObject({ verb: z.literal("agreePlan"), ...asked, ...COLLECTION_ACT_FIELDS.agreePlan, answers })
      .meta({ description: "Creditor and debtor plan instalments or a later day: both sign in 30 days (F04, F05)." }),
  ])
  .meta({ id: "Act", description: "One act on one receivable, about one statement, an assignment or a desk." });

export type Act = z.output<typeof act>;
export type ActOnStatement = Extract<Act, { readonly statement: unknown }>;
/** About an assignment or a filing of it. */
export type NoticeAct = Extract<Act, { readonly verb: keyof typeof NOTICE_ACT_FIELDS }>;
/** At a factor's desk. */
export type DealAct = Extract<Act, { readonly verb: keyof typeof DEAL_ACT_FIELDS }>;
/** About the collection of a receivable. */
export type CollectionAct = Extract<Act, { readonly verb: keyof typeof COLLECTION_ACT_FIELDS }>;
export function isNoticeAct(act: Act): act is NoticeAct {
  return act.verb in NOTICE_ACT_FIELDS;
}

export function isDealAct(act: Act): act is DealAct {
  return act.verb in DEAL_ACT_FIELDS;
}

export function isCollectionAct(act: Act): act is CollectionAct {
  return act.verb in COLLECTION_ACT_FIELDS;
}

/** Its holder passes a receivable on. */
export type TransferAct = Extract<Act, { readonly verb: "transfer" }>;
export type ActOnReceivable = Exclude<Act, ActOnStatement | NoticeAct | DealAct | CollectionAct | TransferAct>;
