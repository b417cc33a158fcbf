/** What creditor and debtor propose to each other as a payment plan, from what is asked for (F04 to F06). */
import { ANSWER_KINDS } from "../../domain/collections/record.ts";
import { localDay, openPrincipal, quote } from "../../domain/money.ts";
import { checkPlan, PlanError, USUAL_PLANS } from "../../domain/plans/plan.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import { plansOf } from "../../store/collections.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { listIntents } from "../../store/intentListing.ts";
import { intentOf } from "../../store/intents.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { planLimitOf } from "../../store/paymentPlans.ts";
import { lockCount } from "../../store/quotas.ts";
import { statesOf } from "../../store/readModel.ts";
import type { CollectionAct } from "../../wire/act.ts";
import type { IntentState } from "../../wire/intent.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { planFrom } from "../plans/terms.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import { randomHash } from "./agreeing.ts";
import type { PlannedCollection } from "./collectionPlanned.ts";
import type { PlanDeed } from "./collectionPlans.ts";
import { checkCollectible, collectionStanding, unfit } from "./collectionStanding.ts";
import type { CollectionStanding } from "./collectionStanding.ts";
import { fateOf } from "./fates.ts";
import { materialOf } from "./material.ts";
import { opened } from "./opening.ts";
import { partOf } from "./parties.ts";

type Asked = Extract<CollectionAct, { readonly verb: "agreePlan" }>;

const EXTENSION = ANSWER_KINDS.indexOf("extensionRequest");
/** Proposals about one receivable that are looked at, the newest. */
export const MOST_PROPOSALS = 100;

/** @throws ProblemError */
export async function proposingPlan(deps: GatewayDeps, organisation: Address, act: Asked): Promise<PlannedCollection> {
  const { database, tokens, now } = deps;
  // Whom it is placed with agrees on nothing for the creditor, and sees no terms.
  const { receivable } = await opened(database, organisation, act.receivable);
  const standing = await collectionStanding(database, organisation, act.receivable);
  const { id, state, creditor } = standing;
  const debtor = receivable.header.buyer;
  checkSide(organisation, creditor, debtor);
  checkCollectible(standing);
  const { currency } = receivable.terms;
  const plan = planFrom(act, act.theirs?.plan.salt ?? randomHash(), currency, tokens);
  const deed: PlanDeed = { verb: act.verb, id, opened: receivable, creditor, plan, answers: act.answers ?? null };
  await checkAgreeable(deps, deed, "body");
  const counters = await counteredBy(database, organisation, act, standing, now());
  return {
    ...{ id, commitment: state.commitment, between: [creditor, debtor], deed },
    ...{ money: { currency, amount: plan.debt } },
    ...(act.text !== undefined && { note: act.text }),
    // What the other side has signed at its own gateway is another way to the same, beside signing together here.
    ...(act.theirs === undefined && { once: `agreePlan ${id}` }),
    ...(counters !== undefined && { counters }),
  };
}

/** @throws ProblemError `NotAuthorised`, also for the supplier of what was assigned: it has no say any more (R59) */
function checkSide(organisation: Address, creditor: Address, debtor: Address): void {
  if (creditor === debtor) throw unfit("receivable", "its debtor holds it: nobody agrees with itself");
  if (organisation === creditor || organisation === debtor) return;
  const detail = `this is for its creditor ${creditor} or its debtor ${debtor} to do`;
  throw new ProblemError("NotAuthorised", `${detail}: sign in for that organisation`);
}

/**
 * Whether the plan fits the debt as it is now, and may be agreed; asked again whenever somebody signs it.
 * @param at Where its fields were given; undefined where they were given before.
 * @throws ProblemError `PlanUnfit`, `PlansTooMany`
 */
export async function checkAgreeable(
  { database, tokens, now }: GatewayDeps,
  { id, opened: { terms }, creditor, plan }: PlanDeed,
  at?: "body",
): Promise<void> {
  const state = (await statesOf(database, [id])).get(id)?.state;
  if (state === undefined) return;
  const today = localDay(terms, now());
  const open = openPrincipal(terms, state);
  const [last] = await plansOf(database, [id]);
  const debt = {
    today,
    undisputed: open > state.disputed ? open - state.disputed : 0n,
    owed: open + quote(terms, state, today).charges,
    agreed: last?.count ?? 0,
    mostPlans: (await planLimitOf(database, creditor))?.mostPlans ?? USUAL_PLANS,
  };
  const currency = shownCurrency(terms.currency, tokens);
  try {
    checkPlan(plan, debt, (units) => shownAmount(units, currency));
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const { field, message } = error;
    if (field === "plans") throw new ProblemError("PlansTooMany", message, { cause: error });
    const faults = at === undefined ? [] : [{ at: `${at}.${field}`, message }];
    const wayOut = at === undefined ? `${message}; propose another` : message;
    throw new ProblemError("PlanUnfit", wayOut, { faults, cause: error });
  }
}

/** States in which a proposal is on the table. */
const OPEN: ReadonlySet<IntentState> = new Set(["prepared", "partlySigned"]);
/** States in which it is too late for another in its place. */
const DONE: ReadonlySet<IntentState> = new Set(["signed", "sent", "recorded"]);

/** Whether a proposal is about the receivable as it is, and about whom it is owed to. */
export function isCurrent(
  deed: PlanDeed,
  commitment: Hex | null,
  standing: Pick<CollectionStanding, "creditor"> & { readonly state: { readonly commitment: Hex | null } },
): boolean {
  return commitment === standing.state.commitment && deed.creditor === standing.creditor;
}

/** The deed of a proposal; undefined for any other intent. */
export function planDeedOf({ body }: Pick<StoredIntent, "body">): PlanDeed | undefined {
  const deed = materialOf({ body }).plan?.deed;
  return deed?.verb === "agreePlan" ? deed : undefined;
}

/**
 * One proposal is on the table at a time: whoever has another in mind answers what is there. Asked again while it is
 * stored, for whom both sides wait that propose at one moment. @throws ProblemError `IntentExists`
 */
export async function checkTable(
  tx: Transaction,
  organisation: Address,
  { id, commitment, deed }: PlannedCollection,
  now: number,
): Promise<void> {
  if (deed.verb !== "agreePlan" || id === null) return;
  await lockCount(tx, `plans/${id}`);
  await checkOthers(tx, organisation, { receivable: id, state: { commitment }, creditor: deed.creditor }, now);
}

type Table = Parameters<typeof isCurrent>[2] & { readonly receivable: Hex; readonly answered?: string | undefined };

async function checkOthers(sql: Sql, organisation: Address, table: Table, now: number): Promise<void> {
  const filter = { organisation, verb: "agreePlan", receivable: table.receivable };
  for (const intent of await listIntents(sql, filter, MOST_PROPOSALS)) {
    const deed = planDeedOf(intent);
    if (deed === undefined || intent.organisation === organisation || intent.id === table.answered) continue;
    if (!isCurrent(deed, intent.commitment, table) || !OPEN.has((await fateOf(sql, intent, now)).state)) continue;
    const wayOut = "sign it, or name it in `answers` to put this one in its place";
    throw new ProblemError("IntentExists", `${intent.id} is on the table already: ${wayOut}`);
  }
}

/** The proposal that is over once this one is there. @throws ProblemError */
async function counteredBy(
  sql: Sql,
  organisation: Address,
  { answers, receivable }: Asked,
  { state, creditor }: CollectionStanding,
  now: number,
): Promise<string | undefined> {
  const answered = answeredIn(answers);
  if (answered.payment !== undefined) await checkRequested(sql, receivable, answered.payment);
  await checkOthers(sql, organisation, { receivable, state, creditor, answered: answered.intent }, now);
  if (answered.intent === undefined) return undefined;
  const intent = await intentOf(sql, answered.intent);
  const isShared = intent !== undefined && partOf(intent, organisation) !== undefined;
  if (!isShared || intent.receivable !== receivable || planDeedOf(intent) === undefined) {
    throw unfit("answers", "no proposal about this receivable has this id: give the `intent` of one, or leave it out");
  }
  const fate = (await fateOf(sql, intent, now)).state;
  if (DONE.has(fate)) {
    const wayOut = "both sides agreed on it, so propose anew without it";
    throw new ProblemError("ProposalOver", `${answered.intent} is ${fate}: ${wayOut}`);
  }
  return OPEN.has(fate) ? answered.intent : undefined;
}

interface Answered {
  /** Of the debtor's request. */
  readonly payment?: Hex;
  /** Of the proposal. */
  readonly intent?: string;
}

/** A payment is named by its hash, a proposal by its id; the border let nothing else in. */
function answeredIn(answers: string | undefined): Answered {
  if (answers === undefined) return {};
  return answers.startsWith("0x") ? { payment: answers as Hex } : { intent: answers };
}

/** @throws ProblemError `ArgumentInvalid` */
async function checkRequested(sql: Sql, receivable: Hex, payment: Hex): Promise<void> {
  const events = await collectionEventsOf(sql, [receivable]);
  const isKnown = events.some(
    ({ event }) =>
      event.name === "DebtorAnswered" && event.answer.kind === EXTENSION && event.answer.payment === payment,
  );
  if (isKnown) return;
  throw unfit("answers", "the debtor made no request for an extension of this payment: give the `payment` of one");
}
