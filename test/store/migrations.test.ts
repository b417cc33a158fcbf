import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import { moveCursor } from "../../src/store/chainTables.ts";
import { claim, identityOf } from "../../src/store/identity.ts";
import type { LedgerIdentity } from "../../src/store/identity.ts";
import { appliedMigrations, migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import type { Migration } from "../../src/store/schema.ts";
import { emptyDatabase, ENGINES, freshDatabase, freshUrl } from "./engines.ts";
import { failureOf } from "./failures.ts";
import { address, hash } from "./rows.ts";

const FIRST: Migration = {
  name: "first",
  statements: ["create table one (a integer)", "create table two (a integer)"],
};
const SECOND: Migration = { name: "second", statements: ["alter table one add column b integer"] };

for (const engine of ENGINES) {
  describe(`Migrations in ${engine}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = await emptyDatabase(engine);
    });

    it("are taken once, in their order", async () => {
      expect(await migrate(database, [FIRST])).to.deep.equal(["first"]);
      expect(await migrate(database, [FIRST, SECOND])).to.deep.equal(["second"]);
      expect(await migrate(database, [FIRST, SECOND])).to.deep.equal([]);
      expect((await appliedMigrations(database)).map(({ number, name }) => [number, name])).to.deep.equal([
        [1, "first"],
        [2, "second"],
      ]);
    });

    it("make the tables of this release", async () => {
      expect(await appliedMigrations(database)).to.be.empty;
      expect(await migrate(database)).to.deep.equal(MIGRATIONS.map(({ name }) => name));
    });

    it("leave nothing behind where a statement of theirs fails", async () => {
      const broken: Migration = { name: "broken", statements: [...SECOND.statements, "create table one (a integer)"] };
      await migrate(database, [FIRST]);
      expect(await failureOf(migrate(database, [FIRST, broken]))).to.include({ code: "42P07" });
      expect(await appliedMigrations(database)).to.have.length(1);
      expect(await migrate(database, [FIRST, SECOND])).to.deep.equal(["second"]);
    });

    it("refuse a database that a later release wrote", async () => {
      await migrate(database, [FIRST, SECOND]);
      const error = await failureOf(migrate(database, [FIRST]));
      expect(error).to.include({ name: "StoreRefusedError", code: "SchemaNewer" });
      expect(error)
        .to.have.property("message")
        .that.matches(/step 2 .*\(second\), and this release knows 1/);
    });

    it("refuse a step that is not the one that was taken", async () => {
      await migrate(database, [FIRST]);
      const changed = { ...FIRST, statements: [...FIRST.statements, "select 1"] };
      for (const other of [[changed], [{ ...FIRST, name: "premier" }], [SECOND, FIRST]]) {
        expect(await failureOf(migrate(database, other))).to.include({ code: "SchemaChanged" });
      }
    });
  });

  describe(`The identity of a database in ${engine}`, () => {
    const OURS: LedgerIdentity = {
      chainId: 31_337,
      ledger: address(1),
      directory: address(2),
      deploymentBlock: 7,
      deploymentHash: hash(3),
    };

    it("is claimed once, and again by the same ledger in whatever spelling", async () => {
      const database = await freshDatabase(engine);
      expect(await identityOf(database)).to.equal(undefined);
      await database.transaction((tx) => claim(tx, OURS));
      const ledger: LedgerIdentity["ledger"] = `0x${OURS.ledger.slice(2).toUpperCase()}`;
      await database.transaction((tx) => claim(tx, { ...OURS, ledger }));
      expect(await identityOf(database)).to.deep.equal(OURS);
    });

    const others: readonly (readonly [string, Partial<LedgerIdentity>])[] = [
      ["chain id 31337 instead of 1", { chainId: 1 }],
      [`ledger ${address(1)} instead of ${address(9)}`, { ledger: address(9) }],
      [`directory ${address(2)} instead of ${address(9)}`, { directory: address(9) }],
      ["block of the deployment 7 instead of 8", { deploymentBlock: 8 }],
      [`hash of the block of the deployment ${hash(3)} instead of ${hash(4)}`, { deploymentHash: hash(4) }],
    ];
    it("takes on a contract of statements while nothing was read, and refuses another one or none", async () => {
      const database = await freshDatabase(engine);
      const whole = { ...OURS, statements: address(5) };
      await database.transaction((tx) => claim(tx, OURS));
      await database.transaction((tx) => claim(tx, whole));
      expect(await identityOf(database)).to.deep.equal(whole);
      for (const [other, told] of [
        [OURS, "none"],
        [{ ...OURS, statements: address(6) }, address(6)],
      ] as const) {
        const error = await failureOf(database.transaction((tx) => claim(tx, other)));
        expect(error).to.have.property("code", "ForeignDatabase");
        expect(error)
          .to.have.property("message")
          .that.includes(`contract of statements ${address(5)} instead of ${told}`);
      }
    });

    it("is claimed at a step of the schema that knew no statements, as a backup of that time is filled", async () => {
      const database = await emptyDatabase(engine);
      await migrate(
        database,
        MIGRATIONS.slice(
          0,
          MIGRATIONS.findIndex(({ name }) => name === "statements"),
        ),
      );
      await database.transaction((tx) => claim(tx, OURS));
      expect(await identityOf(database)).to.deep.equal(OURS);
      await migrate(database);
      expect(await identityOf(database)).to.deep.equal(OURS);
    });

    it("leaves statements to whoever reads what was missed, once something was read", async () => {
      const database = await freshDatabase(engine);
      await database.transaction((tx) => claim(tx, OURS));
      const point = { number: 7, hash: hash(7) };
      await database.transaction((tx) => moveCursor(tx, undefined, { folded: point, final: point }));
      await database.transaction((tx) => claim(tx, { ...OURS, statements: address(5) }));
      expect(await identityOf(database)).to.deep.equal(OURS);
    });

    for (const [difference, other] of others) {
      it(`is refused for another ledger, and the message tells: ${difference.slice(0, 40)}`, async () => {
        const database = await freshDatabase(engine);
        await database.transaction((tx) => claim(tx, OURS));
        const error = await failureOf(database.transaction((tx) => claim(tx, { ...OURS, ...other })));
        expect(error).to.include({ name: "StoreRefusedError", code: "ForeignDatabase" });
        expect(error).to.have.property("message").that.includes(difference);
        expect(await identityOf(database)).to.deep.equal(OURS);
      });
    }
  });
}

describe("Migrations of several processes at once", () => {
  it("are taken by one of them, and the others find them taken", async () => {
    const url = await freshUrl();
    const databases = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url })));
    const taken = await Promise.all(databases.map((database) => migrate(database, [FIRST, SECOND])));
    expect(taken.flat().sort()).to.deep.equal(["first", "second"]);
    await Promise.all(databases.map((database) => database.close()));
  });
});
