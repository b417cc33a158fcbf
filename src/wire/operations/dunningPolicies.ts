/** By which policies an organisation chases what it is owed, whom it turns to, and what departs from the policies. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import {
  dunningContact,
  dunningContactQuery,
  dunningContacts,
  dunningCustomer,
  dunningCustomerPage,
  dunningCustomerQuery,
  newDunningContact,
  newDunningCustomer,
} from "../dunningCustomer.ts";
import {
  dunningException,
  dunningExceptionPage,
  dunningPolicy,
  dunningPolicyPage,
  dunningScopePage,
  newDunningException,
  newDunningPolicy,
  newDunningScope,
} from "../dunningPolicy.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Dunning policies";
const byId = z.strictObject({ id: uuid });
/** Whoever collects does not decide by which rules, and lets nobody off (M01). */
const deciding = { caller: "member", scope: "organisation:administer", tag: TAG } as const;
const noting = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const DUNNING_POLICY_OPERATIONS = {
  setDunningPolicy: operation({
    ...deciding,
    method: "post",
    path: "/v1/dunning/policies",
    summary: "Set a version of a dunning policy",
    description:
      "A version is never changed: another one takes its place from then on, and both stay to be read. It applies to " +
      "nothing before a scope names it.",
    body: newDunningPolicy,
    answers: {
      200: { description: "It was set before.", body: dunningPolicy },
      201: { description: "Set.", body: dunningPolicy },
    },
    problems: ["CurrencyUnknown", "IdTaken", "QuotaReached"],
  }),
  listDunningPolicies: paged({
    path: "/v1/dunning/policies",
    tag: TAG,
    summary: "All versions of the organisation's dunning policies",
    description: "The latest first.",
    query: pageQuery,
    page: dunningPolicyPage,
  }),
  setDunningScope: operation({
    ...deciding,
    method: "post",
    path: "/v1/dunning/scopes",
    summary: "Say to what a dunning policy applies",
    description: "The last word counts: of all items in the currency, of a segment, of a customer, or of an item.",
    body: newDunningScope,
    answers: { 204: { description: "It applies from now on." } },
    problems: ["NotFound", "CurrencyUnknown", "QuotaReached"],
  }),
  listDunningScopes: paged({
    path: "/v1/dunning/scopes",
    tag: TAG,
    summary: "What applies to what",
    query: pageQuery,
    page: dunningScopePage,
  }),
  addDunningException: operation({
    ...deciding,
    method: "post",
    path: "/v1/dunning/exceptions",
    summary: "Depart from the policies for a while",
    description: "Of a segment, a customer or an item. Nothing is an exception for ever: it ends by itself.",
    body: newDunningException,
    answers: {
      200: { description: "It was made before.", body: dunningException },
      201: { description: "It counts from now on.", body: dunningException },
    },
    problems: ["NotFound", "IdTaken", "QuotaReached"],
  }),
  listDunningExceptions: paged({
    path: "/v1/dunning/exceptions",
    tag: TAG,
    summary: "What departs from the policies, and did",
    description: "The latest first.",
    query: pageQuery,
    page: dunningExceptionPage,
  }),
  endDunningException: operation({
    ...deciding,
    method: "delete",
    path: "/v1/dunning/exceptions/{id}",
    summary: "End an exception before its last day",
    params: byId,
    answers: { 204: { description: "It has ended." } },
    problems: ["NotFound"],
  }),
  noteDunningCustomer: operation({
    ...noting,
    method: "post",
    path: "/v1/dunning/customers",
    summary: "Note the segment of a customer, and who answers for it",
    body: newDunningCustomer,
    answers: { 200: { description: "Noted in the place of what was noted before.", body: dunningCustomer } },
    problems: ["NotFound", "QuotaReached"],
  }),
  listDunningCustomers: paged({
    path: "/v1/dunning/customers",
    tag: TAG,
    summary: "Customers with their segments and owners",
    query: dunningCustomerQuery,
    page: dunningCustomerPage,
  }),
  noteDunningContact: operation({
    ...noting,
    method: "post",
    path: "/v1/dunning/contacts",
    summary: "Note a person of a customer to turn to",
    description:
      "Nobody is written to in the name of whom it never dealt with: for more than a postal address the customer " +
      "must have accepted something of the organisation's on the ledger.",
    body: newDunningContact,
    answers: { 204: { description: "Noted in the place of what was noted before." } },
    problems: ["NotFound", "RecipientUnknown", "IdTaken", "QuotaReached"],
  }),
  listDunningContacts: reading({
    path: "/v1/dunning/contacts",
    tag: TAG,
    summary: "The people of a customer to turn to",
    query: dunningContactQuery,
    answers: { 200: { description: "In the order of their ids.", body: dunningContacts } },
  }),
  readDunningContact: reading({
    path: "/v1/dunning/contacts/{id}",
    tag: TAG,
    summary: "A person to turn to",
    params: byId,
    answers: { 200: { description: "The person.", body: dunningContact } },
    problems: ["NotFound"],
  }),
  eraseDunningContact: operation({
    ...noting,
    method: "delete",
    path: "/v1/dunning/contacts/{id}",
    summary: "Erase a person to turn to",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
} as const;
