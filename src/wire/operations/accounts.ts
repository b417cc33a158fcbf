/** Where payees are paid, and alarms about it. */
import { z } from "zod";
import { alarmPage, bankAccount, bankAccounts, newAccount, newConfirmation } from "../account.ts";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { signature } from "../intent.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { address } from "../scalars.ts";

const TAG = "Bank accounts";
const byId = z.strictObject({ id: uuid });

export const ACCOUNT_OPERATIONS = {
  stateAccount: operation({
    method: "post",
    path: "/v1/accounts",
    tag: TAG,
    summary: "State where the organisation is paid, or that this changes",
    description:
      "It counts once the organisation has signed it, and a second member has approved it. Everybody who pays the " +
      "organisation is alarmed of a change, when it is stated and when it is approved. What was before is kept.",
    caller: "member",
    scope: "receivables:write",
    body: newAccount,
    answers: {
      200: { description: "It was stated before.", body: bankAccount },
      201: { description: "Stated.", body: bankAccount },
    },
    problems: ["NotFound", "AccountInvalid", "CurrencyUnknown", "IdTaken", "QuotaReached"],
  }),
  signAccount: operation({
    method: "post",
    path: "/v1/accounts/{id}/signature",
    tag: TAG,
    summary: "Sign a stated account",
    description: "By the organisation's own account, or by an administrator of it.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    body: signature,
    answers: { 200: { description: "Signed.", body: bankAccount } },
    problems: ["NotFound", "AlreadySigned", "AccountOver", "NodeUnreachable", "NotAuthorised", "SignatureInvalid"],
  }),
  approveAccount: operation({
    method: "post",
    path: "/v1/accounts/{id}/approval",
    tag: TAG,
    summary: "Approve a signed account, as a second person",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    answers: { 200: { description: "Approved.", body: bankAccount } },
    problems: ["ApprovalMissing", "NotFound", "AccountOver", "CheckerMissing"],
  }),
  withdrawAccount: operation({
    method: "post",
    path: "/v1/accounts/{id}/withdrawal",
    tag: TAG,
    summary: "Take an account back, at once",
    description: "One member may: it stops payments and redirects none.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    answers: { 200: { description: "Taken back.", body: bankAccount } },
    problems: ["NotFound"],
  }),
  confirmAccount: operation({
    method: "post",
    path: "/v1/accounts/{id}/confirmation",
    tag: TAG,
    summary: "Vouch for an account, or record that one called back",
    description:
      "By a registrar that this gateway relies on, for everybody; or by a buyer that pays it, for itself: it called " +
      "the payee back by a contact that it knew before, never by one that came with the change.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    body: newConfirmation,
    answers: { 200: { description: "Recorded.", body: bankAccount } },
    problems: ["NotFound", "AccountOver"],
  }),
  listAccounts: reading({
    path: "/v1/organisations/{address}/accounts",
    tag: TAG,
    summary: "Where an organisation is paid, now and before",
    description:
      "In full to itself, to those that pay it and to registrars; masked to others that share a receivable with it; " +
      "nothing to anybody else.",
    params: z.strictObject({ address }),
    answers: { 200: { description: "The accounts.", body: bankAccounts } },
  }),
  listAlarms: paged({
    path: "/v1/alarms",
    tag: TAG,
    summary: "Changes of accounts that concern the organisation",
    description: "The newest first.",
    query: pageQuery,
    page: alarmPage,
  }),
} as const;
