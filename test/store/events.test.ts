import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import {
  append,
  blocksAbove,
  cursorOf,
  dropAbove,
  eventsAfter,
  eventsOf,
  eventsOfFacts,
  forgetEmptyBlocks,
  latestInstant,
  moveCursor,
} from "../../src/store/chainTables.ts";
import type { BlockRow, Cursor } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { receivableIdOf } from "../../src/store/eventBody.ts";
import type { AnyEvent } from "../../src/store/eventBody.ts";
import { factOf } from "../../src/store/factKeys.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import { anyEvents } from "./arbitraries.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, agreedBetween, block, hash, recorded, stored } from "./rows.ts";

const GENESIS = { blockNumber: -1, logIndex: -1 };
const accepted = (id: Hex): AnyEvent => ({ name: "ReceivableAccepted", id, by: address(1), commitment: hash(9) });
const spent = (nonce: bigint): AnyEvent => ({ name: "NonceSpent", signer: address(1), nonce });
const cursorAt = (folded: BlockRow, final: BlockRow): Cursor => ({
  folded: { number: folded.number, hash: folded.hash },
  safe: { number: final.number, hash: final.hash },
  final: { number: final.number, hash: final.hash },
  basis: "depth",
});

for (const engine of ENGINES) {
  describe(`Events in ${engine}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = await freshDatabase(engine);
    });

    /** Writes blocks from 1 up, each with the events that are given for it. */
    async function write(...blocks: readonly (readonly AnyEvent[])[]): Promise<void> {
      const rows = blocks.map((_, index) => block(index + 1));
      const events = blocks.flatMap((of, index) => of.map((event, log) => recorded(event, block(index + 1), log)));
      await database.transaction((tx) => append(tx, { blocks: rows, events }));
    }

    it("come back as they were written, every event of the ledger and the directory", async () => {
      let number = 0;
      await fc.assert(
        fc.asyncProperty(anyEvents, async (events) => {
          number += 1;
          const at = block(number);
          const rows = events.map((event, index) => recorded(event, at, index));
          await database.transaction((tx) => append(tx, { blocks: [at], events: rows }));
          const expected = rows.map((row) => ({ ...row, timestamp: at.timestamp }));
          const back = await eventsAfter(database, { blockNumber: number - 1, logIndex: events.length }, 100);
          expect(back).to.deep.equal(expected);

          const ids = events.flatMap((event) => receivableIdOf(event) ?? []);
          const ofReceivables = expected.filter(({ event }) => receivableIdOf(event) !== undefined);
          expect(await eventsOf(database, ids)).to.deep.equal(ofReceivables);

          const facts = events.flatMap((event) => factOf(event) ?? []);
          const ofFacts = expected.filter(({ event }) => factOf(event) !== undefined);
          expect(await eventsOfFacts(database, facts)).to.deep.equal(ofFacts);
        }),
        { numRuns: runs(20) },
      );
    });

    it("are read on from any place, in the order of the chain", async () => {
      await write([accepted(hash(1)), accepted(hash(2))], [], [accepted(hash(3))]);
      const places = async (place: { blockNumber: number; logIndex: number }, limit: number): Promise<string[]> =>
        (await eventsAfter(database, place, limit)).map(({ at }) => `${at.blockNumber}/${at.logIndex}`);
      expect(await places(GENESIS, 2)).to.deep.equal(["1/0", "1/1"]);
      expect(await places({ blockNumber: 1, logIndex: 1 }, 2)).to.deep.equal(["3/0"]);
      expect(await places({ blockNumber: 3, logIndex: 0 }, 2)).to.deep.equal([]);
    });

    it("are refused when they are there already, and nothing of the batch is kept", async () => {
      await write([accepted(hash(1))]);
      const again = { blocks: [block(2)], events: [recorded(accepted(hash(2)), block(1), 0)] };
      const error: unknown = await database.transaction((tx) => append(tx, again)).catch((thrown: unknown) => thrown);
      expect(error).to.include({ name: "StoreRefusedError", code: "23505" });
      expect((await blocksAbove(database, 0)).map(({ number }) => number)).to.deep.equal([1]);
    });

    it("above a block are dropped with their blocks, and what they touched is told once", async () => {
      await write(
        [accepted(hash(1))],
        [accepted(hash(2)), spent(5n)],
        [accepted(hash(2)), accepted(hash(3)), spent(6n)],
      );
      const dropped = await database.transaction((tx) => dropAbove(tx, 1));
      expect(dropped.ids).to.have.members([hash(2), hash(3)]);
      expect(dropped.facts).to.have.members([5n, 6n].map((nonce) => factOf(spent(nonce))));
      expect((await eventsAfter(database, GENESIS, 10)).map(({ at }) => at.blockNumber)).to.deep.equal([1]);
      expect(await blocksAbove(database, 0)).to.deep.equal([block(1)]);
    });

    it("that are dropped with a split name its parts, although no event of theirs told of it", async () => {
      const split: AnyEvent = { name: "ReceivableSplit", id: hash(1), by: address(1), amounts: [], commitments: [] };
      await write([accepted(hash(1))], [split]);
      const partOf = (invoice: Hex): ReceivableState => ({
        ...agreedBetween(address(1), address(2), { invoice }),
        part: true,
      });
      const states = [stored(hash(11), partOf(hash(1))), stored(hash(12), partOf(hash(2)))];
      await database.transaction((tx) => upsertStates(tx, states));
      const dropped = await database.transaction((tx) => dropAbove(tx, 1));
      expect(dropped.ids).to.have.members([hash(1), hash(11)]);
    });

    it("leave a database as it was when the work that drops them fails", async () => {
      await write([accepted(hash(1))], [accepted(hash(2))]);
      const failing = database.transaction(async (tx) => {
        await dropAbove(tx, 0);
        throw new Error("the power went out");
      });
      expect(await failing.catch((error: unknown) => error)).to.have.property("message", "the power went out");
      expect(await eventsAfter(database, GENESIS, 10)).to.have.length(2);
    });

    it("keep their block when blocks without any are forgotten", async () => {
      await write([], [accepted(hash(1))], [], []);
      await database.transaction((tx) => forgetEmptyBlocks(tx, 1, 3));
      expect((await blocksAbove(database, 0)).map(({ number }) => number)).to.deep.equal([4, 2]);
    });
  });

  describe(`The cursor in ${engine}`, () => {
    it("moves from where it was found, and is refused to whoever saw an older one", async () => {
      const database = await freshDatabase(engine);
      expect(await cursorOf(database)).to.equal(undefined);
      const [first, second, fork] = [cursorAt(block(5), block(1)), cursorAt(block(9), block(3)), block(9, 1)];
      await database.transaction((tx) => moveCursor(tx, undefined, first));
      expect(await cursorOf(database)).to.deep.equal(first);
      await database.transaction((tx) => moveCursor(tx, first, second));
      expect(await cursorOf(database)).to.deep.equal(second);
      for (const stale of [undefined, first, cursorAt(fork, block(3))]) {
        const moving = database.transaction((tx) => moveCursor(tx, stale, first));
        expect(await moving.catch((error: unknown) => error)).to.include({
          name: "StoreRetryError",
          code: "CursorMoved",
        });
      }
      expect(await cursorOf(database)).to.deep.equal(second);
    });

    it("knows when its block was made, also where the block has no row since it is final and empty", async () => {
      const database = await freshDatabase(engine);
      const [first, second, third] = [block(1), block(2), block(3)].map((row) => cursorAt(row, row));
      if (first === undefined || second === undefined || third === undefined) throw new Error("there are three");
      expect(await latestInstant(database)).to.equal(undefined);
      await database.transaction((tx) => moveCursor(tx, undefined, { ...first, foldedAt: 1_700_000_000 }));
      expect(await latestInstant(database)).to.equal(1_700_000_000);
      await database.transaction((tx) => moveCursor(tx, first, second));
      expect(await latestInstant(database), "nobody can tell").to.equal(undefined);
      await database.transaction(async (tx) => {
        await append(tx, { blocks: [block(3)], events: [] });
        await moveCursor(tx, second, third);
      });
      expect(await latestInstant(database)).to.equal(block(3).timestamp);
    });
  });
}
