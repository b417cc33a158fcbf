/** What an error of a library or a node means for whoever wanted something of the ledger. */
import { ChainDataError } from "../chain/parameters.ts";
import { decodeRevert } from "../chain/reverts.ts";
import type { Revert } from "../chain/reverts.ts";
import { EnvelopeError } from "../domain/envelope.ts";
import type { Hex } from "../domain/receivable.ts";
import { LedgerError, OutcomeUnknownError, RefusedError, RetryError } from "./errors.ts";
import { sentenceOf } from "./sentences.ts";

/** How far an act had come. A node's answer while sending means that it took nothing; silence means nothing at all. */
export type Stage = "encoding" | "asking" | "signing" | "sending";

const DATA = /^0x(?:[0-9a-f]{2})*$/i;
const DECLINED = new Set<unknown>([4001, "ACTION_REJECTED"]);
const REVERTED = /revert|VM Exception|invalid opcode/i;
const NO_FUNDS = /insufficient funds|enough funds|exceeds (?:the balance|allowance)|cannot afford/i;
const NONCE_TAKEN =
  /nonce.{0,40}(?:too low|already|used|expired)|already known|already imported|underpriced|fee too low/i;
/** Where libraries and nodes put the error behind an error. Never the transaction: its data are no revert. */
const INSIDE = ["cause", "error", "info", "data", "originalError"] as const;

/** Does something and explains what goes wrong with it. @throws LedgerError and nothing else. */
export async function attempt<Result>(stage: Stage, act: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw failureOf(stage, error);
  }
}

/** A refusal in the contract's own words. */
export function refusal(revert: Revert, cause?: unknown): RefusedError {
  return new RefusedError(revert.name, revert.values, sentenceOf(revert), cause);
}

/** What an error means. */
export function failureOf(stage: Stage, error: unknown): LedgerError {
  if (error instanceof LedgerError) return error;
  if (error instanceof EnvelopeError) {
    return new RefusedError("ArgumentInvalid", { field: error.field, value: error.value }, error.message, error);
  }
  const layers = [...layersOf(error)];
  const reverted = revertData(layers);
  const said = layers.map(({ message }) => (typeof message === "string" ? message : "")).join("\n");
  const brief = said.split("\n")[0] ?? "";
  if (reverted !== undefined) return refusal(decodeRevert(reverted), error);
  if (stage === "encoding" || error instanceof ChainDataError) {
    return new RefusedError("ArgumentInvalid", {}, `a value does not fit the call (${brief}): correct it`, error);
  }
  if (layers.some(({ code }) => DECLINED.has(code))) {
    return new RefusedError("SignatureDeclined", {}, "the signature was declined: sign, or let it be", error);
  }
  if (REVERTED.test(said)) return refusal(decodeRevert("0x"), error);
  if (NO_FUNDS.test(said)) {
    return new RefusedError("GasNotCovered", {}, "the sender cannot pay for the transaction's gas: fund it", error);
  }
  if (NONCE_TAKEN.test(said)) {
    const message = "another transaction of the sender took this one's place: try again";
    return new RetryError("NonceTaken", {}, message, error);
  }
  return unexplained(stage, layers, brief, error);
}

function unexplained(stage: Stage, layers: readonly Layer[], brief: string, error: unknown): LedgerError {
  const answered = layers.some(({ code }) => typeof code === "number");
  if (answered || stage === "signing") {
    return new RetryError(
      "NodeRefused",
      {},
      `the node or wallet answered "${brief}": try again, or ask another`,
      error,
    );
  }
  if (stage === "sending") {
    const message = `the node fell silent (${brief}) and may have taken the transaction: look at the ledger first`;
    return new OutcomeUnknownError("SendingInterrupted", message, undefined, error);
  }
  return new RetryError("NodeUnreachable", {}, `the node did not answer (${brief}): try again, or ask another`, error);
}

type Layer = Readonly<Record<string, unknown>>;

function* layersOf(error: unknown, seen: Set<unknown> = new Set()): Generator<Layer> {
  if (typeof error !== "object" || error === null || seen.has(error)) return;
  seen.add(error);
  const layer = error as Layer;
  yield layer;
  for (const key of INSIDE) yield* layersOf(layer[key], seen);
}

/** The deepest bytes that call themselves data, which are those of the contract that refused. */
function revertData(layers: readonly Layer[]): Hex | undefined {
  const found = layers.map(({ data }) => data).findLast((data) => typeof data === "string" && DATA.test(data));
  return found === "0x" ? undefined : (found as Hex | undefined);
}
