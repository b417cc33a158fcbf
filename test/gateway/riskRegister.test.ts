/** The risk register and the runbook over HTTP. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { DAY } from "./book.ts";
import { SUPPLIER } from "./dunningScene.ts";
import { openRiskScene } from "./riskScene.ts";
import type { RiskScene } from "./riskScene.ts";
import { addressOf } from "./stage.ts";

type Schemas = components["schemas"];

describe("The risk register", () => {
  let scene: RiskScene;

  before(async () => {
    scene = await openRiskScene();
    await scene.issue("RE-1", 10);
    await scene.issue("RE-2", 5);
  });

  after(() => scene.close());

  const client = async (name = "the supplier") => scene.client(await scene.signIn(name));

  function entryBody(over: Partial<Schemas["NewRiskEntry"]> = {}): Schemas["NewRiskEntry"] {
    return {
      ...{ id: randomUUID(), entry: randomUUID(), risk: "A customer fails", category: "credit" },
      ...{ likelihood: 3, impact: 4, owner: SUPPLIER, playbook: ["Freeze the limit."] },
      indicator: { kind: "figure", figure: "bookOverdueShare", threshold: 500_000 },
      ...{ review: "2026-12-01", status: "open", reason: "First assessment", ...over },
    };
  }

  async function set(body: Schemas["NewRiskEntry"]) {
    return (await client()).POST("/v1/risk/register", { body });
  }

  async function register() {
    const { data, error } = await (await client()).GET("/v1/risk/register");
    if (data === undefined) throw new Error(error.detail);
    return data;
  }

  it("grades an entry and shows its indicator as it is now (N04, N06)", async () => {
    const { data } = await set(entryBody());
    expect(data).to.deep.include({ grade: "high", version: 1, value: 666_667, isReached: true });
    expect(data?.isReviewOverdue).to.equal(false);
  });

  it("keeps every version, and counts reviews that are overdue", async () => {
    const first = entryBody({ review: "2026-11-01" });
    await set(first);
    expect((await register()).overdueReviews).to.equal(1);
    await set({ ...first, id: randomUUID(), likelihood: 1, review: "2027-01-01", reason: "Insured since" });
    expect((await register()).overdueReviews).to.equal(0);
    const asked = { params: { path: { id: first.entry } } };
    const { data } = await (await client()).GET("/v1/risk/register/{id}", asked);
    expect(data?.items.map(({ version, reason }) => [version, reason])).to.deep.equal([
      [2, "Insured since"],
      [1, "First assessment"],
    ]);
  });

  it("takes a repeated request once, refuses another under its id, and an owner who is no member", async () => {
    const body = entryBody({ risk: "A repeated one" });
    expect((await set(body)).response.status).to.equal(201);
    expect((await set(body)).response.status).to.equal(200);
    expect((await set({ ...body, impact: 1 })).response.status).to.equal(409);
    expect((await set(entryBody({ owner: addressOf("nobody here") }))).error?.detail).to.contain("body.owner");
  });

  it("watches warnings of a rule, drills and the age of the index", async () => {
    const indicators: readonly Schemas["RiskIndicator"][] = [
      { kind: "warnings", rule: "overdueShare", threshold: 1 },
      { kind: "figure", figure: "keyLossDrillDays", threshold: 183 },
      { kind: "figure", figure: "indexAgeSeconds", threshold: 1 },
    ];
    const values = async () => {
      const found = [];
      for (const indicator of indicators) found.push((await set(entryBody({ indicator }))).data);
      return found.map((one) => [one?.value === null ? null : (one?.value ?? 0) > 0, one?.isReached]);
    };
    expect((await values()).slice(0, 2)).to.deep.equal([
      [false, false],
      [null, true],
    ]);
    await scene.rule("overdueShare", { threshold: "500000", windowDays: 0 });
    await scene.look();
    const at = new Date((scene.now - 200 * DAY) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
    const checks = [{ what: "the new key signs", isMet: true, found: "it was accepted" }];
    const drill = { id: randomUUID(), drill: "keyLoss" as const, passed: true, checks, at };
    await (await client()).POST("/v1/risk/runbook/drills", { body: drill });
    expect(await values()).to.deep.equal([
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  it("counts the days since a drill passed, of each drill on its own, whatever failed since", async () => {
    const supplier = await client("a stranger");
    const drill = async (of: "keyLoss" | "gatewayDown", passed: boolean, daysAgo: number) => {
      const at = new Date((scene.now - daysAgo * DAY) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
      const checks = [{ what: "it holds", isMet: passed, found: "it was looked at" }];
      await supplier.POST("/v1/risk/runbook/drills", { body: { id: randomUUID(), drill: of, passed, checks, at } });
    };
    const shown = async (figure: "keyLossDrillDays" | "gatewayDownDrillDays") => {
      const indicator = { kind: "figure", figure, threshold: 183 } as const;
      const { data } = await supplier.POST("/v1/risk/register", { body: entryBody({ indicator, owner: null }) });
      return [data?.value, data?.isReached];
    };
    expect(await shown("keyLossDrillDays")).to.deep.equal([null, true]);
    await drill("keyLoss", true, 10);
    await drill("keyLoss", false, 5);
    expect(await shown("keyLossDrillDays")).to.deep.equal([10, false]);
    expect(await shown("gatewayDownDrillDays")).to.deep.equal([null, true]);
    await drill("gatewayDown", true, 200);
    expect(await shown("gatewayDownDrillDays")).to.deep.equal([200, true]);
    expect(await shown("keyLossDrillDays")).to.deep.equal([10, false]);
  });

  it("has the worst first, and a matrix of what is not closed", async () => {
    await set(entryBody({ risk: "The worst", likelihood: 5, impact: 5 }));
    await set(entryBody({ risk: "Closed long ago", likelihood: 5, impact: 5, status: "closed" }));
    const { items, matrix } = await register();
    expect(items[0]).to.deep.include({ risk: "The worst", grade: "critical" });
    expect(items.at(-1)).to.deep.include({ risk: "Closed long ago" });
    expect(matrix).to.deep.include({ likelihood: 5, impact: 5, grade: "critical", entries: 1 });
  });

  it("offers a template with the risks of a chain, graded (N03)", async () => {
    const { data } = await (await client()).GET("/v1/risk/register-template");
    expect(data?.items.find(({ key }) => key === "key-loss")).to.deep.include({ grade: "high", category: "chain" });
  });
});

describe("The runbook", () => {
  let scene: RiskScene;

  before(async () => {
    scene = await openRiskScene();
  });

  after(() => scene.close());

  const client = async (name = "the supplier") => scene.client(await scene.signIn(name));

  async function page(emergency: string) {
    const { data, error } = await (await client()).GET("/v1/risk/runbook");
    if (data === undefined) throw new Error(error.detail);
    return data.items.find((one) => one.emergency === emergency);
  }

  it("is the template's until a page of one's own is set (N09)", async () => {
    expect(await page("gatewayDown")).to.deep.include({ version: null, contacts: [], lastDrill: null });
    const own = { emergency: "gatewayDown" as const, title: "Ours", steps: ["Call the operator."], resources: [] };
    await (await client()).POST("/v1/risk/runbook", { body: { id: randomUUID(), ...own } });
    expect(await page("gatewayDown")).to.deep.include({ version: 1, title: "Ours", setBy: SUPPLIER });
  });

  it("erases a person to call so that nothing of them is left anywhere", async () => {
    const id = randomUUID();
    const person = { name: "Frau Nachtwache", role: "Keeper of keys", phone: "+4940777777", email: null };
    const supplier = await client();
    await supplier.POST("/v1/risk/runbook/contacts", { body: { id, emergency: "keyLoss", ...person } });
    expect((await page("keyLoss"))?.contacts).to.have.length(1);
    expect(await tablesWith("Nachtwache")).to.deep.equal(["risk_contacts"]);
    const { response } = await supplier.DELETE("/v1/risk/runbook/contacts/{id}", { params: { path: { id } } });
    expect(response.status).to.equal(204);
    expect(await tablesWith("Nachtwache")).to.deep.equal([]);
  });

  it("records a drill once, with what was checked, and none that passed although a check failed (N10)", async () => {
    const supplier = await client();
    const at = new Date((scene.now - DAY) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
    const checks = [{ what: "the lost key is refused", isMet: true, found: "AccountRefused" }];
    const body = { id: randomUUID(), drill: "keyLoss" as const, passed: true, checks, at };
    expect((await supplier.POST("/v1/risk/runbook/drills", { body })).response.status).to.equal(201);
    expect((await supplier.POST("/v1/risk/runbook/drills", { body })).response.status).to.equal(200);
    const others = { ...body, checks: [{ what: "the new key signs", isMet: true, found: "it was accepted" }] };
    expect((await supplier.POST("/v1/risk/runbook/drills", { body: others })).response.status).to.equal(409);
    expect((await page("keyLoss"))?.lastDrill).to.deep.include({ passed: true, at, checks });
    const failed = {
      ...body,
      id: randomUUID(),
      checks: [{ what: "it is refused", isMet: false, found: "it was taken" }],
    };
    expect((await supplier.POST("/v1/risk/runbook/drills", { body: failed })).error?.detail).to.contain("passed");
    const later = { ...body, id: randomUUID(), at: "2090-01-01T00:00:00Z" };
    expect((await supplier.POST("/v1/risk/runbook/drills", { body: later })).error?.detail).to.contain("body.at");
  });

  /** Rows of answers that are kept for repeated requests would keep what was erased. */
  async function tablesWith(text: string): Promise<readonly string[]> {
    const tables = await scene.database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const holding: string[] = [];
    for (const { name } of tables) {
      const rows = await scene.database.query(`select from ${name} t where t::text like $1 limit 1`, [`%${text}%`]);
      if (rows.length > 0) holding.push(name);
    }
    return holding;
  }
});
