/** What nodes say of blocks, logs and receipts, checked where it comes in: field by field, and against the question. */
import type { Hex } from "../domain/receivable.ts";
import { headerHash } from "./integrityHeader.ts";
import type { Receipt } from "./integrityReceipts.ts";
import type { RawLog } from "./logs.ts";
import { ChainBehind, ChainDishonest, RpcMalformed } from "./rpcErrors.ts";

/** A block in a chain of blocks. */
export interface BlockRef {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** A block whose hash has been recomputed from its header. */
export interface Block extends BlockRef {
  readonly receiptsRoot: Hex;
  readonly logsBloom: Hex;
  /** Hashes of its transactions, as the provider lists them; no hash here commits to them. */
  readonly transactions: readonly Hex[];
  /** Who told. */
  readonly provider: string;
}

/** A receipt with its logs where they stand. */
export interface BlockReceipt extends Receipt {
  readonly transactionHash: Hex;
  readonly logs: readonly RawLog[];
}

/** Who was asked what; every fault names both. */
export interface Source {
  readonly provider: string;
  readonly method: string;
}

/** What a question for logs allows in its answer. */
export interface LogQuestion {
  readonly from: number;
  readonly to: number;
  /** In lower case; undefined if any will do. */
  readonly addresses: ReadonlySet<string> | undefined;
  /** The only block that may occur, where it was asked for by its hash. */
  readonly blockHash?: Hex;
}

type Fields = Readonly<Record<string, unknown>>;

const QUANTITY = /^0x[0-9a-f]{1,64}$/i;
const DATA = /^0x(?:[0-9a-f]{2})*$/i;
const HASH = /^0x[0-9a-f]{64}$/i;
const ADDRESS = /^0x[0-9a-f]{40}$/i;
const MAX_TOPICS = 4;
const LONGEST_SHOWN = 80;

/**
 * A block as eth_getBlockByNumber and its like give it, with its transactions as hashes or in full.
 * @throws ChainBehind if there is none; RpcMalformed; ChainDishonest if its hash is not that of its header
 */
export function readBlock(result: unknown, source: Source, wanted: number | Hex | undefined): Block {
  if (result === null) throw new ChainBehind(source.provider, source.method, `it has no block ${wanted ?? "there"}`);
  const fields = fieldsOf(result, source, "its block");
  const block: Block = {
    number: numberIn(fields, "number", source),
    hash: hashIn(fields, "hash", source),
    parentHash: hashIn(fields, "parentHash", source),
    timestamp: numberIn(fields, "timestamp", source),
    receiptsRoot: hashIn(fields, "receiptsRoot", source),
    logsBloom: dataIn(fields, "logsBloom", source),
    transactions: listIn(fields, "transactions", source).map((entry) => transactionHashOf(entry, source)),
    provider: source.provider,
  };
  if (wanted !== undefined && wanted !== block.number && wanted !== block.hash) {
    throw malformed(source, `it was asked for block ${wanted} and gives block ${block.number}, ${block.hash}`);
  }
  const hash = headerHash(fields);
  if (typeof hash !== "string") throw malformed(source, `${hash.field} of its block ${block.number} is no hexadecimal`);
  if (hash !== block.hash) {
    const fault = `it says ${block.hash}, the fields of the header give ${hash}`;
    throw new ChainDishonest(source.provider, source.method, block.number, "header hash", fault);
  }
  return block;
}

/**
 * Logs as eth_getLogs gives them, in the order of the chain.
 * @throws RpcMalformed at a log that was not asked for, was removed, or is there twice
 */
export function readLogs(result: unknown, source: Source, question: LogQuestion): readonly RawLog[] {
  if (!Array.isArray(result)) throw malformed(source, `it gives ${show(result)} as a list of logs`);
  const logs = result.map((entry: unknown) => readLog(fieldsOf(entry, source, "its log"), source));
  for (const log of logs) checkAsked(log, source, question);
  logs.sort((one, other) => one.blockNumber - other.blockNumber || one.logIndex - other.logIndex);
  for (let index = 1; index < logs.length; index += 1) {
    const [before, log] = [logs[index - 1], logs[index]];
    if (before === undefined || log === undefined || before.blockNumber !== log.blockNumber) continue;
    if (before.blockHash !== log.blockHash) {
      throw malformed(source, `it gives block ${log.blockNumber} two hashes, ${before.blockHash} and ${log.blockHash}`);
    }
    if (before.logIndex === log.logIndex) {
      throw malformed(source, `it gives log ${log.logIndex} of block ${log.blockNumber} twice`);
    }
  }
  return logs;
}

function readLog(fields: Fields, source: Source): RawLog {
  if (fields["removed"] === true) throw malformed(source, "it gives a log that it calls removed");
  const topics = listIn(fields, "topics", source);
  if (topics.length > MAX_TOPICS) throw malformed(source, `it gives a log with ${topics.length} topics`);
  return {
    address: textIn(fields, "address", ADDRESS, source),
    blockNumber: numberIn(fields, "blockNumber", source),
    blockHash: hashIn(fields, "blockHash", source),
    transactionHash: hashIn(fields, "transactionHash", source),
    logIndex: numberIn(fields, "logIndex", source),
    topics: topics.map((topic) => textOf(topic, "a topic", HASH, source)),
    data: dataIn(fields, "data", source),
  };
}

function checkAsked(log: RawLog, source: Source, { from, to, addresses, blockHash }: LogQuestion): void {
  if (log.blockNumber < from || log.blockNumber > to) {
    throw malformed(source, `it was asked for blocks ${from} to ${to} and gives a log of block ${log.blockNumber}`);
  }
  if (addresses !== undefined && !addresses.has(log.address)) {
    throw malformed(source, `it gives a log of ${log.address}, which was not asked for`);
  }
  if (blockHash !== undefined && log.blockHash !== blockHash) {
    throw malformed(source, `it was asked for block ${blockHash} and gives a log of block ${log.blockHash}`);
  }
}

/**
 * The receipts of a block, one for each of its transactions and in their order.
 * @throws ChainBehind if a receipt is missing; RpcMalformed
 */
export function readReceipts(result: unknown, source: Source, block: Block): readonly BlockReceipt[] {
  if (result === null) throw new ChainBehind(source.provider, source.method, `it has no block ${block.number}`);
  if (!Array.isArray(result)) throw malformed(source, `it gives ${show(result)} as a list of receipts`);
  if (result.length !== block.transactions.length) {
    const fault = `block ${block.number} has ${block.transactions.length} transactions and ${result.length} receipts`;
    throw malformed(source, fault);
  }
  return result.map((entry: unknown, index) => readReceipt(entry, source, block, block.transactions[index]));
}

export function readReceipt(entry: unknown, source: Source, block: Block, wanted: Hex | undefined): BlockReceipt {
  if (entry === null) throw new ChainBehind(source.provider, source.method, `it has no receipt of ${wanted ?? ""}`);
  const fields = fieldsOf(entry, source, "its receipt");
  const transactionHash = hashIn(fields, "transactionHash", source);
  if (transactionHash !== wanted || hashIn(fields, "blockHash", source) !== block.hash) {
    throw malformed(source, `it gives the receipt of ${transactionHash} where that of ${wanted ?? ""} stands`);
  }
  const from = block.number;
  const logs = readLogs(fields["logs"], source, { from, to: from, addresses: undefined, blockHash: block.hash });
  const { status, root, type } = fields;
  return {
    type: type === undefined || type === null ? 0 : numberIn(fields, "type", source),
    outcome: status === undefined || status === null ? textOf(root, "root", HASH, source) : isSuccess(status, source),
    cumulativeGasUsed: textIn(fields, "cumulativeGasUsed", QUANTITY, source),
    transactionHash,
    logs,
  };
}

function isSuccess(status: unknown, source: Source): boolean {
  const value = Number(textOf(status, "status", QUANTITY, source));
  if (value > 1) throw malformed(source, `it gives ${show(status)} as a receipt's status`);
  return value === 1;
}

/** Bytes as nodes give them, such as a contract's code. @throws RpcMalformed */
export function readData(result: unknown, source: Source): Hex {
  return textOf(result, "its answer", DATA, source);
}

function transactionHashOf(entry: unknown, source: Source): Hex {
  if (typeof entry === "string") return textOf(entry, "a transaction", HASH, source);
  return hashIn(fieldsOf(entry, source, "its transaction"), "hash", source);
}

function fieldsOf(value: unknown, source: Source, name: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed(source, `${name} is ${show(value)}, which is no object`);
  }
  return value as Fields;
}

function listIn(fields: Fields, name: string, source: Source): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw malformed(source, `${name} is ${show(value)}, which is no list`);
  return value;
}

function numberIn(fields: Fields, name: string, source: Source): number {
  const value = Number(textIn(fields, name, QUANTITY, source));
  if (!Number.isSafeInteger(value)) throw malformed(source, `${name} is ${value}, which is beyond all measure`);
  return value;
}

function hashIn(fields: Fields, name: string, source: Source): Hex {
  return textIn(fields, name, HASH, source);
}

function dataIn(fields: Fields, name: string, source: Source): Hex {
  return textIn(fields, name, DATA, source);
}

function textIn(fields: Fields, name: string, shape: RegExp, source: Source): Hex {
  return textOf(fields[name], name, shape, source);
}

function textOf(value: unknown, name: string, shape: RegExp, source: Source): Hex {
  if (typeof value === "string" && shape.test(value)) return value.toLowerCase() as Hex;
  throw malformed(source, `${name} is ${show(value)}, which is none of the shape 0x…`);
}

function malformed({ provider, method }: Source, fault: string): RpcMalformed {
  return new RpcMalformed(provider, method, fault);
}

function show(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
