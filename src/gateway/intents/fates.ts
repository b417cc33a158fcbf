/** What became of intents: what the index recorded, what the relayer says, and what the clock does. */
import type { Hex } from "../../domain/receivable.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { StoredEvent } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { relayOf } from "../../store/relays.ts";
import type { Relay } from "../../store/relays.ts";
import type { IntentState } from "../../wire/intent.ts";
import { recordOf } from "./matching.ts";
import { materialOf } from "./material.ts";

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
  const ids = [...new Set(intents.flatMap(({ receivable }) => receivable ?? []))];
  const events = ids.length === 0 ? [] : await eventsOf(sql, ids);
  const byReceivable = Map.groupBy(events, ({ event }) => ("id" in event ? event.id : undefined));
  const fates: Fate[] = [];
  for (const intent of intents) {
    const relay = intent.signature === null ? undefined : await relayOf(sql, intent.id);
    const own = intent.receivable === null ? [] : (byReceivable.get(intent.receivable) ?? []);
    fates.push(fateFrom(intent, relay, own, now));
  }
  return fates;
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

function fateFrom(intent: StoredIntent, relay: Relay | undefined, events: readonly StoredEvent[], now: number): Fate {
  const { plan } = materialOf(intent);
  const transactions = relay?.transactions ?? [];
  const told = { transactions, error: relay?.error ?? null, detail: relay?.detail ?? null };
  const record = plan && recordOf(plan, events, { sent: transactions, afterBlock: intent.afterBlock });
  if (record) {
    const { transactionHash, blockNumber } = record.at;
    const sentDirectly = !transactions.includes(transactionHash);
    return { transactions, error: null, detail: null, state: "recorded", block: blockNumber, sentDirectly };
  }
  const state = stateWithout(intent, relay, now);
  return { ...told, state, block: relay?.block ?? null, sentDirectly: false };
}

/** Where an intent stands that no event records. */
function stateWithout(
  { withdrawn, receivable, deadline }: StoredIntent,
  relay: Relay | undefined,
  now: number,
): IntentState {
  if (withdrawn !== null) return "withdrawn";
  if (relay !== undefined) return OF_RELAY[relay.state];
  if (deadline < now) return "expired";
  return receivable === null ? "awaitingCounterparty" : "prepared";
}
