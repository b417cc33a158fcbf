import { expect } from "chai";
import { unsubscribe } from "../../src/store/notifications.ts";
import { issuing } from "../gateway/book.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { address } from "../store/rows.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { answering, openReceiver } from "./receiver.ts";
import { loopback, openStage, quiet, until, uuid } from "./stage.ts";

const SUPPLIER = address(0xa1);
const mine = receivableOf(headerOf(SUPPLIER, address(0xb1)), termsOf(address(978), 20_000));

for (const engine of ENGINES) {
  describe(`A webhook that is deleted, over ${engine}`, () => {
    it("receives nothing more, although something waits, and nothing of it is kept", async () => {
      const receiver = await openReceiver();
      const stage = openStage(await freshDatabase(engine), loopback(receiver.port));
      await stage.hook(SUPPLIER, receiver.url);
      receiver.answer = answering(500);
      stage.start();
      await stage.book.write(...issuing(mine));
      await until(() => receiver.received.length === 1);
      await unsubscribe(stage.database, uuid(1));
      stage.now += 1_000;
      await quiet();
      expect(receiver.received).to.have.length(1);
      expect(await stage.database.query("select 1 as one from deliveries")).to.be.empty;
      await stage.close();
      await receiver.close();
    });
  });
}
