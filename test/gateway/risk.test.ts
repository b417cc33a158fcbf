/** Early warning, from rules that are set to warnings that are told, judged and counted. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { holdRiskLook, takeRiskLook } from "../../src/store/riskLooks.ts";
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

  it("is over once the figure is below the threshold; what soon comes back is the same, and told of once", async () => {
    const { id } = await overdue();
    const late = await scene.issue("RE-3", 3);
    await scene.pay(late, 100_000n);
    await scene.rule("overdueShare", { ...HALF, threshold: "700000" });
    await scene.look();
    expect(await scene.warnings()).to.deep.equal([]);
    const [over] = await scene.warnings("all");
    expect(over?.cleared).to.be.a("string");
    await scene.rule("overdueShare", HALF);
    for (let hours = 0; hours < 5; hours += 1) {
      await scene.look();
      expect((await scene.warnings()).map(({ isReturn }) => isReturn)).to.deep.equal([true]);
      scene.now += 3_600;
      await scene.rule("overdueShare", { ...HALF, threshold: "700000" });
      await scene.look();
      await scene.rule("overdueShare", HALF);
    }
    expect(await scene.told()).to.deep.equal(["overdueShare 1"]);
    expect((await ruleOf("overdueShare"))?.record).to.deep.include({ raised: 1, open: 1 });
    scene.now += 31 * DAY;
    await scene.look();
    expect(await scene.told()).to.deep.equal(["overdueShare 1", "overdueShare 1"]);
    const raised = (await scene.warnings("all")).filter(({ isReturn }) => !isReturn);
    expect(raised.map((one) => one.id))
      .to.have.length(2)
      .and.to.include(id);
  });

  it("shows its figure, its number and its items as they are now, and keeps what it began with", async () => {
    const first = await overdue();
    for (const number of ["RE-3", "RE-4", "RE-5", "RE-6", "RE-7", "RE-8"]) await scene.issue(number, 3);
    scene.now += DAY;
    await scene.look();
    const [now] = await scene.warnings();
    expect(now).to.deep.include({ figure: "888889", n: 9, raisedFigure: "666667", id: first.id, since: first.since });
    expect(now?.raised).to.equal(first.raised);
    expect(now?.items).to.have.length(8);
    expect(await scene.told()).to.deep.equal(["overdueShare 1"]);
  });

  it("is looked for anew where a rule is set while somebody looks, whose look is not written", async () => {
    await scene.issue("RE-1", 10);
    await scene.issue("RE-2", 5);
    await scene.rule("overdueShare", HALF);
    const { database, now } = scene;
    expect(await takeRiskLook(database, now, now + 3_600)).to.equal(SUPPLIER);
    expect(await takeRiskLook(database, now, now + 3_600), "nobody else takes it").to.equal(undefined);
    const holds = () => database.transaction((tx) => holdRiskLook(tx, SUPPLIER, now + 3_600));
    expect(await holds()).to.equal(true);
    await scene.rule("overdueShare", { ...HALF, threshold: "700000" });
    expect(await holds()).to.equal(false);
    expect(await takeRiskLook(database, now, now + 3_600)).to.equal(SUPPLIER);
  });

  it("may come true until 90 days after the invoice that it came with is due", async () => {
    // All of one day: whichever is taken for the first of them is none that follows another.
    const later = [await scene.issue("RE-1", -60), await scene.issue("RE-2", -60)];
    await scene.rule("dormantRevived", { threshold: "0", windowDays: 365 });
    await scene.look();
    const ofThose = async () =>
      (await scene.warnings("all")).find(({ items }) => later.some((id) => items.includes(id)));
    const found = await ofThose();
    const due = Math.floor(scene.now / DAY) + 60;
    expect(found?.horizon).to.equal(dateOfDay(due + 90));
    scene.now += 91 * DAY;
    await scene.look();
    expect((await ofThose())?.outcome, "31 days past due").to.equal("confirmed");
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
});
