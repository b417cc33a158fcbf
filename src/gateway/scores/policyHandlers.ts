/** Credit policies over HTTP. */
import { contentHash } from "../../domain/credit/canonical.ts";
import type { StoredCreditPolicy } from "../../store/scorePolicies.ts";
import {
  creditPoliciesBefore,
  creditPolicyAt,
  creditPolicyById,
  keepCreditPolicy,
  nextCreditVersion,
} from "../../store/scorePolicies.ts";
import { scoreAllFrom } from "../../store/scoreLooks.ts";
import type { NewCreditPolicy } from "../../wire/creditPolicy.ts";
import type { SCORE_OPERATIONS } from "../../wire/operations/scores.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import { useApproval } from "../approvals/using.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { keptPolicy, shownPolicy, startingPolicy } from "./policies.ts";

type Own = "setCreditPolicy" | "listCreditPolicies" | "readStartingCreditPolicy";

const MOST_VERSIONS = 2_000;
/** A year: whoever plans further ahead plans in the dark. */
const FURTHEST_SECONDS = 366 * 86_400;

export function creditPolicyHandlers(deps: GatewayDeps): Pick<Handlers<typeof SCORE_OPERATIONS>, Own> {
  const { database, config, now, tokens } = deps;
  const cursors = createCursors(config.secret);
  return {
    setCreditPolicy: async ({ member, body }) => {
      const { stored, isNew } = await setPolicy(deps, member, body);
      const inForce = await creditPolicyAt(database, member.organisation, now());
      return { status: isNew ? 201 : 200, body: shownPolicy(stored, tokens, inForce?.version) };
    },
    listCreditPolicies: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["credit policies", organisation]);
      const read = (before: number, limit: number) => creditPoliciesBefore(database, organisation, before, limit);
      const placeOf = ({ version }: StoredCreditPolicy): number => version;
      const { rows, next } = await pageOf({ cursors, list, first: Number.MAX_SAFE_INTEGER, placeOf, read }, query);
      const inForce = await creditPolicyAt(database, organisation, now());
      return { status: 200, body: { items: rows.map((row) => shownPolicy(row, tokens, inForce?.version)), next } };
    },
    readStartingCreditPolicy: () => ({ status: 200, body: { policy: startingPolicy() } }),
  };
}

/** @throws ProblemError `CurrencyUnknown`, `RequestInvalid`, `ApprovalMissing`, `IdTaken`, `QuotaReached` */
async function setPolicy(
  { database, tokens, now }: GatewayDeps,
  { organisation, account }: Member,
  { id, policy: written, reason, inForce }: NewCreditPolicy,
): Promise<{ readonly stored: StoredCreditPolicy; readonly isNew: boolean }> {
  const policy = keptPolicy(written, tokens);
  const hash = contentHash(policy);
  const at = now();
  return database.transaction(async (tx) => {
    const version = await nextCreditVersion(tx, organisation);
    const known = await creditPolicyById(tx, organisation, id);
    if (known !== undefined) {
      const isSame = known.hash === hash && known.reason === reason && known.inForce === (inForce ?? known.inForce);
      if (!isSame) throw idTaken("another version");
      return { stored: known, isNew: false };
    }
    checkInstant(inForce ?? at, at);
    if (version > MOST_VERSIONS) throw quotaReached(MOST_VERSIONS, "versions of the credit policy: no more are kept");
    const need = { organisation, kind: "creditPolicy", subject: hash, customer: null, amount: null } as const;
    const approval = await useApproval(tx, { ...need, currency: null, actor: account }, at);
    const stored = {
      ...{ organisation, version, id, hash, policy, inForce: inForce ?? at, reason },
      ...{ approval: approval?.id ?? null, setBy: account, set: at },
    };
    await keepCreditPolicy(tx, stored);
    await scoreAllFrom(tx, organisation, stored.inForce);
    return { stored, isNew: true };
  });
}

/** Nothing is judged anew by what was set later. @throws ProblemError `RequestInvalid` */
function checkInstant(inForce: number, now: number): void {
  if (inForce >= now && inForce <= now + FURTHEST_SECONDS) return;
  throw instantInvalid("body.inForce", `give an instant from ${shownInstant(now)} to a year later, or leave it out`);
}
