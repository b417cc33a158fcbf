/** Blocks made by a test: their hashes are those of their headers, and commit to their receipts as on any chain. */
import { headerHash } from "../../../src/chain/integrityHeader.ts";
import { bloomOf, receiptsRoot } from "../../../src/chain/integrityReceipts.ts";
import { hexOfBytes } from "../../../src/chain/rlp.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import type { TapedTransaction } from "./tapes.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface ModelBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly parent: ModelBlock | undefined;
  readonly parentHash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly transactions: readonly TapedTransaction[];
  /** As nodes tell them. */
  readonly fields: Fields;
  readonly receipts: readonly Fields[];
  readonly logs: readonly Fields[];
  /** How much of each tape was played up to here. */
  readonly played: readonly number[];
}

const SECONDS = 12;
const FIRST_INSTANT = 1_790_000_000;
const NOTHING: Hex = `0x${"00".repeat(32)}`;
const GAS = 21_000;

/** @param salt Tells blocks apart that hold the same and have one parent. */
export function blockAfter(
  parent: ModelBlock | undefined,
  transactions: readonly TapedTransaction[],
  played: readonly number[],
  salt: number,
): ModelBlock {
  const number = (parent?.number ?? -1) + 1;
  const timestamp = FIRST_INSTANT + number * SECONDS;
  const receipts = transactions.map(({ logs }, index) => ({
    type: 2,
    outcome: true,
    cumulativeGasUsed: quantity((index + 1) * GAS),
    logs,
  }));
  const header = {
    parentHash: parent?.hash ?? NOTHING,
    sha3Uncles: keccakOfText("no uncles"),
    miner: `0x${"00".repeat(20)}`,
    stateRoot: keccakOfText(`state ${played.join()}`),
    transactionsRoot: keccakOfText(transactions.map(({ hash }) => hash).join()),
    receiptsRoot: receiptsRoot(receipts),
    logsBloom: hexOfBytes(bloomOf(transactions.flatMap(({ logs }) => logs))),
    difficulty: "0x0",
    number: quantity(number),
    gasLimit: quantity(30_000_000),
    gasUsed: quantity(transactions.length * GAS),
    timestamp: quantity(timestamp),
    extraData: `0x${salt.toString(16).padStart(8, "0")}`,
    mixHash: NOTHING,
    nonce: "0x0000000000000000",
    baseFeePerGas: "0x7",
  };
  const hash = headerHash(header) as Hex;
  const fields = { ...header, hash, transactions: transactions.map((transaction) => transaction.hash) };
  const block = { number, hash, parent, parentHash: header.parentHash, timestamp, transactions, fields, played };
  const told = receiptsOf(block);
  return { ...block, receipts: told, logs: told.flatMap(({ logs }) => logs) };
}

type Told = Fields & { readonly logs: readonly Fields[] };

function receiptsOf(block: Pick<ModelBlock, "number" | "hash" | "timestamp" | "transactions">): readonly Told[] {
  const place = { blockNumber: quantity(block.number), blockHash: block.hash };
  let logIndex = 0;
  return block.transactions.map(({ hash, logs }, index) => {
    const own = { ...place, transactionHash: hash, transactionIndex: quantity(index) };
    const told = logs.map((log) => {
      const at = { ...own, logIndex: quantity(logIndex), blockTimestamp: quantity(block.timestamp), removed: false };
      logIndex += 1;
      return { ...log, ...at };
    });
    return { ...own, type: "0x2", status: "0x1", cumulativeGasUsed: quantity((index + 1) * GAS), logs: told };
  });
}

export function quantity(number: number): Hex {
  return `0x${number.toString(16)}`;
}
