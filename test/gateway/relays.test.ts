import { expect } from "chai";
import { setRelayBudget } from "../../src/store/relays.ts";
import { bytes } from "../../src/store/values.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("What carrying costs", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  it("is nothing that anybody has, before a relayer has run", async () => {
    const client = stage.client(await stage.signIn("supplier"));
    const { data } = await client.GET("/v1/relaying");
    expect(data).to.deep.equal({
      account: null,
      balance: null,
      alarms: [],
      seen: null,
      budget: { limit: "0", spent: "0", reserved: "0", left: "0" },
    });
  });

  it("shows the account that pays, its alarms, and each organisation its own budget", async () => {
    const account = addressOf("relayer");
    const alarms = [{ kind: "BalanceLow", message: "fill it up" }];
    await stage.database.query(
      "insert into relayer (account, balance, per_day, alarms, seen) values ($1, $2, $3, $4, $5)",
      [bytes(account), 5n, 1000n, JSON.stringify(alarms), stage.now],
    );
    await setRelayBudget(stage.database, addressOf("supplier"), 70n);
    const limits = await Promise.all(
      ["supplier", "buyer"].map(async (name) => {
        const { data } = await stage.client(await stage.signIn(name)).GET("/v1/relaying");
        expect(data).to.deep.include({ account, balance: "5", alarms });
        return data?.budget.left;
      }),
    );
    expect(limits).to.deep.equal(["70", "1000"]);
  });
});
