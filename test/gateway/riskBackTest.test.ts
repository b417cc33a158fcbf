/** A rule of early warning that is tried on the past, over the gateway. */
import { randomUUID } from "node:crypto";
import { setImmediate as pause } from "node:timers/promises";
import { expect } from "chai";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { tryRule } from "../../src/gateway/risk/backTesting.ts";
import type { Database } from "../../src/store/database.ts";
import { keepHistory } from "../../src/store/historyItems.ts";
import { DAY } from "./book.ts";
import { BUYER, SUPPLIER } from "./dunningScene.ts";
import { openRiskScene } from "./riskScene.ts";
import type { RiskScene } from "./riskScene.ts";

const QUERY = { rule: "overdueShare", currency: "EUR", from: "2026-10-01", through: "2026-11-24" } as const;

describe("A rule tried on the past at the gateway (N01)", () => {
  let scene: RiskScene;

  beforeEach(async () => {
    scene = await openRiskScene();
  });

  afterEach(() => scene.close());

  const tried = async (over: object = {}) => {
    const client = scene.client(await scene.signIn("the supplier"));
    return client.GET("/v1/risk/back-test", { params: { query: { ...QUERY, ...over } } });
  };

  it("says what it would have raised on the day on which it was known", async () => {
    await scene.issue("RE-1", 10);
    await scene.issue("RE-2", 5);
    scene.now += 100 * DAY;
    const { data } = await tried({ through: "2026-12-31", threshold: "500000" });
    expect(data?.record).to.deep.include({ raised: 1, confirmed: 1, false: 0 });
    // The second of three was due on the 19th.
    expect(data?.warnings).to.deep.equal([
      {
        ...{ subject: BUYER, raised: "2026-11-20", horizon: "2027-02-18", figure: "666667", outcome: "confirmed" },
        ...{ outcomeItem: data?.warnings[0]?.outcomeItem ?? null, outcomeDay: "2026-12-15" },
      },
    ]);
    expect([data?.harmed, data?.caught]).to.deep.equal([2, 2]);
  });

  it("is refused for a rule without a past, a time to come, and more than three years", async () => {
    for (const [over, field] of [
      [{ rule: "limitNear" }, "query.rule"],
      [{ rule: "gradeLowered" }, "query.rule"],
      [{ through: "2026-11-25" }, "query.through"],
      [{ from: "2020-01-01" }, "query.from"],
    ] as const) {
      expect((await tried(over)).error?.detail, field).to.contain(field);
    }
  });

  it("is refused over more days than a large book allows, and says how many it does", async () => {
    const [issued, due] = [dayNumber("2024-01-01"), dayNumber("2024-02-01")];
    const items = Array.from({ length: 28_000 }, (_, place) => ({
      ...{ customer: `K${place % 100}`, number: `R-${place}`, invoice: null, currency: "EUR", amount: 100n },
      ...{ issued, due, settlements: [] },
    }));
    const about = { id: randomUUID(), organisation: SUPPLIER, content: ZERO_HASH, name: "a book", account: SUPPLIER };
    await scene.database.transaction((tx) => keepHistory(tx, { ...about, imported: scene.now }, items));
    // With one receivable of the ledger, and 1,072 days.
    const refused = await tried({ from: "2023-12-19" });
    expect(refused.error?.detail).to.contain("query.from").and.to.contain("1071 days");
  });

  it("is reckoned when its book is read: nobody waits for a transaction meanwhile", async () => {
    await scene.issue("RE-1", 10);
    let [open, free, isDone] = [0, 0, false];
    // The scene's own database, that says whether a transaction is open.
    const database: Database = Object.assign(Object.create(scene.database) as Database, {
      transaction: <T>(work: Parameters<typeof scene.database.transaction<T>>[0]): Promise<T> =>
        scene.database.transaction(async (tx) => {
          open += 1;
          return work(tx).finally(() => {
            open -= 1;
          });
        }),
    });
    const deps = { database, tokens: new Map(), now: () => scene.now };
    const days = 55;
    const test = tryRule(deps, SUPPLIER, QUERY).finally(() => {
      isDone = true;
    });
    let hasBegun = false;
    while (!isDone) {
      hasBegun ||= open > 0;
      if (hasBegun && open === 0) free += 1;
      await pause();
    }
    expect((await test).record.raised).to.equal(0);
    expect(free).to.be.at.least(days);
  });
});
