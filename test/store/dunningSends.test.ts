/** Dunning notices as they are kept: once for an item, a level and a cycle, and taken by one process. */
import { expect } from "chai";
import { Status } from "../../src/domain/receivable.ts";
import type { Database } from "../../src/store/database.ts";
import {
  firedLevelsOf,
  forgiveTarget,
  reachedSince,
  refusedTargetsOf,
  refuseTarget,
} from "../../src/store/dunningReach.ts";
import {
  changesSinceDunned,
  claimDunningSend,
  noteDunningDone,
  postponeDunningSend,
  settleDunningSend,
  withdrawDunningSend,
} from "../../src/store/dunningSending.ts";
import { dunningSendOf, dunningSendsBefore } from "../../src/store/dunningSends.ts";
import { uuid } from "../notifier/stage.ts";
import { BUYER, DUE, dunned, keep, newSend, owe, SUPPLIER } from "./dunning.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, agreedBetween, hash } from "./rows.ts";

const [A, B] = [hash(0xa), hash(0xb)];
const CLAIM = { channels: ["email"], now: 1_000, until: 1_100 } as const;
const WITHDRAWAL = { reason: "closed", at: 1_050, by: null, isClaimed: false } as const;

for (const engine of ENGINES) {
  describe(`Dunning sends in ${engine}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = await freshDatabase(engine);
    });

    it("are one for an item, a level and a cycle, however many schedulers make them at once", async () => {
      const made = Array.from({ length: 24 }, (_, i) => keep(database, newSend(uuid(i + 1)), dunned(A), dunned(B)));
      const kept = (await Promise.all(made)).filter((taken) => taken.length === 0);
      expect(kept).to.have.length(1);
      const sends = await dunningSendsBefore(database, SUPPLIER, {}, Number.MAX_SAFE_INTEGER, 100);
      expect(sends.map(({ fee, items }) => [fee, items.length])).to.deep.equal([[250n, 2]]);
      expect(await keep(database, newSend(uuid(30)), dunned(A, { cycle: 2 }))).to.deep.equal([]);
      expect(await keep(database, newSend(uuid(31), { level: "second" }), dunned(A))).to.deep.equal([]);
      expect(await keep(database, newSend(uuid(32), { organisation: address(9) }), dunned(A))).to.deep.equal([]);
    });

    it("are kept whole or not at all, and say which items were sent the level before", async () => {
      await keep(database, newSend(uuid(1)), dunned(A));
      expect(await keep(database, newSend(uuid(2)), dunned(A), dunned(B))).to.deep.equal([A]);
      expect(await dunningSendOf(database, uuid(2))).to.equal(undefined);
      expect(await keep(database, newSend(uuid(3)), dunned(B))).to.deep.equal([]);
    });

    it("come back as they were kept, by customer, by item and by state, to whoever sent them", async () => {
      await keep(database, newSend(uuid(1)), dunned(A));
      await keep(database, newSend(uuid(2), { channel: "letter" }), dunned(B));
      const items = [dunned(A)];
      expect(await dunningSendOf(database, uuid(1))).to.deep.include({
        ...newSend(uuid(1)),
        state: "waiting",
        tries: 0,
        items,
      });
      const idsOf = async (filter: Parameters<typeof dunningSendsBefore>[2], organisation = SUPPLIER) =>
        (await dunningSendsBefore(database, organisation, filter, Number.MAX_SAFE_INTEGER, 10)).map(({ id }) => id);
      expect(await idsOf({ customer: BUYER })).to.deep.equal([uuid(2), uuid(1)]);
      expect(await idsOf({ item: A })).to.deep.equal([uuid(1)]);
      expect(await idsOf({ states: ["toPrint"] })).to.deep.equal([uuid(2)]);
      expect(await idsOf({}, BUYER)).to.deep.equal([]);
    });

    it("are taken by one process until its claim lapses, and by no process before they are due", async () => {
      await keep(database, newSend(uuid(1)), dunned(A));
      await keep(database, newSend(uuid(2), { due: 5_000 }), dunned(B));
      const claims = await Promise.all([1, 2, 3].map(() => claimDunningSend(database, CLAIM)));
      const [claimed, ...others] = claims.filter((claim) => claim !== undefined);
      expect(others).to.deep.equal([]);
      expect(claimed).to.deep.include({ id: uuid(1), tries: 1, text: "Please pay.\n", content: { asked: 1_000n } });
      expect(await claimDunningSend(database, { ...CLAIM, now: 1_099 })).to.equal(undefined);
      expect(await claimDunningSend(database, { ...CLAIM, now: 1_100, until: 1_200 })).to.include({ tries: 2 });
      await postponeDunningSend(database, uuid(1), 4_000);
      expect(await dunningSendOf(database, uuid(1))).to.include({ tries: 1, due: 4_000, tried: null });
      expect(await claimDunningSend(database, { ...CLAIM, now: 3_999 })).to.equal(undefined);
    });

    it("hold their level back until they are withdrawn, which nobody does to what is on its way or gone", async () => {
      await keep(database, newSend(uuid(1)), dunned(A));
      expect(await firedLevelsOf(database, SUPPLIER, [A])).to.deep.equal([
        {
          send: uuid(1),
          item: A,
          policy: "standard",
          level: "first",
          cycle: 1,
          stage: "friendly",
          state: "waiting",
          made: 1_000,
        },
      ]);
      await claimDunningSend(database, CLAIM);
      const withdraw = (over = {}) =>
        database.transaction((tx) => withdrawDunningSend(tx, uuid(1), { ...WITHDRAWAL, ...over }));
      expect(await withdraw()).to.equal(false);
      expect(await withdraw({ isClaimed: true })).to.equal(true);
      expect(await withdraw({ isClaimed: true })).to.equal(false);
      expect(await dunningSendOf(database, uuid(1))).to.include({ state: "withdrawn", fault: "closed", ended: 1_050 });
      expect(await firedLevelsOf(database, SUPPLIER, [A])).to.deep.equal([]);
      expect(await keep(database, newSend(uuid(2)), dunned(A))).to.deep.equal([]);
      const outcome = { state: "taken", retryAt: 0, at: 1_060, status: null, fault: null } as const;
      await settleDunningSend(database, uuid(1), outcome);
      await settleDunningSend(database, uuid(2), outcome);
      expect((await dunningSendOf(database, uuid(1)))?.state).to.equal("withdrawn");
      expect((await dunningSendOf(database, uuid(2)))?.state).to.equal("taken");
    });

    it("wait for a person where they are letters, calls or visits, and are done once", async () => {
      await keep(database, newSend(uuid(1), { channel: "letter" }), dunned(A));
      await keep(database, newSend(uuid(2), { channel: "phone" }), dunned(B));
      const done = { at: 2_000, by: address(5) };
      expect(await noteDunningDone(database, uuid(1), { ...done, done: "logged" })).to.equal(false);
      expect(await noteDunningDone(database, uuid(1), { ...done, done: "printed" })).to.equal(true);
      expect(await noteDunningDone(database, uuid(1), { ...done, done: "printed" })).to.equal(false);
      expect(await noteDunningDone(database, uuid(2), { ...done, done: "logged" })).to.equal(true);
      expect(await dunningSendOf(database, uuid(2))).to.include({ state: "logged", endedBy: address(5) });
      expect(await reachedSince(database, SUPPLIER, [BUYER], 1_500)).to.have.length(2);
    });

    it("are known to be right no more when an item was paid, assigned, deferred, lowered or disputed", async () => {
      const agreed = agreedBetween(SUPPLIER, BUYER, {}, { ...DUE, dueDay: DUE.dueDay + 30 }).agreed;
      const changed = [
        [{}, []],
        [{ closed: true }, ["closed"]],
        [{ status: Status.Cancelled }, ["closed"]],
        [{ holder: address(9) }, ["assigned"]],
        [{ agreed }, ["deferred"]],
        [{ settled: 1n }, ["lowered"]],
        [{ disputed: 1n }, ["lowered"]],
      ] as const;
      for (const [i, [over, changes]] of changed.entries()) {
        const [id, item] = [uuid(i + 1), hash(0x100 + i)];
        await owe(database, item, over);
        await keep(database, newSend(id), dunned(item));
        expect(await changesSinceDunned(database, id)).to.deep.equal(changes);
      }
      await keep(database, newSend(uuid(50)), dunned(A));
      expect(await changesSinceDunned(database, uuid(50))).to.deep.equal(["unknown"]);
      await owe(database, B, { settled: 400n, disputed: 100n });
      await keep(database, newSend(uuid(51)), dunned(B, { asked: 500n }));
      expect(await changesSinceDunned(database, uuid(51))).to.deep.equal([]);
    });

    it("remember what a server refused, of one organisation, until it is forgiven", async () => {
      const refused = { channel: "email", target: "gone@buyer.example", since: 1_000, fault: "550" } as const;
      await refuseTarget(database, SUPPLIER, refused);
      await refuseTarget(database, SUPPLIER, { ...refused, since: 2_000 });
      expect(await refusedTargetsOf(database, SUPPLIER, [refused.target, "other"])).to.deep.equal([refused]);
      expect(await refusedTargetsOf(database, BUYER, [refused.target])).to.deep.equal([]);
      expect(await forgiveTarget(database, SUPPLIER, refused)).to.equal(true);
      expect(await forgiveTarget(database, SUPPLIER, refused)).to.equal(false);
      expect(await refusedTargetsOf(database, SUPPLIER, [refused.target])).to.deep.equal([]);
    });
  });
}
