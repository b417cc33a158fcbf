/** Reading what the ledger recorded. */
import { z } from "zod";
import { origin } from "../origin.ts";
import { reading } from "../readings.ts";
import { listQuery, receivableDetail, receivablePage } from "../receivable.ts";
import { date, hash } from "../scalars.ts";

export const RECEIVABLE_OPERATIONS = {
  listReceivables: reading({
    path: "/v1/receivables",
    tag: "Receivables",
    summary: "The receivables that the organisation takes part in",
    description:
      "Those in which it is supplier, buyer or holder, page by page, each page where the last one ended; or those " +
      "that others let it see as an auditor, or as one to whom they are offered, see `role`. A row meets all filters.",
    query: listQuery,
    answers: { 200: { description: "A page.", body: receivablePage } },
    problems: ["CursorInvalid", "CurrencyUnknown"],
  }),
  readReceivable: reading({
    path: "/v1/receivables/{id}",
    tag: "Receivables",
    summary: "One receivable with its terms, timeline and payoff",
    description:
      "Whoever takes no part in it, and whom nobody who does lets see it, learns no more than of one that " +
      "does not exist.",
    params: z.strictObject({ id: hash }),
    query: z.strictObject({
      at: date.optional().meta({ description: "A value date to reckon the payoff for, beside today's." }),
    }),
    answers: { 200: { description: "The receivable.", body: receivableDetail } },
    problems: ["NotFound"],
  }),
  readOrigin: reading({
    path: "/v1/receivables/{id}/origin",
    tag: "Receivables",
    summary: "Where a receivable comes from: splits and holders since it was first issued",
    description:
      "From what was first issued to this one, link by link: which part it is, all parts of each split, which sum to " +
      "what was open, and who held it since when (R69). Earlier holders are released: on the ledger they owe nothing " +
      "and guarantee nothing; recourse exists only where a deal at a factor's desk records it. Each split leaves two " +
      "parts or more of at least the policy's minimum part, which bounds how long a chain can get. All of it is of " +
      "the ledger's events. Who may read the receivable may read this, and anybody else learns no more than of one " +
      "that does not exist.",
    params: z.strictObject({ id: hash }),
    answers: { 200: { description: "The chain of origin.", body: origin } },
    problems: ["NotFound"],
  }),
} as const;
