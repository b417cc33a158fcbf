/** Gateways of a drill: each with an index and a database of its own. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { createRpc } from "../../chain/rpc.ts";
import type { Database } from "../../store/database.ts";
import { serveChain } from "../demo/chainServer.ts";
import { gatewayConfig } from "../serve/config.ts";
import { startServer } from "../serve/server.ts";
import type { Server } from "../serve/server.ts";
import type { DrillStage } from "./stage.ts";

const HOST = "127.0.0.1";
const POLL_MILLISECONDS = 200;
const SECRET_BYTES = 32;
/** How many blocks below the latest are final here: the chain in this process holds each of its blocks for final. */
const FINALITY = 20;

export interface DrillGateway {
  readonly server: Pick<Server, "status">;
  readonly url: string;
  readonly database: Database;
  close(): Promise<void>;
}

/** @param database With what a backup brought; empty unless given. */
export async function serveDrill(stage: DrillStage, database?: Database): Promise<DrillGateway> {
  const own = database ?? (await stage.openDatabase());
  const node = await serveChain(stage.chain);
  const random = (): Uint8Array => randomBytes(SECRET_BYTES);
  const server = await startServer({
    ...{
      database: own,
      addresses: stage.world.relayer.addresses,
      rpcs: [createRpc({ url: node.url })],
      finalityDepth: FINALITY,
    },
    ...{ pollMilliseconds: POLL_MILLISECONDS, tokens: new Map(), gasKey: undefined, viewingKey: undefined },
    config: gatewayConfig({
      ...{ secret: random(), operatorToken: Buffer.from(random()).toString("hex") },
      origin: new URL(`http://${HOST}`),
    }),
    ...{ mailServer: undefined, logger: pino({ level: "fatal" }), host: HOST, port: 0 },
    now: () => Math.floor(Date.now() / 1_000),
  });
  return {
    ...{ server, database: own, url: `http://${HOST}:${server.port}` },
    async close() {
      await server.close();
      await node.close();
    },
  };
}

/** Waits until something holds. @returns whether it came to hold */
export async function comesTrue(
  { patience }: Pick<DrillStage, "patience">,
  holds: () => Promise<boolean>,
): Promise<boolean> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}
