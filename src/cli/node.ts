/** The node that `--rpc` names. Its address may carry a key, so no more than the origin of it is ever repeated. */
import { shorten } from "../documents/errors.ts";
import { CommandError, EXIT } from "./exit.ts";

/** Checks what was given as `--rpc`. @throws CommandError RPC_INVALID */
export function requireRpc(rpc: string): string {
  const url = URL.canParse(rpc) ? new URL(rpc) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return rpc;
  // "host:8545" parses too, with the host as its scheme; only what follows two slashes is surely no secret.
  const shown = url?.host ? `is ${shorten(originOf(rpc))}, which no node is asked by` : "is no web address";
  throw new CommandError("RPC_INVALID", `--rpc ${shown}: give an http or https address`, EXIT.usage);
}

/** The address without user, path and query. */
export function originOf(rpc: string): string {
  const { protocol, host } = new URL(rpc);
  return `${protocol}//${host}`;
}

/** What a failed question to a node means, by what its caller can do next. */
export function nodeFailure(rpc: string, error: unknown): CommandError {
  const origin = originOf(rpc);
  const layers = [...layersOf(error)];
  const fail = (code: string, message: string): CommandError =>
    new CommandError(code, message, EXIT.chain, { cause: error });
  const status = layers.map((layer) => layer["status"]).find((value) => typeof value === "number");
  if (status !== undefined) {
    const message = `${origin} answers with HTTP status ${status}: check the path and the key in the address`;
    return fail("NODE_REFUSED", message);
  }
  if (layers.some(isSilence)) {
    return fail("NODE_UNREACHABLE", `no node answers at ${origin}: start one, or name another`);
  }
  const refusal = layers.find(({ code }) => typeof code === "number");
  if (refusal !== undefined) {
    const said = typeof refusal["details"] === "string" ? refusal["details"] : refusal["message"];
    const words = shorten(String(said).replaceAll(rpc, origin));
    return fail("NODE_REFUSED", `the node at ${origin} refuses (${words}): ask another`);
  }
  const message = `${origin} answers, but not as an Ethereum JSON-RPC node does: check the address`;
  return fail("NODE_NOT_JSON_RPC", message);
}

/** Whether the node answered a question with an error of JSON-RPC; those that lack a method differ in its code. */
export function isRefusal(error: unknown): boolean {
  return [...layersOf(error)].some(({ code }) => typeof code === "number");
}

type Layer = Readonly<Record<string, unknown>>;

function* layersOf(error: unknown): Generator<Layer> {
  for (let layer = error; layer instanceof Error; layer = layer.cause) yield layer as unknown as Layer;
}

/** A connection that was never made, or broke off, or took too long. */
function isSilence({ name, code, message }: Layer): boolean {
  return name === "TimeoutError" || typeof code === "string" || message === "fetch failed";
}
