/** What became of intents: what the index recorded, what the relayer says, and what the clock does. */
import type { LedgerError } from "../../clients/errors.ts";
import type { Place } from "../../domain/events.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { StoredEvent } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { factsOf } from "../../store/facts.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { relayOf } from "../../store/relays.ts";
import type { Relay } from "../../store/relays.ts";
import type { StoredStatement } from "../../store/statementRow.ts";
import { statementEventsOf } from "../../store/statementEvents.ts";
import type { StoredStatementEvent } from "../../store/statementEvents.ts";
import { statementsByIds } from "../../store/statements.ts";
import type { IntentState } from "../../wire/intent.ts";
import { collectionHistoryOf, collectionRecordOf } from "./collectionMatching.ts";
import type { CollectionHistory } from "./collectionMatching.ts";
import { factoringHistoryOf } from "./factoringHistory.ts";
import type { FactoringHistory } from "./factoringHistory.ts";
import { factoringRecordOf, repliedBefore } from "./factoringMatching.ts";
import { recordOf } from "./matching.ts";
import { materialOf, statementPlanOf } from "./material.ts";
import { isAnybodys, isOfCollection, isOfNotice, isOfReceivable, isOfStatement } from "./plans.ts";
import type { Plan } from "./plans.ts";
import type { Since } from "./recording.ts";
import { overtakenBy, statementRecordOf } from "./statementMatching.ts";

export interface Fate {
  readonly state: IntentState;
  /** That the gateway sent for it, the newest last. */
  readonly transactions: readonly Hex[];
  /** Where it is recorded. */
  readonly block: number | null;
  /** Whether it was recorded without the gateway sending it. */
  readonly sentDirectly: boolean;
  readonly error: string | null;
  readonly detail: string | null;
}

/** Of each intent, in their order. @param now Unix seconds. */
export async function fatesOf(sql: Sql, intents: readonly StoredIntent[], now: number): Promise<readonly Fate[]> {
  const history = await historyOf(sql, intents);
  const fates: Fate[] = [];
  for (const intent of intents) {
    const relay = isCarried(intent) ? await relayOf(sql, intent.id) : undefined;
    const ended = relay === undefined ? await endOf(sql, intent, history) : undefined;
    fates.push(fateFrom(intent, { relay, ended, history }, now));
  }
  return fates;
}

/** Whether the gateway can have sent it: it is signed, or is a call that takes no signature and is anybody's. */
function isCarried(intent: StoredIntent): boolean {
  const { plan } = materialOf(intent);
  return intent.signature !== null || (plan !== null && isAnybodys(plan));
}

/** What the index has of everything that some intents are about. */
interface History {
  readonly factoring: FactoringHistory;
  readonly collections: CollectionHistory;
  readonly events: ReadonlyMap<Hex | undefined, readonly StoredEvent[]>;
  readonly statements: ReadonlyMap<Hex, StoredStatement>;
  readonly statementEvents: ReadonlyMap<Hex | undefined, readonly StoredStatementEvent[]>;
}

async function historyOf(sql: Sql, intents: readonly StoredIntent[]): Promise<History> {
  const receivables = [...new Set(intents.flatMap(({ receivable }) => receivable ?? []))];
  const statements = [...new Set(intents.flatMap(({ statement }) => statement ?? []))];
  const events = receivables.length === 0 ? [] : await eventsOf(sql, receivables);
  const statementEvents = statements.length === 0 ? [] : await statementEventsOf(sql, statements);
  const byReceivable = Map.groupBy(events, ({ event }) => ("id" in event ? event.id : undefined));
  return {
    events: byReceivable,
    collections: await collectionHistoryOf(sql, intents),
    factoring: await factoringHistoryOf(sql, intents, (id) => byReceivable.get(id) ?? []),
    statements: statements.length === 0 ? new Map() : await statementsByIds(sql, statements),
    statementEvents: Map.groupBy(statementEvents, ({ event }) => ("id" in event ? event.id : undefined)),
  };
}

export async function fateOf(sql: Sql, intent: StoredIntent, now: number): Promise<Fate> {
  const [fate] = await fatesOf(sql, [intent], now);
  if (fate === undefined) throw new Error(`the intent ${intent.id} has no fate`);
  return fate;
}

/** Whether another intent of the same subject may take this one's place. */
export function isOver({ state }: Fate): boolean {
  return state === "withdrawn" || state === "expired" || state === "refused";
}

const OF_RELAY = {
  queued: "signed",
  sent: "sent",
  recorded: "recorded",
  refused: "refused",
  withdrawn: "withdrawn",
} as const satisfies Readonly<Record<Relay["state"], IntentState>>;

/** What is known beside the intent. */
interface Known {
  readonly relay: Relay | undefined;
  readonly ended: Ended | undefined;
  readonly history: History;
}

/** Why what is not sent yet never can be. */
interface Ended {
  /** The Solidity error's name. */
  readonly error: string;
  readonly detail: string;
}

function fateFrom(intent: StoredIntent, { relay, ended, history }: Known, now: number): Fate {
  const transactions = relay?.transactions ?? [];
  const record = recordIn(history, intent, { sent: transactions, afterBlock: intent.afterBlock });
  if (record !== undefined) {
    const { transactionHash, blockNumber } = record;
    const sentDirectly = !transactions.includes(transactionHash);
    return { transactions, error: null, detail: null, state: "recorded", block: blockNumber, sentDirectly };
  }
  const { error, detail } = relay ?? ended ?? { error: null, detail: null };
  const state = ended !== undefined && intent.withdrawn === null ? "refused" : stateWithout(intent, relay, now);
  return { transactions, error, detail, state, block: relay?.block ?? null, sentDirectly: false };
}

/** Where an intent was recorded. */
function recordIn(
  { events, statementEvents, factoring, collections }: History,
  intent: StoredIntent,
  since: Since,
): Place | undefined {
  const { plan } = materialOf(intent);
  if (plan === null) return undefined;
  if (isOfReceivable(plan)) return recordOf(plan, events.get(intent.receivable ?? undefined) ?? [], since)?.at;
  if (isOfCollection(plan)) return collectionRecordOf(plan, intent.receivable, collections, since)?.at;
  if (!isOfStatement(plan)) return factoringRecordOf(plan, factoring.events.get(intent.id) ?? [], since)?.at;
  return statementRecordOf(plan, statementEvents.get(intent.statement ?? undefined) ?? [], since)?.at;
}

async function endOf(sql: Sql, intent: StoredIntent, { statements, factoring }: History): Promise<Ended | undefined> {
  const taken = await takenBack(sql, intent);
  if (taken !== undefined) {
    const detail = `${taken} has voided its signature on the chain: prepare it anew`;
    return { error: "NonceAlreadySpent", detail };
  }
  const plan = statementPlanOf(intent);
  const overtaken =
    (plan && intent.statement && overtakenBy(plan, statements.get(intent.statement)?.state)) ??
    overtakenReply(intent, factoring);
  return overtaken ? { error: overtaken.code, detail: overtaken.message } : undefined;
}

function overtakenReply({ notice, body }: StoredIntent, { notices }: FactoringHistory): LedgerError | undefined {
  const { plan } = materialOf({ body });
  if (plan === null || notice === null || !isOfNotice(plan)) return undefined;
  return repliedBefore(plan, notices.get(notice)?.state);
}

/** Where an intent stands that no event records. */
function stateWithout(
  { withdrawn, body, deadline, parties, signature }: StoredIntent,
  relay: Relay | undefined,
  now: number,
): IntentState {
  if (withdrawn !== null) return "withdrawn";
  if (relay !== undefined) return OF_RELAY[relay.state];
  // Its parties send it themselves.
  if (signature !== null) return deadline < now ? "expired" : "signed";
  if (deadline < now) return "expired";
  if (parties.some(({ signature }) => signature !== null)) return "partlySigned";
  return materialOf({ body }).plan === null ? "awaitingCounterparty" : "prepared";
}

/** Which of the parties that signed has used the number of its signature for something else, which voids it. */
async function takenBack(sql: Sql, { parties, body }: StoredIntent): Promise<Address | undefined> {
  const signed = parties.flatMap(({ party, nonce, signature }) =>
    signature === null ? [] : [{ party, nonce, signer: signature.signer }],
  );
  if (signed.length === 0) return undefined;
  const kind = nonceKind(materialOf({ body }).plan);
  const facts = await factsOf(
    sql,
    signed.map(({ signer, nonce }) => `${kind}/${signer}/${nonce}` as const),
  );
  return signed.find(({ signer, nonce }) => facts[kind].some((one) => one.signer === signer && one.nonce === nonce))
    ?.party;
}

/** Ledger, statements and collections count apart. */
function nonceKind(plan: Plan | null): "spentNonces" | "statementNonces" | "collectionNonces" {
  if (plan === null || isOfReceivable(plan)) return "spentNonces";
  return isOfCollection(plan) ? "collectionNonces" : "statementNonces";
}
