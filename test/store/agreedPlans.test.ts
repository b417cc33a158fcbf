/** A database of before payment plans is opened as it is, and takes them from then on. */
import { expect } from "chai";
import type { PlanAgreed } from "../../src/domain/collections/recordEvents.ts";
import { writeCollections } from "../../src/indexer/writeCollections.ts";
import { plansOf } from "../../src/store/collections.ts";
import type { Database } from "../../src/store/database.ts";
import { appliedMigrations, migrate } from "../../src/store/migrations.ts";
import { MIGRATIONS } from "../../src/store/schema.ts";
import { emptyDatabase, ENGINES } from "./engines.ts";
import { address, hash } from "./rows.ts";

const STEP = MIGRATIONS.findIndex(({ name }) => name === "payment plans on chain");
const [CREDITOR, DEBTOR] = [address(1), address(2)];

function agreed(plan: number): PlanAgreed {
  const consents = { creditorBy: CREDITOR, debtorBy: DEBTOR };
  const parties = { creditor: CREDITOR, debtor: DEBTOR, ...consents };
  return { name: "PlanAgreed", id: hash(1), ...parties, commitment: hash(2), plan: hash(plan) };
}

for (const engine of ENGINES) {
  describe(`Payment plans in ${engine}`, () => {
    let database: Database;
    before(async () => {
      database = await emptyDatabase(engine);
      await migrate(database, MIGRATIONS.slice(0, STEP));
    });

    it("have a place in a database of before them, once it is opened", async () => {
      expect(await appliedMigrations(database)).to.have.length(STEP);
      expect(await migrate(database)).to.deep.equal(MIGRATIONS.slice(STEP).map(({ name }) => name));
      expect(await plansOf(database, [hash(1)])).to.deep.equal([]);
    });

    it("are counted over batches, and the last one stands", async () => {
      for (const [number, plan] of [7, 8, 7].entries()) {
        const place = { blockNumber: number, blockHash: hash(number), transactionHash: hash(number), logIndex: 0 };
        const events = [{ event: agreed(plan), at: { address: address(9), ...place } }];
        await database.transaction((tx) => writeCollections(tx, events, { facts: [] }));
        expect(await plansOf(database, [hash(1), hash(3)])).to.deep.equal([
          { id: hash(1), commitment: hash(2), creditor: CREDITOR, debtor: DEBTOR, plan: hash(plan), count: number + 1 },
        ]);
      }
    });
  });
}
