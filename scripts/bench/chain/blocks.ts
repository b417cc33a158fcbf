/** Blocks that hold the story: headers, receipts roots and blooms are those of what is in them. */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { headerHash } from "../../../src/chain/integrityHeader.ts";
import { bloomOf, receiptsRoot } from "../../../src/chain/integrityReceipts.ts";
import type { Receipt } from "../../../src/chain/integrityReceipts.ts";
import { hexOfBytes } from "../../../src/chain/rlp.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { acts, hashOf, LEDGER } from "./story.ts";
import type { Act } from "./story.ts";

export interface MadeChain {
  readonly events: number;
  /** The last block. */
  readonly height: number;
  /** A block's JSON by its number. */
  readonly blocks: readonly string[];
  /** Number by hash. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The logs of a range of blocks as the inside of a JSON array. */
  logs(from: number, to: number): Buffer;
  close(): void;
}

export const GAS_OF_AN_ACT = 100_000;
const FIRST_INSTANT = 1_760_000_000;
const SECONDS = 12;
const ZERO_HASH: Hex = `0x${"00".repeat(32)}`;
const SEPARATOR = 1;
/** The block of the deployment; up to it, blocks hold nothing. */
export const DEPLOYMENT = 1;

/** Makes a chain of so many events at least; its logs lie in a file, since a million of them is a gigabyte. */
export function makeChain(file: string, wanted: number, eventsInABlock: number): MadeChain {
  const out = openSync(file, "w+");
  const ends: number[] = [];
  const blocks: string[] = [];
  const numbers = new Map<string, number>();
  const story = acts();
  let [events, size, parentHash] = [0, 0, ZERO_HASH];
  for (let number = 0; events < wanted; number += 1) {
    const taken = number <= DEPLOYMENT ? [] : take(story, eventsInABlock);
    const { json, hash, logs } = blockOf(number, parentHash, taken);
    parentHash = hash;
    blocks.push(json);
    numbers.set(hash, number);
    events += logs.length;
    const text = Buffer.from(logs.map((log) => `${log},`).join(""));
    writeSync(out, text);
    size += text.length;
    ends.push(size);
  }
  return {
    events,
    height: blocks.length - 1,
    blocks,
    numbers,
    logs(from, to) {
      const start = from === 0 ? 0 : (ends[from - 1] ?? size);
      const end = ends[Math.min(to, ends.length - 1)] ?? size;
      if (end <= start) return Buffer.alloc(0);
      const buffer = Buffer.allocUnsafe(end - start - SEPARATOR);
      readSync(out, buffer, 0, buffer.length, start);
      return buffer;
    },
    close: () => closeSync(out),
  };
}

function take(story: Generator<Act>, events: number): readonly Act[] {
  const taken: Act[] = [];
  for (let count = 0; count < events;) {
    const { value } = story.next() as { value: Act };
    taken.push(value);
    count += value.length;
  }
  return taken;
}

interface MadeBlock {
  readonly json: string;
  readonly hash: Hex;
  readonly logs: readonly string[];
}

function blockOf(number: number, parentHash: Hex, taken: readonly Act[]): MadeBlock {
  const receipts = taken.map((act, index): Receipt => ({
    type: 2,
    outcome: true,
    cumulativeGasUsed: quantity(GAS_OF_AN_ACT * (index + 1)),
    logs: act.map((log) => ({ ...log, address: LEDGER })),
  }));
  const transactions = taken.map((_, index) => hashOf(`transaction ${number} ${index}`));
  const header = {
    number: quantity(number),
    parentHash,
    sha3Uncles: hashOf("no uncles"),
    miner: LEDGER,
    stateRoot: hashOf(`state ${number}`),
    transactionsRoot: hashOf(`transactions ${number}`),
    receiptsRoot: receiptsRoot(receipts),
    logsBloom: hexOfBytes(bloomOf(receipts.flatMap(({ logs }) => logs))),
    difficulty: "0x0",
    gasLimit: quantity(60_000_000),
    gasUsed: quantity(GAS_OF_AN_ACT * taken.length),
    timestamp: quantity(FIRST_INSTANT + SECONDS * number),
    extraData: "0x",
    mixHash: ZERO_HASH,
    nonce: "0x0000000000000000",
    baseFeePerGas: "0x7",
    withdrawalsRoot: ZERO_HASH,
    blobGasUsed: "0x0",
    excessBlobGas: "0x0",
    parentBeaconBlockRoot: ZERO_HASH,
    requestsHash: ZERO_HASH,
  };
  const hash = headerHash(header) as Hex;
  const json = JSON.stringify({ ...header, hash, size: "0x400", transactions, uncles: [], withdrawals: [] });
  const place = { blockNumber: header.number, blockHash: hash };
  let logIndex = 0;
  const logs = taken.flatMap((act, index) =>
    act.map(({ topics, data }) => {
      const at = { transactionHash: transactions[index], transactionIndex: quantity(index), ...place };
      const log = { address: LEDGER, topics, data, ...at, logIndex: quantity(logIndex), removed: false };
      logIndex += 1;
      return JSON.stringify(log);
    }),
  );
  return { json, hash, logs };
}

function quantity(value: number): Hex {
  return `0x${value.toString(16)}`;
}
