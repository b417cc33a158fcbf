/** A gateway and its workers in one process. Further processes on one PostgreSQL serve, and take over if this dies. */
import { fileURLToPath } from "node:url";
import { Registry } from "prom-client";
import { createBlockEvidence } from "../../chain/blockEvidence.ts";
import { createBlockReader } from "../../chain/blocks.ts";
import { isSignedByContract } from "../../chain/erc1271.ts";
import { createFailover } from "../../chain/failover.ts";
import { readPermit } from "../../clients/permits.ts";
import { readCall } from "../../clients/readCall.ts";
import { isProvidersFailure, simulate } from "../../clients/simulate.ts";
import { createGateway } from "../../gateway/gateway.ts";
import type { IndexStatus } from "../../indexer/status.ts";
import { migrate } from "../../store/migrations.ts";
import type { ServerParts } from "./parts.ts";
import { createWorkers } from "./workers.ts";

export interface Server {
  readonly port: number;
  status(): IndexStatus;
  /** Rejects when a worker cannot go on: chain or database are not those of the address file. */
  readonly failed: Promise<never>;
  /** Finishes what is under way. */
  close(): Promise<void>;
}

const PORTAL = fileURLToPath(new URL("../../../generated/portal", import.meta.url));

/** @throws StoreError where the tables cannot be made; Error where the port is taken or a setting cannot be. */
export async function startServer(parts: ServerParts): Promise<Server> {
  const { config, database, addresses, rpcs, logger, now, tokens, viewingKey, cast, host, port } = parts;
  await migrate(database);
  const metrics = new Registry();
  const { indexer, all } = createWorkers(parts, metrics);
  const { chainId } = addresses;
  const ask = createFailover(rpcs, chainId, isProvidersFailure);
  const gateway = createGateway({
    ...{ config, database, addresses, now, logger, metrics, tokens, viewingKey, cast },
    portal: PORTAL,
    indexStopped: () => indexer.status().stopped,
    simulate: (call) => ask((rpc) => simulate(rpc, call)),
    readCall: (call) => ask((rpc) => readCall(rpc, call)),
    permitOf: (currency, owner) => ask((rpc) => readPermit(rpc, { chainId, currency, owner })),
    blockEvidence: createBlockEvidence(
      createFailover(rpcs, chainId),
      createBlockReader({ rpcs, chainId, addresses: [addresses.ledger] }),
    ),
    signedByContract: (account, hash, signature) => ask((rpc) => isSignedByContract(rpc, account, hash, signature)),
  });
  const listening = await gateway.listen(port, host);
  const stop = new AbortController();
  const running = all.map((work) => work(stop.signal));
  // A worker that ends without a fault, as an index that has stopped, leaves the others at work.
  const failed = Promise.all(running).then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return {
    port: listening,
    status: () => indexer.status(),
    failed,
    async close() {
      await gateway.close();
      stop.abort();
      await Promise.allSettled(running);
      await database.close();
    },
  };
}
