import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { statementId } from "../../src/domain/statement.ts";
import type { StatementEvent } from "../../src/domain/statementEvents.ts";
import { dropAbove } from "../../src/store/chainTables.ts";
import { fanOut } from "../../src/store/deliveries.ts";
import { removeStatements } from "../../src/store/statements.ts";
import { EVENT_KINDS } from "../../src/wire/feed.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { posting, statementBetween, supplierAlone } from "./statementObjects.ts";

const [SUPPLIER, BUYER, FACTOR] = [addressOf("supplier"), addressOf("buyer"), addressOf("factor")];
const [ROOT, BALANCE] = [keccakOfText("a root"), keccakOfText("a sum")];
const STATEMENT = statementBetween(SUPPLIER, BUYER);
const ID = statementId(STATEMENT);
const AGREED: StatementEvent = {
  ...{ name: "BalanceAgreed", id: ID, party: BUYER, by: BUYER },
  ...{ roots: supplierAlone(ROOT), balance: BALANCE },
};
const HOOK = "00000000-0000-4000-8000-000000000001";

describe("What is recorded of statements", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ resolve: () => Promise.resolve(["93.184.216.34"]) });
  });
  afterEach(() => stage.close());

  async function feedOf(name: string) {
    const { data } = await stage.client(await stage.signIn(name)).GET("/v1/feed");
    return data?.items ?? expect.fail("no page");
  }

  it("comes in the feeds of both sides and of nobody else, and is taken back there", async () => {
    await stage.book.state(posting(STATEMENT, "supplier", ROOT));
    const spent = { name: "NonceSpent", signer: BUYER, nonce: 1n } as const;
    await stage.book.state(AGREED, spent);
    await stage.database.transaction(async (tx) => {
      await dropAbove(tx, 0);
      // As the index does with what no event tells of any more.
      await removeStatements(tx, [ID]);
    });
    for (const name of ["supplier", "buyer"]) {
      const told = await feedOf(name);
      expect(told.map(({ kind, event }) => `${kind} ${event.name}`)).to.deep.equal([
        "recorded StatementPosted",
        "recorded BalanceAgreed",
        "retracted BalanceAgreed",
        "retracted StatementPosted",
      ]);
      expect(told.map(({ statement, receivable }) => [statement, receivable])).to.deep.equal(Array(4).fill([ID, null]));
      expect(told.map(({ retracts }) => retracts)).to.deep.equal([null, null, told[1]?.id, told[0]?.id]);
      expect(told[0]?.currency.code).to.equal("EUR");
    }
    expect(await feedOf("factor")).to.deep.equal([]);
  });

  it("goes to webhooks that want it, one lane a statement", async () => {
    const token = await stage.signIn("buyer");
    const body = { id: HOOK, url: "https://hooks.buyer.com/in", kinds: ["StatementPosted" as const] };
    await stage.client(token).POST("/v1/webhooks", { body });
    const other = statementBetween(SUPPLIER, FACTOR);
    await stage.book.state(posting(STATEMENT, "supplier", ROOT), posting(other, "supplier", ROOT));
    await stage.book.state(AGREED);
    await fanOut(stage.database, { now: stage.now, positions: 100, told: EVENT_KINDS });
    const params = { path: { id: HOOK } };
    const { data } = await stage.client(token).GET("/v1/webhooks/{id}/deliveries", { params });
    expect(data?.items.map(({ name, statement, receivable }) => [name, statement, receivable])).to.deep.equal([
      ["StatementPosted", ID, null],
    ]);
  });
});
