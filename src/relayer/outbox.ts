/** What is signed gets into a block: sent again where nodes forgot it, at a higher fee where it waits too long. */
import { RefusedError } from "../clients/errors.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import {
  addTransaction,
  callOf,
  giveUp,
  missingNonces,
  noteSending,
  openSlot,
  rawOf,
  reserve,
} from "../store/relayOutbox.ts";
import type { CallRow, Outgoing, Signed, Slot } from "../store/relayOutbox.ts";
import { relayBudgetOf } from "../store/relays.ts";
import type { Answer } from "./answers.ts";
import { bumpedFees, firstFees } from "./fees.ts";
import type { FeePolicy, Fees } from "./fees.ts";
import { mostGas, roomy } from "./gas.ts";
import type { RelayerDeps } from "./deps.ts";
import { feesInWords, isUnderWay } from "./round.ts";
import type { Round } from "./round.ts";

export function feePolicyOf({ settings }: RelayerDeps): FeePolicy {
  return { tip: settings.tipWei, cap: settings.feeCapWei };
}

/**
 * Opens the nonces below those that wait for a block and that nothing will ever use: a transaction that was not ours
 * had one and was dropped. Only once something has waited behind them, since a stranger's may still be mined.
 */
export async function openGaps(round: Round, slots: readonly Slot[]): Promise<boolean> {
  const { deps, leader, count, now } = round;
  const { address } = deps.account;
  const waiting = slots.findLast(
    (slot) => slot.account === address && isUnderWay(slot) && isOverdue(round, slot.transactions.at(-1)),
  );
  if (waiting === undefined || waiting.nonce <= count) return false;
  const missing = await missingNonces(deps.database, address, count, waiting.nonce - 1);
  if (missing.length === 0) return false;
  await leader.transaction(async (tx) => {
    for (const nonce of missing) await openSlot(tx, { account: address, nonce }, null);
  });
  deps.logger.warn({ missing, now }, "nonces that nothing uses are filled");
  return true;
}

function isOverdue({ deps, now }: Round, transaction: Outgoing | undefined): boolean {
  return transaction !== undefined && now - transaction.since >= deps.settings.bumpSeconds;
}

/** Signs what has to take the place of what is there already, or of nothing, and stores it. */
export async function replaceOverdue(round: Round, slots: readonly Slot[]): Promise<void> {
  const { deps } = round;
  for (const slot of slots) {
    if (slot.account !== deps.account.address || !isUnderWay(slot)) continue;
    const newest = slot.transactions.at(-1);
    if (newest === undefined) await fill(round, slot, firstFees(feePolicyOf(deps), round.head.baseFee));
    else if (isGivenUp(round, slot, newest)) await fill(round, slot, raisedOrSame(round, newest), newest.fault);
    else if (wantsBump(round, slot, newest)) await bump(round, slot, newest);
  }
}

/** A node refuses what carries the relay, again and again: without a substitute, nothing behind it would move. */
function isGivenUp({ deps }: Round, { relay }: Slot, { carries, refusals }: Outgoing): boolean {
  return relay !== null && carries && refusals >= deps.settings.refusals;
}

/** The first in the line, or one that the present base fee keeps out of blocks; those behind others wait for them. */
function wantsBump(round: Round, { nonce }: Slot, newest: Outgoing): boolean {
  if (newest.answer === "underpriced") return true;
  if (newest.sent === null || !isOverdue(round, newest)) return false;
  return nonce === round.count || newest.maxFee < round.head.baseFee + newest.tip;
}

async function bump(round: Round, slot: Slot, newest: Outgoing): Promise<void> {
  const { deps, leader } = round;
  const fees = bumpedFees(feePolicyOf(deps), round.head.baseFee, newest);
  if (fees === undefined) {
    alarmOfCap(round, `nonce ${slot.nonce} waits at ${feesInWords(newest)}`);
    return;
  }
  const relay = newest.carries ? slot.relay : null;
  const row = relay === null ? undefined : await callOf(deps.database, relay);
  const gas = row === undefined ? newest.gas : await gasNow(round, row, newest);
  const { to, data } = row ?? toSelf(slot.account);
  const signed = await sign(round, { nonce: slot.nonce, to, data, gas, ...fees });
  await leader.transaction(async (tx) => {
    await addTransaction(tx, slot, relay, signed);
    if (relay !== null && gas > newest.gas) await reserve(tx, relay, gas * deps.settings.feeCapWei);
  });
  deps.logger.warn({ nonce: slot.nonce, relay: slot.relay, ...inText(fees) }, "signed again at higher fees");
}

/** What a call takes by now, if that is more than before and the budget has it: what went before it may be dropped. */
async function gasNow({ deps, head, now, signal }: Round, call: CallRow, before: Outgoing): Promise<bigint> {
  const { organisation, to, data } = call;
  try {
    const gas = roomy(await deps.node.simulate({ from: deps.account.address, to, data }, head.number, signal), head);
    if (gas <= before.gas || gas > mostGas(head)) return before.gas;
    const { left } = await relayBudgetOf(deps.database, organisation, now);
    return (gas - before.gas) * deps.settings.feeCapWei <= left ? gas : before.gas;
  } catch (error) {
    // What is behind others may be refused until they are in a block.
    if (error instanceof RefusedError) return before.gas;
    throw error;
  }
}

/** A transfer of nothing to the key itself. @param reason Why the relay that has the nonce is given up */
async function fill(round: Round, slot: Slot, fees: Fees | undefined, reason?: string | null): Promise<void> {
  const { deps, leader, head, signal } = round;
  if (fees === undefined) {
    alarmOfCap(round, `nonce ${slot.nonce} cannot be filled`);
    return;
  }
  const call = toSelf(slot.account);
  const gas = roomy(await deps.node.simulate({ ...call, from: slot.account }, head.number, signal), head);
  const signed = await sign(round, { nonce: slot.nonce, ...call, gas, ...fees });
  await leader.transaction(async (tx) => {
    if (slot.relay !== null) await giveUp(tx, slot, reason ?? "");
    await addTransaction(tx, slot, null, signed);
  });
  deps.logger.warn({ nonce: slot.nonce, relay: slot.relay, reason }, "a nonce is filled by a transfer of nothing");
}

function raisedOrSame({ deps, head }: Round, newest: Outgoing): Fees {
  return bumpedFees(feePolicyOf(deps), head.baseFee, newest) ?? newest;
}

function toSelf(account: Address): { readonly to: Address; readonly data: Hex } {
  return { to: account, data: "0x" };
}

function alarmOfCap({ deps, alarms }: Round, what: string): void {
  alarms.set("FeesAboveCap", `${what}: raise the fee cap above ${deps.settings.feeCapWei} wei per gas, or wait`);
}

/** JSON has no bigint. */
function inText({ maxFee, tip }: Fees): object {
  return { maxFee: maxFee.toString(), tip: tip.toString() };
}

export interface Unsigned extends Fees {
  readonly nonce: number;
  readonly to: Address;
  readonly data: Hex;
  readonly gas: bigint;
}

export async function sign({ deps, now }: Round, { nonce, to, data, gas, maxFee, tip }: Unsigned): Promise<Signed> {
  const draft = { chainId: deps.node.chainId, nonce, to, data, gas, maxFee, tip };
  return { ...(await deps.account.sign(draft)), gas, maxFee, tip, since: now };
}

/** Sends what was never sent, or long ago, in the order of the nonces. @throws ChainReadError */
export async function sendDue(round: Round, slots: readonly Slot[]): Promise<void> {
  const { now, deps } = round;
  for (const slot of slots) {
    const newest = slot.transactions.at(-1);
    if (newest === undefined || !isUnderWay(slot)) continue;
    if (newest.sent !== null && now - newest.sent < deps.settings.resendSeconds) continue;
    await send(round, slot.nonce, newest.hash);
  }
}

/** Hands a stored transaction to the node and stores what it said. @throws ChainReadError */
export async function send(round: Round, nonce: number, hash: Hex): Promise<void> {
  const { deps, leader, now, signal } = round;
  const raw = await rawOf(deps.database, hash);
  if (raw === undefined) return;
  const answer = await deps.node.send(raw, signal);
  const { kind } = answer;
  const fault = answer.kind === "taken" ? null : answer.words;
  // What was used or is too cheap now is so in a moment, too; the rest is tried again at the next look.
  const rests = kind === "taken" || kind === "nonceUsed" || kind === "underpriced";
  const noted = { sent: rests ? now : null, answer: fault === null ? null : kind, fault };
  await leader.transaction((tx) => noteSending(tx, hash, { ...noted, isRefusal: kind === "refused" }));
  if (fault === null) deps.logger.info({ nonce, transaction: hash }, "sent");
  else deps.logger.warn({ nonce, transaction: hash, answer: kind, fault }, "the node did not take a transaction");
  alarmOf(round, answer);
}

function alarmOf({ alarms }: Round, answer: Answer): void {
  if (answer.kind === "unfunded") alarms.set("FundsTooLow", `${answer.words}: send the relayer's account more`);
  if (answer.kind === "refused") alarms.set("NodeRefuses", answer.words);
}
