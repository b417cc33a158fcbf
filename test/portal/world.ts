/** What `npm start` serves, in this process: the demo's chain with its story played, and both firms' gateways. */
import { setTimeout as sleep } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { paths } from "../../generated/openapi.d.ts";
import { agreeOnOctober } from "../../src/cli/demo/agreeing.ts";
import type { Agreement } from "../../src/cli/demo/agreeing.ts";
import { CAST } from "../../src/cli/demo/cast.ts";
import type { CastName } from "../../src/cli/demo/cast.ts";
import { chase } from "../../src/cli/demo/collecting.ts";
import { finance } from "../../src/cli/demo/financing.ts";
import type { Financing } from "../../src/cli/demo/financing.ts";
import { firmAt } from "../../src/cli/demo/firm.ts";
import type { Firm } from "../../src/cli/demo/firm.ts";
import type { Imported } from "../../src/cli/demo/importing.ts";
import { createPlayer } from "../../src/cli/demo/play.ts";
import type { Player } from "../../src/cli/demo/play.ts";
import { keyOf, serveDemo } from "../../src/cli/demo/serving.ts";
import type { ServedDemo } from "../../src/cli/demo/serving.ts";
import { FINANCED, PENDING, STORY, UNPAID } from "../../src/cli/demo/story.ts";
import { createWorld } from "../../src/cli/demo/world.ts";
import type { World } from "../../src/cli/demo/world.ts";
import { startLocalChain } from "../../src/cli/localChain.ts";
import type { LocalChain } from "../../src/cli/localChain.ts";
import { chosenPort } from "../../src/cli/serve/ports.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { finalityOf } from "./finality.ts";
import type { Finality } from "./finality.ts";

export interface PortalWorld {
  readonly chain: LocalChain;
  readonly ledger: World;
  readonly served: ServedDemo;
  readonly agreement: Agreement;
  readonly financing: Financing;
  /** The gateway at which a member of the cast signs in. */
  readonly urlOf: (member: CastName) => string;
  /** Signs a member in when it is opened. */
  readonly linkOf: (member: CastName) => string;
  readonly keyOf: (member: CastName) => Hex;
  /** The receivable of an invoice of the demo, by its file's name. */
  receivableOf(file: string): Hex;
  /** A member over HTTP alone, for what a test does beside its pages. */
  firm(member: CastName): Promise<Firm>;
  /** Blocks to come are final only when so many stand upon them, and can be taken back before. */
  readonly lagFinality: Finality["lag"];
  /** Both gateways know all that the chain knows. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** How far the story goes. */
export interface Staging {
  /** Ninety days more, in which a rest is chased; half as long again to play. */
  readonly isForwarded?: boolean;
}

const FIRST_INSTANT = "2026-11-01T08:00:00Z";
const HOST = "127.0.0.1";
const PATIENCE_MILLISECONDS = 30_000;

/** Takes about ten seconds. @throws Error where the demo itself would fail */
export async function startWorld({ isForwarded = false }: Staging = {}): Promise<PortalWorld> {
  const chain = await startLocalChain(FIRST_INSTANT);
  const finality = finalityOf(chain);
  try {
    const ledger = await createWorld(chain);
    const player = createPlayer(ledger);
    for (const scene of [...STORY, ...FINANCED]) await player.play(scene);
    const ports = [await chosenPort(HOST, 0), await chosenPort(HOST, 0)] as const;
    const imported = [...player.imported.values()];
    const served = await serveDemo(
      { chain: finality.chain, world: ledger, imported },
      { ports, instant: await chain.now() },
    );
    try {
      const told = await playOn({ chain, ledger, served, player, finality }, isForwarded);
      const world = worldOf({ chain, ledger, served, player, finality }, told);
      await world.settled();
      return world;
    } catch (error) {
      await served.close();
      throw error;
    }
  } catch (error) {
    await chain.close();
    throw error;
  }
}

interface Stage extends Pick<PortalWorld, "chain" | "ledger" | "served"> {
  readonly player: Player;
  readonly finality: Finality;
}

type Told = Pick<PortalWorld, "agreement" | "financing">;

/** What happens once there are gateways, in the order in which `npm start` tells it. */
async function playOn({ chain, ledger, served, player }: Stage, isForwarded: boolean): Promise<Told> {
  const firms = served.gateways.map(({ firm, url }) => firmAt(firm, keyOf(chain, firm), url));
  const [supplier, buyer] = await Promise.all(firms);
  const scene = FINANCED.at(-1);
  if (supplier === undefined || buyer === undefined || scene === undefined) throw new Error("the demo lacks a part");
  const agreement = await agreeOnOctober(ledger, supplier, buyer);
  const sold = { scene, imported: importedOf(player, scene.invoice.file) };
  const financing = await finance(ledger, served, sold, () => undefined);
  await player.play(PENDING);
  await served.know(importedOf(player, PENDING.invoice.file));
  await served.setTime((await chain.now()) + 1);
  if (isForwarded) await chase(ledger, served, importedOf(player, UNPAID), () => undefined);
  return { agreement, financing };
}

function worldOf({ chain, ledger, served, player, finality }: Stage, told: Told): PortalWorld {
  const linkOf = (member: CastName): string => {
    const links = served.gateways.flatMap((gateway) => gateway.links);
    const found = links.find(({ name }) => name === CAST[member].name);
    if (found === undefined) throw new Error(`${member} signs in nowhere`);
    return found.link;
  };
  const urlOf = (member: CastName): string => new URL(linkOf(member)).origin;
  return {
    ...{ chain, ledger, served, ...told, linkOf, urlOf },
    lagFinality: finality.lag,
    keyOf: (member) => keyOf(chain, member),
    receivableOf: (file) => idOf(importedOf(player, file).receivable.header),
    firm: (member) => firmAt(member, keyOf(chain, member), urlOf(member)),
    async settled() {
      const head = await chain.blockNumber();
      await Promise.all(served.gateways.map(({ url }) => reaches(url, head)));
    },
    async close() {
      await served.close();
      await chain.close();
    },
  };
}

function importedOf({ imported }: Player, file: string): Imported {
  const found = imported.get(file);
  if (found === undefined) throw new Error(`the demo has issued no ${file}`);
  return found;
}

async function reaches(url: string, block: number): Promise<void> {
  const gateway = createClient<paths>({ baseUrl: url });
  const latest = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const { data } = await gateway.GET("/v1/readiness");
    if ((data?.asOf?.block ?? -1) >= block) return;
    if (Date.now() > latest) throw new Error(`${url} does not reach block ${block}: ${JSON.stringify(data)}`);
    await sleep(50);
  }
}
