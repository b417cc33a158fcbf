/** A chain made by a test, with all its forks, and nodes that serve it over JSON-RPC. */
import type { Addresses } from "../../../src/chain/addresses.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { blockAfter } from "./blocks.ts";
import type { Fields, ModelBlock } from "./blocks.ts";
import { filler, foreign } from "./tapes.ts";
import type { TapedTransaction, Tapes } from "./tapes.ts";

/** What a block is to hold: the next of a tape by its number, transactions that count up, or those of others. */
export type Act = { readonly tape: number } | "filler" | "foreign";

export interface ModelChain {
  readonly tapes: Tapes;
  readonly addresses: Addresses;
  /** A block that nobody has made before; acts of tapes that have ended are left out. */
  extend(parent: ModelBlock, ...acts: readonly Act[]): ModelBlock;
  /** So many blocks, one after the other; the last of them. */
  extendBy(parent: ModelBlock, blocks: number, acts: (block: number) => readonly Act[]): ModelBlock;
  readonly deployment: ModelBlock;
  /** Any block that was ever made. */
  find(hash: string): ModelBlock | undefined;
}

export interface NodeOptions {
  readonly chain: ModelChain;
  readonly head: ModelBlock;
  /** How far below the head it calls blocks safe and final; undefined for a node that knows no such tags. */
  readonly tags?: { readonly safe: number; readonly finalized: number };
}

/** A node and which fork it takes for the chain. */
export interface ModelNode {
  head: ModelBlock;
  /** The number of the highest block that it ever called final. */
  readonly final: number;
  /** @throws NodeError */
  request(method: string, params: readonly unknown[]): unknown;
}

/** What a node refuses. */
export class NodeError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const CHAIN_ID = 31_337;
const DEPLOYED_AT = 3;

export function createChain(tapes: Tapes): ModelChain {
  const all = new Map<string, ModelBlock>();
  let made = 0;
  const keep = (
    parent: ModelBlock | undefined,
    transactions: readonly TapedTransaction[],
    played: readonly number[],
  ) => {
    made += 1;
    const block = blockAfter(parent, transactions, played, made);
    all.set(block.hash, block);
    return block;
  };
  const nothing = tapes.tapes.map(() => 0);
  let deployment = keep(undefined, [], nothing);
  while (deployment.number < DEPLOYED_AT) deployment = keep(deployment, [], nothing);
  const { ledger, directory, lens, statements, factoring, collections } = tapes;
  const chain: ModelChain = {
    tapes,
    deployment,
    addresses: {
      ...{ chainId: CHAIN_ID, ledger, directory, lens, statements, factoring, collections },
      ...{ block: DEPLOYED_AT, blockHash: deployment.hash },
    },
    find: (hash) => all.get(hash),
    extend(parent, ...acts) {
      const played = [...parent.played];
      const transactions = acts.flatMap((act, index) => {
        if (act === "filler") return filler(tapes, made * 16 + index);
        if (act === "foreign") return foreign(made * 16 + index);
        const next = tapes.tapes[act.tape]?.[played[act.tape] ?? 0];
        if (next === undefined) return [];
        played[act.tape] = (played[act.tape] ?? 0) + 1;
        return next;
      });
      return keep(parent, transactions, played);
    },
    extendBy(parent, blocks, acts) {
      let head = parent;
      for (let block = 0; block < blocks; block += 1) head = chain.extend(head, ...acts(block));
      return head;
    },
  };
  return chain;
}

/** The block of a height below a head, or the head itself; undefined above it. */
export function ancestorOf(head: ModelBlock, number: number): ModelBlock | undefined {
  let block: ModelBlock | undefined = head;
  while (block !== undefined && block.number > number) block = block.parent;
  return block?.number === number ? block : undefined;
}

/** All blocks up to a head, from the first on. */
export function lineOf(head: ModelBlock): readonly ModelBlock[] {
  const line: ModelBlock[] = [];
  for (let block: ModelBlock | undefined = head; block !== undefined; block = block.parent) line.push(block);
  return line.reverse();
}

export function createNode({ chain, head: first, tags }: NodeOptions): ModelNode {
  let line = [...lineOf(first)];
  let final = 0;
  const head = (): ModelBlock => line.at(-1) ?? first;
  const settle = (): void => {
    if (tags !== undefined) final = Math.max(final, head().number - tags.finalized);
  };
  const at = (tag: unknown): ModelBlock | undefined => {
    if (tag === "latest") return head();
    if (tag !== "safe" && tag !== "finalized") return line[Number(tag)];
    if (tags === undefined) throw new NodeError(-32_602, `invalid block tag ${tag}`);
    const safe = Math.max(final, head().number - tags.safe);
    return line[Math.min(head().number, tag === "safe" ? safe : final)];
  };
  settle();
  return {
    get head() {
      return head();
    },
    set head(next) {
      line = [...lineOf(next)];
      settle();
    },
    get final() {
      return final;
    },
    request: (method, params) => answer({ chain, line, at }, method, params),
  };
}

interface Known {
  readonly chain: ModelChain;
  readonly line: readonly ModelBlock[];
  readonly at: (tag: unknown) => ModelBlock | undefined;
}

function answer({ chain, line, at }: Known, method: string, [first, second]: readonly unknown[]): unknown {
  switch (method) {
    case "eth_chainId":
      return `0x${CHAIN_ID.toString(16)}`;
    case "eth_getCode":
      return line[DEPLOYED_AT] === chain.deployment && second === "latest" ? "0x60" : "0x";
    case "eth_getBlockByNumber":
      return at(first)?.fields ?? null;
    case "eth_getBlockByHash":
      return chain.find(String(first))?.fields ?? null;
    case "eth_getBlockReceipts":
      return at(first)?.receipts ?? null;
    case "eth_getTransactionReceipt":
      return receiptOf(line, first as Hex) ?? null;
    case "eth_getLogs":
      return logsOf(line, first as Fields);
    default:
      throw new NodeError(-32_601, `the method ${method} does not exist/is not available`);
  }
}

function receiptOf(line: readonly ModelBlock[], wanted: Hex): Fields | undefined {
  return line.flatMap(({ receipts }) => receipts).find(({ transactionHash }) => transactionHash === wanted);
}

/** Beyond the head there is nothing, and nodes say nothing of it. */
function logsOf(line: readonly ModelBlock[], { address, fromBlock, toBlock }: Fields): readonly Fields[] {
  const wanted = new Set(address as readonly string[]);
  const blocks = line.slice(Number(fromBlock), Number(toBlock) + 1);
  return blocks.flatMap(({ logs }) => logs.filter((log) => wanted.has(String(log["address"]))));
}
