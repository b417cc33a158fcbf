/** What became of intents: what the index recorded, what the relayer says, and what the clock does. */
import type { Address, Hex } from "../../domain/receivable.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { StoredEvent } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { factsOf } from "../../store/facts.ts";
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
    const taken = relay === undefined ? await takenBack(sql, intent) : undefined;
    fates.push(fateFrom(intent, { relay, taken, events: own }, now));
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

/** What is known beside the intent. */
interface Known {
  readonly relay: Relay | undefined;
  /** Who voided its signature on the chain before all had signed. */
  readonly taken: Address | undefined;
  /** Of its receivable. */
  readonly events: readonly StoredEvent[];
}

function fateFrom(intent: StoredIntent, { relay, taken, events }: Known, now: number): Fate {
  const { plan } = materialOf(intent);
  const transactions = relay?.transactions ?? [];
  const why = taken === undefined ? undefined : `${taken} has voided its signature on the chain: prepare it anew`;
  const told = {
    transactions,
    error: relay?.error ?? (taken === undefined ? null : "NonceAlreadySpent"),
    detail: relay?.detail ?? why ?? null,
  };
  const record = plan && recordOf(plan, events, { sent: transactions, afterBlock: intent.afterBlock });
  if (record) {
    const { transactionHash, blockNumber } = record.at;
    const sentDirectly = !transactions.includes(transactionHash);
    return { transactions, error: null, detail: null, state: "recorded", block: blockNumber, sentDirectly };
  }
  const state = taken !== undefined && intent.withdrawn === null ? "refused" : stateWithout(intent, relay, now);
  return { ...told, state, block: relay?.block ?? null, sentDirectly: false };
}

/** Where an intent stands that no event records. */
function stateWithout(
  { withdrawn, receivable, deadline, parties }: StoredIntent,
  relay: Relay | undefined,
  now: number,
): IntentState {
  if (withdrawn !== null) return "withdrawn";
  if (relay !== undefined) return OF_RELAY[relay.state];
  if (deadline < now) return "expired";
  if (parties.some(({ signature }) => signature !== null)) return "partlySigned";
  return receivable === null ? "awaitingCounterparty" : "prepared";
}

/** Which of the parties that signed has used the number of its signature for something else, which voids it. */
async function takenBack(sql: Sql, { parties }: StoredIntent): Promise<Address | undefined> {
  const signed = parties.flatMap(({ party, nonce, signature }) =>
    signature === null ? [] : [{ party, nonce, signer: signature.signer }],
  );
  if (signed.length === 0) return undefined;
  const { spentNonces } = await factsOf(
    sql,
    signed.map(({ signer, nonce }) => `spentNonces/${signer}/${nonce}` as const),
  );
  return signed.find(({ signer, nonce }) => spentNonces.some((one) => one.signer === signer && one.nonce === nonce))
    ?.party;
}
