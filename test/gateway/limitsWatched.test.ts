/** Whoever is beyond a limit is watched for as long as it is, and no longer. */
import { expect } from "chai";
import { pino } from "pino";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { watchLimits } from "../../src/gateway/limits/watching.ts";
import { exceptionCurrencies } from "../../src/store/limitExceptions.ts";
import { bytes } from "../../src/store/values.ts";
import { DAY } from "./book.ts";
import { BUYER, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";

const USD: Address = "0x0000000000000000000000000000000000000348";
const LOGGER = pino({ enabled: false });

describe("A customer beyond a limit", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  async function causes(): Promise<readonly string[]> {
    scene.now += DAY;
    while (await watchLimits({ database: scene.database, logger: LOGGER, now: () => scene.now }));
    const asked = { params: { query: { ended: "false" as const } } };
    const { data } = await scene.client(scene.token).GET("/v1/watchlist", asked);
    return data?.items.map(({ cause }) => cause) ?? [];
  }

  it("by what was issued past the gateway is watched by the limit of each day, not of when it was found", async () => {
    await scene.limit("2000.00");
    for (let day = 0; day < 25; day += 1) await scene.book.write();
    await scene.owe("RE-1");
    expect(await causes()).to.deep.equal([]);
    await scene.limit("999.99");
    expect(await causes()).to.deep.equal(["pastGateway"]);
    await scene.limit("1000.00");
    expect(await causes()).to.deep.equal([]);
  });

  it("by what was found past the gateway and then amended is watched in the currency that it is in now", async () => {
    await scene.limit("2000.00");
    await scene.limit("999.99", { currency: "USD" });
    for (let day = 0; day < 25; day += 1) await scene.book.write();
    const id = idOf((await scene.owe("RE-1")).header);
    expect(await causes()).to.deep.equal([]);
    const amended = "update receivables set currency = $1 where id = $2";
    await scene.database.query(amended, [bytes(USD), bytes(id)]);
    expect(await causes()).to.deep.equal(["pastGateway"]);
    const { data } = await scene.client(scene.token).GET("/v1/limits/exceptions");
    const found = data?.items.map(({ currency, amount, receivable }) => [currency.code, amount, receivable]);
    expect(found).to.deep.equal([
      ["USD", "1000.00", id],
      ["EUR", "1000.00", id],
    ]);
    expect(await exceptionCurrencies(scene.database, SUPPLIER, BUYER)).to.deep.equal([USD]);
  });

  it("is watched for what it owes in a currency in which it may owe nothing", async () => {
    await scene.owe("US-1", 30, { currency: USD });
    await scene.limit("2000.00");
    const rules = { limitUse: 800_000, daysOverdue: null, disputedShare: null, reviewDays: 30 };
    const { response } = await scene.client(scene.token).POST("/v1/watchlist/rules", { body: rules });
    expect(response.status).to.equal(200);
    expect(await causes()).to.deep.equal(["limitUse"]);
    await scene.limit("2000.00", { currency: "USD" });
    expect(await causes()).to.deep.equal([]);
  });
});
