/** Early warning, from rules that are set to warnings that are told, judged and counted. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { DAY } from "./book.ts";
import { BUYER, SUPPLIER } from "./dunningScene.ts";
import { openRiskScene } from "./riskScene.ts";
import type { RiskScene } from "./riskScene.ts";
import { addressOf } from "./stage.ts";

type Warning = components["schemas"]["Warning"];

const HALF = { threshold: "500000", windowDays: 0 } as const;

describe("Early warning at the gateway (N01)", () => {
  let scene: RiskScene;

  beforeEach(async () => {
    scene = await openRiskScene();
  });

  afterEach(() => scene.close());

  const client = async (name = "the supplier") => scene.client(await scene.signIn(name));

  /** Two of three open items are past due. */
  async function overdue(): Promise<Warning> {
    await scene.issue("RE-1", 10);
    await scene.issue("RE-2", 5);
    await scene.rule("overdueShare", HALF);
    expect(await scene.look()).to.equal(1);
    const [warning] = await scene.warnings();
    if (warning === undefined) throw new Error("there is no warning");
    return warning;
  }

  async function ruleOf(name: Warning["rule"]) {
    const { data, error } = await (await client()).GET("/v1/risk/rules");
    if (data === undefined) throw new Error(error.detail);
    return data.items.find(({ rule }) => rule === name);
  }

  it("warns of nothing before a rule is set, and says what each rule looks at", async () => {
    await scene.issue("RE-1", 10);
    expect(await scene.look()).to.equal(0);
    expect(await ruleOf("overdueShare")).to.deep.include({ isOn: false, threshold: "500000", version: null });
    expect(await scene.warnings("all")).to.deep.equal([]);
  });

  it("says the figure, the threshold, since when, and of which items", async () => {
    const warning = await overdue();
    expect(warning).to.deep.include({ rule: "overdueShare", subject: BUYER, figure: "666667", threshold: "500000" });
    expect(warning).to.deep.include({ since: "2026-11-15", unit: "ppm", n: 3, currency: "EUR", outcome: "open" });
    expect(warning.items).to.have.length(2);
  });

  it("is told once, however many processes look and however often", async () => {
    await scene.issue("RE-1", 10);
    await scene.issue("RE-2", 5);
    await scene.rule("overdueShare", HALF);
    await scene.rule("concentration", { threshold: "200000", windowDays: 0 });
    expect(await scene.look(4)).to.equal(1);
    for (let looks = 0; looks < 3; looks += 1) await scene.look(3);
    expect(await scene.told()).to.have.members(["overdueShare 1", "concentration 1"]);
    expect(await scene.warnings("all")).to.have.length(2);
  });

  it("is over once the figure is below the threshold, and another one if it comes back", async () => {
    await overdue();
    const late = await scene.issue("RE-3", 3);
    await scene.pay(late, 100_000n);
    await scene.rule("overdueShare", { ...HALF, threshold: "700000" });
    await scene.look();
    expect(await scene.warnings()).to.deep.equal([]);
    const [over] = await scene.warnings("all");
    expect(over?.cleared).to.be.a("string");
    await scene.rule("overdueShare", HALF);
    await scene.look();
    expect(await scene.told()).to.deep.equal(["overdueShare 1", "overdueShare 1"]);
    expect(await scene.warnings("all")).to.have.length(2);
  });

  it("is over once its rule is switched off", async () => {
    await overdue();
    await scene.rule("overdueShare", { ...HALF, isOn: false });
    await scene.look();
    expect(await scene.warnings()).to.deep.equal([]);
  });

  it("is acknowledged with a note and an owner who is a member; the last word is shown, and all are kept", async () => {
    const { id } = await overdue();
    const acknowledge = async (note: string, owner: string | null) =>
      (await client()).POST("/v1/risk/warnings/{id}/acknowledgement", {
        params: { path: { id } },
        body: { note, owner },
      });
    expect((await acknowledge("Called them", addressOf("somebody"))).error?.detail).to.contain("body.owner");
    await acknowledge("Called them", null);
    const { data } = await acknowledge("They pay on Friday", SUPPLIER);
    expect(data?.acknowledged).to.deep.include({ note: "They pay on Friday", owner: SUPPLIER, account: SUPPLIER });
    const notes = await scene.database.query("select note from risk_warning_notes order by number");
    expect(notes).to.deep.equal([{ note: "Called them" }, { note: "They pay on Friday" }]);
  });

  it("comes true once an item is more than 30 days past due, and not a day before", async () => {
    const { id } = await overdue();
    scene.now += 20 * DAY;
    await scene.look();
    const [open] = await scene.warnings("all");
    expect(open).to.deep.include({ id, outcome: "open" });
    scene.now += DAY;
    await scene.look();
    const found = (await scene.warnings("all")).find((one) => one.id === id);
    expect(found).to.deep.include({ outcome: "confirmed", outcomeDay: "2026-12-15" });
    expect((await ruleOf("overdueShare"))?.record).to.deep.include({ raised: 1, confirmed: 0, open: 1 });
    scene.now += 69 * DAY;
    expect((await ruleOf("overdueShare"))?.record, "a false alarm is one only then").to.deep.include({
      ...{ confirmed: 1, false: 0, open: 0, precisionPpm: null },
    });
  });

  it("is a false alarm at the horizon where nothing was harmed", async () => {
    const first = await scene.issue("RE-1", 10);
    const second = await scene.issue("RE-2", 5);
    await scene.rule("overdueShare", HALF);
    await scene.look();
    await scene.pay(first, 100_000n);
    await scene.pay(second, 100_000n);
    scene.now += 90 * DAY;
    await scene.look();
    expect((await ruleOf("overdueShare"))?.record).to.deep.include({ raised: 1, confirmed: 0, false: 1, open: 0 });
  });

  it("stays what a person judged, whatever time decides", async () => {
    const { id } = await overdue();
    const { data } = await (
      await client()
    ).POST("/v1/risk/warnings/{id}/judgement", {
      params: { path: { id } },
      body: { outcome: "false", note: "Their bank had a holiday" },
    });
    expect(data).to.deep.include({ outcome: "false" });
    scene.now += 40 * DAY;
    await scene.look();
    const found = (await scene.warnings("all")).find((one) => one.id === id);
    expect(found?.outcome).to.equal("false");
    expect(found?.judged).to.deep.include({ note: "Their bank had a holiday", outcome: "false" });
  });

  it("does not look while the index is behind, since what is paid may not be known yet", async () => {
    await scene.rule("overdueShare", HALF);
    scene.now += 400 * DAY;
    expect(await scene.look()).to.equal(0);
  });

  it("shows another organisation nothing", async () => {
    const { id } = await overdue();
    const other = await client("a stranger");
    const read = await other.GET("/v1/risk/warnings/{id}", { params: { path: { id } } });
    expect(read.response.status).to.equal(404);
    const { data } = await other.GET("/v1/risk/warnings", { params: { query: { state: "all" } } });
    expect(data?.items).to.deep.equal([]);
  });

  it("sets the same version once, and refuses another under its id", async () => {
    const supplier = await client();
    const body = { id: randomUUID(), rule: "bankReturn", isOn: true, threshold: "1", windowDays: 30 } as const;
    expect((await supplier.POST("/v1/risk/rules", { body })).response.status).to.equal(204);
    expect((await supplier.POST("/v1/risk/rules", { body })).response.status).to.equal(204);
    const other = await supplier.POST("/v1/risk/rules", { body: { ...body, windowDays: 31 } });
    expect(other.response.status).to.equal(409);
    expect(await ruleOf("bankReturn")).to.deep.include({ version: 1, windowDays: 30 });
  });

  describe("tried on the past", () => {
    const tried = async (over: object = {}) => {
      const query = {
        rule: "overdueShare",
        currency: "EUR",
        from: "2026-10-01",
        through: "2026-11-24",
        ...over,
      } as const;
      return (await client()).GET("/v1/risk/back-test", { params: { query } });
    };

    it("says what it would have raised by what was known then", async () => {
      await scene.issue("RE-1", 10);
      await scene.issue("RE-2", 5);
      scene.now += 100 * DAY;
      const { data } = await tried({ through: "2026-12-31", threshold: "500000" });
      expect(data?.days).to.deep.equal(["2026-10-31", "2026-11-30", "2026-12-31"]);
      expect(data?.record).to.deep.include({ raised: 1, confirmed: 1, false: 0 });
      expect(data?.warnings).to.deep.include.members([
        {
          ...{ subject: BUYER, raised: "2026-11-30", figure: "666667", outcome: "confirmed" },
          ...{ outcomeItem: data?.warnings[0]?.outcomeItem ?? null, outcomeDay: "2026-12-15" },
        },
      ]);
      expect([data?.harmed, data?.caught]).to.deep.equal([2, 2]);
    });

    it("is refused for a rule without a past, a time to come, and more than 36 months", async () => {
      for (const [over, field] of [
        [{ rule: "limitNear" }, "query.rule"],
        [{ through: "2026-11-25" }, "query.through"],
        [{ from: "2020-01-01" }, "query.from"],
      ] as const) {
        expect((await tried(over)).error?.detail).to.contain(field);
      }
    });
  });
});
