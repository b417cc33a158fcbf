import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import type { Database, Transaction } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import type { SqlScalar } from "../../src/store/values.ts";
import { emptyDatabase, ENGINES, freshUrl, openOwn, postgresServer } from "./engines.ts";
import { failureOf } from "./failures.ts";

const ANY_TEXT = fc.string({
  unit: fc.constantFrom("a", "é", "漢", "😀", "\\", '"', "'", "\t", "\n", "\r", ",", "{", "}", " "),
});

for (const engine of ENGINES) {
  describe(`A database in ${engine}`, () => {
    let database: Database;
    before(async () => {
      database = await emptyDatabase(engine);
      await database.query(
        "create table every_type (place integer, t text, b bytea, n numeric(80, 0), i bigint, s smallint, " +
          "f boolean, j jsonb)",
      );
    });
    beforeEach(() => database.query("truncate every_type"));

    const columns = ["place", "t", "b", "n", "i", "s", "f", "j"];

    it("gives back what was copied into it, of every type and beyond what a number holds", async () => {
      const anyRow = fc.record({
        t: fc.option(ANY_TEXT),
        b: fc.option(fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array).toString("hex"))),
        n: fc.option(fc.bigInt({ min: -(10n ** 80n) + 1n, max: 10n ** 80n - 1n })),
        i: fc.option(fc.maxSafeInteger()),
        s: fc.option(fc.integer({ min: -32_768, max: 32_767 })),
        f: fc.option(fc.boolean()),
        j: fc.option(ANY_TEXT.map((text) => ({ text }))),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(anyRow, { maxLength: 20 }), async (rows) => {
          const lines = rows.map(({ t, b, n, i, s, f, j }, place): SqlScalar[] => {
            return [place, t, b === null ? null : `\\x${b}`, n, i, s, f, j === null ? null : JSON.stringify(j)];
          });
          await database.query("truncate every_type");
          await database.transaction((tx) => tx.copy("every_type", columns, lines));
          const expected = rows.map(({ b, ...row }, place) => ({ place, ...row, b: b === null ? null : `0x${b}` }));
          expect(await database.query("select * from every_type order by place")).to.deep.equal(expected);
        }),
        { numRuns: runs(30) },
      );
    });

    it("takes the same values as parameters, and arrays of them", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(ANY_TEXT, { maxLength: 5 }), fc.bigInt(), fc.boolean(), async (texts, n, f) => {
          const rows = await database.query(
            "select t, $2::numeric as n, $3::boolean as f, $4::bytea as b from unnest($1::text[]) as t",
            [texts, n, f, "\\x00ff"],
          );
          expect(rows).to.deep.equal(texts.map((t) => ({ t, n, f, b: "0x00ff" })));
        }),
        { numRuns: runs(30) },
      );
    });

    it("refuses to make a number of an integer that no number holds exactly", async () => {
      expect(await database.query("select 9007199254740991::bigint as i")).to.deep.equal([
        { i: 9_007_199_254_740_991 },
      ]);
      const error = await failureOf(database.query("select 9007199254740993::bigint as i"));
      expect(error).to.be.instanceOf(RangeError);
    });

    it("keeps all of a transaction, or nothing where its work throws", async () => {
      const insert = (tx: Transaction): Promise<unknown> => tx.query("insert into every_type (place) values (1), (2)");
      expect(await database.transaction(async (tx) => insert(tx).then(() => "the result"))).to.equal("the result");
      // It looks like a lost connection, but not to this database.
      const mistake = Object.assign(new Error("the work's own affair"), { code: "ECONNRESET" });
      const failing = database.transaction(async (tx) => {
        await insert(tx);
        throw mistake;
      });
      expect(await failureOf(failing)).to.equal(mistake);
      expect(await database.query("select place from every_type")).to.have.length(2);
    });

    it("refuses a transaction whose work went on after a statement had failed", async () => {
      const careless = database.transaction(async (tx) => {
        await tx.query("insert into every_type (place) values (1)");
        await tx.query("select 1 / 0").catch(() => undefined);
      });
      expect(await failureOf(careless)).to.include({ name: "StoreRefusedError", code: "TransactionAborted" });
      expect(await database.query("select place from every_type")).to.be.empty;
    });

    it("keeps nothing of a copy that breaks off, and goes on working", async () => {
      const rows = function* (): Generator<SqlScalar[]> {
        for (let place = 0; place < 50_000; place += 1) yield [place];
        throw new Error("the source dried up");
      };
      const copying = database.transaction((tx) => tx.copy("every_type", ["place"], rows()));
      expect(await failureOf(copying))
        .to.have.property("message")
        .that.includes("the source dried up");
      const wrong = database.transaction((tx) => tx.copy("every_type", ["place"], [["one"]]));
      expect(await failureOf(wrong)).to.include({ name: "StoreRefusedError", code: "22P02" });
      expect(await database.query("select place from every_type")).to.be.empty;
    });

    it("ends a transaction's use with the transaction", async () => {
      let kept: Transaction | undefined;
      await database.transaction((tx) => {
        kept = tx;
        return Promise.resolve();
      });
      expect(await failureOf((kept as unknown as Transaction).query("select 1"))).to.be.instanceOf(Error);
    });

    it("says what the engine refused, with its code", async () => {
      const error = await failureOf(database.query("select * from nowhere"));
      expect(error).to.include({ name: "StoreRefusedError", code: "42P01" });
      expect(error).to.have.property("message").that.includes('relation "nowhere" does not exist');
    });

    it("has one leader at a time, another when that one has gone, and none once it is closed", async () => {
      const own = await openOwn(engine);
      const leader = await own.lead();
      expect(leader?.lost.aborted).to.equal(false);
      expect(await own.lead()).to.equal(undefined);
      expect(await leader?.transaction((tx) => tx.query("select 1 as one"))).to.deep.equal([{ one: 1 }]);
      await leader?.release();
      expect(leader?.lost.aborted).to.equal(true);
      expect(await failureOf(leader?.transaction(() => Promise.resolve()) ?? Promise.resolve())).to.be.instanceOf(
        Error,
      );

      const next = await own.lead();
      expect(next?.lost.aborted).to.equal(false);
      await Promise.all([own.close(), own.close()]);
      expect(next?.lost.aborted).to.equal(true);
      for (const use of [
        () => own.query("select 1"),
        () => own.transaction(() => Promise.resolve()),
        () => own.lead(),
      ]) {
        expect(await failureOf(use())).to.include({ name: "StoreRefusedError", code: "DatabaseClosed" });
      }
    });
  });
}

describe("A leader in PostgreSQL", () => {
  it("runs its transactions one after the other in the session that leads", async () => {
    const own = await openDatabase({ url: await freshUrl() });
    const leader = await own.lead();
    const session = async (): Promise<unknown> =>
      leader?.transaction((tx) => tx.query("select pg_backend_pid() as pid, pg_sleep(0.01)::text"));
    const [first, ...others] = await Promise.all([session(), session(), session()]);
    expect(others).to.deep.equal([first, first]);
    await own.close();
  });

  it("commits nothing more when its session was ended, and another leads", async () => {
    const url = await freshUrl();
    const [ours, theirs] = await Promise.all([openDatabase({ url }), openDatabase({ url })]);
    await ours.query("create table written (by text)");
    const leader = await ours.lead();
    expect(await theirs.lead()).to.equal(undefined);

    const writing = leader?.transaction(async (tx) => {
      await tx.query("insert into written values ('the first leader')");
      const [row] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
      await theirs.query("select pg_terminate_backend($1)", [row?.pid ?? 0]);
      const next = await leadSoon(theirs);
      await next.transaction((other) => other.query("insert into written values ('the second leader')"));
    });
    expect(await failureOf(writing ?? Promise.resolve())).to.include({ name: "StoreRetryError" });
    expect(leader?.lost.aborted).to.equal(true);
    expect(await theirs.query("select by from written")).to.deep.equal([{ by: "the second leader" }]);
    await Promise.all([ours.close(), theirs.close()]);
  });

  async function leadSoon(database: Database): Promise<Exclude<Awaited<ReturnType<Database["lead"]>>, undefined>> {
    for (;;) {
      const leader = await database.lead();
      if (leader !== undefined) return leader;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
});

describe("A server that crashes", () => {
  it("is worth a retry while it is away, and has kept what was committed", async () => {
    const server = await postgresServer();
    const database = await openDatabase({ url: await freshUrl() });
    await database.query("create table kept (number integer)");
    await database.query("insert into kept values (1)");
    const leader = await database.lead();
    const interrupted = database.transaction(async (tx) => {
      await tx.query("insert into kept values (2)");
      await server.crash();
      await tx.query("insert into kept values (3)");
    });
    expect(await failureOf(interrupted)).to.include({ name: "StoreRetryError", mayBeStored: false });
    expect(leader?.lost.aborted).to.equal(true);
    const away = await failureOf(database.query("select 1"));
    expect(away).to.include({ name: "StoreRetryError", code: "ConnectionLost" });
    await server.restart();
    expect(await database.query("select number from kept")).to.deep.equal([{ number: 1 }]);
    expect((await database.lead())?.lost.aborted).to.equal(false);
    await database.close();
  });
});
