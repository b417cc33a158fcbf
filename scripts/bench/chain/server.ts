/**
 * A node of its own process that answers from what it made before it began to listen. It says what a real one says,
 * and takes hardly any time for it. Given: events, events in a block. Prints its address and figures as JSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { DEPLOYMENT, GAS_OF_AN_ACT, makeChain } from "./blocks.ts";
import type { MadeChain } from "./blocks.ts";

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** Blocks below the latest that are safe and final. */
const DEPTHS: Readonly<Record<string, number>> = { latest: 0, safe: 16, finalized: 32 };

function answerTo(chain: MadeChain, { method, params }: Call): string | Buffer {
  switch (method) {
    case "eth_chainId":
      return '"0x7a69"';
    case "eth_getCode":
      return '"0x60"';
    case "eth_getBlockByNumber":
      return chain.blocks[heightOf(chain, params[0])] ?? "null";
    case "eth_getBlockByHash":
      return chain.blocks[chain.numbers.get(String(params[0])) ?? -1] ?? "null";
    case "eth_getLogs": {
      const { fromBlock, toBlock } = params[0] as { readonly fromBlock: string; readonly toBlock: string };
      return Buffer.concat([Buffer.from("["), chain.logs(Number(fromBlock), Number(toBlock)), Buffer.from("]")]);
    }
    case "eth_getBlockReceipts":
      return receiptsOf(chain, heightOf(chain, params[0]));
    default:
      throw new Error(`nobody made an answer to ${method}`);
  }
}

function heightOf({ height }: MadeChain, at: unknown): number {
  const depth = DEPTHS[String(at)];
  return depth === undefined ? Number(at) : Math.max(0, height - depth);
}

interface LogJson {
  readonly transactionHash: string;
  readonly blockHash: string;
}

function receiptsOf(chain: MadeChain, number: number): string {
  const logs = JSON.parse(`[${chain.logs(number, number).toString()}]`) as readonly LogJson[];
  const byTransaction = [...Map.groupBy(logs, ({ transactionHash }) => transactionHash)];
  const receipts = byTransaction.map(([transactionHash, own], index) => ({
    transactionHash,
    blockHash: own[0]?.blockHash,
    type: "0x2",
    status: "0x1",
    cumulativeGasUsed: `0x${(GAS_OF_AN_ACT * (index + 1)).toString(16)}`,
    logs: own,
  }));
  return JSON.stringify(receipts);
}

function told(chain: MadeChain, call: Call): Buffer {
  const result = answerTo(chain, call);
  const parts = [`{"jsonrpc":"2.0","id":${call.id},"result":`, result, "}"];
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
}

function reply(chain: MadeChain, body: string): Buffer {
  const asked = JSON.parse(body) as Call | readonly Call[];
  if (!Array.isArray(asked)) return told(chain, asked as Call);
  const answers = (asked as readonly Call[]).flatMap((call, index) => [
    Buffer.from(index === 0 ? "[" : ","),
    told(chain, call),
  ]);
  return Buffer.concat([...answers, Buffer.from("]")]);
}

const [events = 100_000, eventsInABlock = 50] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(tmpdir(), "countersign-chain-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
process.once("SIGTERM", () => process.exit(0));
// Whoever started it is gone.
process.stdin.resume().once("end", () => process.exit(0));

const chain = makeChain(path.join(folder, "logs"), events, eventsInABlock);
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const answer = reply(chain, Buffer.concat(chunks).toString());
    response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
    response.end(answer);
  });
});
// The index and the floor come in turns, and neither shall find that its connection was closed meanwhile.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  const { blocks, height } = chain;
  const deployment = JSON.parse(blocks[DEPLOYMENT] ?? "") as { readonly hash: string };
  const figures = { url: `http://127.0.0.1:${port}`, events: chain.events, height, deployment: deployment.hash };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
});
