/** Whom sales staff are to sell nothing for now. */
import { z } from "zod";
import { hold, holdPage, holdReason, newHold, pageQuery } from "../access.ts";
import { operation } from "../operation.ts";
import { address } from "../scalars.ts";

const TAG = "Holds";
const byCounterparty = z.strictObject({ counterparty: address });

export const HOLD_OPERATIONS = {
  listHolds: operation({
    method: "get",
    path: "/v1/holds",
    tag: TAG,
    summary: "Who is on hold",
    caller: "member",
    scope: "holds:read",
    query: pageQuery,
    answers: { 200: { description: "A page, in the order of addresses.", body: holdPage } },
    problems: ["CursorInvalid"],
  }),
  readHold: operation({
    method: "get",
    path: "/v1/holds/{counterparty}",
    tag: TAG,
    summary: "Whether a counterparty is on hold",
    description: "Every address has an answer, and no answer tells a reason or an amount.",
    caller: "member",
    scope: "holds:read",
    params: byCounterparty,
    answers: { 200: { description: "Yes or no, and since when.", body: hold } },
  }),
  readHoldReason: operation({
    method: "get",
    path: "/v1/holds/{counterparty}/reason",
    tag: TAG,
    summary: "Why a counterparty is on hold",
    caller: "member",
    scope: "organisation:administer",
    params: byCounterparty,
    answers: { 200: { description: "The reason, and who gave it.", body: holdReason } },
    problems: ["NotFound"],
  }),
  putHold: operation({
    method: "post",
    path: "/v1/holds",
    tag: TAG,
    summary: "Put a counterparty on hold",
    description: "Where it is already, the reason changes, and not since when.",
    caller: "member",
    scope: "organisation:administer",
    body: newHold,
    answers: { 201: { description: "It is on hold.", body: hold } },
  }),
  liftHold: operation({
    method: "delete",
    path: "/v1/holds/{counterparty}",
    tag: TAG,
    summary: "Take a hold away",
    description: "While the customer is frozen, the freeze is lifted instead, which takes a second person.",
    caller: "member",
    scope: "organisation:administer",
    params: byCounterparty,
    answers: { 204: { description: "It is on hold no more." } },
    problems: ["NotFound", "LimitFrozen"],
  }),
} as const;
