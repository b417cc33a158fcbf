/** A process that relays from a directory and kills itself at a named point. Its argument is a `Fate` as JSON. */
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { createRpc } from "../../src/chain/rpc.ts";
import type { Rpc } from "../../src/chain/rpc.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { createGasAccount } from "../../src/relayer/account.ts";
import { createRelayNode } from "../../src/relayer/node.ts";
import { createRelayer } from "../../src/relayer/relayer.ts";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { FINALITY, SETTINGS } from "./settings.ts";

export type Point = "after the store" | "after the send" | "after the record";

export interface Fate {
  readonly directory: string;
  readonly url: string;
  readonly chainId: number;
  readonly destination: Address;
  readonly key: Hex;
  /** Unix seconds. */
  readonly now: number;
  readonly point: Point;
}

/** The point is behind the last of these, in this order, that the process lives to see. */
const MARKS: Readonly<Record<Point, readonly string[]>> = {
  "after the store": ["eth_estimateGas", "transaction"],
  "after the send": ["eth_sendRawTransaction"],
  "after the record": ["eth_sendRawTransaction", "eth_getTransactionReceipt", "transaction"],
};

if (import.meta.main) {
  const { directory, url, chainId, destination, key, now, point } = JSON.parse(process.argv[2] ?? "") as Fate;
  const left = [...MARKS[point]];
  const pass = (mark: string): void => {
    if (left[0] !== mark) return;
    left.shift();
    if (left.length === 0) process.kill(process.pid, "SIGKILL");
  };
  const real = await openDatabase({ directory });
  await migrate(real);
  const database: Database = {
    ...real,
    async lead(duty) {
      const leader = await real.lead(duty);
      if (leader === undefined) return undefined;
      return {
        ...leader,
        async transaction(work) {
          const result = await leader.transaction(work);
          pass("transaction");
          return result;
        },
      };
    },
  };
  const inner = createRpc({ url });
  const rpc: Rpc = {
    name: inner.name,
    async request(method, params, signal) {
      const result = await inner.request(method, params, signal);
      if (method !== "eth_getTransactionReceipt" || result !== null) pass(method);
      return result;
    },
  };
  const relayer = createRelayer({
    database,
    node: createRelayNode({ rpcs: [rpc], chainId, finalityDepth: FINALITY }),
    account: createGasAccount(key),
    destinations: new Set([destination]),
    clock: { now: () => now, sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }) },
    logger: pino({ level: "silent" }),
    settings: SETTINGS,
  });
  await relayer.run(new AbortController().signal);
}
