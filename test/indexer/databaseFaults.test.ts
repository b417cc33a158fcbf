import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { migrate } from "../../src/store/migrations.ts";
import { ENGINES, freshDatabase, freshUrl, postgresServer } from "../store/engines.ts";
import { drive } from "./driving.ts";
import type { Driven } from "./driving.ts";
import { canonBelow } from "./model/canon.ts";
import { createChain, createNode } from "./model/chain.ts";
import type { Act, ModelChain, ModelNode } from "./model/chain.ts";
import { recordedTapes } from "./model/tapes.ts";
import { expectFold } from "./oracle.ts";

/** Serialisation, deadlock, a full disk, no memory, no connection, no lock, a timeout, an end, a server that reads. */
const CODES = ["40001", "40P01", "53100", "53200", "53300", "55P03", "57014", "57P01", "25006"] as const;
const TABLES = ["cursor", "blocks", "events", "receivables", "spent_nonces"] as const;
const TIMES = 3;

describe("An index whose database fails", () => {
  let chain: ModelChain;
  let node: ModelNode;
  let driven: Driven | undefined;
  let turn = 0;

  before(async function () {
    this.timeout(300_000);
    chain = createChain(await recordedTapes());
  });
  beforeEach(() => {
    node = createNode({ chain, head: grown(chain.deployment, 12), tags: { safe: 9, finalized: 30 } });
  });
  afterEach(async () => {
    await driven?.stop();
    driven = undefined;
  });

  /** Each time on other tapes, so that none is played to its end while others wait. */
  function grown(from: ModelNode["head"], blocks: number): ModelNode["head"] {
    const { length } = chain.tapes.tapes;
    const first = turn;
    turn += blocks;
    const acts = (block: number): readonly Act[] => [{ tape: (first + block) % length }, "filler"];
    return chain.extendBy(from, blocks, acts);
  }

  function start(database: Database): Driven {
    const url = (method: string, params: readonly unknown[]): unknown => node.request(method, params);
    const settings = { liveBlocks: 4 };
    driven = drive({ database, addresses: chain.addresses, url, settings, reading: { finalityDepth: undefined } });
    return driven;
  }

  async function expectAll(of: Driven, database: Database): Promise<void> {
    expect((await of.settled()).stopped).to.equal(undefined);
    await expectFold(database, canonBelow(chain, node.head));
  }

  /** Another fork in the place of some blocks, so that a batch drops, appends and folds anew. */
  function fork(): void {
    node.head = grown(node.head.parent?.parent?.parent ?? node.head, 6);
  }

  for (const engine of ENGINES) {
    it(`waits for what passes, wherever in a batch it comes, in ${engine}`, async function () {
      this.timeout(120_000);
      const database = await freshDatabase(engine);
      const running = start(database);
      await expectAll(running, database);
      // Counting goes on when a transaction is undone, so that the fault passes.
      await database.query("create sequence attempts");
      for (const [index, code] of CODES.entries()) {
        const table = TABLES[index % TABLES.length] ?? "cursor";
        await database.query(
          `create or replace function fail() returns trigger language plpgsql as $$ begin
             if nextval('attempts') <= ${TIMES} then raise exception using errcode = '${code}'; end if;
             return null;
           end $$`,
        );
        await database.query("select setval('attempts', 1, false)");
        await database.query(
          `create trigger failing after insert or update on ${table} for each row execute function fail()`,
        );
        fork();
        const { fault } = await running.until((status) => status.fault !== undefined);
        expect(fault).to.include(`The database answered ${code}`);
        await expectAll(running, database);
        await database.query(`drop trigger failing on ${table}`);
      }
    });
  }

  describe("of PostgreSQL", () => {
    let url: string;
    let database: Database;
    let other: Database;

    beforeEach(async function () {
      this.timeout(60_000);
      url = await freshUrl();
      [database, other] = [await openDatabase({ url }), await openDatabase({ url })];
      await migrate(database);
    });
    afterEach(async () => {
      await driven?.stop();
      driven = undefined;
      await Promise.all([database.close(), other.close()]);
    });

    it("goes on after its sessions are ended, again and again", async () => {
      const running = start(database);
      for (let round = 0; round < 6; round += 1) {
        await expectAll(running, other);
        fork();
        await other.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() " +
            "and pid <> pg_backend_pid()",
        );
      }
      await expectAll(running, other);
    });

    it("goes on after its server has crashed and come back", async function () {
      this.timeout(120_000);
      const server = await postgresServer();
      const running = start(database);
      for (let crash = 0; crash < 3; crash += 1) {
        await expectAll(running, other);
        fork();
        await server.crash();
        await running.until(({ fault }) => fault !== undefined);
        await server.restart();
        await expectAll(running, other);
      }
    });

    it("waits while statements take too long, and while the server only reads", async () => {
      const running = start(database);
      await expectAll(running, other);
      const name = new URL(url).pathname.slice(1);
      const end =
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() " +
        "and pid <> pg_backend_pid()";
      for (const [setting, code] of [
        ["default_transaction_read_only = on", "25006"],
        ["statement_timeout = '30ms'", "57014"],
      ] as const) {
        await other.query(
          "create or replace function wait() returns trigger language plpgsql as $$ begin perform " +
            "pg_sleep(0.05); return null; end $$",
        );
        await other.query("create or replace trigger slow after update on cursor for each row execute function wait()");
        await other.query(`alter database ${name} set ${setting}`);
        await other.query(end);
        fork();
        await running.until(({ fault }) => fault?.includes(code) === true);
        await other.query("set default_transaction_read_only = off");
        await other.query(`alter database ${name} reset all`);
        await other.query(end);
        await expectAll(running, other);
      }
    });

    it("waits while every connection of its pool is taken", async () => {
      const running = start(database);
      await expectAll(running, other);
      let free = (): void => undefined;
      const freed = new Promise<void>((resolve) => (free = resolve));
      const holders = Array.from({ length: 10 }, () =>
        database.transaction(async (tx) => {
          await tx.query("select 1");
          await freed;
        }),
      );
      fork();
      setTimeout(free, 200);
      await expectAll(running, other);
      await Promise.all(holders);
    });
  });
});
