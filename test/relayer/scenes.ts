/** Where tests of the relayer begin: on chains that all of them share, as those were at first. */
import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import type { NewRelay } from "../../src/store/relays.ts";
import { serveStage } from "../indexer/stage.ts";
import type { ServedStage } from "../indexer/stage.ts";
import { freshDatabase } from "../store/engines.ts";
import { connectViem } from "../support/chain.ts";
import { setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";
import { groundOf } from "./stage.ts";
import type { Ground, World } from "./stage.ts";

const PATIENCE_MILLISECONDS = 120_000;

/** A chain with a client for everybody who plays a part. */
export interface Place<Played extends Stage = Stage> {
  readonly stage: Played;
  readonly ground: Ground;
}

/** A world of its own on empty tables. */
export interface Scene extends Place {
  readonly database: Database;
  readonly world: World;
}

interface Shared<Played extends Stage> {
  readonly place: Place<Played>;
  putBack: () => Promise<void>;
}

/** Opens a stage when it is asked for first, and puts its chain back whenever it is asked for again. */
function shared<Played extends Stage>(open: () => Promise<Played>): () => Promise<Place<Played>> {
  let opening: Promise<Shared<Played>> | undefined;
  const openAll = async (): Promise<Shared<Played>> => {
    const stage = await open();
    return { place: { stage, ground: await groundOf(stage.chain) }, putBack: () => Promise.resolve() };
  };
  after(async () => {
    await (await opening)?.place.stage.chain.close();
  });
  return async () => {
    const opened = await (opening ??= openAll());
    await opened.putBack();
    // What was put back once is forgotten.
    opened.putBack = await opened.place.ground.bookmark();
    return opened.place;
  };
}

const inProcess = shared<Stage>(() => setStage(connectViem));
const served = shared<ServedStage>(serveStage);

/** Every test of the suite begins on the chain as it was at first. */
export function eachOnGround(take: (place: Place) => void): void {
  beforeEach(async function () {
    this.timeout(PATIENCE_MILLISECONDS);
    take(await inProcess());
  });
}

/** Every test of the suite begins on a chain that others reach by HTTP, as it was at first. */
export function eachOnServedGround(take: (place: Place<ServedStage>) => void): void {
  beforeEach(async function () {
    this.timeout(PATIENCE_MILLISECONDS);
    take(await served());
  });
}

/** Every test of the suite begins in a world of its own, on PGlite and the chain as it was at first. */
export function eachInWorld(take: (scene: Scene) => void): void {
  beforeEach(async function () {
    this.timeout(PATIENCE_MILLISECONDS);
    const place = await inProcess();
    const database = await freshDatabase("PGlite");
    take({ ...place, database, world: await place.ground.world(database) });
  });
}

/** What tests ask of a world. */
export interface Questions {
  readonly alarms: () => readonly string[];
  /** The next nonce of the relayer's key. */
  readonly nonceOf: (at: "latest" | "pending") => Promise<number>;
  /** Finishes, and finds that the relay had its effect once. */
  readonly expectOnce: (relay: NewRelay) => Promise<void>;
}

/** @param present The world of the test that runs, and what it stands on. */
export function questionsTo(present: () => Pick<Scene, "ground" | "world">): Questions {
  return {
    alarms: () =>
      present()
        .world.board.read()
        .alarms.map(({ kind }) => kind),
    async nonceOf(at) {
      const { ground, world } = present();
      return Number(await ground.ask("eth_getTransactionCount", world.account.address, at));
    },
    async expectOnce(relay) {
      const { world } = present();
      await world.finish();
      expect(await world.fateOf(relay)).to.include({ state: "recorded", error: null });
      expect(await world.effectsOf(relay)).to.equal(1);
    },
  };
}
