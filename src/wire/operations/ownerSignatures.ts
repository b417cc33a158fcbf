/** An organisation that is a contract of several owners (Safe) signs: each of them on a device of their own. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { newOwnerSignature, ownerSignatures } from "../ownerSignature.ts";
import { reading } from "../readings.ts";
import { SIGNING } from "./intentProblems.ts";

const TAG = "Intents";
const byId = z.strictObject({ id: uuid });

export const OWNER_SIGNATURE_OPERATIONS = {
  readOwnerSignatures: reading({
    path: "/v1/intents/{id}/owner-signatures",
    tag: TAG,
    summary: "What the owners of a contract account sign of an intent, and who has",
    description: "For an organisation that is a Safe. Owners and threshold are the contract's own, asked anew.",
    params: byId,
    answers: { 200: { description: "What to sign.", body: ownerSignatures } },
    problems: ["NotFound", "SentItself", "NodeUnreachable"],
  }),
  addOwnerSignature: operation({
    method: "post",
    path: "/v1/intents/{id}/owner-signatures",
    tag: TAG,
    summary: "Hand in one owner's signature",
    description:
      "It is kept if it is an owner's. Once the threshold is reached, all are put together in the order of the " +
      "owners' " +
      "addresses and handed in as the contract's signature, as `signIntent` takes it. The same one again changes " +
      "nothing, and tries again what was refused meanwhile.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    body: newOwnerSignature,
    answers: { 200: { description: "Kept; and signed where there are enough.", body: ownerSignatures } },
    problems: [...SIGNING, "OwnersMissing"],
  }),
} as const;
