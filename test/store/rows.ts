/** Rows for tests that care about a few of their fields. */
import type { RecordedEvent } from "../../src/domain/events.ts";
import { Status } from "../../src/domain/receivable.ts";
import type { Address, Header, Hex, Terms } from "../../src/domain/receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../../src/domain/receivableState.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import type { BlockRow } from "../../src/store/chainTables.ts";
import type { AnyEvent } from "../../src/store/eventBody.ts";
import type { StoredState } from "../../src/store/stateRow.ts";
import { termsDue } from "../domain/histories.ts";

/** The hash that is a number. */
export function hash(number: number): Hex {
  return `0x${number.toString(16).padStart(64, "0")}`;
}

/** The address that is a number. */
export function address(number: number): Address {
  return `0x${number.toString(16).padStart(40, "0")}`;
}

export const LEDGER = address(0x1ed9e4);

export function stored(id: Hex, state: ReceivableState, changedBlock = 1): StoredState {
  return { id, state, issuedBlock: 1, changedBlock, changedLog: 0 };
}

/** An accepted receivable between two parties, in the open. */
export function agreedBetween(
  supplier: Address,
  buyer: Address,
  over: Partial<Header> = {},
  terms: Terms | undefined = termsDue("2026-03-31", 1_000n),
): ReceivableState {
  const header = { supplier, buyer, invoice: hash(1), line: 0, policy: 0, revision: 0, ...over };
  return {
    ...UNKNOWN_RECEIVABLE,
    agreed: { header, terms: hash(2), document: hash(3), openTerms: terms, content: "0x" },
    status: Status.Accepted,
    holder: supplier,
  };
}

/** A block of a chain whose hashes are its numbers, or those of a fork of it. */
export function block(number: number, fork = 0): BlockRow {
  return {
    number,
    hash: hash(number + fork * 0x10000),
    parentHash: hash(number - 1 + fork * 0x10000),
    timestamp: 1_700_000_000 + number * 12,
  };
}

export function recorded(event: AnyEvent, { number, hash: blockHash }: BlockRow, logIndex: number): RecordedEvent {
  const at = { address: LEDGER, blockNumber: number, blockHash, transactionHash: hash(0x7a), logIndex };
  return { event, at };
}
