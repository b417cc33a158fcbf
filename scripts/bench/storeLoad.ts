/**
 * A ledger's life in batches: in each, some receivables are issued, those of the batch before accepted, others paid.
 */
import { keccakOfText, wordOf } from "../../src/domain/hash.ts";
import type { RecordedEvent } from "../../src/domain/events.ts";
import { after } from "../../src/domain/foldReceivable.ts";
import type { EventOfReceivable } from "../../src/domain/foldReceivable.ts";
import type { Address, Hex, Terms } from "../../src/domain/receivable.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../../src/domain/receivableState.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import type { BlockRow } from "../../src/store/chainTables.ts";
import type { StoredState } from "../../src/store/stateRow.ts";

export interface Batch {
  readonly blocks: readonly BlockRow[];
  readonly events: readonly RecordedEvent[];
  readonly states: readonly StoredState[];
}

const PARTIES = 200;
const EVENTS_IN_A_BLOCK = 100;
const HASH = keccakOfText("a paper");

function party(index: number): Address {
  return `0x${(index % PARTIES).toString(16).padStart(40, "5")}`;
}

function termsOf(index: number): Terms {
  return {
    currency: party(7),
    amount: BigInt(1_000_000 + index),
    dueDay: 20_500 + (index % 120),
    utcOffset: 60,
    discountDay1: 20_450,
    discount1: 20_000n,
    discountDay2: 0,
    discount2: 0n,
    slidingRate: 0,
    discountOnParts: true,
    lateRate: 90_000,
    basis: 365,
    graceDays: 0,
    fixedSum: 4_000n,
    allocation: 0,
    accelerationDays: 0,
    salt: HASH,
  };
}

function issueOf(index: number): readonly EventOfReceivable[] {
  const id = idOf(index);
  const [supplier, buyer] = [party(index), party(index * 7 + 1)];
  const header = { supplier, buyer, invoice: HASH, line: 0, policy: 0, revision: 0 };
  return [
    { name: "Transfer", from: ZERO_ADDRESS, to: supplier, id },
    { name: "ReceivableIssued", id, by: supplier, document: HASH, terms: termsOf(index), ...header },
  ];
}

/** Spread over the whole index, as real ids are. */
function idOf(index: number): Hex {
  return keccakOfText(`receivable ${index}`);
}

function acceptanceOf(index: number): EventOfReceivable {
  return { name: "ReceivableAccepted", id: idOf(index), by: party(index * 7 + 1), commitment: HASH };
}

function paymentOf(index: number): EventOfReceivable {
  const [payer, holder] = [party(index * 7 + 1), party(index)];
  const paid = { principal: BigInt(1_000_000 + index), discount: 0n, charges: 0n, lateDays: 0n, closed: true };
  return { name: "ReceivablePaid", id: idOf(index), payer, holder, ...paid };
}

export function batches(count: number, issued: number): readonly Batch[] {
  return [...rounds(count, issued)];
}

/** Batches of four events for each receivable that is issued in them, the first two being smaller. */
export function* rounds(count: number, issued: number): Generator<Batch> {
  const states = new Map<Hex, ReceivableState>();
  let number = 0;
  for (let batch = 0; batch < count; batch += 1) {
    const indexes = (back: number): readonly number[] =>
      batch < back ? [] : Array.from({ length: issued }, (_unused, index) => (batch - back) * issued + index);
    const told = [...indexes(0).flatMap(issueOf), ...indexes(1).map(acceptanceOf), ...indexes(2).map(paymentOf)];
    const blocks: BlockRow[] = [];
    const touched = new Map<Hex, StoredState>();
    const events = told.map((event, index): RecordedEvent => {
      if (index % EVENTS_IN_A_BLOCK === 0) {
        number += 1;
        blocks.push({ number, hash: wordOf(number), parentHash: wordOf(number - 1), timestamp: number });
      }
      const state = after(states.get(event.id) ?? UNKNOWN_RECEIVABLE, event);
      states.set(event.id, state);
      const logIndex = index % EVENTS_IN_A_BLOCK;
      touched.set(event.id, { id: event.id, state, issuedBlock: 1, changedBlock: number, changedLog: logIndex });
      const at = { address: party(9), blockNumber: number, blockHash: wordOf(number), transactionHash: HASH, logIndex };
      return { event, at };
    });
    // What was paid is never touched again.
    for (const index of indexes(2)) states.delete(idOf(index));
    yield { blocks, events, states: [...touched.values()] };
  }
}
