import { expect } from "chai";
import { bytes } from "../../src/store/values.ts";
import { addressOf, openStage, OPERATOR_TOKEN } from "./stage.ts";
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
    const body = { organisation: addressOf("supplier"), perDay: "70" };
    const { response } = await stage.client(OPERATOR_TOKEN).POST("/v1/relaying/budgets", { body });
    expect(response.status).to.equal(204);
    const limits = await Promise.all(
      ["supplier", "buyer"].map(async (name) => {
        const { data } = await stage.client(await stage.signIn(name)).GET("/v1/relaying");
        expect(data).to.deep.include({ account, balance: "5", alarms });
        return data?.budget.left;
      }),
    );
    expect(limits).to.deep.equal(["70", "1000"]);
  });

  it("is the operator's to give, as a whole number of wei that is not negative", async () => {
    const organisation = addressOf("supplier");
    const statusOf = async (token: string, perDay: string): Promise<number> => {
      const body = { organisation, perDay };
      return (await stage.client(token).POST("/v1/relaying/budgets", { body })).response.status;
    };
    expect(await statusOf(await stage.signIn("supplier"), "70")).to.equal(401);
    for (const perDay of ["-1", "1.5", "1e18", "9".repeat(31)]) {
      expect(await statusOf(OPERATOR_TOKEN, perDay), perDay).to.equal(400);
    }
  });
});
