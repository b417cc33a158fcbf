/** Intents about statements as their tables keep them, on both engines. */
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import type { Database } from "../../src/store/database.ts";
import { listIntents } from "../../src/store/intentListing.ts";
import { insertIntent, intentOf } from "../../src/store/intents.ts";
import type { NewIntent } from "../../src/store/intents.ts";
import { waitingIntents } from "../../src/store/waitingIntents.ts";
import { ENGINES, freshDatabase } from "./engines.ts";

const [SUPPLIER, BUYER]: readonly [Address, Address] = [`0x${"a1".repeat(20)}`, `0x${"b2".repeat(20)}`];
const STATEMENT = keccakOfText("a statement");
const INTENT: NewIntent = {
  ...{ id: "11111111-1111-4111-8111-111111111111", organisation: SUPPLIER, verb: "agreeBalanceExcept" },
  ...{ subject: null, content: keccakOfText("what was asked"), deadline: 1_000, preparedBy: SUPPLIER, prepared: 1 },
  ...{ receivable: null, commitment: null, counterparty: BUYER, statement: STATEMENT, notice: null, currency: BUYER },
  ...{ amount: -(2n ** 255n), afterBlock: 0, body: { nonce: 2n ** 256n - 1n } },
  parties: [
    { party: SUPPLIER, desk: null, nonce: 1n, preparedBy: SUPPLIER, deadline: null },
    { party: BUYER, desk: null, nonce: 2n ** 256n - 1n, preparedBy: null, deadline: 900 },
  ],
};

for (const engine of ENGINES) {
  describe(`An intent about a statement on ${engine}`, () => {
    let database: Database;

    beforeEach(async () => {
      database = await freshDatabase(engine);
      await database.transaction((tx) => insertIntent(tx, INTENT));
    });

    it("comes back as it was, with the deadline of what was signed elsewhere", async () => {
      const { parties, ...stored } = (await intentOf(database, INTENT.id)) ?? expect.fail("it was not stored");
      expect(stored).to.deep.include({
        statement: STATEMENT,
        receivable: null,
        amount: INTENT.amount,
        body: INTENT.body,
      });
      expect(parties).to.deep.equal(INTENT.parties.map((party) => ({ ...party, signature: null })));
    });

    it("is listed by its statement to those who sign it, and waits for nobody's address", async () => {
      const listed = async (organisation: Address, statement = STATEMENT): Promise<unknown> =>
        (await listIntents(database, { organisation, statement }, 5)).map(({ id }) => id);
      expect([await listed(SUPPLIER), await listed(BUYER)]).to.deep.equal([[INTENT.id], [INTENT.id]]);
      expect(await listed(SUPPLIER, keccakOfText("another"))).to.deep.equal([]);
      await database.query("update intents set verb = 'issue'");
      expect(await waitingIntents(database, SUPPLIER, 0)).to.deep.equal([]);
    });
  });
}
