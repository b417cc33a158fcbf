import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { append, dropAbove, eventsAfter } from "../../src/store/chainTables.ts";
import type { StoredChainEvent } from "../../src/store/eventRows.ts";
import type { Database } from "../../src/store/database.ts";
import type { AnyEvent } from "../../src/store/eventBody.ts";
import { feedAfter, feedHead } from "../../src/store/feed.ts";
import type { FeedEntry } from "../../src/store/feed.ts";
import { migrate } from "../../src/store/migrations.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { emptyDatabase, ENGINES, freshDatabase } from "./engines.ts";
import { address, agreedBetween, block, hash, recorded, stored } from "./rows.ts";

const BEFORE_ALL = { blockNumber: -1, logIndex: -1 };
const ALL = 1_000_000;
const accepted = (id: Hex): AnyEvent => ({ name: "ReceivableAccepted", id, by: address(1), commitment: hash(9) });
const spent = (nonce: bigint): AnyEvent => ({ name: "NonceSpent", signer: address(1), nonce });
const moved = (id: Hex, from: number, to: number): AnyEvent => ({
  name: "Transfer",
  id,
  from: address(from),
  to: address(to),
});

/** What an index does: some blocks more, each with so many events; or none above one of those that are there. */
type Step = { readonly grows: readonly number[] } | { readonly keeps: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ grows: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }) }),
  fc.record({ keeps: fc.nat({ max: 1000 }) }),
);

/** Reads the whole feed in pages of any size. */
async function readFeed(database: Database, page: number): Promise<readonly FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (;;) {
    const next = await feedAfter(database, entries.length, page);
    if (next.length === 0) return entries;
    entries.push(...next);
  }
}

/** What stands when every entry was followed in its order. Each retraction must name what it takes back. */
function replayed(entries: readonly FeedEntry[]): readonly StoredChainEvent[] {
  const standing = new Map<number, StoredChainEvent>();
  for (const { position, kind, retracts = 0, event, at, timestamp } of entries) {
    const told = { event, at, timestamp };
    if (kind === "recorded") standing.set(position, told);
    else {
      expect(told).to.deep.equal(standing.get(retracts));
      standing.delete(retracts);
    }
  }
  return [...standing.values()];
}

for (const engine of ENGINES) {
  describe(`The feed in ${engine}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = await freshDatabase(engine);
    });

    it("replayed is what the index holds, whatever came and went, without a gap in its positions", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), async (steps, page) => {
          database = await freshDatabase(engine);
          let height = 0;
          let fork = 0;
          const seen = new Map<number, string>();
          for (const step of steps) {
            if ("keeps" in step) {
              height = step.keeps % (height + 1);
              fork += 1;
              await database.transaction((tx) => dropAbove(tx, height));
            } else {
              const blocks = step.grows.map((_, index) => block(height + index + 1, fork));
              const events = blocks.flatMap((at, index) =>
                Array.from({ length: step.grows[index] ?? 0 }, (_, log) =>
                  recorded(log === 2 ? spent(BigInt(at.number)) : accepted(hash(log + 1)), at, log),
                ),
              );
              height += blocks.length;
              await database.transaction((tx) => append(tx, { blocks, events }));
            }
            const entries = await readFeed(database, page);
            expect(entries.map(({ position }) => position)).to.deep.equal(entries.map((_, index) => index + 1));
            expect(await feedHead(database)).to.equal(entries.length);
            expect(replayed(entries)).to.deep.equal(await eventsAfter(database, BEFORE_ALL, ALL));
            for (const entry of entries) expectUnchanged(seen, entry);
          }
        }),
        { numRuns: runs(15) },
      );
    });

    /** Whether it was taken back meanwhile is all that may change at a position. */
    function expectUnchanged(seen: Map<number, string>, { retractedBy, ...entry }: FeedEntry): void {
      const text = JSON.stringify(entry, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
      expect(seen.get(entry.position) ?? text).to.equal(text);
      seen.set(entry.position, text);
      if (retractedBy !== undefined) expect(retractedBy).to.be.greaterThan(entry.position);
    }

    it("takes back the last event first, and tells of a recording by what it was taken back", async () => {
      const events = [recorded(accepted(hash(1)), block(1), 0), recorded(accepted(hash(2)), block(1), 1)];
      await database.transaction((tx) => append(tx, { blocks: [block(1)], events }));
      await database.transaction((tx) => dropAbove(tx, 0));
      const entries = await readFeed(database, 10);
      expect(entries.map(({ kind, retracts, retractedBy }) => [kind, retracts, retractedBy])).to.deep.equal([
        ["recorded", undefined, 4],
        ["recorded", undefined, 3],
        ["retracted", 2, undefined],
        ["retracted", 1, undefined],
      ]);
    });

    it("gives no position away in a transaction that fails", async () => {
      const failing = database.transaction(async (tx) => {
        await append(tx, { blocks: [block(1)], events: [recorded(accepted(hash(1)), block(1), 0)] });
        throw new Error("the power went out");
      });
      await failing.catch(() => undefined);
      await database.transaction((tx) =>
        append(tx, { blocks: [block(1)], events: [recorded(accepted(hash(2)), block(1), 0)] }),
      );
      expect((await readFeed(database, 10)).map(({ position }) => position)).to.deep.equal([1]);
    });

    it("remembers of what is dropped whom it concerned: the parties, and whoever held it in between", async () => {
      const id = hash(1);
      await database.transaction((tx) =>
        append(tx, {
          blocks: [block(1)],
          events: [recorded(moved(id, 1, 3), block(1), 0), recorded(moved(id, 3, 4), block(1), 1)],
        }),
      );
      const state = { ...agreedBetween(address(1), address(2)), holder: address(4) };
      await database.transaction((tx) => upsertStates(tx, [stored(id, state)]));
      await database.transaction((tx) => dropAbove(tx, 0));
      const rows = await database.query<{ party: string }>(
        "select distinct unnest(concerned) as party from retractions where receivable_id = $1 order by 1",
        [`\\x${id.slice(2)}`],
      );
      expect(rows.map(({ party }) => party)).to.deep.equal([1, 2, 3, 4].map(address));
    });

    it("begins, in a database that has events already, with these in the order of the chain", async () => {
      database = await emptyDatabase(engine);
      await migrate(database, MIGRATIONS.slice(0, 2));
      for (const number of [2, 1]) {
        await database.query("insert into blocks values ($1, '\\x01', '\\x00', 7)", [number]);
        for (const log of [1, 0]) {
          await database.query(
            "insert into events values ($1, $2, '\\x01', '\\x02', '\\x03', 'NonceSpent', null, null, '{}')",
            [number, log],
          );
        }
      }
      await migrate(database);
      const places = (await readFeed(database, 3)).map(({ at }) => `${at.blockNumber}/${at.logIndex}`);
      expect(places).to.deep.equal(["1/0", "1/1", "2/0", "2/1"]);
      expect(await feedHead(database)).to.equal(4);
    });
  });
}
