/** What a creditor or a collector does, from what it asks for: what the chain would refuse is refused here already. */
import { refusal } from "../../clients/failures.ts";
import type { Claim } from "../../clients/collectionSigning.ts";
import { STAGES, CHANNELS } from "../../domain/collections/policy.ts";
import type { Stage } from "../../domain/collections/policy.ts";
import { CONTACT_OUTCOMES, RECORD_KINDS } from "../../domain/collections/record.ts";
import { nextInstantOf } from "../../domain/collections/schedule.ts";
import { openTerms } from "../../domain/commitment.ts";
import { openPrincipal } from "../../domain/money.ts";
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { CollectionAct } from "../../wire/act.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { minorUnits } from "./amounts.ts";
import { chainInstant } from "./chainInstant.ts";
import type { PlannedCollection } from "./collectionPlanned.ts";
import { checkCollectible, checkCollector, collectionStanding, STEP_SCOPE } from "./collectionStanding.ts";
import type { CollectionStanding } from "./collectionStanding.ts";
import { saidIn, saidNow } from "./collectionWords.ts";
import { openedAnyway } from "./opening.ts";
import { problemOfLedger } from "./refusals.ts";

type Asked<Verb extends CollectionAct["verb"]> = Extract<CollectionAct, { readonly verb: Verb }>;

const NEVER = (2n ** 256n - 1n).toString();

/** @throws ProblemError */
export async function recording(
  deps: GatewayDeps,
  organisation: Address,
  act: Asked<"recordCollection">,
): Promise<PlannedCollection> {
  const { database, now } = deps;
  const standing = await collectionStanding(database, organisation, act.receivable);
  const { id, creditor } = standing;
  checkCollector(standing, organisation, 1 << STAGES.indexOf(act.stage), now());
  checkCollectible(standing);
  if (act.kind === "demand" && act.stage === "preDue") throw refused("DemandTooEarly", { id });
  const doneAt = await happenedAt(deps, act.happened);
  checkSchedule(standing, act.stage, doneAt);
  const claim = await claimOf(deps, standing, act.claim);
  const said = await saidIn(database, organisation, act);
  const record = {
    ...{ kind: RECORD_KINDS.indexOf(act.kind), stage: STAGES.indexOf(act.stage) },
    ...{ channel: CHANNELS.indexOf(act.channel), outcome: CONTACT_OUTCOMES.indexOf(act.outcome), doneAt },
    ...{ nextDay: act.nextDay === undefined ? 0 : dayNumber(act.nextDay, "nextDay"), content: said.hash },
  };
  const of = { id, creditor, collector: organisation };
  const about = { ...aboutCollection(standing), said, ...(claim && { money: moneyOf(claim) }) };
  return { ...about, deed: { verb: "recordCollection", of, act: { record, ...(claim && { claim }) } } };
}

/** @throws ProblemError */
export async function steppingIn(
  deps: GatewayDeps,
  organisation: Address,
  act: Asked<"takeCollectionStep">,
): Promise<PlannedCollection> {
  const standing = await collectionStanding(deps.database, organisation, act.receivable);
  const { id, creditor } = standing;
  checkCollector(standing, organisation, STEP_SCOPE, deps.now());
  const doneAt = await happenedAt(deps, act.happened);
  const said = await saidIn(deps.database, organisation, act);
  const step = { step: act.step, doneAt, content: said.hash };
  const of = { id, creditor, collector: organisation };
  return { ...aboutCollection(standing), said, deed: { verb: "takeCollectionStep", of, step } };
}

/** @throws ProblemError */
export async function placing(
  { database, now }: GatewayDeps,
  organisation: Address,
  act: Asked<"placeCollection">,
): Promise<PlannedCollection> {
  const standing = await collectionStanding(database, organisation, act.receivable);
  const { id, creditor } = standing;
  const { collector, fee, until, terms } = act;
  if (organisation !== creditor) {
    throw new ProblemError("NotAuthorised", `this is for ${creditor} to do: sign in for that organisation`);
  }
  const scope = act.stages.reduce((bits, stage) => bits | (1 << STAGES.indexOf(stage)), act.maySteps ? STEP_SCOPE : 0);
  if (collector === creditor || collector === ZERO_ADDRESS) throw refused("PlacementInvalid", { field: "collector" });
  if (scope === 0) throw refused("PlacementInvalid", { field: "scope" });
  if (until < now()) throw refused("PlacementInvalid", { field: "until" });
  const placement = { collector, scope, fee, until, terms };
  const about = { ...aboutCollection(standing), between: [creditor, collector] as const };
  return { ...about, once: `placeCollection ${id} ${collector}`, deed: { verb: act.verb, id, creditor, placement } };
}

/** @throws ProblemError */
export async function recalling(
  { database }: GatewayDeps,
  organisation: Address,
  { verb, receivable, other, reason }: Asked<"recallCollection">,
): Promise<PlannedCollection> {
  const standing = await collectionStanding(database, organisation, receivable);
  const placed = standing.placements.find(({ creditor, collector }) =>
    creditor === organisation ? collector === other : collector === organisation && creditor === other,
  );
  if (placed === undefined) {
    throw refused("NotPlaced", { id: receivable, creditor: organisation, collector: other });
  }
  const { id, creditor, collector } = placed;
  const said = saidNow(reason);
  const about = { ...aboutCollection(standing), between: [creditor, collector] as const, said };
  const once = `recallCollection ${id} ${creditor} ${collector}`;
  return { ...about, once, deed: { verb, of: { id, creditor, collector }, reason: said.hash } };
}

/** Between creditor and debtor, and of no sum. */
function aboutCollection({ id, state, agreed, creditor }: CollectionStanding): Omit<PlannedCollection, "deed"> {
  const between = [creditor, agreed.header.buyer] as const;
  return { id, commitment: state.commitment, between };
}

/** @throws ProblemError `RecordInFuture` */
async function happenedAt(deps: GatewayDeps, happened: number | undefined): Promise<number> {
  if (happened === undefined) return chainInstant(deps);
  if (happened > deps.now()) throw refused("RecordInFuture", { doneAt: happened.toString() });
  return happened;
}

/** @throws ProblemError `ScheduleOutdated`, `StageTooEarly`, `StageAlreadyRecorded` */
function checkSchedule({ id, state, adopted }: CollectionStanding, stage: Stage, doneAt: number): void {
  if (adopted === undefined) return;
  if (adopted.commitment !== state.commitment) throw refused("ScheduleOutdated", { id });
  const [number, next] = [STAGES.indexOf(stage), nextInstantOf(adopted, stage)];
  if (next !== undefined && doneAt >= next) return;
  const cycle = adopted.cycles[number] ?? 0;
  if (cycle > 0) throw refused("StageAlreadyRecorded", { id, stage: number.toString(), cycle: cycle.toString() });
  throw refused("StageTooEarly", { id, stage: number.toString(), earliest: next?.toString() ?? NEVER });
}

/**
 * What the record asks for. Under an adopted schedule the chain wants it said where a part is disputed: all the rest,
 * unless less was named. @throws ProblemError `ClaimOutOfRange`, `ContentSealed`, `AmountUnfit`
 */
async function claimOf(
  { database, tokens }: GatewayDeps,
  { id, state, adopted }: CollectionStanding,
  named: string | undefined,
): Promise<Claim | undefined> {
  if (named === undefined && (adopted === undefined || state.disputed === 0n)) return undefined;
  const { receivable } = await openedAnyway(database, id);
  const { terms } = receivable;
  const open = openPrincipal(terms, state);
  const undisputed = open > state.disputed ? open - state.disputed : 0n;
  const amount = named === undefined ? undisputed : minorUnits(named, terms.currency, tokens, "body.claim");
  if (amount === 0n || amount > undisputed) {
    throw refused("ClaimOutOfRange", { id, amount: amount.toString(), undisputed: undisputed.toString() });
  }
  return { opened: openTerms(receivable), amount };
}

function moneyOf({ opened, amount }: Claim): NonNullable<PlannedCollection["money"]> {
  return { currency: opened.terms.currency, amount };
}

function refused(name: Parameters<typeof refusal>[0]["name"], values: Readonly<Record<string, string>>): Error {
  return problemOfLedger(refusal({ name, values }));
}
