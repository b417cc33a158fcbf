/** Prepares intents, each once. */
import { acceptable } from "../../clients/acceptable.ts";
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { cursorOf } from "../../store/chainTables.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import type { NewParty } from "../../store/intentParties.ts";
import { countOfSubject, endIntent, insertIntent, intentOf, openIntentOf } from "../../store/intents.ts";
import type { NewIntent, StoredIntent } from "../../store/intents.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import { raiseNotice } from "../../store/notices.ts";
import type { ActOnReceivable } from "../../wire/act.ts";
import type { NoticeKind } from "../../wire/notice.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { randomHash } from "./agreeing.ts";
import { deedOf, saidIn, sumOf } from "./deeds.ts";
import type { Deed } from "./deeds.ts";
import { fateOf, isOver } from "./fates.ts";
import { uuidOf } from "./ids.ts";
import type { Material } from "./material.ts";
import { signersOf } from "./parties.ts";
import type { Standing } from "./parties.ts";
import { permitFor } from "./permits.ts";
import { callOf, otherParty } from "./plans.ts";
import type { ReceivablePlan } from "./receivablePlans.ts";
import { explained } from "./refusals.ts";

const DAY = 86_400;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** What tells one request from another. */
export interface Wanted {
  readonly organisation: Address;
  /** What the sender calls it, if anything. */
  readonly id: string | undefined;
  /** What it is about, where it can be wanted only once at a time. */
  readonly subject: Hex | null;
  readonly content: Hex;
}

export interface Prepared {
  readonly intent: StoredIntent;
  readonly isNew: boolean;
}

/** What is stored with an intent, all or nothing. */
export interface Made {
  readonly intent: NewIntent;
  readonly also?: (tx: Transaction) => Promise<void>;
}

/** More rounds than anybody could lose in a row by chance. */
const ROUNDS = 5;

/**
 * The intent that is wanted: the one that is there, or a new one, and one only however many ask at once.
 * @throws ProblemError `IntentExists` where something else is under the id, or open about the same.
 */
export async function prepareOnce(
  { config, database, now }: Pick<GatewayDeps, "config" | "database" | "now">,
  wanted: Wanted,
  make: (id: string) => Promise<Made>,
): Promise<Prepared> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await existing(database, wanted, now());
    if (found !== undefined) return { intent: found, isNew: false };
    const id = wanted.id ?? (await madeId(database, config.secret, wanted));
    const { intent, also } = await make(id);
    const stored = await database.transaction(async (tx) => {
      if (!(await insertIntent(tx, intent))) return false;
      await also?.(tx);
      return true;
    });
    const written = stored ? await intentOf(database, id) : undefined;
    if (written !== undefined) return { intent: written, isNew: true };
  }
  throw new Error("others kept preparing the same");
}

async function existing(
  sql: Sql,
  { organisation, id, subject, content }: Wanted,
  now: number,
): Promise<StoredIntent | undefined> {
  const named = id === undefined ? undefined : await intentOf(sql, id);
  if (named !== undefined) {
    if (named.organisation === organisation && named.content === content) return named;
    throw new ProblemError("IntentExists", `the id ${named.id} is taken by something else: make another`);
  }
  const open = subject === null ? undefined : await openIntentOf(sql, organisation, subject);
  if (open === undefined) return undefined;
  if (isOver(await fateOf(sql, open, now))) {
    await endIntent(sql, open.id);
    return undefined;
  }
  if (open.content === content && id === undefined) return open;
  throw new ProblemError("IntentExists", `${open.id} is prepared for this already: use it, or withdraw it first`);
}

/** The same for whoever wants the same, until what there was is over. */
async function madeId(sql: Sql, secret: Uint8Array, { organisation, subject, content }: Wanted): Promise<string> {
  const count = subject === null ? 0 : await countOfSubject(sql, organisation, subject);
  return uuidOf(secret, `${organisation}/${subject ?? content}/${count}`);
}

/** @throws ProblemError `DeadlineInvalid` */
export function deadlineFor(asked: number | undefined, now: number): number {
  const deadline = asked ?? now + USUAL_DAYS * DAY;
  if (deadline > now && deadline <= now + MOST_DAYS * DAY) return deadline;
  throw new ProblemError("DeadlineInvalid", `give an instant in the next ${MOST_DAYS} days`);
}

/** Verbs that a commitment sees once; of the others the sender's id tells two from one sent twice. */
const ONCE: ReadonlySet<ActOnReceivable["verb"]> = new Set([
  "accept",
  "reject",
  "cancel",
  "split",
  "accelerate",
  "amend",
]);

/** Prepares an act on a receivable. @throws ProblemError */
export async function prepareAct(deps: GatewayDeps, member: Member, act: ActOnReceivable): Promise<Prepared> {
  const { database, tokens, now } = deps;
  const { organisation, account } = member;
  const { id, deadline: asked, ...wants } = act;
  const { state, receivable } = await opened(database, organisation, act.receivable);
  if (act.verb === "pay") checkPayable(receivable);
  const overdue =
    act.verb === "accelerate" ? (await opened(database, organisation, act.overdue)).receivable : undefined;
  const permit = await permitFor(deps, organisation, act, receivable);
  const deed = deedOf(act, { receivable, state, overdue, permit }, tokens);
  const { plan, parties } = planFor(deed, { receivable, standing: state, member });
  const commitment = commitmentOf(receivable);
  const content = keccakOfText(JSON.stringify([wants, commitment]));
  const once = keccakOfText(`${act.verb} ${commitment}`);
  const subject = ONCE.has(act.verb) ? once : id === undefined ? content : null;
  const deadline = deadlineFor(asked, now());
  await explained(() => (deed.verb === "amend" ? acceptable(deed.amended) : undefined));
  await explained(() => callOf(plan));
  const cursor = await cursorOf(database);
  return prepareOnce(deps, { organisation, id, subject, content }, (made) => {
    const material: Material = { plan, draft: null, said: saidIn(act) };
    const intent: NewIntent = {
      ...{ id: made, organisation, verb: act.verb, subject, content, deadline },
      ...{ receivable: idOf(receivable.header), commitment, counterparty: otherParty(plan, organisation) },
      statement: null,
      ...{ currency: receivable.terms.currency, amount: sumOf(deed, receivable) },
      ...{ preparedBy: account, prepared: now(), afterBlock: cursor?.folded.number ?? 0 },
      ...{ parties, body: material },
    };
    return Promise.resolve({ intent, also: (tx) => tellAwaited(tx, intent) });
  });
}

const AWAITED: NoticeKind = "SignatureAwaited";

/**
 * Those whose signatures an act takes beside that of whoever prepared it need not look for it again and again. Once a
 * day for each verb and agreement: to prepare costs nothing, and must not fill anybody's letter box.
 */
export async function tellAwaited(
  tx: Transaction,
  { id, organisation, verb, receivable, commitment, statement, parties, prepared }: NewIntent,
): Promise<void> {
  const organisations = parties.map(({ party }) => party).filter((party) => party !== organisation);
  if (organisations.length === 0) return;
  const about = { ...(receivable === null ? {} : { receivable }), ...(statement === null ? {} : { statement }) };
  const notice = {
    key: [AWAITED, organisation, verb, commitment ?? statement, Math.floor(prepared / DAY)].join(" "),
    kind: AWAITED,
    data: { ...about, intent: id, organisation },
    at: prepared,
  };
  await raiseNotice(tx, notice, { organisations, isAlarm: false });
}

/** ISO 4217 numbers end here; every address above is a token's. */
const LAST_ISO_NUMBER = 999n;

/** Money that moves outside the chain is paid there, and advised here. @throws ProblemError `PaidOffChain` */
function checkPayable({ terms: { currency } }: Receivable): void {
  if (BigInt(currency) > LAST_ISO_NUMBER) return;
  throw new ProblemError("PaidOffChain", "the currency moves outside the chain: pay by bank, and advise what was paid");
}

interface Planning {
  readonly receivable: Receivable;
  readonly standing: Standing;
  readonly member: Member;
}

/**
 * Makes sure that the organisation is one of those whose consents the deed takes.
 * @returns the plan as it signs it, and all who sign where others do too. @throws ProblemError `NotAuthorised`
 */
function planFor(
  deed: Deed,
  { receivable, standing, member: { organisation, account } }: Planning,
): { readonly plan: ReceivablePlan; readonly parties: readonly NewParty[] } {
  const { holder } = standing;
  const signers = signersOf(deed, receivable, standing) ?? [organisation];
  if (!signers.includes(organisation)) {
    throw new ProblemError(
      "NotAuthorised",
      `this is for ${signers.join(" and ")} to do: sign in for that organisation`,
    );
  }
  if (new Set(signers).size !== signers.length) {
    const wayOut = "send the call itself, which consents for both";
    throw new ProblemError("NotAuthorised", `${holder} holds it and owes it, and signs nothing with itself: ${wayOut}`);
  }
  const all = signers.map((party): NewParty => {
    return { party, nonce: BigInt(randomHash()), preparedBy: party === organisation ? account : null, deadline: null };
  });
  const nonce = all.find(({ party }) => party === organisation)?.nonce ?? BigInt(randomHash());
  return { plan: { deed, receivable, holder, party: organisation, nonce }, parties: all.length > 1 ? all : [] };
}

interface Opened {
  readonly receivable: Receivable;
  readonly state: ReceivableState;
}

/**
 * A receivable in which the organisation takes part, with its terms.
 * @throws ProblemError `NotFound`, or `ContentSealed` where the gateway knows no terms of its commitment
 */
async function opened(sql: Sql, organisation: Address, id: Hex): Promise<Opened> {
  if (!(await takesPart(sql, organisation, id))) throw notFound();
  const state = (await statesOf(sql, [id])).get(id)?.state;
  const agreed = state?.agreed;
  if (state === undefined || agreed === undefined) throw notFound();
  const { header, document, openTerms } = agreed;
  const receivable =
    openTerms === undefined
      ? (await contentOf(sql, state.commitment))?.receivable
      : { header, terms: openTerms, document };
  if (receivable !== undefined && commitmentOf(receivable) === state.commitment) return { receivable, state };
  const wayOut = "give the gateway its content first, or let its sender seal it to this gateway too";
  throw new ProblemError("ContentSealed", `the terms of receivable ${id} are sealed to others: ${wayOut}`);
}
