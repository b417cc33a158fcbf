/** What takes somebody else's signature. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import {
  approval,
  approvalDelegation,
  approvalDelegations,
  approvalMessage,
  approvalMessageQuery,
  approvalPage,
  approvalPolicies,
  approvalProof,
  newApproval,
  newApprovalDecision,
  newApprovalDelegation,
  newApprovalPolicy,
} from "../approval.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Approvals";
const byId = z.strictObject({ id: uuid });
const WRITES = { caller: "member", scope: "receivables:write" } as const;

export const APPROVAL_OPERATIONS = {
  listApprovals: paged({
    path: "/v1/approvals",
    tag: TAG,
    summary: "What was asked to be signed by somebody else",
    description: "The newest first.",
    query: pageQuery,
    page: approvalPage,
  }),
  askApproval: operation({
    method: "post",
    path: "/v1/approvals",
    tag: TAG,
    summary: "Ask for somebody else's signature",
    description:
      "How many have to sign follows from the tiers in force and from what was asked for within their window about " +
      "the same subject or customer: parts of a sum count as the sum. It is good for one act about that subject, for " +
      "no more than that amount, and lapses with its hours.",
    ...WRITES,
    body: newApproval,
    answers: { 201: { description: "It waits.", body: approval } },
    problems: ["AmountUnfit", "ApprovalUnneeded", "IdTaken", "QuotaReached"],
  }),
  readApproval: reading({
    path: "/v1/approvals/{id}",
    tag: TAG,
    summary: "A request and its decisions",
    params: byId,
    answers: { 200: { description: "The request.", body: approval } },
    problems: ["NotFound"],
  }),
  readApprovalMessage: reading({
    path: "/v1/approvals/{id}/message",
    tag: TAG,
    summary: "What an approver signs",
    params: byId,
    query: approvalMessageQuery,
    answers: { 200: { description: "Typed data (EIP-712).", body: approvalMessage } },
    problems: ["NotFound"],
  }),
  decideApproval: operation({
    method: "post",
    path: "/v1/approvals/{id}/decisions",
    tag: TAG,
    summary: "Decide on a request, with a signature",
    description:
      "Signed by the account that is signed in, of a key or by ERC-1271; keys of machines decide nothing. It takes " +
      "the duty that the request names, of one's own or delegated, and another person than whoever asks or added " +
      "whoever asks, by themselves or through others: accounts that are one person's count as one. A duty counts " +
      "that the organisation's own account gave, or anybody but whoever asks, whoever added them, and whom either " +
      "added, by themselves or through others. While duties are not enforced administrators decide too, but for " +
      "these same ones and those who came after the request. For whom the organisation's own account added, or adds " +
      "anew, that answers; of members from before it was noted nobody is known to have added them, and nothing ties " +
      "them to anybody. One refusal ends the request. The approver " +
      "has to have the duty still when the approval is used. Whatever is tried without the power to is noted.",
    ...WRITES,
    params: byId,
    body: newApprovalDecision,
    answers: { 201: { description: "It is decided.", body: approval } },
    problems: [
      ...(["AlreadySigned", "ApprovalOver", "ApproverIneligible", "DeadlineInvalid", "NodeUnreachable"] as const),
      ...(["NotFound", "SignatureInvalid"] as const),
    ],
  }),
  withdrawApproval: operation({
    method: "post",
    path: "/v1/approvals/{id}/withdrawal",
    tag: TAG,
    summary: "Take back a request",
    description: "By whoever asked, or an administrator.",
    ...WRITES,
    params: byId,
    answers: { 200: { description: "It is withdrawn.", body: approval } },
    problems: ["ApprovalOver", "NotAuthorised", "NotFound"],
  }),
  eraseApprovalTexts: operation({
    method: "delete",
    path: "/v1/approvals/{id}/texts",
    tag: TAG,
    summary: "Erase the reasons of a request and of its decisions; what was asked for and decided stays",
    description:
      "Where they are about a person, and once the request is used, refused, withdrawn or lapsed. What was signed " +
      "holds a hash of its reason: that stays, so that the proof is checked as before, and so that whoever guesses " +
      "a text can tell that it was this one. Who erased them stands in the report of exceptions.",
    caller: "member",
    scope: "organisation:administer",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["ApprovalOpen", "NotFound"],
  }),
  readApprovalProof: reading({
    path: "/v1/approvals/{id}/proof",
    tag: TAG,
    summary: "The signed decisions, to be checked without this gateway",
    description:
      "`countersign approval FILE` checks it: signatures of keys alone, without a node; also where the text of a " +
      "reason was erased, which it says.",
    params: byId,
    answers: { 200: { description: "All that was signed.", body: approvalProof } },
    problems: ["NotFound"],
  }),
  listApprovalPolicies: reading({
    path: "/v1/approval-policies",
    tag: TAG,
    summary: "From which amounts on how many have to sign",
    description: "Every version that was ever set, the newest first.",
    answers: { 200: { description: "The policies.", body: approvalPolicies } },
  }),
  setApprovalPolicy: operation({
    method: "post",
    path: "/v1/approval-policies",
    tag: TAG,
    summary: "Set the tiers",
    description:
      "Of a receivable a credit is also a waiver, a conceded dispute, a cancelled claim and terms that come to less. " +
      "What a payment plan gives up is under the limit for plans. A version is never changed. Where it asks for less " +
      "than the one before, that one counts a day longer. Requests that wait keep what they were asked under.",
    caller: "member",
    scope: "organisation:administer",
    body: newApprovalPolicy,
    answers: { 201: { description: "It is set.", body: approvalPolicies } },
    problems: ["AmountUnfit", "QuotaReached"],
  }),
  listApprovalDelegations: reading({
    path: "/v1/approval-delegations",
    tag: TAG,
    summary: "Who decides for whom",
    answers: { 200: { description: "Those that run.", body: approvalDelegations } },
  }),
  delegateApproval: operation({
    method: "post",
    path: "/v1/approval-delegations",
    tag: TAG,
    summary: "Let somebody decide in one's place, up to an amount and until an instant",
    description:
      "It counts for as long as whoever delegates could decide, and never for a request of either's own. Both, and " +
      "all to whom one delegated, count as one person where several have to sign.",
    ...WRITES,
    body: newApprovalDelegation,
    answers: { 201: { description: "It is delegated.", body: approvalDelegation } },
    problems: ["AmountUnfit", "ApproverIneligible", "DutyConflict", "IdTaken", "QuotaReached"],
  }),
  revokeApprovalDelegation: operation({
    method: "delete",
    path: "/v1/approval-delegations/{id}",
    tag: TAG,
    summary: "End a delegation, at once",
    description: "By whoever delegated, whoever decides by it, or an administrator.",
    ...WRITES,
    params: byId,
    answers: { 204: { description: "It is over." } },
    problems: ["NotAuthorised", "NotFound"],
  }),
} as const;
