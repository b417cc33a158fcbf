/**
 * The demo's chain and two gateways with an index each, to click through: everything in this process, nothing on disk.
 */
import { randomBytes } from "node:crypto";
import pino from "pino";
import { createRpc } from "../../chain/rpc.ts";
import { newViewingKey } from "../../clients/sealingKeys.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { TokenName } from "../../gateway/deps.ts";
import type { Database } from "../../store/database.ts";
import { openDatabase } from "../../store/openDatabase.ts";
import type { CastMember } from "../../wire/portal.ts";
import type { LocalChain } from "../localChain.ts";
import { gatewayConfig } from "../serve/config.ts";
import { startServer } from "../serve/server.ts";
import type { Server } from "../serve/server.ts";
import { giveCaptions, giveInvoice } from "./captions.ts";
import { CAST } from "./cast.ts";
import type { CastName } from "./cast.ts";
import { serveChain } from "./chainServer.ts";
import type { Imported } from "./importing.ts";
import { CURRENCIES, NAMES } from "./world.ts";
import type { World } from "./world.ts";

export interface ServedDemo {
  readonly rpc: string;
  /** The supplier's, and the buyer's. */
  readonly gateways: readonly [ServedGateway, ServedGateway];
  /** Rejects if an index or another worker fails. */
  readonly failed: Promise<never>;
  /** Chain and gateways go to an instant, unix seconds; sessions end meanwhile. */
  setTime(instant: number): Promise<void>;
  /** Gives both gateways one more invoice. */
  know(imported: Imported): Promise<void>;
  close(): Promise<void>;
}

/** A firm's own gateway: it shares the chain with the other, and nothing else. */
export interface ServedGateway {
  /** Who runs it. */
  readonly firm: CastName;
  readonly url: string;
  /** A link per member of the cast that signs in here with its key, which stays in the browser. */
  readonly links: readonly SignInLink[];
}

export type SignInLink = Omit<CastMember, "here">;

/** Who runs a gateway, and who else signs in there. */
const FIRMS = [
  { firm: "musterwerk", guests: ["yunfan", "fiktiva", "sample", "modellregister"] },
  { firm: "beispiel", guests: ["shili"] },
] as const satisfies readonly { readonly firm: CastName; readonly guests: readonly CastName[] }[];
const [SUPPLIERS, BUYERS] = FIRMS;
/** The relayer of the world has deployed and carried; each gateway's has an account of its own. */
const FIRST_GAS_ACCOUNT = NAMES.length + 1;
const SECRET_BYTES = 32;
const POLL_MILLISECONDS = 200;
const TOKEN_DECIMALS = 2;
/** Everybody here is known. */
const RELAY_WEI_PER_DAY = 10n ** 18n;
const HOST = "127.0.0.1";

/** What was played. */
export interface Played {
  readonly chain: LocalChain;
  readonly world: World;
  readonly imported: readonly Imported[];
}

export interface Serving {
  /** Of the two gateways, 0 for any. */
  readonly ports: readonly [number, number];
  /** Where the chain's clock stands, unix seconds. */
  readonly instant: number;
}

/** Both gateways over one chain. */
export async function serveDemo(played: Played, { ports, instant }: Serving): Promise<ServedDemo> {
  const node = await serveChain(played.chain);
  const clock = createClock(instant);
  const served: ServedGateway[] = [];
  const serve = async (one: (typeof FIRMS)[number], place: number, port: number): Promise<Running> => {
    const cast = (): readonly CastMember[] => castAt(served, one.firm);
    const gasAccount = FIRST_GAS_ACCOUNT + place;
    const running = await serveGateway({ ...played, ...one, rpc: node.url, gasAccount, port, clock, cast });
    served.push(running.served);
    return running;
  };
  const suppliers = await serve(SUPPLIERS, 0, ports[0]);
  const buyers = await serve(BUYERS, 1, ports[1]);
  return {
    rpc: node.url,
    gateways: [suppliers.served, buyers.served],
    failed: Promise.race([suppliers.server.failed, buyers.server.failed]),
    async setTime(to) {
      await played.chain.setTime(to);
      await played.chain.request("evm_mine", []);
      clock.set(to);
    },
    async know(imported) {
      for (const { database } of [suppliers, buyers]) await giveInvoice(database, imported, clock.now());
    },
    async close() {
      await Promise.all([suppliers.server.close(), buyers.server.close()]);
      await node.close();
    },
  };
}

interface Running {
  readonly server: Server;
  readonly database: Database;
  readonly served: ServedGateway;
}

interface Place extends Played {
  readonly firm: CastName;
  readonly guests: readonly CastName[];
  readonly rpc: string;
  readonly gasAccount: number;
  readonly port: number;
  readonly clock: DemoClock;
  readonly cast: () => readonly CastMember[];
}

/** The story moves the chain's clock, and the gateways go with it. Unix seconds. */
interface DemoClock {
  now(): number;
  set(instant: number): void;
}

function createClock(start: number): DemoClock {
  const elapsed = (): number => Math.floor(Date.now() / 1000);
  let ahead = start - elapsed();
  return {
    now: () => elapsed() + ahead,
    set: (instant) => {
      ahead = instant - elapsed();
    },
  };
}

async function serveGateway({ chain, world, imported, ...place }: Place): Promise<Running> {
  const { firm, guests, port, clock, cast } = place;
  const random = (): Uint8Array => randomBytes(SECRET_BYTES);
  const secrets = { secret: random(), operatorToken: Buffer.from(random()).toString("hex") };
  const database = await openDatabase({ directory: undefined });
  const server = await startServer({
    database,
    addresses: world.relayer.addresses,
    rpcs: [createRpc({ url: place.rpc })],
    finalityDepth: undefined,
    pollMilliseconds: POLL_MILLISECONDS,
    config: {
      ...gatewayConfig({ ...secrets, origin: new URL(`http://${HOST}:${port}`) }),
      publicRpc: new URL(place.rpc),
    },
    tokens: tokensOf(world),
    gasKey: chain.keys[place.gasAccount],
    viewingKey: await newViewingKey(),
    mailServer: undefined,
    relaySettings: { dailyWei: RELAY_WEI_PER_DAY },
    logger: pino({ level: "warn" }, pino.destination(2)),
    now: () => clock.now(),
    cast,
    host: HOST,
    port,
  });
  await giveCaptions(database, { world, imported }, clock.now());
  const url = `http://${HOST}:${server.port}`;
  const links = [firm, ...guests].map((name) => linkOf(name, keyOf(chain, name), url));
  return { server, database, served: { firm, url, links } };
}

/** Of a member of the cast, in the order of the chain's accounts. */
export function keyOf({ keys }: LocalChain, name: CastName): Hex {
  const key = keys[NAMES.indexOf(name)];
  if (key === undefined) throw new Error("the demo has fewer keys than roles");
  return key;
}

/** The key stands behind the hash, which no browser sends anywhere. */
function linkOf(name: CastName, key: Hex, url: string): SignInLink {
  const { role, name: shown } = CAST[name];
  return { name: shown, role, link: `${url}/#key=${key}` };
}

/** Everybody of all gateways, as one of them tells it. */
function castAt(gateways: readonly ServedGateway[], firm: CastName): readonly CastMember[] {
  return gateways.flatMap((one) => one.links.map((member) => ({ ...member, here: one.firm === firm })));
}

function tokensOf(world: World): ReadonlyMap<Address, TokenName> {
  return new Map(CURRENCIES.map((code) => [world.currency(code), { code, decimals: TOKEN_DECIMALS }]));
}
