/** What people decide about bank entries. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { cashEntry, honoured, matchNamed, newBill, newMatch, statedReason } from "../cashEntry.ts";
import { operation } from "../operation.ts";

const byId = z.strictObject({ id: uuid });
const writing = { method: "post", caller: "member", scope: "receivables:write", tag: "Cash application" } as const;
const decided = { 200: { description: "The entry as it is now.", body: cashEntry } } as const;

export const CASH_DECISION_OPERATIONS = {
  matchCashEntry: operation({
    ...writing,
    path: "/v1/cash/entries/{id}/match",
    summary: "Say what a bank entry pays",
    params: byId,
    body: newMatch,
    answers: decided,
    problems: ["NotFound", "AmountUnfit", "IdTaken", "MatchStands", "MatchUnfit"],
  }),
  confirmCashMatch: operation({
    ...writing,
    path: "/v1/cash/entries/{id}/confirm",
    summary: "Post what is proposed",
    params: byId,
    body: matchNamed,
    answers: decided,
    problems: ["NotFound", "MatchOver", "MatchUnfit"],
  }),
  refuseCashMatch: operation({
    ...writing,
    path: "/v1/cash/entries/{id}/refuse",
    summary: "Refuse what is proposed",
    description: "No run proposes the same again.",
    params: byId,
    body: matchNamed,
    answers: decided,
    problems: ["NotFound", "MatchOver"],
  }),
  undoCashMatch: operation({
    ...writing,
    path: "/v1/cash/entries/{id}/undo",
    summary: "Take a posted match back",
    description:
      "The entry is what it was before; no run posts the same again. Receipts that are not sent are withdrawn, " +
      "and of those that are recorded the reversal is prepared.",
    params: byId,
    body: matchNamed,
    answers: decided,
    problems: ["NotFound", "MatchOver", "BillOver"],
  }),
  stateShortReason: operation({
    ...writing,
    path: "/v1/cash/entries/{id}/reason",
    summary: "Say why a payer kept something back",
    params: byId,
    body: statedReason,
    answers: decided,
    problems: ["NotFound", "MatchOver"],
  }),
  renewReceipts: operation({
    ...writing,
    path: "/v1/cash/entries/{id}/receipts",
    summary: "Have receipts prepared again",
    description: "In the place of those that could not be prepared, were withdrawn or refused, or have expired.",
    params: byId,
    body: matchNamed,
    answers: decided,
    problems: ["NotFound", "MatchOver"],
  }),
  receiveBill: operation({
    ...writing,
    path: "/v1/cash/bills",
    summary: "Note a bill that was received",
    description: "It is matched like an entry of a bank, and pays nothing until it is honoured.",
    body: newBill,
    answers: { 201: { description: "It is noted, once, however often it is sent.", body: cashEntry } },
    problems: ["AmountUnfit", "CurrencyUnknown", "IdTaken"],
  }),
  honourBill: operation({
    ...writing,
    path: "/v1/cash/entries/{id}/honour",
    summary: "A bill was paid",
    params: byId,
    body: honoured,
    answers: decided,
    problems: ["NotFound", "BillOver"],
  }),
  dishonourBill: operation({
    ...writing,
    path: "/v1/cash/entries/{id}/dishonour",
    summary: "A bill was not paid",
    description: "What it was matched with is open again, due when it always was.",
    params: byId,
    answers: decided,
    problems: ["NotFound", "BillOver"],
  }),
} as const;
