/** What was proposed at this gateway as a plan for a receivable, to those who sign it. */
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { listIntents } from "../../store/intentListing.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { PlanDeed } from "../intents/collectionPlans.ts";
import { fatesOf } from "../intents/fates.ts";
import type { Fate } from "../intents/fates.ts";
import { standingSignatures } from "../intents/parties.ts";
import { MOST_PROPOSALS, planDeedOf } from "../intents/planProposals.ts";

export interface Proposal {
  readonly intent: StoredIntent;
  readonly deed: PlanDeed;
  readonly fate: Fate;
  /** Whose signatures stand. */
  readonly signed: ReadonlySet<Address>;
}

/** In the order in which they were made. @param now Unix seconds. */
export async function proposalsOf(
  sql: Sql,
  organisation: Address,
  receivable: Hex,
  now: number,
): Promise<readonly Proposal[]> {
  const filter = { organisation, verb: "agreePlan", receivable };
  const intents = (await listIntents(sql, filter, MOST_PROPOSALS)).toReversed();
  const fates = await fatesOf(sql, intents, now);
  const proposals: Proposal[] = [];
  for (const [place, intent] of intents.entries()) {
    const [deed, fate] = [planDeedOf(intent), fates[place]];
    if (deed === undefined || fate === undefined) continue;
    const signed = new Set((await standingSignatures(sql, intent, now)).keys());
    proposals.push({ intent, deed, fate, signed });
  }
  return inOrder(proposals);
}

/** What answers another of the same second comes after it. */
function inOrder(proposals: readonly Proposal[]): readonly Proposal[] {
  const byId = new Map(proposals.map((proposal) => [proposal.intent.id, proposal]));
  const depthOf = ({ deed: { answers } }: Proposal): number => {
    const answered = answers === null ? undefined : byId.get(answers);
    return answered === undefined ? 0 : depthOf(answered) + 1;
  };
  return proposals.toSorted(
    (one, other) => one.intent.prepared - other.intent.prepared || depthOf(one) - depthOf(other),
  );
}
