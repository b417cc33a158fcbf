/** Follows a chain block by block: folds what the ledger recorded and compares it with what the node stores. */
import { expect } from "chai";
import { decodeLogs } from "../../src/chain/logs.ts";
import { viemConnection } from "../../src/clients/viem/connection.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { EMPTY_LEDGER, fold } from "../../src/domain/fold.ts";
import type { LedgerState } from "../../src/domain/fold.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { wordsOf } from "../../src/domain/words.ts";
import type { TestChain } from "./chain.ts";

export interface Mirror {
  /** Names of all events so far, those that were reorganised away included. */
  readonly seen: ReadonlySet<LedgerEvent["name"]>;
  state(): LedgerState;
  /** Drops what is no longer on the chain, folds what is new, and compares every word that could have changed. */
  follow(): Promise<void>;
  /** Compares every word that was ever written. */
  compareAll(): Promise<void>;
}

interface Row {
  readonly number: number;
  readonly hash: Hex;
  readonly state: LedgerState;
  readonly words: ReadonlyMap<Hex, Hex>;
}

export async function createMirror(chain: TestChain): Promise<Mirror> {
  const { reader, addresses } = chain;
  const connection = viemConnection({ reader });
  const start = Number(await reader.getBlockNumber());
  const rows: Row[] = [await rowOf(start, EMPTY_LEDGER)];
  const seen = new Set<LedgerEvent["name"]>();
  const everWritten = new Set<Hex>();
  const head = (): Row => {
    const row = rows.at(-1);
    if (row === undefined) throw new Error("the chain was reorganised below its start");
    return row;
  };

  async function rowOf(number: number, state: LedgerState): Promise<Row> {
    const hash = (await connection.blockHash(number)) ?? ZERO_HASH;
    return { number, hash, state, words: wordsOf(state) };
  }

  async function dropForked(): Promise<void> {
    while ((await connection.blockHash(head().number)) !== head().hash) rows.pop();
  }

  async function compare(slots: Iterable<Hex>): Promise<void> {
    const { number, words } = head();
    for (const slot of slots) {
      const stored = await reader.getStorageAt({ address: addresses.ledger, slot, blockNumber: BigInt(number) });
      expect(words.get(slot) ?? ZERO_HASH, `slot ${slot} after block ${number}`).to.equal(stored);
    }
  }

  return {
    seen,
    state: () => head().state,
    async follow() {
      await dropForked();
      const latest = Number(await reader.getBlockNumber());
      for (let number = head().number + 1; number <= latest; number += 1) {
        const before = head();
        const logs = await connection.logs([addresses.ledger], number, number);
        const events = decodeLogs(addresses, logs).map(({ event }) => event as LedgerEvent);
        for (const { name } of events) seen.add(name);
        const after = await rowOf(number, fold(before.state, events));
        rows.push(after);
        const touched = new Set([...changes(before.words, after.words), ...(await writtenSlots(chain, number))]);
        for (const slot of touched) everWritten.add(slot);
        await compare(touched);
      }
    },
    compareAll: () => compare(everWritten),
  };
}

function changes(before: ReadonlyMap<Hex, Hex>, after: ReadonlyMap<Hex, Hex>): readonly Hex[] {
  return [...before.keys(), ...after.keys()].filter((slot) => before.get(slot) !== after.get(slot));
}

interface Trace {
  readonly structLogs: readonly { readonly op: string; readonly stack: readonly string[] }[];
}

/** Slots that a block's transactions wrote, in whatever contract: the ledger has nothing in those of others. */
async function writtenSlots({ provider, reader }: TestChain, blockNumber: number): Promise<readonly Hex[]> {
  const { transactions } = await reader.getBlock({ blockNumber: BigInt(blockNumber) });
  const slots: Hex[] = [];
  for (const hash of transactions) {
    const options = { disableMemory: true, disableStorage: true };
    const trace = (await provider.request({ method: "debug_traceTransaction", params: [hash, options] })) as Trace;
    for (const { op, stack } of trace.structLogs) {
      if (op === "SSTORE") slots.push(wordFrom(stack.at(-1) ?? "0"));
    }
  }
  return slots;
}

function wordFrom(digits: string): Hex {
  return `0x${digits.replace(/^0x/, "").padStart(64, "0")}`;
}
