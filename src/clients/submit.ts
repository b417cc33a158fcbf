/** From a call to what it left on the chain: estimate, send, wait, read the events. */
import { decodeLogs } from "../chain/logs.ts";
import type { Emitters } from "../chain/logs.ts";
import { decodeRevert } from "../chain/reverts.ts";
import type { RecordedEvent } from "../domain/events.ts";
import type { Hex } from "../domain/receivable.ts";
import type { Call, Connection, MinedTransaction } from "./connection.ts";
import { OutcomeUnknownError, RefusedError } from "./errors.ts";
import type { LedgerError } from "./errors.ts";
import { attempt, failureOf, refusal } from "./failures.ts";

/** What a recorded act left behind. */
export interface Recorded {
  /** Of the transaction. */
  readonly hash: Hex;
  readonly blockNumber: number;
  /** Events of the ledger and the directory, in their order. */
  readonly events: readonly RecordedEvent[];
}

/** How to wait for a transaction. */
export interface Waiting {
  /** Milliseconds between two questions. */
  readonly interval: number;
  /** Milliseconds after which the outcome counts as unknown. */
  readonly limit: number;
}

export const USUAL_WAITING: Waiting = { interval: 1_000, limit: 180_000 };

/** What no transaction may exceed on Ethereum (EIP-7825). */
const GAS_CAP = 2n ** 24n;

/** Sends a call and waits until a block holds it. @throws LedgerError */
export async function submit(
  connection: Connection,
  emitters: Emitters,
  call: Call,
  waiting: Waiting = USUAL_WAITING,
): Promise<Recorded> {
  const { hash, mined } = await sendAndWait(connection, call, waiting);
  const events = await attempt("asking", () => decodeLogs(emitters, mined.logs));
  return { hash, blockNumber: mined.blockNumber, events };
}

/** The same without reading events. @throws LedgerError */
export async function sendAndWait(
  connection: Connection,
  call: Call,
  waiting: Waiting = USUAL_WAITING,
): Promise<{ readonly hash: Hex; readonly mined: MinedTransaction }> {
  if (connection.account === undefined) {
    throw new RefusedError("AccountMissing", {}, "this client only reads: give it an account to act with");
  }
  const gas = await estimate(connection, call);
  const hash = await attempt("sending", () => connection.send(call, gas));
  const mined = await minedTransaction(connection, hash, waiting);
  if (!mined.succeeded) throw await whyReverted(connection, call, hash, mined);
  return { hash, mined };
}

/** A quarter more than the estimate, since the state may change before the call is mined; unused gas costs nothing. */
async function estimate(connection: Connection, call: Call): Promise<bigint> {
  try {
    const gas = await connection.estimateGas(call);
    const roomy = (gas * 5n) / 4n;
    return gas < GAS_CAP && roomy > GAS_CAP ? GAS_CAP : roomy;
  } catch (error) {
    const failure = failureOf("asking", error);
    if (failure.code !== "RevertedWithoutReason") throw failure;
    // Some nodes give the reason for a call but not for an estimate.
    await attempt("asking", () => connection.call(call));
    throw failure;
  }
}

async function minedTransaction(connection: Connection, hash: Hex, waiting: Waiting): Promise<MinedTransaction> {
  const started = performance.now();
  for (let silence: unknown; ;) {
    try {
      const mined = await connection.mined(hash);
      if (mined !== undefined) return mined;
      silence = undefined;
    } catch (error) {
      // A node that does not answer now may answer in a moment.
      silence = error;
    }
    if (performance.now() - started > waiting.limit) {
      const message = `transaction ${hash} is in no block yet and may still come: look at the ledger before you repeat`;
      throw new OutcomeUnknownError("NotMined", message, hash, silence);
    }
    await new Promise((resolve) => setTimeout(resolve, waiting.interval));
  }
}

/** A receipt does not say why, so the call is asked again on the state of the block that refused it. */
async function whyReverted(
  connection: Connection,
  call: Call,
  hash: Hex,
  { blockNumber }: MinedTransaction,
): Promise<LedgerError> {
  try {
    await connection.call(call, blockNumber);
  } catch (error) {
    const failure = failureOf("asking", error);
    if (failure instanceof RefusedError) return failure;
  }
  return refusal(decodeRevert("0x"), new Error(`transaction ${hash} was reverted in block ${blockNumber}`));
}
