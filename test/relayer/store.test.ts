import { expect } from "chai";
import { randomUUID } from "node:crypto";
import type { Hex } from "../../src/domain/receivable.ts";
import { append, moveCursor } from "../../src/store/chainTables.ts";
import type { Cursor } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { land, release, settle, unland } from "../../src/store/relayFates.ts";
import { bind, openSlots } from "../../src/store/relayOutbox.ts";
import type { Slot } from "../../src/store/relayOutbox.ts";
import { nextQueued, queueOf, writeReport } from "../../src/store/relayQueue.ts";
import { queueRelay, relayBudgetOf, relayOf, relayerReportOf, relaysOf } from "../../src/store/relays.ts";
import { setRelayBudget, withdrawRelay } from "../../src/store/relays.ts";
import type { NewRelay } from "../../src/store/relays.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { failureOf } from "../store/failures.ts";
import { address, block, hash } from "../store/rows.ts";

const [ONE, OTHER, KEY, LEDGER] = [address(1), address(2), address(3), address(4)];
const DAY = 86_400;

function draft(over: Partial<NewRelay> = {}): NewRelay {
  return { id: randomUUID(), organisation: ONE, to: LEDGER, data: "0xabcd", created: 1_000, ...over };
}

for (const engine of ENGINES) {
  describe(`Stored relays, in ${engine}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = await freshDatabase(engine);
    });

    async function queued(over: Partial<NewRelay> = {}): Promise<NewRelay> {
      const relay = draft(over);
      expect(await queueRelay(database, relay)).to.equal(true);
      return relay;
    }

    function give(relay: NewRelay, nonce: number): Promise<boolean> {
      const transaction = { hash: hash(0x700 + nonce), raw: "0x02" as Hex, gas: 9n, maxFee: 8n, tip: 1n, since: 5 };
      const key = { account: KEY, nonce };
      return database.transaction((tx) => bind(tx, { ...key, relay: relay.id, transaction, reserved: 90n, day: 0 }));
    }

    async function only(): Promise<Slot> {
      const [slot, ...others] = await openSlots(database);
      if (slot === undefined || others.length > 0) throw new Error("there is not just one");
      return slot;
    }

    it("come out as they went in, once, whoever asks in whatever order", async () => {
      const relay = draft({ data: `0x${"5a".repeat(3_000)}` });
      const told = await Promise.all([1, 2, 3].map(() => queueRelay(database, relay)));
      expect(told.filter(Boolean)).to.have.lengthOf(1);
      const { position, ...rest } = (await relayOf(database, relay.id)) ?? { position: 0 };
      expect(position).to.be.above(0);
      const nothing = { block: null, blockHash: null, spent: 0n, error: null, detail: null, transactions: [] };
      expect(rest).to.deep.equal({ ...relay, state: "queued", ...nothing });
      expect(await relayOf(database, randomUUID())).to.equal(undefined);
    });

    it("are listed newest first, an organisation's own, page by page", async () => {
      const relays = [];
      for (let count = 0; count < 5; count += 1) relays.push(await queued());
      await queued({ organisation: OTHER });
      const first = await relaysOf(database, ONE, { limit: 3 });
      const second = await relaysOf(database, ONE, { limit: 3, before: first.at(-1)?.position });
      expect([...first, ...second].map(({ id }) => id)).to.deep.equal(relays.map(({ id }) => id).reverse());
    });

    it("are taken in the order of the queue, those of some organisations left out, and counted", async () => {
      expect(await queueOf(database)).to.deep.equal({ length: 0, oldest: null });
      const [one, two] = [await queued({ created: 50 }), await queued({ organisation: OTHER, created: 40 })];
      expect(await queueOf(database)).to.deep.equal({ length: 2, oldest: 40 });
      const first = await nextQueued(database, 0, []);
      expect(first).to.include({ id: one.id, to: LEDGER, data: "0xabcd" });
      expect((await nextQueued(database, first?.position ?? 0, []))?.id).to.equal(two.id);
      expect((await nextQueued(database, 0, [ONE]))?.id).to.equal(two.id);
      expect(await nextQueued(database, 0, [ONE, OTHER])).to.equal(undefined);
    });

    it("have one nonce at a time, and one nonce is given once", async () => {
      const [one, other] = [await queued(), await queued()];
      expect(await give(one, 7)).to.equal(true);
      expect(await give(one, 8)).to.equal(false);
      expect(await failureOf(give(other, 7))).to.have.property("code", "23505");
      // Nothing of what failed is kept.
      expect((await relayOf(database, other.id))?.state).to.equal("queued");
      expect(await only()).to.include({ nonce: 7, relay: one.id });
      expect(await withdrawRelay(database, one.id)).to.equal(false);
      expect(await withdrawRelay(database, other.id)).to.equal(true);
      expect(await give(other, 8)).to.equal(false);
    });

    it("go back to the queue with what they reserved when their nonce is released", async () => {
      const relay = await queued();
      await give(relay, 7);
      await setRelayBudget(database, ONE, 100n);
      expect(await relayBudgetOf(database, ONE, 1)).to.include({ reserved: 90n, left: 10n });
      const slot = await only();
      await database.transaction((tx) => release(tx, slot));
      expect(await relayBudgetOf(database, ONE, 1)).to.include({ reserved: 0n, left: 100n });
      expect(await give(relay, 9)).to.equal(true);
      expect((await relayOf(database, relay.id))?.transactions).to.deep.equal([hash(0x707), hash(0x709)]);
    });

    it("count on the day that they were signed, by what they cost once a block holds them", async () => {
      await setRelayBudget(database, ONE, 100n);
      const relay = await queued();
      await give(relay, 7);
      const slot = await only();
      const landing = { mined: hash(0x707), block: { number: 3, hash: hash(3) }, spent: 20n, why: undefined };
      await database.transaction((tx) => land(tx, slot, landing));
      expect(await relayBudgetOf(database, ONE, DAY - 1)).to.deep.equal({
        limit: 100n,
        spent: 20n,
        reserved: 0n,
        left: 80n,
      });
      expect(await relayBudgetOf(database, ONE, DAY)).to.include({ spent: 0n, left: 100n });
      await database.transaction((tx) => unland(tx, slot, 9));
      expect(await relayBudgetOf(database, ONE, 1)).to.include({ spent: 0n, reserved: 90n });
      expect(await relayOf(database, relay.id)).to.include({ state: "sent", block: null, spent: 0n });
      await database.transaction((tx) => land(tx, slot, landing));
      await database.transaction((tx) => settle(tx, slot));
      expect(await openSlots(database)).to.deep.equal([]);
      expect((await relayOf(database, relay.id))?.state).to.equal("recorded");
    });

    it("have the budget that the relayer tells where an organisation has none of its own", async () => {
      expect(await relayBudgetOf(database, ONE, 1)).to.include({ limit: 0n, left: 0n });
      const alarms = [{ kind: "BalanceLow", message: "send it more" }] as const;
      const report = { account: KEY, balance: 2n ** 80n, perDay: 500n, alarms, seen: 7 };
      await database.transaction((tx) => writeReport(tx, { ...report, seen: 6 }));
      await database.transaction((tx) => writeReport(tx, report));
      expect(await relayerReportOf(database)).to.deep.equal(report);
      await setRelayBudget(database, OTHER, 1n);
      await setRelayBudget(database, OTHER, 2n);
      expect((await relayBudgetOf(database, ONE, 1)).limit).to.equal(500n);
      expect((await relayBudgetOf(database, OTHER, 1)).limit).to.equal(2n);
    });

    it("are recorded only once the index beside them has read that very block", async () => {
      const relay = await queued();
      await give(relay, 7);
      const slot = await only();
      const landing = { mined: hash(0x707), block: block(5), spent: 1n, why: undefined };
      await database.transaction((tx) => land(tx, slot, landing));
      const state = async (): Promise<string | undefined> => (await relayOf(database, relay.id))?.state;
      expect(await state()).to.equal("recorded");
      let found: Cursor | undefined;
      const read = async (number: number, fork = 0): Promise<void> => {
        await database.transaction(async (tx) => {
          await tx.query("delete from blocks where number >= $1", [number]);
          await append(tx, { blocks: [block(number, fork)], events: [] });
          const final = { number: 0, hash: hash(0) };
          const next: Cursor = { folded: block(number, fork), safe: final, final, basis: "depth" };
          await moveCursor(tx, found, next);
          found = next;
        });
      };
      await read(4);
      expect(await state()).to.equal("sent");
      await read(5, 1);
      expect(await state()).to.equal("sent");
      await read(5);
      expect(await state()).to.equal("recorded");
    });
  });
}
