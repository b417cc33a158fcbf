/** What waits gets a nonce, in the order of the queue: allowed, within budget, simulated, signed, stored, sent. */
import { RefusedError } from "../clients/errors.ts";
import type { Address } from "../domain/receivable.ts";
import { bind, lastNonceOf } from "../store/relayOutbox.ts";
import type { Slot } from "../store/relayOutbox.ts";
import { nextQueued, noteWaiting, refuse } from "../store/relayQueue.ts";
import type { Queued, Why } from "../store/relayQueue.ts";
import { budgetDayOf, relayBudgetOf } from "../store/relays.ts";
import { firstFees } from "./fees.ts";
import type { Fees } from "./fees.ts";
import { mostGas, roomy } from "./gas.ts";
import { feePolicyOf, send, sign } from "./outbox.ts";
import { isUnderWay } from "./round.ts";
import type { Round } from "./round.ts";

/** How many relays one look tries at most, so that those under way are looked at in between. */
const TRIES = 64;

/** How far the relays have come that are signed and in no block yet. */
interface Line {
  /** The next nonce. */
  nonce: number;
  /** Wei that they may still cost. */
  committed: bigint;
  /** Their places in the queue. */
  readonly positions: number[];
}

/** How far a look has come in the queue, and whose relays wait there: later ones of theirs must not overtake. */
export interface Place {
  readonly position: number;
  readonly held: readonly Address[];
}

export const FROM_THE_START: Place = { position: 0, held: [] };

/** `waits`: its organisation's later ones wait too, which keeps their order. `stop`: so does everybody. */
type Outcome = "sent" | "gone" | "waits" | "stop";

/**
 * Admits relays while there is room. @param slots All open nonces @param from Where the look before this one ended
 * @returns where the next one begins: who waits at the head of the queue must not keep others from being looked at,
 *   however many organisations there are whose budgets are used up
 * @throws ChainReadError, RetryError, StoreError
 */
export async function admit(round: Round, slots: readonly Slot[], balance: bigint, from: Place): Promise<Place> {
  const { deps, signal } = round;
  const line = await lineOf(round, slots);
  const held = [...from.held];
  let last = from.position;
  for (let tries = 0; tries < TRIES && line.positions.length < deps.settings.underWay; tries += 1) {
    signal.throwIfAborted();
    const relay = await nextQueued(deps.database, last, held);
    if (relay === undefined) return FROM_THE_START;
    last = relay.position;
    const outcome = await tryOne(round, line, relay, balance);
    if (outcome === "waits") held.push(relay.organisation);
    if (outcome === "stop") return FROM_THE_START;
  }
  return line.positions.length < deps.settings.underWay ? { position: last, held } : FROM_THE_START;
}

async function lineOf({ deps, count, signal }: Round, slots: readonly Slot[]): Promise<Line> {
  const { address } = deps.account;
  const own = slots.filter((slot) => slot.account === address && isUnderWay(slot));
  const last = await lastNonceOf(deps.database, address);
  // At the very start, what somebody sent with the key before and is still waiting keeps its nonce.
  const next = last === undefined ? await deps.node.count(address, "pending", signal) : last + 1;
  const costs = own.map(({ transactions }) => transactions.at(-1)).map((newest) => (newest ? mostCost(newest) : 0n));
  return {
    nonce: Math.max(count, next),
    committed: costs.reduce((sum, cost) => sum + cost, 0n),
    // What only fills a nonce comes before everything.
    positions: own.map(({ position }) => position ?? 0),
  };
}

function mostCost({ gas, maxFee }: { readonly gas: bigint; readonly maxFee: bigint }): bigint {
  return gas * maxFee;
}

async function tryOne(round: Round, line: Line, relay: Queued, balance: bigint): Promise<Outcome> {
  const { deps, head, alarms } = round;
  if (!deps.destinations.has(relay.to)) {
    const detail = `${relay.to} is none of the contracts that are relayed to: send the transaction yourself`;
    return refuseIt(round, relay, { error: "DestinationNotAllowed", detail });
  }
  const fees = firstFees(feePolicyOf(deps), head.baseFee);
  if (fees === undefined) {
    const detail = `the base fee is ${head.baseFee} wei per gas, and the cap ${deps.settings.feeCapWei}`;
    alarms.set("FeesAboveCap", `${detail}: raise the cap, or wait`);
    return waitFor(round, relay, { error: "FeesAboveCap", detail }, "stop");
  }
  const gas = await gasOf(round, line, relay);
  if (typeof gas !== "bigint") return gas;
  const reserved = gas * deps.settings.feeCapWei;
  const budget = await relayBudgetOf(deps.database, relay.organisation, round.now);
  if (reserved > budget.limit) {
    const detail = `it may cost up to ${reserved} wei, and a whole day's budget is ${budget.limit}: send it yourself`;
    return refuseIt(round, relay, { error: "BudgetTooSmall", detail });
  }
  if (reserved > budget.left) {
    const detail =
      `it may cost up to ${reserved} wei, and ${budget.left} of the day's ${budget.limit} are left: ` +
      "it is sent when enough is left, on another day at the latest";
    return waitFor(round, relay, { error: "BudgetUsedUp", detail }, "waits");
  }
  const cost = mostCost({ gas, ...fees });
  if (line.committed + cost > balance) {
    const detail = `the relayer has ${balance} wei, and needs ${line.committed + cost} for what is under way and this`;
    alarms.set("FundsTooLow", `${detail}: send ${deps.account.address} more`);
    return waitFor(round, relay, { error: "FundsTooLow", detail }, "stop");
  }
  return bindAndSend(round, line, { relay, gas, fees, reserved });
}

/**
 * The gas of a relay on the state at the head; or what becomes of it, where the state refuses it. What was prepared on
 * a block that the round has not seen is judged once more there.
 */
async function gasOf(round: Round, line: Line, relay: Queued, head = round.head): Promise<bigint | Outcome> {
  const { deps, signal } = round;
  const { to, data } = relay;
  try {
    const gas = roomy(await deps.node.simulate({ from: deps.account.address, to, data }, head.number, signal), head);
    if (gas <= mostGas(head)) return gas;
    const detail = `it takes ${gas} gas, and a transaction may use ${mostGas(head)}: send less at a time`;
    return await refuseIt(round, relay, { error: "GasAboveLimit", detail });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const why = { error: error.code, detail: error.message };
    // What is under way and was queued earlier may be just what this one needs.
    if (line.positions.some((position) => position < relay.position)) return waitFor(round, relay, why, "waits");
    // A verdict on a state that has just gone is none.
    if ((await deps.node.hashAt(head.number, signal)) !== head.hash) return "stop";
    const latest = await deps.node.head(signal);
    if (head === round.head && latest.number > head.number) return gasOf(round, line, relay, latest);
    return refuseIt(round, relay, why);
  }
}

interface Admission {
  readonly relay: Queued;
  readonly gas: bigint;
  readonly fees: Fees;
  readonly reserved: bigint;
}

/** Stored before it is sent: whatever happens in between, the relay has this nonce and no other. */
async function bindAndSend(round: Round, line: Line, { relay, gas, fees, reserved }: Admission): Promise<Outcome> {
  const { deps, leader, now } = round;
  const { nonce } = line;
  const transaction = await sign(round, { nonce, to: relay.to, data: relay.data, gas, ...fees });
  const key = { account: deps.account.address, nonce };
  const day = budgetDayOf(now);
  const isBound = await leader.transaction((tx) => bind(tx, { ...key, relay: relay.id, transaction, reserved, day }));
  // It was withdrawn meanwhile; what was signed is forgotten.
  if (!isBound) return "gone";
  line.nonce += 1;
  line.committed += mostCost({ gas, ...fees });
  line.positions.push(relay.position);
  await send(round, nonce, transaction.hash);
  return "sent";
}

async function refuseIt({ deps, leader }: Round, { id }: Queued, why: Why): Promise<Outcome> {
  await leader.transaction((tx) => refuse(tx, id, why));
  deps.logger.info({ relay: id, ...why }, "refused");
  return "gone";
}

async function waitFor({ leader }: Round, { id }: Queued, why: Why, outcome: Outcome): Promise<Outcome> {
  await leader.transaction((tx) => noteWaiting(tx, id, why));
  return outcome;
}
