/** Frame contracts. */
import { z } from "zod";
import { uuid } from "../act.ts";
import {
  contractFileQuery,
  frameContract,
  frameContracts,
  frameContractsQuery,
  heldIntent,
  heldIntents,
  newFrameContract,
} from "../contract.ts";
import { signature } from "../intent.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";

const TAG = "Contracts";
const byId = z.strictObject({ id: uuid });

export const CONTRACT_OPERATIONS = {
  proposeContract: operation({
    method: "post",
    path: "/v1/contracts",
    tag: TAG,
    summary: "Propose a frame contract, or a new version of one",
    description:
      "Parties, law, assignment clause and terms of all invoices from a day on: the credit agreement of the pair. " +
      "Both organisations sign the same message; it is never on the chain. Invoices that are prepared afterwards " +
      "cite its hash in a field of their document (`frameContract`), which the commitment of the receivable covers, " +
      "and are held where they differ.",
    caller: "member",
    scope: "receivables:write",
    body: newFrameContract,
    answers: {
      200: { description: "It was proposed before.", body: frameContract },
      201: { description: "Proposed.", body: frameContract },
    },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listContracts: reading({
    path: "/v1/contracts",
    tag: TAG,
    summary: "Frame contracts of the organisation",
    description: "By pair, the newest version first; at most 500.",
    query: frameContractsQuery,
    answers: { 200: { description: "The contracts.", body: frameContracts } },
  }),
  readContract: reading({
    path: "/v1/contracts/{id}",
    tag: TAG,
    summary: "One version",
    params: byId,
    answers: { 200: { description: "The contract.", body: frameContract } },
    problems: ["NotFound"],
  }),
  readContractFile: reading({
    path: "/v1/contracts/{id}/file",
    tag: TAG,
    summary: "One version to be kept: on paper, or its signatures with what they sign",
    description:
      "Terms and interest in the words that both signed, in English and Chinese, with hashes and signatures: the " +
      "same bytes every time until somebody signs. It says which key signed what; whether such signatures bind " +
      "depends on the law of electronic signatures that rules the contract.",
    params: byId,
    query: contractFileQuery,
    answers: { 200: { description: "The file, to be saved.", body: z.string(), contentType: "*/*" } },
    problems: ["NotFound"],
  }),
  signContract: operation({
    method: "post",
    path: "/v1/contracts/{id}/signature",
    tag: TAG,
    summary: "Sign a frame contract",
    description:
      "By the organisation's own account (a key, or a contract by ERC-1271) or by an administrator of it: mandates " +
      "name verbs of the ledger, and none of these is to agree on law and terms.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    body: signature,
    answers: { 200: { description: "Signed.", body: frameContract } },
    problems: ["NotFound", "AlreadySigned", "ContractOver", "NodeUnreachable", "NotAuthorised", "SignatureInvalid"],
  }),
  withdrawContract: operation({
    method: "post",
    path: "/v1/contracts/{id}/withdrawal",
    tag: TAG,
    summary: "Take back a proposal, or turn it down",
    description: "Either side may, until both have signed. What both signed is replaced by a new version.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    answers: { 200: { description: "Withdrawn.", body: frameContract } },
    problems: ["NotFound", "ContractOver"],
  }),
  listHeldIntents: reading({
    path: "/v1/held-intents",
    tag: TAG,
    summary: "Invoices that wait for approval",
    description: "Their terms are not those of the frame contract; the oldest first, at most 200.",
    answers: { 200: { description: "What waits.", body: heldIntents } },
  }),
  readHeldIntent: reading({
    path: "/v1/intents/{id}/approval",
    tag: TAG,
    summary: "In what an invoice differs from the frame contract",
    params: byId,
    answers: { 200: { description: "Term by term.", body: heldIntent } },
    problems: ["NotFound"],
  }),
  approveHeldIntent: operation({
    method: "post",
    path: "/v1/intents/{id}/approval",
    tag: TAG,
    summary: "Let an invoice be signed although it differs",
    description: "By another member than the one who prepared it.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    answers: { 200: { description: "Approved.", body: heldIntent } },
    problems: ["NotFound", "CheckerMissing"],
  }),
} as const;
