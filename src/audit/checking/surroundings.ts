/** Around a ledger: another provider's chain, the block where reading begins, the blocks that a gateway names. */
import { createBlockReader } from "../../chain/blocks.ts";
import type { BlockReader } from "../../chain/blocks.ts";
import { inTurn } from "../../chain/blocksLogs.ts";
import type { Block } from "../../chain/blocksReading.ts";
import { createRpc } from "../../chain/rpc.ts";
import type { Rpc } from "../../chain/rpc.ts";
import { ChainReadError } from "../../chain/rpcErrors.ts";
import type { Finding } from "../findings.ts";
import type { Audited } from "../fold.ts";
import type { Difference } from "./difference.ts";
import type { GatewayWord } from "./gatewayWord.ts";

/** So many blocks are asked of a second provider; the last one, and the first of those that hold events. */
const MOST_BLOCKS = 200;
const AT_ONCE = 8;
const NO_CODE = "0x";

export function differenceOfFinding({ kind, event, about, found, expected, blockNumber }: Finding): Difference {
  const [id = ""] = about.split(" ");
  const isReceivable = /^0x[0-9a-f]{64}$/.test(id);
  return {
    ...{ severity: "grave", source: "events", kind, receivable: isReceivable ? id : null },
    field: isReceivable ? `${event} ${about.slice(id.length).trim()}`.trim() : `${event} ${about}`,
    ...{ said: found, chain: expected, block: blockNumber === undefined ? null : Number(blockNumber) },
  };
}

interface First {
  readonly chainId: number;
  readonly where: Audited;
  readonly target: Block;
  /** By their numbers, those of blocks with events. */
  readonly hashes: ReadonlyMap<number, string>;
}

export interface SecondCheck {
  readonly providers: readonly string[];
  readonly blocks: number;
  readonly differences: readonly Difference[];
}

/** Whether another provider has the same blocks. @param url Empty for none. @throws ChainReadError, TypeError */
export async function compareProviders(url: string, first: First, signal: AbortSignal): Promise<SecondCheck> {
  if (url === "") return { providers: [], blocks: 0, differences: [] };
  const { chainId, where, target, hashes } = first;
  const rpc = createRpc({ url });
  const reader = createBlockReader({ rpcs: [rpc], chainId, addresses: [where.ledger], attempts: 2 });
  const blocks = [...new Map([[target.number, target.hash], ...hashes])].slice(0, MOST_BLOCKS);
  const differences = await inTurn(blocks, AT_ONCE, async ([number, hash]) => {
    const { hash: other } = await reader.block(number, signal);
    return other === hash ? [] : [otherBlock("provider", number, other, hash)];
  });
  return { providers: [rpc.name], blocks: blocks.length, differences: differences.flat() };
}

function otherBlock(source: Difference["source"], block: number, said: string, chain: string): Difference {
  const about = { receivable: null, field: "blockHash", said, chain, block };
  return { severity: "grave", source, kind: "AnotherChain", ...about };
}

/** Says if the ledger was there before reading began, so that what it did then is not known. */
export async function anotherStart(
  rpc: Rpc,
  { ledger }: Audited,
  from: number,
  signal: AbortSignal,
): Promise<readonly Difference[]> {
  if (from === 0) return [];
  const about = { receivable: null, field: "code", block: from - 1 };
  try {
    const code = await rpc.request("eth_getCode", [ledger, `0x${(from - 1).toString(16)}`], signal);
    if (code === NO_CODE) return [];
    const found = { said: null, chain: String(code).slice(0, 20), kind: "BegunTooLate" };
    return [{ severity: "grave", source: "ledger", ...about, ...found }];
  } catch (error) {
    if (!(error instanceof ChainReadError)) throw error;
    return [{ severity: "remark", source: "ledger", kind: "StartUnknown", ...about, said: null, chain: null }];
  }
}

/** Whether the blocks that a gateway names as its own stand on the chain. @throws ChainReadError */
export async function saidBlocks(
  reader: BlockReader,
  { rows, details }: GatewayWord,
  to: number,
  signal: AbortSignal,
): Promise<readonly Difference[]> {
  const said = [...rows, ...details].flatMap(({ asOf }) => (asOf === null ? [] : [asOf]));
  const named = [
    ...new Map(said.map(({ block, blockHash }) => [`${block} ${blockHash}`, { block, blockHash }])).values(),
  ];
  const differences: Difference[] = [];
  for (const { block, blockHash } of named) {
    if (block > to) {
      const about = { receivable: null, field: "asOf", said: String(block), chain: String(to), block };
      differences.push({ severity: "remark", source: "gateway", kind: "GatewayAhead", ...about });
      continue;
    }
    const { hash } = await reader.block(block, signal);
    if (hash !== blockHash.toLowerCase()) differences.push(otherBlock("gateway", block, blockHash, hash));
    else if (block < to) {
      const about = { receivable: null, field: "asOf", said: String(block), chain: String(to), block };
      differences.push({ severity: "remark", source: "gateway", kind: "GatewayBehind", ...about });
    }
  }
  return differences;
}
