/** Reading what the ledger recorded. */
import { z } from "zod";
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
} as const;
