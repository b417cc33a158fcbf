import { expect } from "chai";
import { currencyFrom } from "../../src/gateway/accountStatements/currency.ts";
import { readReckoning } from "../../src/gateway/indicators/reading.ts";
import { reckonInThread } from "../../src/gateway/indicators/inThread.ts";
import { reckon } from "../../src/gateway/indicators/reckoning.ts";
import { atOneInstant } from "../../src/gateway/receivables/reading.ts";
import { addIndicatorSettings } from "../../src/store/indicatorSettings.ts";
import { openAccountScene, SUPPLIER } from "./accountScene.ts";

describe("Indicators of a long book", () => {
  it("are the same from a thread, whose days are those of the zone asked for", async () => {
    const scene = await openAccountScene();
    await addIndicatorSettings(scene.database, {
      ...{ id: "00000000-0000-4000-8000-000000000001", organisation: SUPPLIER, costOfCapital: 50_000, agreedRates: [] },
      ...{ overlays: [{ segment: "", change: 100_000, reason: "A downturn" }], reason: "Yearly", account: SUPPLIER },
      ...{ approval: null, at: scene.now - 1 },
    });
    const asked = { organisation: SUPPLIER, currency: currencyFrom("EUR", new Map()), zone: "Asia/Shanghai" };
    const cut = { day: Math.floor(scene.now / 86_400), known: scene.now };
    const reckoning = await atOneInstant(scene.database, (sql) => readReckoning(sql, { ...asked, cut }));
    const here = await reckon(reckoning);
    const there = await Promise.all([1, 2, 3].map(() => reckonInThread(reckoning)));
    for (const one of there) expect(one).to.deep.equal(here);
    expect(here.set.aging.due.total).to.equal(150_000n);
    await scene.close();
  });
});
