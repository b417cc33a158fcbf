/** The demo's chain, index and gateway, to click through: everything in this process, nothing on disk. */
import { randomBytes } from "node:crypto";
import pino from "pino";
import { createRpc } from "../../chain/rpc.ts";
import { newViewingKey } from "../../clients/sealingKeys.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { TokenName } from "../../gateway/deps.ts";
import { openDatabase } from "../../store/openDatabase.ts";
import type { LocalChain } from "../localChain.ts";
import { gatewayConfig } from "../serve/config.ts";
import { startServer } from "../serve/server.ts";
import { giveCaptions } from "./captions.ts";
import { CAST } from "./cast.ts";
import type { CastName } from "./cast.ts";
import { serveChain } from "./chainServer.ts";
import type { Imported } from "./importing.ts";
import { CURRENCIES, NAMES } from "./world.ts";
import type { World } from "./world.ts";

export interface ServedDemo {
  readonly url: string;
  readonly rpc: string;
  /** A link per member of the cast that signs in with its key, which stays in the browser. */
  readonly links: readonly SignInLink[];
  /** Rejects if the index or another worker fails. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

export interface SignInLink {
  readonly name: string;
  readonly role: string;
  readonly link: string;
}

/** The relayer of the world has deployed and carried; the gateway's has an account of its own. */
const GAS_ACCOUNT = NAMES.length + 1;
const SECRET_BYTES = 32;
const POLL_MILLISECONDS = 200;
const TOKEN_DECIMALS = 2;
/** Everybody here is known. */
const RELAY_WEI_PER_DAY = 10n ** 17n;
const HOST = "127.0.0.1";

/** What was played. */
export interface Played {
  readonly chain: LocalChain;
  readonly world: World;
  readonly imported: readonly Imported[];
}

/** @param port Of the gateway, 0 for any. @param instant Where the chain's clock stands, unix seconds. */
export async function serveDemo(
  { chain, world, imported }: Played,
  { port, instant }: { readonly port: number; readonly instant: number },
): Promise<ServedDemo> {
  const node = await serveChain(chain);
  const ahead = instant - Math.floor(Date.now() / 1000);
  const random = (): Uint8Array => randomBytes(SECRET_BYTES);
  const secrets = { secret: random(), operatorToken: Buffer.from(random()).toString("hex") };
  const database = await openDatabase({ directory: undefined });
  const server = await startServer({
    database,
    addresses: world.relayer.addresses,
    rpcs: [createRpc({ url: node.url })],
    finalityDepth: undefined,
    pollMilliseconds: POLL_MILLISECONDS,
    config: gatewayConfig({ ...secrets, origin: new URL(`http://${HOST}:${port}`) }),
    tokens: tokensOf(world),
    gasKey: chain.keys[GAS_ACCOUNT],
    viewingKey: await newViewingKey(),
    mailServer: undefined,
    relaySettings: { dailyWei: RELAY_WEI_PER_DAY },
    logger: pino({ level: "warn" }, pino.destination(2)),
    // The story has moved the chain's clock; the gateway's goes with it.
    now: () => Math.floor(Date.now() / 1000) + ahead,
    host: HOST,
    port,
  });
  await giveCaptions(database, { world, imported }, instant);
  const url = `http://${HOST}:${server.port}`;
  return {
    url,
    rpc: node.url,
    links: NAMES.map((name, place) => linkOf(name, chain.keys[place], url)),
    failed: server.failed,
    async close() {
      await server.close();
      await node.close();
    },
  };
}

/** The key stands behind the hash, which no browser sends anywhere. */
function linkOf(name: CastName, key: Hex | undefined, url: string): SignInLink {
  if (key === undefined) throw new Error("the demo has fewer keys than roles");
  const { role, name: shown } = CAST[name];
  return { name: shown, role, link: `${url}/#key=${key}` };
}

function tokensOf(world: World): ReadonlyMap<Address, TokenName> {
  return new Map(CURRENCIES.map((code) => [world.currency(code), { code, decimals: TOKEN_DECIMALS }]));
}
