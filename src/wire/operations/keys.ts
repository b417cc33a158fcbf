/** Keys for machines. */
import { z } from "zod";
import { keys, madeKey, newKey } from "../access.ts";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";

const TAG = "Keys";

export const KEY_OPERATIONS = {
  listKeys: operation({
    method: "get",
    path: "/v1/keys",
    tag: TAG,
    summary: "The keys of the organisation's machines",
    caller: "member",
    scope: "organisation:administer",
    answers: { 200: { description: "The keys, newest first.", body: keys } },
  }),
  makeKey: operation({
    method: "post",
    path: "/v1/keys",
    tag: TAG,
    summary: "Make a key",
    description:
      "The answer shows the key once; its hash is stored. It has the scopes that are asked for, of which none may be " +
      "missing to whoever makes it, and ends when whoever made it may no longer administer the organisation. An id " +
      "is used once: if the answer was lost, revoke the key and make another.",
    caller: "member",
    scope: "organisation:administer",
    body: newKey,
    answers: { 201: { description: "The key.", body: madeKey } },
    problems: ["IdTaken", "QuotaReached"],
  }),
  revokeKey: operation({
    method: "delete",
    path: "/v1/keys/{id}",
    tag: TAG,
    summary: "Revoke a key, at once",
    caller: "member",
    scope: "organisation:administer",
    params: z.strictObject({ id: uuid }),
    answers: { 204: { description: "It is good for nothing any more." } },
    problems: ["NotFound"],
  }),
} as const;
