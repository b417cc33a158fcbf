import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Database } from "../../src/store/database.ts";
import { claim } from "../../src/store/identity.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { freshUrl } from "../store/engines.ts";
import { contentsOf, fillKept, KEPT } from "../store/keptRows.ts";
import { address, hash } from "../store/rows.ts";
import { countersign } from "./run.ts";
import type { Ran } from "./run.ts";

const IDENTITY = {
  chainId: 5,
  ledger: address(0x1ed9e4),
  directory: address(0xd1),
  deploymentBlock: 1,
  deploymentHash: hash(1),
};

describe("countersign db", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "countersign-db-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function filled(database: Database): Promise<void> {
    await migrate(database);
    await database.transaction((tx) => claim(tx, IDENTITY));
    await fillKept(database, 3);
    await database.query("delete from deliveries");
    await database.query("update subscriptions set scanned = 0");
  }

  async function keptIn(open: () => Promise<Database>): Promise<unknown> {
    const database = await open();
    const contents = await contentsOf(database, KEPT);
    await database.close();
    return contents;
  }

  function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    return countersign(["db", ...args], { cwd: folder, env });
  }

  it("carries what is kept from a folder to a server", async function () {
    this.timeout(120_000);
    const directory = path.join(folder, "here");
    const database = await openDatabase({ directory });
    await filled(database);
    const running = await run(["backup", "none.backup", "--data", "here"]);
    expect(running).to.include({ status: 1, out: "" });
    expect(running.err).to.match(/in use by process \d+/);
    await database.close();
    const made = await run(["backup", "one.backup", "--data", "here"]);
    expect(made, made.err).to.include({ status: 0, err: "" });
    const rows = (KEPT.length - 2) * 3;
    expect(made.out).to.match(
      new RegExp(`^one.backup holds ${rows} rows of ledger ${IDENTITY.ledger} on chain 5, as of `),
    );
    const checked = await run(["restore", "one.backup", "--check"]);
    expect(checked.out).to.include("one.backup is whole, and holds");
    const url = await freshUrl();
    const restored = await run(["restore", "one.backup", "--json"], { DATABASE_URL: url });
    expect(restored, restored.err).to.include({ status: 0 });
    expect(JSON.parse(restored.out)).to.include({ rows, chainId: 5, ledger: IDENTITY.ledger });
    expect(await keptIn(() => openDatabase({ url }))).to.deep.equal(await keptIn(() => openDatabase({ directory })));
    const again = await run(["restore", "one.backup"], { DATABASE_URL: url });
    expect(again.status).to.equal(1);
    expect(again.err).to.include("holds something already");
  });

  it("rebuilds nothing while a gateway leads, and says what comes next", async function () {
    this.timeout(120_000);
    const url = await freshUrl();
    const database = await openDatabase({ url });
    await filled(database);
    const leader = await database.lead();
    const refused = await run(["rebuild"], { DATABASE_URL: url });
    expect(refused).to.include({ status: 1, out: "" });
    expect(refused.err).to.include("A gateway is running on this database: stop every one of them.");
    await leader?.release();
    const done = await run(["rebuild"], { DATABASE_URL: url });
    expect(done, done.err).to.include({ status: 0 });
    expect(done.out).to.include('is empty; "countersign serve" fills it from the chain');
    await database.close();
  });

  it("says what is wrong with a file or a folder, and leaves both as they were", async function () {
    this.timeout(120_000);
    const missing = await run(["backup", "two.backup", "--data", "nowhere"]);
    expect(missing).to.include({ status: 2 });
    expect(missing.err).to.match(/there is no database in .*nowhere/);
    expect(await run(["restore", "nothing.backup", "--check"])).to.include({ status: 2 });
    writeFileSync(path.join(folder, "broken.backup"), readFileSync(path.join(folder, "one.backup")).subarray(0, -9));
    const broken = await run(["restore", "broken.backup", "--data", "new"]);
    expect(broken).to.include({ status: 3 });
    expect(broken.err).to.include("broken.backup is damaged");
    const taken = await run(["backup", "one.backup", "--data", "here", "--json"]);
    expect(taken.status).to.equal(2);
    expect(JSON.parse(taken.err)).to.have.nested.property("error.code", "BackupExists");
  });
});
