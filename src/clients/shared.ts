/** What both clients do in the same way. */
import type { Addresses } from "../chain/addresses.ts";
import { decodeLogs } from "../chain/logs.ts";
import type { RecordedEvent } from "../domain/events.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Connection } from "./connection.ts";
import { RefusedError } from "./errors.ts";
import { attempt } from "./failures.ts";
import { submit } from "./submit.ts";
import type { Recorded, Waiting } from "./submit.ts";

/** Blocks that a node is asked for at a time; many refuse more. */
const BLOCKS_AT_ONCE = 5_000;

/** Makes something of a call. @param encode May throw what the library throws at values that do not fit. */
export type Give<Result> = (encode: () => Hex | Promise<Hex>) => Promise<Result>;

/** Sends encoded calls. @param encode As of {@link Give}. */
export type Act = (to: Address, ...give: Parameters<Give<Recorded>>) => Promise<Recorded>;

/** The call itself. @throws LedgerError */
export const encoding: Give<Hex> = (encode) => attempt("encoding", encode);

export function createAct(connection: Connection, addresses: Addresses, waiting?: Waiting): Act {
  return async (to, encode) => {
    const data = await encoding(encode);
    return submit(connection, addresses, { to, data }, waiting);
  };
}

/**
 * Makes sure that the node's chain is the one of the address file, before anything is sent to strangers.
 * @throws RefusedError with both values if it is another, or was begun anew.
 */
export async function checkChain(connection: Connection, { chainId, block, blockHash }: Addresses): Promise<void> {
  const actual = await attempt("asking", () => connection.chainId());
  if (actual !== chainId) {
    const message = `the node's chain is ${actual} and the address file's is ${chainId}: use the node of that chain`;
    throw new RefusedError("WrongChain", { expected: chainId, actual }, message);
  }
  const found = await attempt("asking", () => connection.blockHash(block));
  if (found?.toLowerCase() !== blockHash.toLowerCase()) {
    const message =
      `block ${block} of the node is ${found ?? "missing"} and the address file's is ${blockHash}: the chain was ` +
      "begun anew or the node is not up to date; deploy again, or use a node that has that block";
    throw new RefusedError("WrongChain", { expected: blockHash, actual: found ?? "" }, message);
  }
}

/** Events of blocks `from` to `to`, both included. @throws LedgerError */
export async function readEvents(
  connection: Connection,
  addresses: Addresses,
  from: number,
  to: number,
): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let start = from; start <= to; start += BLOCKS_AT_ONCE) {
    const end = Math.min(to, start + BLOCKS_AT_ONCE - 1);
    const ours = [addresses.ledger, addresses.directory];
    const logs = await attempt("asking", () => connection.logs(ours, start, end));
    events.push(...(await attempt("asking", () => decodeLogs(addresses, logs))));
  }
  return events;
}

/** Whose token a transfer moves. @throws RefusedError if a client that only reads wants to move its own. */
export function transferor(connection: Pick<Connection, "account">, from: Address | undefined): Address {
  const holder = from ?? connection.account;
  if (holder !== undefined) return holder;
  throw new RefusedError("AccountMissing", {}, "this client only reads: give it an account to act with");
}
