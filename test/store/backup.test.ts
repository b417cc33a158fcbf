import { expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { backUp, checkBackup, restore } from "../../src/store/backup.ts";
import { rebuild } from "../../src/store/backupRebuild.ts";
import { HEAD_TABLES, INDEX_TABLES, KEPT_TABLES, PASSING_TABLES } from "../../src/store/backupTables.ts";
import { append, dropAbove } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { claim, identityOf } from "../../src/store/identity.ts";
import type { LedgerIdentity } from "../../src/store/identity.ts";
import { appliedMigrations } from "../../src/store/migrations.ts";
import { failureOf } from "../support/stage.ts";
import { emptyDatabase, ENGINES, freshDatabase } from "./engines.ts";
import { contentsOf, fillKept, KEPT } from "./keptRows.ts";
import { address, block, hash, recorded } from "./rows.ts";

const NOW = 1_790_000_000;
const IDENTITY: LedgerIdentity = {
  chainId: 5,
  ledger: address(0x1ed9e4),
  directory: address(0xd1),
  deploymentBlock: 1,
  deploymentHash: hash(1),
};

/** A database of a ledger with some events, one of them taken back, and rows in every table that is kept. */
async function fillDatabase(database: Database): Promise<void> {
  const [one, two, three] = [block(1), block(2), block(3)];
  const spent = (nonce: bigint): Parameters<typeof recorded>[0] => ({ name: "NonceSpent", signer: address(7), nonce });
  await database.transaction(async (tx) => {
    await claim(tx, IDENTITY);
    await append(tx, { blocks: [one, two], events: [recorded(spent(1n), one, 0), recorded(spent(2n), two, 0)] });
  });
  await database.transaction((tx) => dropAbove(tx, 1));
  await database.transaction(async (tx) => {
    const events = [recorded(spent(3n), three, 0), recorded(spent(4n), three, 1)];
    await append(tx, { blocks: [block(2, 1), three], events });
  });
  // Rows of one number refer to each other, and to the event of that position: 1 stands, 2 was taken back.
  await fillKept(database, 4);
}

for (const engine of ENGINES) {
  describe(`A backup of ${engine}`, () => {
    let folder: string;
    let file: string;
    let database: Database;

    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), "countersign-backup-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));
    beforeEach(async function () {
      this.timeout(60_000);
      file = path.join(folder, `${readdirSync(folder).length}.backup`);
      database = await freshDatabase(engine);
    });

    it("decides of every table whether it is of the index, kept, or of the moment", async () => {
      const rows = await database.query<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = current_schema() order by 1",
      );
      const decided = [...HEAD_TABLES, ...INDEX_TABLES, ...PASSING_TABLES, ...KEPT_TABLES.map(({ name }) => name)];
      expect(decided.toSorted()).to.deep.equal(rows.map(({ name }) => name).toSorted());
      expect(new Set(decided).size).to.equal(decided.length);
    });

    it("holds every row that is kept, and gives it back into an empty database", async function () {
      this.timeout(60_000);
      await fillDatabase(database);
      const made = await backUp(database, file, NOW);
      const kept = await contentsOf(database, KEPT);
      expect(kept["subscriptions"]).to.have.length(4);
      expect(made.head.made).to.equal(new Date(NOW * 1000).toISOString());
      expect(await checkBackup(file)).to.deep.equal(made);
      const empty = await emptyDatabase(engine);
      expect(await restore(empty, file)).to.deep.equal(made);
      const restored = await contentsOf(empty, KEPT);
      const reread = ["subscriptions", "deliveries", "delivery_attempts"];
      for (const table of KEPT.filter((name) => !reread.includes(name))) {
        expect(restored[table], table).to.deep.equal(kept[table]);
      }
      expect(await identityOf(empty)).to.deep.equal(IDENTITY);
      for (const [table, rows] of Object.entries(await contentsOf(empty, PASSING_TABLES))) {
        expect(rows, table).to.deep.equal([]);
      }
    });

    it(
      "says how far the feed was read by the events that stand, since nothing else has a place in a new " + "index",
      async () => {
        await fillDatabase(database);
        await backUp(database, file, NOW);
        const readers = (): Promise<unknown> =>
          Promise.all([
            database.query("select scanned from subscriptions order by id"),
            database.query(
              "select d.position, (select count(*) from delivery_attempts where delivery = d.id) as attempts " +
                "from deliveries d order by d.position",
            ),
          ]);
        // Recorded were 1 and 2, then 2 was taken back as 3, then 4 and 5 were recorded.
        const expected = [
          [1, 1, 1, 2].map((scanned) => ({ scanned })),
          [1, 2].map((position) => ({ position, attempts: 1 })),
        ];
        await rebuild(database);
        expect(await readers()).to.deep.equal(expected);
        await restore(await emptyDatabase(engine), file);
        expect(await readers()).to.deep.equal(expected);
      },
    );

    it("counts on where the tables gave out numbers", async () => {
      await fillDatabase(database);
      await backUp(database, file, NOW);
      const empty = await emptyDatabase(engine);
      await restore(empty, file);
      const [given] = await empty.query<{ position: number }>(
        "insert into relays (id, organisation, destination, data, created) " +
          "values (gen_random_uuid(), '\\x01', '\\x02', '\\x03', 4) returning position",
      );
      expect(given?.position).to.equal(5);
    });

    it("is for its owner's eyes, and never written over another file", async () => {
      await fillDatabase(database);
      await backUp(database, file, NOW);
      expect(statSync(file).mode & 0o777).to.equal(0o600);
      const before = readFileSync(file);
      expect(await failureOf(backUp(database, file, NOW))).to.include({ code: "BackupExists" });
      expect(readFileSync(file)).to.deep.equal(before);
      const other = path.join(folder, "of nothing");
      const nothing = await emptyDatabase(engine);
      expect(await failureOf(backUp(nothing, other, NOW))).to.include({ code: "NotAnIndex" });
      expect(readdirSync(folder).filter((name) => /part|nothing/.test(name))).to.deep.equal([]);
    });

    it("is refused when it is damaged anywhere, and nothing is changed", async function () {
      this.timeout(120_000);
      await fillDatabase(database);
      await backUp(database, file, NOW);
      const whole = readFileSync(file);
      const empty = await emptyDatabase(engine);
      const damages: readonly (readonly [string, Buffer])[] = [
        ["cut off in a line", whole.subarray(0, whole.length / 2)],
        ["without its last line", whole.subarray(0, whole.lastIndexOf("\n", whole.length - 2) + 1)],
        ["with a digit changed", changed(whole, whole.indexOf("付款"))],
        ["with its checksum changed", changed(whole, whole.length - 5)],
        ["without a row", withoutLine(whole, 4)],
        ["empty", Buffer.alloc(0)],
      ];
      for (const [how, bytes] of damages) {
        writeFileSync(`${file}.damaged`, bytes);
        expect(await failureOf(restore(empty, `${file}.damaged`)), how).to.include({ code: "BackupDamaged" });
      }
      writeFileSync(`${file}.other`, '{"format":"another"}\n{}\n');
      expect(await failureOf(restore(empty, `${file}.other`))).to.include({ code: "BackupUnknown" });
      expect(await appliedMigrations(empty)).to.deep.equal([]);
    });

    it("goes into no database that holds something, or is another ledger's", async () => {
      await fillDatabase(database);
      await backUp(database, file, NOW);
      const kept = await contentsOf(database, KEPT);
      expect(await failureOf(restore(database, file))).to.include({ code: "DatabaseNotEmpty" });
      expect(await contentsOf(database, KEPT)).to.deep.equal(kept);
      const foreign = await freshDatabase(engine);
      await foreign.transaction((tx) => claim(tx, { ...IDENTITY, chainId: 6 }));
      const refused = await failureOf(restore(foreign, file));
      expect(refused).to.include({ code: "ForeignDatabase" });
      expect(await contentsOf(foreign, ["subscriptions"])).to.deep.equal({ subscriptions: [] });
    });

    it("stores all or nothing where a row is refused in the middle", async () => {
      await fillDatabase(database);
      await backUp(database, file, NOW);
      const empty = await freshDatabase(engine);
      // A table of this database takes less than the one that was backed up.
      await empty.query("alter table delivery_attempts add constraint none check (number < 0)");
      expect(await failureOf(restore(empty, file))).to.include({ code: "23514" });
      const contents = await contentsOf(empty, [...KEPT, "identity"]);
      for (const [table, rows] of Object.entries(contents)) expect(rows, table).to.deep.equal([]);
    });

    it("is not restored, and nothing rebuilt, while somebody writes the index or sends transactions", async () => {
      await fillDatabase(database);
      await backUp(database, file, NOW);
      for (const duty of ["index", "relays"] as const) {
        const leader = await database.lead(duty);
        expect(await failureOf(restore(database, file))).to.include({ code: "DatabaseInUse" });
        expect(await failureOf(rebuild(database))).to.include({ code: "DatabaseInUse" });
        await leader?.release();
      }
      expect(await contentsOf(database, ["events"])).to.have.nested.property("events.length", 3);
    });
  });
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at] === 0x31 ? 0x32 : 0x31;
  return copy;
}

function withoutLine(bytes: Buffer, number: number): Buffer {
  const lines = bytes.toString("latin1").split("\n");
  lines.splice(number, 1);
  return Buffer.from(lines.join("\n"), "latin1");
}
