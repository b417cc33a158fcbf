/** Preparing, signing and following what an organisation does on the ledger. */
import { z } from "zod";
import { act, uuid } from "../act.ts";
import { batch, newBatch } from "../batch.ts";
import {
  intent,
  intentPage,
  intentQuery,
  intentSignatures,
  joined,
  joining,
  legalId,
  legalIds,
  signature,
} from "../intent.ts";
import { newReceivable } from "../newReceivable.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { LEDGER_REFUSALS } from "../refusals.ts";
import { statementConsent } from "../statementConsent.ts";
import { ACTING, PREPARING, SIGNING } from "./intentProblems.ts";
import { CHECKING_OPERATIONS } from "./intentsChecking.ts";
import { STATEMENT_SUM_OPERATIONS } from "./statementSums.ts";

const byId = z.strictObject({ id: uuid });
const TAG = "Intents";

export const INTENT_OPERATIONS = {
  prepareReceivable: operation({
    method: "post",
    path: "/v1/receivables",
    tag: TAG,
    summary: "Prepare a receivable from an invoice",
    description:
      "Reads an e-invoice (UBL 2.1, CII, 数电票) or its fields, checks it, finds the buyer's address by the " +
      "identifiers in the invoice, and answers with what the supplier signs. A buyer who has not joined is invited: " +
      "the answer holds a link, and the intent waits until somebody signs in through it and so binds an address. " +
      "Look at that address before you sign: whoever had the link could bind it. The same invoice gives the same " +
      "intent, however often it is sent. Credit limits and policy are checked first, here and at a first signature: " +
      "the chain cannot, since sealed amounts cannot be added there.",
    caller: "member",
    scope: "receivables:write",
    body: newReceivable,
    answers: {
      200: { description: "It was prepared before.", body: intent },
      201: { description: "Prepared.", body: intent },
    },
    problems: [
      ...PREPARING,
      "OnboardingIncomplete",
      "AlreadyIssued",
      "AmountUnfit",
      "CounterpartyAmbiguous",
      "CurrencyUnknown",
      "DueBeforeIssue",
      "InvoiceInvalid",
      "InvoiceUnreadable",
      "PayeeNotSupplier",
      "QuestionsOpen",
      "SupplierMismatch",
      "ViewingKeyMissing",
    ],
  }),
  prepareIntent: operation({
    method: "post",
    path: "/v1/intents",
    tag: TAG,
    summary: "Prepare an act on a receivable, about a statement or an assignment, or at a factor's desk",
    description:
      "Answers with the message to sign and the equivalent call. Of acts that may be wanted more than once (to pay, " +
      "to credit) the sender's id tells a repetition from another one. What takes the signatures of several (to " +
      "amend, to debit, to reverse a receipt after a sale, to agree a balance with exceptions) stands among the " +
      "intents of each of them, where each signs its own message. An act about a statement names the roots as both " +
      "sides have posted them last, and is tried on the latest state of the chain before anybody signs it. It is " +
      "refused where the own books here come to another result or balance, and unverified where there are none. Acts " +
      "at desks, and transfers, have no message and are tried as sent. A factor acts for what its desk holds. What " +
      "raises a claim or gives more time is checked against the creditor's limits and policy first.",
    caller: "member",
    scope: "receivables:write",
    body: act,
    answers: {
      200: { description: "It was prepared before.", body: intent },
      201: { description: "Prepared.", body: intent },
    },
    problems: ["ApprovalMissing", "IntentExists", "DeadlineInvalid", ...ACTING, ...LEDGER_REFUSALS],
  }),
  listIntents: paged({
    path: "/v1/intents",
    tag: TAG,
    summary: "The organisation's intents, the newest first",
    query: intentQuery,
    page: intentPage,
  }),
  prepareBatch: operation({
    method: "post",
    path: "/v1/intents/batches",
    tag: TAG,
    summary: "Put prepared intents under one root, to be signed at once",
    description:
      "All of them issues, or all of them acceptances. One signature covers all; each is sent with its proof.",
    caller: "member",
    scope: "receivables:write",
    body: newBatch,
    answers: {
      200: { description: "It was prepared before.", body: batch },
      201: { description: "Prepared.", body: batch },
    },
    problems: ["NotFound", "IntentExists", "IntentOver", "AlreadySigned", "BatchMixed", "DeadlineInvalid"],
  }),
  readBatch: reading({
    path: "/v1/intents/batches/{id}",
    tag: TAG,
    summary: "A batch and what became of its intents",
    params: byId,
    answers: { 200: { description: "The batch.", body: batch } },
    problems: ["NotFound"],
  }),
  signBatch: operation({
    method: "post",
    path: "/v1/intents/batches/{id}/signature",
    tag: TAG,
    summary: "Hand in the signature of a batch",
    description: "All or nothing: if one of them would be refused by the ledger now, none is sent.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    body: signature,
    answers: { 200: { description: "Signed; its intents are sent.", body: batch } },
    problems: SIGNING,
  }),
  readIntent: reading({
    path: "/v1/intents/{id}",
    tag: TAG,
    summary: "An intent and what became of it",
    description: "One that the organisation carried out by a transaction of its own is recorded as well.",
    params: byId,
    answers: { 200: { description: "The intent.", body: intent } },
    problems: ["NotFound"],
  }),
  readConsent: reading({
    path: "/v1/intents/{id}/consent",
    tag: TAG,
    summary: "What your organisation signed of an agreement with exceptions, for the other side's gateway",
    description:
      "A file that proves itself. The other side hands it in as `theirs` of the same act at a gateway of its own, " +
      "signs there, and sends both; the intent here is recorded by the event of that. Whoever has the file can send " +
      "no more than what it says, and only with the other side's signature.",
    params: byId,
    answers: { 200: { description: "What was signed.", body: statementConsent } },
    problems: ["NotFound", "IntentOver", "SignatureMissing"],
  }),
  signIntent: operation({
    method: "post",
    path: "/v1/intents/{id}/signature",
    tag: TAG,
    summary: "Hand in the signature of an intent",
    description:
      "The signature is checked as the ledger does, the act is tried on the latest state of the chain, and what " +
      "would be recorded is sent by the gateway, which pays the gas. Where several sign, the last one sends it.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    body: intentSignatures,
    answers: { 200: { description: "Signed; it will be sent once nobody's signature is missing.", body: intent } },
    problems: SIGNING,
  }),
  sendIntent: operation({
    method: "post",
    path: "/v1/intents/{id}/sending",
    tag: TAG,
    summary: "Have the gateway send a call that anybody may send",
    description:
      "To open the organisation's desk, to reassign what is repaid, to pay out what waits at a desk or at the " +
      "ledger: nobody signs these, and they hand something to those alone whose it is. It is charged to your budget.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    answers: { 200: { description: "It is sent, once, however often it is asked for.", body: intent } },
    problems: [...SIGNING, "SignatureMissing"],
  }),
  takeUpIntent: operation({
    method: "post",
    path: "/v1/intents/{id}/uptake",
    tag: TAG,
    summary: "Stand for an intent that another organisation prepared, so that another member may sign it",
    description: "Above the amount of its rule an organisation signs with two members. Whoever was first stays.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    answers: { 200: { description: "Somebody of the organisation stands for it.", body: intent } },
    problems: ["NotFound", "AlreadySigned", "ConsentExpired", "CounterpartyMissing", "IntentOver"],
  }),
  withdrawIntent: operation({
    method: "post",
    path: "/v1/intents/{id}/withdrawal",
    tag: TAG,
    summary: "Withdraw an intent that is not sent yet, or refuse to sign it",
    description:
      "Any of those whose signatures it takes may do so, and that ends it. What was signed stays valid until its " +
      "deadline; the answer has the call that voids it on the chain.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    answers: { 200: { description: "Withdrawn.", body: intent } },
    problems: ["NotFound", "IntentOver"],
  }),
  joinInvitation: operation({
    method: "post",
    path: "/v1/invitations/acceptance",
    tag: TAG,
    summary: "Join through a link, as the buyer of a receivable",
    description: "Binds the organisation that is signed in, once. The supplier sees it before it signs.",
    caller: "member",
    scope: "receivables:write",
    body: joining,
    answers: { 200: { description: "Bound.", body: joined } },
    problems: ["InvitationUnknown", "AlreadyIssued", "HeaderInvalid", "ViewingKeyMissing"],
  }),
  openLegalId: operation({
    method: "post",
    path: "/v1/legal-ids",
    tag: TAG,
    summary: "Open the legal id that a registrar vouched for",
    description: "Invoices that name it lead to this organisation from then on, whoever writes them.",
    caller: "member",
    scope: "organisation:administer",
    body: legalId,
    answers: { 200: { description: "All that are open.", body: legalIds } },
    problems: ["IdentifierNotVouched"],
  }),
  listLegalIds: reading({
    path: "/v1/legal-ids",
    tag: TAG,
    summary: "The legal ids of the organisation that are open",
    answers: { 200: { description: "All that are open.", body: legalIds } },
  }),
  ...CHECKING_OPERATIONS,
  ...STATEMENT_SUM_OPERATIONS,
} as const;
