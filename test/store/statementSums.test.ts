/** Sums behind recorded hashes, on both engines. */
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { statementId, sumHash } from "../../src/domain/statement.ts";
import type { StatementEvent } from "../../src/domain/statementEvents.ts";
import type { Database } from "../../src/store/database.ts";
import { isRecordedSum, keepSum, recordedSums } from "../../src/store/statementSums.ts";
import { openBook } from "../gateway/book.ts";
import { posting, statementBetween, supplierAlone } from "../gateway/statementObjects.ts";
import { ENGINES, freshDatabase } from "./engines.ts";

const [SUPPLIER, BUYER]: readonly [Address, Address] = [`0x${"a1".repeat(20)}`, `0x${"b2".repeat(20)}`];
const STATEMENT = statementBetween(SUPPLIER, BUYER);
const ID = statementId(STATEMENT);
const ROOT = keccakOfText("a root");
/** The largest and the smallest that the chain has a hash of. */
const MOST = { amount: 2n ** 255n - 1n, salt: keccakOfText("one") };
const LEAST = { amount: -(2n ** 255n), salt: keccakOfText("another") };

for (const engine of ENGINES) {
  describe(`Sums of statements on ${engine}`, () => {
    let database: Database;

    beforeEach(async () => {
      database = await freshDatabase(engine);
      for (const [keptBy, sum] of [
        [SUPPLIER, MOST],
        [BUYER, LEAST],
      ] as const) {
        await keepSum(database, { statement: ID, hash: sumHash(sum), ...sum, keptBy, kept: 1 });
      }
    });

    const record = (event: Partial<StatementEvent>): Promise<void> => {
      const common = { id: ID, party: BUYER, by: BUYER, roots: supplierAlone(ROOT) };
      return openBook(database).state(posting(STATEMENT, "supplier", ROOT), { ...common, ...event } as StatementEvent);
    };

    it("are told when an event has their hash, and to nobody before", async () => {
      expect(await recordedSums(database, ID, SUPPLIER)).to.deep.equal([]);
      await record({ name: "BalanceAgreed", balance: sumHash(MOST) });
      const sum = { hash: sumHash(MOST), ...MOST };
      expect(await recordedSums(database, ID, BUYER)).to.deep.equal([sum]);
      expect(await recordedSums(database, keccakOfText("elsewhere"), BUYER)).to.deep.equal([]);
      // Known to both by now, and told once.
      await keepSum(database, { statement: ID, ...sum, keptBy: BUYER, kept: 2 });
      await keepSum(database, { statement: ID, ...sum, keptBy: BUYER, kept: 3 });
      expect(await recordedSums(database, ID, BUYER)).to.deep.equal([sum]);
    });

    it("of a rejection are whoever's they are, and the hash is known to have been recorded", async () => {
      await record({ name: "BalanceRejected", balance: sumHash(LEAST), result: ROOT, count: 1 });
      expect(await recordedSums(database, ID, SUPPLIER)).to.deep.equal([]);
      expect(await recordedSums(database, ID, BUYER)).to.deep.equal([{ hash: sumHash(LEAST), ...LEAST }]);
      expect(await isRecordedSum(database, ID, sumHash(LEAST))).to.equal(true);
      expect(await isRecordedSum(database, ID, sumHash(MOST))).to.equal(false);
    });
  });
}
