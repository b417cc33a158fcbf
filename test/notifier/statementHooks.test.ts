import { expect } from "chai";
import { statementId } from "../../src/domain/statement.ts";
import { dropAbove } from "../../src/store/chainTables.ts";
import { posting, statementBetween, supplierAlone } from "../gateway/statementObjects.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { address, hash } from "../store/rows.ts";
import { openReceiver, typesOf } from "./receiver.ts";
import { loopback, openStage, quiet, until } from "./stage.ts";

const [SUPPLIER, BUYER, OTHER] = [address(0xa1), address(0xb1), address(0xc1)];
const STATEMENT = statementBetween(SUPPLIER, BUYER);
const ID = statementId(STATEMENT);
const ROOT = hash(0x7007);

for (const engine of ENGINES) {
  describe(`Webhooks of the sides of a statement over ${engine}`, () => {
    it("receive what the other side did, by the statement's id, and what was taken back of it", async () => {
      const database = await freshDatabase(engine);
      const receiver = await openReceiver();
      const stage = openStage(database, loopback(receiver.port));
      try {
        for (const organisation of [SUPPLIER, OTHER]) await stage.hook(organisation, receiver.url);
        stage.start();
        await stage.book.state(posting(STATEMENT, "supplier", ROOT));
        const agreed = { party: BUYER, by: BUYER, roots: supplierAlone(ROOT), balance: hash(5) };
        await stage.book.state(
          { name: "BalanceAgreed", id: ID, ...agreed },
          { name: "NonceSpent", signer: SUPPLIER, nonce: 1n },
        );
        await until(() => receiver.received.length >= 2);
        await database.transaction((tx) => dropAbove(tx, 1));
        await until(() => receiver.received.length >= 3);
        await quiet();
        expect(typesOf(receiver.received)).to.deep.equal([
          "StatementPosted",
          "BalanceAgreed",
          "BalanceAgreed.retracted",
        ]);
        for (const { message } of receiver.received) {
          expect(message.data).to.include({ statement: ID, receivable: null });
          expect(JSON.stringify(message)).not.to.include(ROOT.slice(2));
        }
      } finally {
        await stage.close();
        await receiver.close();
      }
    });
  });
}
