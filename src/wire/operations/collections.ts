/** Reading how receivables are collected. What is done about it is prepared as an intent. */
import { z } from "zod";
import { agreedSchedules, collection } from "../collection.ts";
import { reading } from "../readings.ts";
import { address, hash } from "../scalars.ts";

const TAG = "Collections";

export const COLLECTION_OPERATIONS = {
  readCollection: reading({
    path: "/v1/receivables/{id}/collection",
    tag: TAG,
    summary: "How a receivable is collected: schedule, placements, records, and the debtor's answers",
    description:
      "For those who take part in it, with whom it is placed while that counts, and whom others let see it; " +
      "whoever is " +
      "only offered it sees no words and no sums of promises. The debtor sees every record as the creditor does, and " +
      "answers each under its own key. Whether a promise was kept is derived as of now (R46).",
    params: z.strictObject({ id: hash }),
    answers: { 200: { description: "The collection.", body: collection } },
    problems: ["NotFound"],
  }),
  readCollectionSchedules: reading({
    path: "/v1/collection-schedules/{counterparty}",
    tag: TAG,
    summary: "What is agreed with a counterparty about how receivables are chased",
    params: z.strictObject({ counterparty: address }),
    answers: { 200: { description: "The schedules.", body: agreedSchedules } },
  }),
} as const;
