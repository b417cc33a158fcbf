/** A gateway and its workers in one process. Further processes on one PostgreSQL serve, and take over if this dies. */
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { Registry } from "prom-client";
import type { Addresses } from "../../chain/addresses.ts";
import { isSignedByContract } from "../../chain/erc1271.ts";
import type { Rpc } from "../../chain/rpc.ts";
import type { ViewingKeyPair } from "../../clients/sealingKeys.ts";
import { simulate } from "../../clients/simulate.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { GatewayConfig, TokenName } from "../../gateway/deps.ts";
import { createGateway } from "../../gateway/gateway.ts";
import type { IndexStatus } from "../../indexer/status.ts";
import type { MailServer } from "../../notifier/mailSender.ts";
import type { RelaySettings } from "../../relayer/deps.ts";
import type { Database } from "../../store/database.ts";
import { migrate } from "../../store/migrations.ts";
import { createWorkers } from "./workers.ts";

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
  /** Pays for what parties signed; without it, what is signed waits for a gateway that has one. */
  readonly gasKey: Hex | undefined;
  readonly relaySettings?: Partial<RelaySettings>;
  /** What is sealed for this gateway is sealed to it. */
  readonly viewingKey: ViewingKeyPair | undefined;
  readonly mailServer: MailServer | undefined;
  readonly logger: Logger;
  /** Unix seconds. */
  readonly now: () => number;
  readonly host: string;
  readonly port: number;
}

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
  const { config, database, addresses, rpcs, logger, now, tokens, viewingKey, host, port } = parts;
  await migrate(database);
  const metrics = new Registry();
  const gateway = createGateway({
    ...{ config, database, addresses, now, logger, metrics, tokens, viewingKey },
    portal: PORTAL,
    simulate: (call) => simulate(rpcs[0], call),
    signedByContract: (account, hash, signature) => isSignedByContract(rpcs[0], account, hash, signature),
  });
  const { indexer, all } = createWorkers(parts, metrics);
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
