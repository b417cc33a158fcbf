/** Prepares acts about collection: schedules, records, steps, placements, answers. */
import { collectionsOf } from "../../clients/collections.ts";
import { planHash } from "../../domain/collections/paymentPlan.ts";
import { paymentHash } from "../../domain/collections/record.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address } from "../../domain/receivable.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { keepContent, keepPayment } from "../../store/collectionContents.ts";
import type { Transaction } from "../../store/database.ts";
import { signParty } from "../../store/intentParties.ts";
import type { NewParty } from "../../store/intentParties.ts";
import { withdrawIntent } from "../../store/intents.ts";
import type { NewIntent } from "../../store/intents.ts";
import { keepPlan } from "../../store/paymentPlans.ts";
import type { CollectionAct } from "../../wire/act.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { grantPrepared } from "../limits/asking.ts";
import { randomHash } from "./agreeing.ts";
import { naming, replying } from "./collectionAnswers.ts";
import { placing, recalling, recording, steppingIn } from "./collectionDeeds.ts";
import type { PlannedCollection } from "./collectionPlanned.ts";
import { isJoint } from "./collectionPlans.ts";
import type { CollectionPlan } from "./collectionPlans.ts";
import { adopting, agreeing } from "./collectionSchedules.ts";
import type { TheirSignature } from "./consentFiles.ts";
import type { Material } from "./material.ts";
import { theirPlanSignature } from "./planConsents.ts";
import { checkTable, proposingPlan } from "./planProposals.ts";
import { callOf, isAnybodys, otherParty } from "./plans.ts";
import { deadlineFor, prepareOnce, tellAwaited } from "./preparingOnce.ts";
import type { Prepared } from "./preparingOnce.ts";
import { explained } from "./refusals.ts";
import { trial } from "./verifying.ts";

/** What was signed of a plan can be sent until then, whatever was proposed since. */
const MOST_DAYS_OF_PLANS = 30;

/** Prepares an act about collection. @throws ProblemError */
export async function prepareCollectionAct(deps: GatewayDeps, member: Member, act: CollectionAct): Promise<Prepared> {
  const { organisation, account } = member;
  const { id: asked, deadline: wanted, ...wants } = act;
  const to = await explained(() => collectionsOf(deps.addresses));
  const planned = await plannedFor(deps, organisation, act);
  const { deed, between, id: receivable, commitment, said, note, money, once } = planned;
  const plan: CollectionPlan = { deed, between, party: organisation, nonce: BigInt(randomHash()) };
  const content = keccakOfText(JSON.stringify([wants, commitment]));
  const subject = once === undefined ? (asked === undefined ? content : null) : keccakOfText(once);
  const latest = deadlineFor(wanted, deps.now(), act.verb === "agreePlan" ? MOST_DAYS_OF_PLANS : undefined);
  // What a receivable commits to has its schedule adopted once; all else may be done anew after it was done.
  const isRepeatable = act.verb !== "adoptSchedule";
  return prepareOnce(deps, { organisation, id: asked, subject, content, isRepeatable }, async (made) => {
    const data = await explained(() => callOf(plan));
    // What both sides sign cannot be tried alone.
    const from = isAnybodys(plan) ? undefined : organisation;
    if (!isJoint(plan)) await trial(deps, { to, data }, from);
    const theirs = await theirsIn(deps, member, act, plan);
    const deadline = Math.min(latest, theirs?.deadline ?? latest);
    const cursor = await cursorOf(deps.database);
    const material: Material = { plan, draft: null, said: said?.content?.text ?? note ?? null };
    const intent: NewIntent = {
      ...{ id: made, organisation, verb: act.verb, subject, content, deadline, receivable, commitment },
      ...{ counterparty: otherParty(plan, organisation), statement: null, notice: null },
      ...{ currency: money?.currency ?? null, amount: money?.amount ?? null },
      ...{ preparedBy: account, prepared: deps.now(), afterBlock: cursor?.folded.number ?? 0 },
      ...{ parties: partiesOf(plan, account, theirs), body: material },
    };
    const also = async (tx: Transaction): Promise<void> => {
      await keep(tx, planned, { keptBy: organisation, kept: deps.now() });
      await endCountered(tx, planned, { by: organisation, now: intent.prepared });
      await checkTable(tx, organisation, planned, intent.prepared);
      await grantPrepared(tx, deps, intent, { organisation, actor: account });
      if (theirs === undefined) await tellAwaited(tx, intent);
      else await signParty(tx, made, theirs.party, theirs.signature);
    };
    return { intent, also };
  });
}

async function plannedFor(deps: GatewayDeps, organisation: Address, act: CollectionAct): Promise<PlannedCollection> {
  switch (act.verb) {
    case "agreeSchedule":
      return agreeing(organisation, act);
    case "adoptSchedule":
      return adopting(deps, organisation, act);
    case "recordCollection":
      return recording(deps, organisation, act);
    case "takeCollectionStep":
      return steppingIn(deps, organisation, act);
    case "placeCollection":
      return placing(deps, organisation, act);
    case "recallCollection":
      return recalling(deps, organisation, act);
    case "replyToCollection":
      return replying(deps, organisation, act);
    case "promiseToPay":
    case "requestExtension":
      return naming(deps, organisation, act);
    case "agreePlan":
      return proposingPlan(deps, organisation, act);
  }
}

/** What the other side signed at a gateway of its own. @throws ProblemError */
async function theirsIn(
  deps: GatewayDeps,
  member: Member,
  act: CollectionAct,
  plan: CollectionPlan,
): Promise<TheirSignature | undefined> {
  if (act.verb !== "agreePlan" || act.theirs === undefined) return undefined;
  return theirPlanSignature(deps, member, plan, act.theirs);
}

/** Both sides of what both sign, in the order in which the contract asks for them; nobody where one is all. */
function partiesOf(plan: CollectionPlan, account: Address, theirs: TheirSignature | undefined): readonly NewParty[] {
  if (!isJoint(plan)) return [];
  const own = { party: plan.party, desk: null, nonce: plan.nonce, preparedBy: account, deadline: null };
  const other = { desk: null, nonce: theirs?.nonce ?? BigInt(randomHash()), deadline: theirs?.deadline ?? null };
  return plan.between.map((party) => (party === plan.party ? own : { ...other, party, preparedBy: null }));
}

/** The other side reads it once the chain has its hash. */
async function keep(
  tx: Transaction,
  { id: receivable, said, payment, deed }: PlannedCollection,
  by: { readonly keptBy: Address; readonly kept: number },
): Promise<void> {
  if (receivable === null) return;
  if (said?.content !== undefined) {
    const isInternal = deed.verb === "takeCollectionStep" || deed.verb === "recallCollection";
    await keepContent(tx, { receivable, hash: said.hash, ...said.content, isInternal, ...by });
  }
  if (payment !== undefined) await keepPayment(tx, { receivable, hash: paymentHash(payment), ...payment, ...by });
  if (deed.verb === "agreePlan") await keepPlan(tx, { receivable, hash: planHash(deed.plan), plan: deed.plan, ...by });
}

/** A counter-offer ends what it answers. @throws ProblemError where that was signed by all, or ended, meanwhile */
async function endCountered(
  tx: Transaction,
  { counters }: PlannedCollection,
  by: { readonly by: Address; readonly now: number },
): Promise<void> {
  if (counters === undefined || (await withdrawIntent(tx, counters, { ...by, isSigned: false }))) return;
  throw new ProblemError("ProposalOver", `${counters} was signed or withdrawn meanwhile: look at it first`);
}
