/** Reading how receivables are collected. What is done about it is prepared as an intent. */
import { z } from "zod";
import { agreedSchedules, collection, collectionOpening } from "../collection.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";
import { address, hash } from "../scalars.ts";

const TAG = "Collections";

export const COLLECTION_OPERATIONS = {
  readCollection: reading({
    path: "/v1/receivables/{id}/collection",
    tag: TAG,
    summary: "How a receivable is collected: schedule, placements, records, the debtor's answers, and what is planned",
    description:
      "For those who take part in it, with whom it is placed while that counts, and whom others let see it; whoever " +
      "is only offered it sees no words and no sums of promises. The debtor sees every record as the creditor does, " +
      "and answers each under its own key. Whether a promise was kept is derived as of now (R46).",
    params: z.strictObject({ id: hash }),
    answers: { 200: { description: "The collection.", body: collection } },
    problems: ["NotFound"],
  }),
  openCollection: operation({
    method: "post",
    path: "/v1/receivables/{id}/collection/openings",
    tag: TAG,
    summary: "Open the hash of what was said, promised or planned beside the chain",
    description:
      "What the other side wrote at a gateway of its own stands there in its collection: each `content` with its " +
      "text and salt, each `payment` with amount, day and salt, each plan with all its terms. Handed in here it " +
      "proves itself, since its hash is one that an event of the receivable has, and is read here as if it had " +
      "been said here. For those who take part in the receivable, and with whom it is placed. Handing in the " +
      "same again changes nothing.",
    caller: "member",
    scope: "receivables:write",
    params: z.strictObject({ id: hash }),
    body: collectionOpening,
    answers: { 200: { description: "The collection with what is known now.", body: collection } },
    problems: ["NotFound", "AmountUnfit", "ArgumentInvalid", "ContentSealed", "OpeningNotRecorded"],
  }),
  readCollectionSchedules: reading({
    path: "/v1/collection-schedules/{counterparty}",
    tag: TAG,
    summary: "What is agreed with a counterparty about how receivables are chased",
    params: z.strictObject({ counterparty: address }),
    answers: { 200: { description: "The schedules.", body: agreedSchedules } },
  }),
} as const;
