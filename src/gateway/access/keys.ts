/** Keys for machines. */
import { addApiKey, apiKeysOf, revokeApiKey } from "../../store/apiKeys.ts";
import { SCOPES } from "../../wire/operation.ts";
import type { KEY_OPERATIONS } from "../../wire/operations/keys.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { apiKeyHash, newApiKey } from "./callers.ts";
import { idTaken, instantInvalid, quotaReached } from "./refusals.ts";

const MOST_KEYS = 100;
const LONGEST_DAYS = 366;

export function keyHandlers({ database, now }: GatewayDeps): Handlers<typeof KEY_OPERATIONS> {
  return {
    listKeys: async ({ member }) => {
      const keys = await apiKeysOf(database, member.organisation);
      const items = keys.map(({ scopes, made, expires, used, revoked, ...rest }) => ({
        ...rest,
        scopes: SCOPES.filter((scope) => scopes.includes(scope)),
        made: shownInstant(made),
        expires: shownInstant(expires),
        used: used === null ? null : shownInstant(used),
        revoked: revoked === null ? null : shownInstant(revoked),
      }));
      return { status: 200, body: { items } };
    },
    makeKey: async ({ member: { organisation, account, scopes: own }, body: { id, label, scopes, expires } }) => {
      const made = now();
      if (expires <= made || expires > made + LONGEST_DAYS * 86_400) {
        throw instantInvalid("body.expires", `give a moment in the next ${LONGEST_DAYS} days`);
      }
      const missing = scopes.find((scope) => !own.has(scope));
      if (missing !== undefined) {
        throw new ProblemError("ScopeMissing", `you have no ${missing} to pass on: leave it out`);
      }
      const { key, prefix } = newApiKey();
      const kept = { organisation, id, label, prefix, scopes: [...new Set(scopes)], maker: account, made, expires };
      const added = await addApiKey(database, { ...kept, keyHash: apiKeyHash(key) }, MOST_KEYS);
      if (added === "taken") throw idTaken("a key");
      if (added === "full") throw quotaReached(MOST_KEYS, "keys in force: revoke one first");
      return { status: 201, body: { id, key, prefix, expires: shownInstant(expires) } };
    },
    revokeKey: async ({ member, params }) => {
      if (!(await revokeApiKey(database, member.organisation, params.id, now()))) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}
