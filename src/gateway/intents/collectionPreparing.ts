/** Prepares acts about collection: schedules, records, steps, placements, answers. */
import { collectionsOf } from "../../clients/collections.ts";
import { paymentHash } from "../../domain/collections/record.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address } from "../../domain/receivable.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { keepContent, keepPayment } from "../../store/collectionContents.ts";
import type { Transaction } from "../../store/database.ts";
import type { NewParty } from "../../store/intentParties.ts";
import type { NewIntent } from "../../store/intents.ts";
import type { CollectionAct } from "../../wire/act.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { randomHash } from "./agreeing.ts";
import { naming, replying } from "./collectionAnswers.ts";
import { placing, recalling, recording, steppingIn } from "./collectionDeeds.ts";
import type { PlannedCollection } from "./collectionPlanned.ts";
import type { CollectionPlan } from "./collectionPlans.ts";
import { adopting, agreeing } from "./collectionSchedules.ts";
import type { Material } from "./material.ts";
import { callOf, isAnybodys, otherParty } from "./plans.ts";
import { deadlineFor, prepareOnce, tellAwaited } from "./preparingOnce.ts";
import type { Prepared } from "./preparingOnce.ts";
import { explained } from "./refusals.ts";
import { trial } from "./verifying.ts";

/** Prepares an act about collection. @throws ProblemError */
export async function prepareCollectionAct(deps: GatewayDeps, member: Member, act: CollectionAct): Promise<Prepared> {
  const { organisation, account } = member;
  const { id: asked, deadline: wanted, ...wants } = act;
  const to = await explained(() => collectionsOf(deps.addresses));
  const planned = await plannedFor(deps, organisation, act);
  const { deed, between, id: receivable, commitment, said, money, once } = planned;
  const plan: CollectionPlan = { deed, between, party: organisation, nonce: BigInt(randomHash()) };
  const content = keccakOfText(JSON.stringify([wants, commitment]));
  const subject = once === undefined ? (asked === undefined ? content : null) : keccakOfText(once);
  const deadline = deadlineFor(wanted, deps.now());
  return prepareOnce(deps, { organisation, id: asked, subject, content }, async (made) => {
    const data = await explained(() => callOf(plan));
    // What both sides sign cannot be tried alone.
    const from = isAnybodys(plan) ? undefined : organisation;
    if (deed.verb !== "agreeSchedule") await trial(deps, { to, data }, from);
    const cursor = await cursorOf(deps.database);
    const material: Material = { plan, draft: null, said: said?.content?.text ?? null };
    const intent: NewIntent = {
      ...{ id: made, organisation, verb: act.verb, subject, content, deadline, receivable, commitment },
      ...{ counterparty: otherParty(plan, organisation), statement: null, notice: null },
      ...{ currency: money?.currency ?? null, amount: money?.amount ?? null },
      ...{ preparedBy: account, prepared: deps.now(), afterBlock: cursor?.folded.number ?? 0 },
      ...{ parties: partiesOf(plan, account), body: material },
    };
    const also = async (tx: Transaction): Promise<void> => {
      await keep(tx, planned, { keptBy: organisation, kept: deps.now() });
      await tellAwaited(tx, intent);
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
  }
}

/** Both sides of what both sign, in the order in which the contract asks for them; nobody where one is all. */
function partiesOf({ deed, party, nonce }: CollectionPlan, account: Address): readonly NewParty[] {
  if (deed.verb !== "agreeSchedule") return [];
  return [deed.supplier, deed.buyer].map((side) =>
    side === party
      ? { party, desk: null, nonce, preparedBy: account, deadline: null }
      : { party: side, desk: null, nonce: BigInt(randomHash()), preparedBy: null, deadline: null },
  );
}

/** The other side reads it once the chain has its hash. */
async function keep(
  tx: Transaction,
  { id: receivable, said, payment }: PlannedCollection,
  by: { readonly keptBy: Address; readonly kept: number },
): Promise<void> {
  if (receivable === null) return;
  if (said?.content !== undefined) await keepContent(tx, { receivable, hash: said.hash, ...said.content, ...by });
  if (payment !== undefined) await keepPayment(tx, { receivable, hash: paymentHash(payment), ...payment, ...by });
}
