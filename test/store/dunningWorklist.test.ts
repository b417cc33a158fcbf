/** The worklist in both engines: the order of the domain, page by page, and sums that are those of its rows. */
import { expect } from "chai";
import fc from "fast-check";
import { mostUrgentFirst } from "../../src/domain/collections/priority.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import type { Database } from "../../src/store/database.ts";
import { holdDueLook, lookAgain, refreshLooks } from "../../src/store/dunningItems.ts";
import { dunningScopesAfter, dunningScopesOf, keepDunningScope } from "../../src/store/dunningPolicies.ts";
import { putWorklist, worklistAfter, worklistSums } from "../../src/store/dunningWorklist.ts";
import type { WorklistPlace, WorklistRow } from "../../src/store/dunningWorklist.ts";
import { bytes } from "../../src/store/values.ts";
import { ENGINES, freshDatabase } from "./engines.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const OWNER: Address = `0x${"0a".repeat(20)}`;
const CUSTOMERS: readonly Address[] = [`0x${"c1".repeat(20)}`, `0x${"c2".repeat(20)}`];
const DAY = 20_000;
const COUNT = 12;
const PAGE = 5;

async function issue(database: Database, id: Hex, buyer: Address): Promise<void> {
  await database.query(
    `insert into receivables (id, supplier, buyer, commitment, status, holder, approved, locked, transferee, closed,
       detailed, disputed, written_off, part, advices, settled, credited, late_days, charges_settled, carry, discounted,
       issued_block, changed_block, changed_log)
     values ($1, $2, $3, $1, 4, $2, $2, false, $2, false, false, 0, false, false, 0, 0, 0, 0, 0, 0, false, 1, 1, 0)`,
    [bytes(id), bytes(OWNER), bytes(buyer)],
  );
}

/** So few values that many are alike. */
const work = fc.record({
  asked: fc.bigInt({ min: 0n, max: 3n }).map((units) => units * 1_000n),
  dueDay: fc.integer({ min: DAY - 3, max: DAY }),
  contacts: fc.integer({ min: 0, max: 1 }),
  customer: fc.constantFrom(...CUSTOMERS),
});

for (const engine of ENGINES) {
  describe(`The worklist in ${engine}`, () => {
    let database: Database;

    beforeEach(async () => {
      database = await freshDatabase(engine);
    });

    it("is in the order of the domain, whatever is alike, and its sums are those of its rows", async () => {
      const ids = Array.from({ length: COUNT }, (_, place) => keccakOfText(`item ${place}`));
      for (const id of ids) await issue(database, id, OWNER);
      await fc.assert(
        fc.asyncProperty(fc.array(work, { minLength: COUNT, maxLength: COUNT }), async (drawn) => {
          const items = drawn.map((one, place) => {
            return { ...one, item: ids[place] ?? "0x", settled: 0, settledLate: 0, hasBrokenPromise: false };
          });
          const sorted = mostUrgentFirst(items, DAY);
          const customerOf = new Map(items.map(({ item, customer }) => [item, customer]));
          const rows = sorted.map(({ item, score, asked, dueDay }): WorklistRow => {
            const sums = { open: asked + 1n, overdue: asked, disputed: 1n, promised: 0n };
            const about = { customer: customerOf.get(item) ?? OWNER, owner: null, stage: null, currency: EUR };
            return { id: item, ...about, score, asked, dueDay, ...sums, looked: 1, body: {} };
          });
          await database.transaction(async (tx) => {
            for (const customer of CUSTOMERS) await putWorklist(tx, OWNER, customer, []);
            for (const customer of CUSTOMERS) {
              const own = rows.filter((row) => row.customer === customer);
              await putWorklist(tx, OWNER, customer, own);
            }
          });
          const seen: Hex[] = [];
          let after: WorklistPlace | undefined;
          const of = { limit: PAGE, now: 1, placements: "known" } as const;
          for (;;) {
            const page = await worklistAfter(database, OWNER, { currency: EUR }, after, of);
            seen.push(...page.map(({ id }) => id));
            const last = page.at(-1);
            if (last === undefined) break;
            after = [last.score.toString(), last.asked.toString(), last.dueDay, bytes(last.id)];
          }
          expect(seen).to.deep.equal(rows.map(({ id }) => id));
          const asked = rows.reduce((sum, row) => sum + row.asked, 0n);
          const sums = await worklistSums(database, OWNER, { currency: EUR });
          expect(sums).to.deep.equal({
            ...{ items: COUNT, open: asked + BigInt(COUNT), overdue: asked, disputed: BigInt(COUNT), promised: 0n },
          });
        }),
        { numRuns: 15 },
      );
    }).timeout(120_000);

    it("begins with customers of whoever has a policy, and takes the last word on a scope", async () => {
      const policy = "00000000-0000-4000-8000-000000000001";
      const scope = { currency: EUR, kind: "all", key: "", setBy: OWNER, set: 1 };
      const keep = (one: string | null, most: number) =>
        database.transaction((tx) => keepDunningScope(tx, OWNER, { ...scope, policy: one }, most));
      expect([await keep(policy, 2), await keep(policy, 2), await keep(null, 2), await keep(policy, 2)]).to.deep.equal([
        ...[true, true, true, false],
      ]);
      expect(await dunningScopesOf(database, OWNER)).to.deep.equal([]);
      expect(await keep(policy, 3)).to.equal(true);
      expect((await dunningScopesOf(database, OWNER)).map((one) => one.policy)).to.deep.equal([policy]);
      expect(await dunningScopesAfter(database, OWNER, ["all", "", bytes(EUR)], 10)).to.deep.equal([]);
      await issue(database, keccakOfText("item"), CUSTOMERS[0] ?? OWNER);
      const refresh = (now: number) => database.transaction((tx) => refreshLooks(tx, now, 60));
      expect([await refresh(100), await refresh(159), await refresh(160)]).to.deep.equal([true, false, true]);
      await lookAgain(database, OWNER, null, 50);
      const held = await database.transaction((tx) => holdDueLook(tx, 50));
      expect(held).to.deep.equal({ organisation: OWNER, customer: CUSTOMERS[0] });
      expect(await database.transaction((tx) => holdDueLook(tx, 49))).to.equal(undefined);
    });
  });
}
