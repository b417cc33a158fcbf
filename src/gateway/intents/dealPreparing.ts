/** Prepares calls at factors' desks, each tried as the party would send it. */
import { UNCAPPED, verbSet } from "../../domain/directory.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { Verb, ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import { cursorOf, latestInstant } from "../../store/chainTables.ts";
import { deskOf, factorOf } from "../../store/desks.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { factsOf } from "../../store/facts.ts";
import type { NewIntent } from "../../store/intents.ts";
import { takesPart } from "../../store/participation.ts";
import type { ActOnReceivable, DealAct, TransferAct } from "../../wire/act.ts";
import { approveCalled } from "../approvals/signed.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { dealDeedOf } from "./dealDeeds.ts";
import { dealingOf } from "./dealing.ts";
import type { Dealing } from "./dealing.ts";
import { callOf, callsBefore, contractOf, isAnybodys } from "./dealPlans.ts";
import type { DealPlan } from "./dealPlans.ts";
import { factoringOf } from "./factoringPlace.ts";
import type { Material } from "./material.ts";
import { openedAnyway } from "./opening.ts";
import { deadlineFor, prepareOnce } from "./preparingOnce.ts";
import type { Prepared } from "./preparingOnce.ts";
import { explained } from "./refusals.ts";
import { trial } from "./verifying.ts";

type OfReceipt = Extract<ActOnReceivable, { readonly verb: "recordReceipt" | "reverseReceipt" }>;
type OfDeal = Extract<DealAct, { readonly verb: "repay" | "buyBack" | "reassign" | "agreeAct" | "chargeBack" }>;
/** What seller and factor decide together, since it lessens the claim. */
type OfBoth = Extract<ActOnReceivable, { readonly verb: "credit" | "waive" | "resolve" }>;
type OfDesk = Exclude<DealAct, OfDeal>;

/** What an act comes to. */
interface Planned extends Pick<NewIntent, "receivable" | "currency" | "amount"> {
  readonly plan: DealPlan;
  /** In words, of which the ledger has the hash. */
  readonly said?: string | null;
}

const NOTHING_MOVED = { receivable: null, currency: null, amount: null } as const;

/** Prepares an act at a desk, or the claim of kept cash. @throws ProblemError */
export async function prepareDealAct(deps: GatewayDeps, member: Member, act: DealAct): Promise<Prepared> {
  switch (act.verb) {
    case "repay":
    case "buyBack":
    case "reassign":
    case "agreeAct":
    case "chargeBack":
      return prepareOfDeal(deps, member, act, await dealingOf(deps.database, member.organisation, act.receivable));
    default:
      return prepareCall(deps, member, act, await plannedAtDesk(deps, member.organisation, act));
  }
}

/**
 * Prepares a receipt, or the return of one, of a receivable that a desk holds. @returns undefined where no desk holds
 * it. @throws ProblemError
 */
export async function prepareReceiptAct(
  deps: GatewayDeps,
  member: Member,
  act: OfReceipt,
): Promise<Prepared | undefined> {
  const dealing = await dealingOf(deps.database, member.organisation, act.receivable);
  if (dealing !== undefined) return prepareOfDeal(deps, member, act, dealing);
  if (act.verb === "reverseReceipt" || act.recipient === undefined) return undefined;
  const message = "no factor's desk holds the receivable: leave it out";
  throw new ProblemError("RequestInvalid", message, { faults: [{ at: "body.recipient", message }] });
}

/**
 * Prepares one side's word for an act on what a desk holds: the second one's does it. What it takes of approvals is
 * used here: nobody signs it at a gateway.
 * @param does The ledger's call, with the desk as the holder, and what it moves. @throws ProblemError
 */
export function prepareTogether(
  deps: GatewayDeps,
  member: Member,
  act: OfBoth,
  { deal, factor, receivable }: Dealing,
  does: { readonly call: Hex; readonly amount: bigint },
): Promise<Prepared> {
  const { organisation } = member;
  const other = organisation === factor ? deal.seller : factor;
  const deed = { verb: act.verb, id: deal.id, call: does.call };
  const plan: DealPlan = { deed, desk: deal.desk, factor, other, party: organisation };
  const about = { receivable: deal.id, currency: receivable.terms.currency, amount: does.amount };
  const planned = { plan, ...about, said: "reason" in act ? act.reason : null };
  return prepareCall(deps, member, act, planned, approving(deps, member, receivable, does.call));
}

function approving(
  deps: GatewayDeps,
  { organisation, account }: Member,
  receivable: Receivable,
  call: Hex,
): (tx: Transaction) => Promise<void> {
  return (tx) => approveCalled(tx, { receivable, call }, { organisation, actor: account }, deps.now());
}

async function prepareOfDeal(
  deps: GatewayDeps,
  member: Member,
  act: OfDeal | OfReceipt,
  dealing: Dealing | undefined,
): Promise<Prepared> {
  if (dealing === undefined) throw notFound();
  const { organisation } = member;
  const { receivable, deal, factor } = dealing;
  const instant = Math.max(deps.now(), (await latestInstant(deps.database)) ?? 0);
  const latest = deadlineFor(act.deadline, deps.now());
  const asking = { organisation, tokens: deps.tokens, instant, latest };
  const { deed, amount } = await dealDeedOf(deps.database, act, dealing, asking);
  const other = organisation === factor ? deal.seller : factor;
  const plan: DealPlan = { deed, desk: deal.desk, factor, other, party: organisation };
  const planned = { plan, receivable: deal.id, currency: receivable.terms.currency, amount };
  // The other side's word stands: this one does it, as the one that proposed it did.
  const also = deed.verb === "agreeAct" ? approving(deps, member, receivable, deed.call) : undefined;
  return prepareCall(deps, member, act, planned, also);
}

/** @throws ProblemError `NotFound`, `DeskMissing`, `NotAuthorised`, `NothingKept` */
async function plannedAtDesk(deps: GatewayDeps, organisation: Address, act: OfDesk): Promise<Planned> {
  const { database } = deps;
  if (act.verb === "claim" || act.verb === "collect") return claiming(deps, organisation, act);
  if (act.verb === "openDesk") {
    const desk = (await deskOf(database, organisation)) ?? (await explained(() => factoringOf(deps.addresses)));
    const plan = { deed: { verb: act.verb }, desk, factor: organisation, other: null, party: organisation } as const;
    return { plan, ...NOTHING_MOVED };
  }
  if (act.verb === "withdraw") {
    const { desk, account = organisation, currency } = act;
    const factor = await factorOf(database, desk);
    if (factor === undefined) throw notFound();
    if (account !== organisation && factor !== organisation) {
      throw new ProblemError("NotAuthorised", "you pay out what waits for yourself, or for anybody at your own desk");
    }
    const deed = { verb: act.verb, account, currency } as const;
    return { plan: { deed, desk, factor, other: null, party: organisation }, ...NOTHING_MOVED, currency };
  }
  const desk = await deskOf(database, organisation);
  if (desk === undefined) throw new ProblemError("DeskMissing", `${organisation} has opened no desk: openDesk first`);
  return {
    plan: { deed: ofFactor(act), desk, factor: organisation, other: null, party: organisation },
    ...NOTHING_MOVED,
  };
}

function ofFactor(
  act: Extract<OfDesk, { verb: "spendNonces" | "giveDeskMandate" | "revokeDeskMandate" }>,
): DealPlan["deed"] {
  switch (act.verb) {
    case "spendNonces":
      return { verb: act.verb, first: BigInt(act.first), count: act.count };
    case "giveDeskMandate": {
      const { verb, agent, from = 0, until, document } = act;
      const verbs = verbSet(act.verbs.map((name) => Verb[name]));
      // A capped agent signs nothing that the gateway carries.
      return { verb, agent, mandate: { verbs, from, until, cap: UNCAPPED, currency: ZERO_ADDRESS, document } };
    }
    case "revokeDeskMandate":
      return { verb: act.verb, agent: act.agent };
  }
}

type OfKept = Extract<OfDesk, { verb: "claim" | "collect" }>;

/** Kept for whoever holds it, or for the organisation that held it. @throws ProblemError `NotFound`, `NothingKept` */
async function claiming({ database }: GatewayDeps, organisation: Address, act: OfKept): Promise<Planned> {
  const dealing = await dealingOf(database, organisation, act.receivable);
  try {
    return await claimingKept(database, organisation, act, dealing);
  } catch (error) {
    const isKnown = dealing !== undefined || (await takesPart(database, organisation, act.receivable));
    if (isKnown || !(error instanceof ProblemError)) throw error;
    // Nobody else is told whether there is such a receivable.
    throw notFound();
  }
}

async function claimingKept(
  database: Sql,
  organisation: Address,
  { verb, receivable: id }: OfKept,
  dealing: Dealing | undefined,
): Promise<Planned> {
  const { receivable, state } = dealing ?? (await openedAnyway(database, id));
  const { currency } = receivable.terms;
  for (const holder of new Set([state.holder, organisation])) {
    const [kept] = (await factsOf(database, [`kept/${holder}/${currency}/${id}`])).kept;
    if (kept === undefined) continue;
    const factor = (await factorOf(database, holder)) ?? holder;
    if (factor !== organisation && dealing?.deal.seller !== organisation) break;
    if (verb === "collect" && factor === holder) break;
    const deed = { verb, id, holder, currency } as const;
    const plan = { deed, desk: holder, factor, other: receivable.header.buyer, party: organisation };
    return { plan, receivable: id, currency, amount: kept.amount };
  }
  throw new ProblemError("NothingKept", "the ledger keeps no cash of this receivable that is yours to hand on");
}

/** Tries the call of an act that nobody signs, and keeps it for whoever sends it. @throws ProblemError */
export async function prepareCall(
  deps: GatewayDeps,
  { organisation, account }: Member,
  { id: asked, deadline: until, ...wants }: DealAct | OfReceipt | OfBoth | TransferAct,
  { plan, said = null, ...about }: Planned,
  also?: (tx: Transaction) => Promise<void>,
): Promise<Prepared> {
  const { database, now } = deps;
  const deadline = deadlineFor(until, now());
  const content = keccakOfText(JSON.stringify([wants, plan.desk]));
  const subject = asked === undefined ? content : null;
  return prepareOnce(deps, { organisation, id: asked, subject, content }, async (made) => {
    await tried(deps, plan);
    const cursor = await cursorOf(database);
    const material: Material = { plan, draft: null, said };
    const intent: NewIntent = {
      ...{ id: made, organisation, verb: wants.verb, subject, content, deadline, ...about },
      ...{ commitment: null, counterparty: plan.other, statement: null, notice: null },
      ...{ preparedBy: account, prepared: now(), afterBlock: cursor?.folded.number ?? 0 },
      ...{ parties: [], body: material },
    };
    return { intent, ...(also === undefined ? {} : { also }) };
  });
}

async function tried(deps: GatewayDeps, plan: DealPlan): Promise<void> {
  const call = { to: contractOf(plan, deps.addresses), data: await explained(() => callOf(plan)) };
  try {
    await trial(deps, call, isAnybodys(plan) ? undefined : plan.party);
  } catch (error) {
    // The allowance is sent first, and is none yet.
    const isMissing = error instanceof ProblemError && error.code === "ERC20InsufficientAllowance";
    if (!isMissing || callsBefore(plan).length === 0) throw error;
  }
}
