/** What the chain says of the nonces that are open: in a block, dropped from it, final, or used by somebody else. */
import { RefusedError } from "../clients/errors.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { land, release, settle, setTaken, unland } from "../store/relayFates.ts";
import type { Landing } from "../store/relayFates.ts";
import { callOf, lastNonceOf, openTaken } from "../store/relayOutbox.ts";
import type { Outgoing, Slot } from "../store/relayOutbox.ts";
import type { Why } from "../store/relayQueue.ts";
import type { Mined } from "./node.ts";
import type { Round } from "./round.ts";

interface Sight {
  /** The number of the last block that can never be dropped, as it was before anything below was asked. */
  readonly final: number;
  /** The hash of a height in the present chain, asked once. */
  hashAt(height: number): Promise<Hex | undefined>;
  /** How many transactions an account had sent at a height, asked once. */
  count(account: Address, height: number): Promise<number>;
}

/** Looks at every open nonce and writes what has changed. @throws ChainReadError, RetryError, StoreError */
export async function watch(round: Round, slots: readonly Slot[]): Promise<void> {
  const { deps, signal } = round;
  const sight: Sight = {
    final: await deps.node.final(signal),
    hashAt: remember((height: number) => deps.node.hashAt(height, signal)),
    count: remember((account: Address, height: number) => deps.node.count(account, height, signal)),
  };
  for (const slot of slots) await watchSlot(round, sight, slot);
}

function remember<Key extends readonly (string | number)[], T>(
  ask: (...key: Key) => Promise<T>,
): (...key: Key) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (...key) => {
    const name = key.join(" ");
    const answer = answers.get(name) ?? ask(...key);
    answers.set(name, answer);
    return answer;
  };
}

async function watchSlot(round: Round, sight: Sight, slot: Slot): Promise<void> {
  const { leader, now, deps } = round;
  const { block } = slot;
  if (block !== null && (await sight.hashAt(block.number)) === block.hash) {
    if (block.number <= sight.final) await leader.transaction((tx) => settle(tx, slot));
    return;
  }
  const found = await landingOf(round, sight, slot);
  if (found !== undefined) {
    await leader.transaction((tx) => land(tx, slot, found));
    deps.logger.info(told(slot, { transaction: found.mined, block: found.block.number, ...found.why }), "mined");
    return;
  }
  if (block !== null) {
    await leader.transaction((tx) => unland(tx, slot, now));
    deps.logger.warn(told(slot, { block: block.number }), "the block of a transaction was dropped");
  }
  await watchOthers(round, sight, slot);
}

/** The nonce is used at the head, and by none of ours. */
async function watchOthers({ deps, leader, now, head, signal }: Round, sight: Sight, slot: Slot): Promise<void> {
  const { account, nonce } = slot;
  if ((await sight.count(account, head.number)) <= nonce) {
    if (slot.taken !== null) await leader.transaction((tx) => setTaken(tx, slot, null));
    return;
  }
  // Asked once more: what is found by now was late to be known, or moved to another block, and is ours.
  for (const { hash } of slot.transactions) if ((await deps.node.mined(hash, signal)) !== undefined) return;
  if (slot.taken === null) {
    await leader.transaction((tx) => setTaken(tx, slot, now));
    deps.logger.error(told(slot), "a transaction that is not ours has used a nonce of the relayer's key");
  }
  if ((await sight.count(account, Math.min(sight.final, head.number))) <= nonce) return;
  await leader.transaction((tx) => release(tx, slot));
}

/** One of the slot's transactions in a block of the present chain, up to the head. */
async function landingOf(round: Round, sight: Sight, slot: Slot): Promise<Landing | undefined> {
  const { deps, head, signal } = round;
  for (const transaction of slot.transactions.toReversed()) {
    const mined = await deps.node.mined(transaction.hash, signal);
    if (mined === undefined || mined.block.number > head.number) continue;
    if ((await sight.hashAt(mined.block.number)) !== mined.block.hash) continue;
    const why = await whyWithout(round, slot, transaction, mined);
    return { mined: transaction.hash, block: mined.block, spent: mined.cost, why };
  }
  return undefined;
}

/** Why a relay has had no effect; undefined if it had. */
async function whyWithout(round: Round, slot: Slot, transaction: Outgoing, mined: Mined): Promise<Why | undefined> {
  if (!transaction.carries) {
    return { error: "NodeRefuses", detail: slot.givenUp ?? "the node did not take the transaction" };
  }
  if (mined.succeeded || slot.relay === null) return undefined;
  const { deps, signal } = round;
  const call = await callOf(deps.database, slot.relay);
  if (call === undefined) return undefined;
  const revertedIn = `transaction ${transaction.hash} was reverted in block ${mined.block.number}`;
  if (mined.gasUsed === transaction.gas) return { error: "OutOfGas", detail: `${revertedIn}, out of gas` };
  try {
    // A receipt does not say why, so the call is asked again on the state of the block that refused it.
    const { to, data } = call;
    await deps.node.simulate({ from: slot.account, to, data }, mined.block.number, signal);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { error: error.code, detail: error.message };
  }
  return { error: "RevertedWithoutReason", detail: `${revertedIn}; on the state after that block it would pass` };
}

/**
 * Notices transactions of the key that this database knows nothing of: somebody else has it, or the database is an
 * older copy. Their nonces are never given to anything.
 */
export async function noticeStrangers({ deps, leader, count, now }: Round): Promise<void> {
  const { address } = deps.account;
  const last = await lastNonceOf(deps.database, address);
  if (last === undefined || count <= last + 1) return;
  await leader.transaction((tx) => openTaken(tx, address, last + 1, count - 1, now));
  deps.logger.error({ from: last + 1, to: count - 1 }, "transactions that are not ours have used the relayer's key");
}

function told({ nonce, relay }: Slot, more: object = {}): object {
  return { nonce, relay, ...more };
}
