/** Prepares acts about statements. */
import { refusal } from "../../clients/failures.ts";
import { statementsOf } from "../../clients/statements.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { statementId, sumHash } from "../../domain/statement.ts";
import type { Statement } from "../../domain/statement.ts";
import type { StatementState } from "../../domain/statementFold.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Transaction } from "../../store/database.ts";
import type { NewParty } from "../../store/intentParties.ts";
import { signParty } from "../../store/intentParties.ts";
import type { NewIntent } from "../../store/intents.ts";
import { statementOf } from "../../store/statements.ts";
import { keepSum } from "../../store/statementSums.ts";
import type { ActOnStatement } from "../../wire/act.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { randomHash } from "./agreeing.ts";
import { theirSignature } from "./consentFiles.ts";
import type { TheirSignature } from "./consentFiles.ts";
import type { Material } from "./material.ts";
import { callOf, otherParty } from "./plans.ts";
import { deadlineFor, prepareOnce, tellAwaited } from "./preparingOnce.ts";
import type { Made, Prepared } from "./preparingOnce.ts";
import { checkReckoned } from "./reckoning.ts";
import { explained, problemOfLedger } from "./refusals.ts";
import { statementDeedOf, sumIn, versionsIn } from "./statementDeeds.ts";
import { overtakenBy } from "./statementMatching.ts";
import type { StatementPlan } from "./statementPlans.ts";
import { trial } from "./verifying.ts";

/** Verbs that a version of a statement sees once; of the others the sender's id tells two from one sent twice. */
const ONCE: ReadonlySet<ActOnStatement["verb"]> = new Set([
  "postStatement",
  "agreeBalance",
  "agreeBalanceExcept",
  "rejectBalance",
]);

/** Prepares an act about a statement. @throws ProblemError */
export async function prepareStatementAct(deps: GatewayDeps, member: Member, act: ActOnStatement): Promise<Prepared> {
  const { organisation } = member;
  const { id: asked, deadline, ...wants } = act;
  const planned = await plannedFor(deps, organisation, act);
  const { id, plan } = planned;
  const about = `${act.verb} ${id} ${versionsIn(plan.deed)}`;
  // The versions that the sender looked at are no part of what it wants: the act names those that stand.
  const content = keccakOfText(JSON.stringify([{ ...wants, versions: undefined }, about]));
  // What the other side has signed at its own gateway is another way to the same, beside signing together here.
  const isOnce = ONCE.has(act.verb) && theirsIn(act) === undefined;
  const subject = isOnce ? keccakOfText(about) : asked === undefined ? content : null;
  const latest = deadlineFor(deadline, deps.now());
  return prepareOnce(deps, { organisation, id: asked, subject, content }, (made) =>
    makeIntent(deps, member, act, { ...planned, made, subject, content, latest }),
  );
}

interface Planned {
  /** Of the statement. */
  readonly id: Hex;
  readonly plan: StatementPlan;
}

interface Making extends Planned, Pick<NewIntent, "subject" | "content"> {
  /** The intent's id. */
  readonly made: string;
  /** The deadline, unless the other side's is before it. */
  readonly latest: number;
}

function theirsIn(act: ActOnStatement): Extract<ActOnStatement, { verb: "agreeBalanceExcept" }>["theirs"] {
  return act.verb === "agreeBalanceExcept" ? act.theirs : undefined;
}

/** @throws ProblemError for whoever is no side of it, and for what cannot be done to the statement as it stands */
async function plannedFor(deps: GatewayDeps, organisation: Address, act: ActOnStatement): Promise<Planned> {
  const { statement } = act;
  await explained(() => statementsOf(deps.addresses));
  const id = await explained(() => statementId(statement));
  checkSide(statement, id, organisation);
  const state = (await statementOf(deps.database, id))?.state;
  const deed = statementDeedOf(act, state, organisation, deps.tokens);
  const plan: StatementPlan = { deed, statement, party: organisation, nonce: BigInt(randomHash()) };
  checkSeen(act, plan, id);
  checkOpenTo(plan, id, state);
  await checkReckoned(deps.database, plan, "body");
  return { id, plan };
}

/** @throws ProblemError `NotAuthorised`; `PartyInvalid` where both sides are one */
function checkSide({ supplier, buyer }: Statement, id: Hex, organisation: Address): void {
  if (organisation !== supplier && organisation !== buyer) {
    const detail = `this is for ${supplier} or ${buyer} to do: sign in for that organisation`;
    throw new ProblemError("NotAuthorised", detail);
  }
  if (supplier === buyer) throw problemOfLedger(refusal({ name: "PartyInvalid", values: { id, party: supplier } }));
}

/** Nobody acts on another version than it looked at. @throws ProblemError `RootSuperseded` */
function checkSeen(act: ActOnStatement, { deed, statement }: StatementPlan, id: Hex): void {
  if (act.verb === "postStatement" || deed.verb === "postStatement" || act.versions === undefined) return;
  for (const side of ["supplier", "buyer"] as const) {
    const [version, root] = [act.versions[side], deed.roots[`${side}Root`]];
    if (version === deed.roots[`${side}Version`]) continue;
    const cause = refusal({ name: "RootSuperseded", values: { id, party: statement[side], root, version } });
    const faults = [{ at: `body.versions.${side}`, message: cause.message }];
    throw new ProblemError("RootSuperseded", cause.message, { faults, cause });
  }
}

/** What no trial of one side's call alone would show. @throws ProblemError that is named as the Solidity error */
function checkOpenTo(plan: StatementPlan, id: Hex, state: StatementState | undefined): void {
  const { deed } = plan;
  if (deed.verb === "postStatement") return;
  if (state === undefined) throw problemOfLedger(refusal({ name: "NothingPosted", values: { id } }));
  if (deed.verb === "agreeBalanceExcept") {
    const { result, count } = deed.exceptions;
    if (result === ZERO_HASH || count === 0) {
      throw problemOfLedger(refusal({ name: "ExceptionsInvalid", values: { result, count } }));
    }
  }
  const overtaken = overtakenBy(plan, state);
  if (overtaken !== undefined) throw problemOfLedger(overtaken);
}

async function makeIntent(deps: GatewayDeps, member: Member, act: ActOnStatement, making: Making): Promise<Made> {
  const { id, plan, made, subject, content, latest } = making;
  const theirs = await tried(deps, member, act, plan);
  const cursor = await cursorOf(deps.database);
  const { organisation, account } = member;
  const deadline = theirs === undefined ? latest : Math.min(latest, theirs.deadline);
  const material: Material = { plan, draft: null, said: null };
  const intent: NewIntent = {
    ...{ id: made, organisation, verb: act.verb, subject, content, deadline },
    ...{ receivable: null, commitment: null, counterparty: otherParty(plan, organisation), statement: id },
    notice: null,
    ...{ currency: plan.statement.currency, amount: sumIn(plan.deed)?.amount ?? null },
    ...{ preparedBy: account, prepared: deps.now(), afterBlock: cursor?.folded.number ?? 0 },
    ...{ parties: partiesOf(plan, account, theirs), body: material },
  };
  const sum = sumIn(plan.deed);
  const also = async (tx: Transaction): Promise<void> => {
    const kept = { statement: id, keptBy: organisation, kept: deps.now() };
    if (sum !== null) await keepSum(tx, { ...kept, ...sum, hash: sumHash(sum) });
    if (theirs === undefined) await tellAwaited(tx, intent);
    else await signParty(tx, made, theirs.party, theirs.signature);
  };
  return { intent, also };
}

/**
 * Tries the act as the party itself would send it. One that the other side still has to sign cannot be tried alone.
 * @returns what the other side has signed, where it came with the act. @throws ProblemError
 */
async function tried(
  deps: GatewayDeps,
  member: Member,
  act: ActOnStatement,
  plan: StatementPlan,
): Promise<TheirSignature | undefined> {
  const theirs = theirsIn(act);
  if (theirs !== undefined) return theirSignature(deps, member, plan, theirs);
  const data = await explained(() => callOf(plan));
  if (act.verb !== "agreeBalanceExcept") {
    await trial(deps, { to: statementsOf(deps.addresses), data }, member.organisation);
  }
  return undefined;
}

/** Both sides of what both sign, in the order in which the contract asks for them; nobody where one is all. */
function partiesOf(
  { deed, statement: { supplier, buyer }, party, nonce }: StatementPlan,
  account: Address,
  theirs: TheirSignature | undefined,
): readonly NewParty[] {
  if (deed.verb !== "agreeBalanceExcept") return [];
  return [supplier, buyer].map((side) =>
    side === party
      ? { party, desk: null, nonce, preparedBy: account, deadline: null }
      : {
          party: side,
          desk: null,
          nonce: theirs?.nonce ?? BigInt(randomHash()),
          preparedBy: null,
          deadline: theirs?.deadline ?? null,
        },
  );
}
