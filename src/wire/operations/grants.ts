/** Letting auditors and factors see. */
import { z } from "zod";
import { grant, grants, grantsQuery, newGrant } from "../access.ts";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";

const TAG = "Grants";

export const GRANT_OPERATIONS = {
  listGrants: reading({
    path: "/v1/grants",
    tag: TAG,
    summary: "What the organisation lets others see, or others let it see",
    query: grantsQuery,
    answers: {
      200: { description: "The grants, newest first; of those received none that was taken back.", body: grants },
    },
  }),
  giveGrant: operation({
    method: "post",
    path: "/v1/grants",
    tag: TAG,
    summary: "Let an auditor or a factor see receivables",
    description:
      "Read-only, until an instant. An auditor sees what the organisation takes part in at the time of reading, " +
      "within the scope and the period of issue; a factor sees what it was offered for as long as the organisation " +
      "holds it. Neither sees threads or comments, nor can let others see in turn. The grantee finds it in " +
      "`/v1/receivables?role=auditor` or `?role=offeree`.",
    caller: "member",
    scope: "organisation:administer",
    body: newGrant,
    answers: { 201: { description: "Given.", body: grant } },
    problems: ["NotFound", "IdTaken", "QuotaReached"],
  }),
  revokeGrant: operation({
    method: "delete",
    path: "/v1/grants/{id}",
    tag: TAG,
    summary: "Take a grant back, at once",
    caller: "member",
    scope: "organisation:administer",
    params: z.strictObject({ id: uuid }),
    answers: { 204: { description: "It shows nothing any more." } },
    problems: ["NotFound"],
  }),
} as const;
