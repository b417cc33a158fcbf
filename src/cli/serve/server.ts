/** A gateway with its index in one process. Further processes on the same PostgreSQL serve, and index if this dies. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { Registry } from "prom-client";
import type { Addresses } from "../../chain/addresses.ts";
import { createBlockReader } from "../../chain/blocks.ts";
import { isSignedByContract } from "../../chain/erc1271.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { Address } from "../../domain/receivable.ts";
import type { GatewayConfig, TokenName } from "../../gateway/deps.ts";
import { createGateway } from "../../gateway/gateway.ts";
import { createIndexer } from "../../indexer/indexer.ts";
import type { IndexSettings } from "../../indexer/deps.ts";
import type { IndexStatus } from "../../indexer/status.ts";
import type { Database } from "../../store/database.ts";
import { migrate } from "../../store/migrations.ts";
import { registerIndexFigures } from "./figures.ts";

export interface ServerParts {
  /** Closed with the server. */
  readonly database: Database;
  readonly addresses: Addresses;
  /** In the order of preference; at least one. */
  readonly rpcs: readonly [Rpc, ...Rpc[]];
  /** How many blocks below the latest are final, on chains that do not say. */
  readonly finalityDepth: number | undefined;
  readonly pollMilliseconds: number;
  readonly config: GatewayConfig;
  readonly tokens: ReadonlyMap<Address, TokenName>;
  readonly logger: Logger;
  /** Unix seconds. */
  readonly now: () => number;
  readonly host: string;
  readonly port: number;
}

export interface Server {
  readonly port: number;
  status(): IndexStatus;
  /** Resolves when the index has ended: it was closed, or it stopped. Rejects where chain or database are not ours. */
  readonly indexing: Promise<void>;
  /** Finishes what is under way. */
  close(): Promise<void>;
}

const INDEX: Omit<IndexSettings, "seed" | "pollMilliseconds"> = {
  windowBlocks: 20_000,
  liveBlocks: 64,
  concurrency: 8,
  verifiedPart: 0.02,
  pauseMilliseconds: 250,
  longestPauseMilliseconds: 30_000,
};

/** @throws StoreError where the tables cannot be made; Error where the port is taken or a setting cannot be. */
export async function startServer(parts: ServerParts): Promise<Server> {
  const { database, addresses, rpcs, logger, now, host, port } = parts;
  await migrate(database);
  const metrics = new Registry();
  const gateway = createGateway({
    config: parts.config,
    database,
    addresses,
    now,
    logger,
    metrics,
    tokens: parts.tokens,
    portal: fileURLToPath(new URL("../../../generated/portal", import.meta.url)),
    signedByContract: (account, hash, signature) => isSignedByContract(rpcs[0], account, hash, signature),
  });
  const indexer = createIndexer({
    database,
    reader: readerOf(parts),
    addresses,
    clock: { now, sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }) },
    logger,
    settings: { ...INDEX, pollMilliseconds: parts.pollMilliseconds, seed: randomBytes(16).toString("hex") },
  });
  registerIndexFigures(metrics, () => indexer.status());
  const listening = await gateway.listen(port, host);
  const stop = new AbortController();
  const indexing = indexer.run(stop.signal);
  return {
    port: listening,
    status: () => indexer.status(),
    indexing,
    async close() {
      await gateway.close();
      stop.abort();
      await indexing.catch(() => undefined);
      await database.close();
    },
  };
}

function readerOf({ rpcs, addresses, finalityDepth }: ServerParts): ReturnType<typeof createBlockReader> {
  const { chainId, ledger, directory } = addresses;
  return createBlockReader({ rpcs, chainId, addresses: [ledger, directory], finalityDepth });
}
