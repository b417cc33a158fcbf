import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Hex } from "../../src/domain/receivable.ts";
import { createGasAccount } from "../../src/relayer/account.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import type { ServedStage } from "../indexer/stage.ts";
import { eachOnServedGround } from "./scenes.ts";
import type { Ground } from "./stage.ts";
import type { Fate, Point } from "./victim.ts";

const VICTIM = fileURLToPath(new URL("victim.ts", import.meta.url));
const POINTS: readonly Point[] = ["after the store", "after the send", "after the record"];
const BLOCK_MILLISECONDS = 20;
/** A directory with empty tables, to be copied. */
const EMPTY = "empty";

describe("A relayer that is killed", () => {
  let stage: ServedStage;
  let ground: Ground;
  let folder: string;
  eachOnServedGround((place) => ({ stage, ground } = place));
  before(async function () {
    this.timeout(120_000);
    folder = mkdtempSync(path.join(tmpdir(), "countersign-relays-"));
    const tables = await openDatabase({ directory: path.join(folder, EMPTY) });
    await migrate(tables);
    await tables.close();
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A block where a transaction of the key waits, and none without: what it says of the key is all that happens. */
  async function mineWaiting(key: Hex): Promise<void> {
    const { address } = createGasAccount(key);
    const count = (at: string): Promise<Hex> => ground.ask("eth_getTransactionCount", address, at);
    if ((await count("pending")) !== (await count("latest"))) await ground.mine();
  }

  async function live(fate: Fate): Promise<void> {
    const child = spawn(process.execPath, [VICTIM, JSON.stringify(fate)], { stdio: ["ignore", "ignore", "pipe"] });
    let complaints = "";
    child.stderr.on("data", (text: Buffer) => (complaints += text.toString()));
    const patience = setTimeout(() => child.kill("SIGTERM"), 40_000);
    // Only the last point needs a block.
    const blocks = setInterval(() => {
      if (fate.point === "after the record") void mineWaiting(fate.key);
    }, BLOCK_MILLISECONDS);
    const [, signal] = (await once(child, "close")) as [number | null, string | null];
    clearInterval(blocks);
    clearTimeout(patience);
    expect([signal, complaints]).to.deep.equal(["SIGKILL", ""]);
  }

  for (const point of POINTS) {
    it(`${point} has one effect all the same`, async function () {
      this.timeout(120_000);
      const directory = path.join(folder, point.replaceAll(" ", "-"));
      cpSync(path.join(folder, EMPTY), directory, { recursive: true });
      const first = await openDatabase({ directory });
      const before = await ground.world(first);
      const relay = await before.queue();
      await first.close();
      const { chainId } = stage.chain.addresses;
      await live({
        directory,
        url: stage.node.url,
        chainId,
        destination: relay.to,
        key: before.key,
        now: before.now,
        point,
      });
      const second = await openDatabase({ directory });
      const world = ground.again(before, second);
      const { state } = await world.fateOf(relay);
      expect(state).to.equal(point === "after the record" ? "recorded" : "sent");
      await world.finish();
      expect(await world.fateOf(relay)).to.include({ state: "recorded" });
      expect(await world.effectsOf(relay)).to.equal(1);
      expect(Number(await ground.ask("eth_getTransactionCount", world.account.address, "pending"))).to.equal(1);
      await second.close();
    });
  }
});
