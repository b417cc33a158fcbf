/** What becomes of warnings about a group of affiliates once it ends, or is spelled otherwise. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { DAY } from "./book.ts";
import { BUYER } from "./dunningScene.ts";
import { openRiskScene } from "./riskScene.ts";
import type { RiskScene } from "./riskScene.ts";

const GROUP = "Nordwind AG";

describe("Warnings about a group", () => {
  let scene: RiskScene;

  beforeEach(async () => {
    scene = await openRiskScene();
    await scene.issue("RE-1", 10);
    await scene.rule("concentration", { threshold: "200000", windowDays: 0 });
  });

  afterEach(() => scene.close());

  const client = async () => scene.client(await scene.signIn("the supplier"));
  const dateAfter = (days: number): string => new Date((scene.now + days * DAY) * 1000).toISOString().slice(0, 10);

  async function state(text: string): Promise<string> {
    const source = { kind: "register" as const, name: "Handelsregister" };
    const body: components["schemas"]["NewPartyFact"] = {
      ...{ id: randomUUID(), customer: BUYER, value: { kind: "group", text }, source },
      ...{ asOf: dateAfter(-9), observed: dateAfter(-9), expires: dateAfter(20) },
    };
    expect((await (await client()).POST("/v1/party-facts", { body })).error).to.equal(undefined);
    return body.id;
  }

  async function withdraw(id: string): Promise<void> {
    const asked = { params: { path: { id } }, body: { reason: "Respelled" } };
    expect((await (await client()).POST("/v1/party-facts/{id}/withdrawal", asked)).error).to.equal(undefined);
  }

  const ofGroups = async () => (await scene.warnings("all")).filter(({ subject }) => subject !== BUYER);

  it("go on in another spelling of it, and nobody is told again", async () => {
    const fact = await state(GROUP);
    await scene.look();
    await withdraw(fact);
    await state("NORDWIND  AG");
    scene.now += DAY;
    await scene.look();
    const told = (await ofGroups()).map(({ subject, cleared }) => [subject, cleared]);
    expect(told).to.deep.equal([[GROUP, null]]);
    expect(await scene.told()).to.deep.equal(["concentration 1"]);
  });

  it("keep their subject and what people said once nobody is in it, and time still decides them", async () => {
    const fact = await state(GROUP);
    await scene.look();
    const [warning] = await ofGroups();
    const path = { path: { id: warning?.id ?? "" } };
    const note = { note: "The bank vouches for them", owner: null };
    await (await client()).POST("/v1/risk/warnings/{id}/acknowledgement", { params: path, body: note });
    const judgement = { outcome: "false" as const, note: "One order alone" };
    await (await client()).POST("/v1/risk/warnings/{id}/judgement", { params: path, body: judgement });
    await withdraw(fact);
    await state("NORDWIND AG");
    scene.now += 30 * DAY;
    await scene.look();
    const [ended] = await ofGroups();
    expect(ended).to.deep.include({ subject: GROUP, outcome: "false" });
    expect([ended?.acknowledged?.note, ended?.judged?.note]).to.deep.equal([note.note, judgement.note]);
    expect(ended?.cleared).to.be.a("string");
    scene.now += 70 * DAY;
    await scene.look();
    const decided = await scene.database.query("select outcome from risk_warnings where subject = $1", [GROUP]);
    expect(decided).to.deep.equal([{ outcome: "confirmed" }]);
  });
});
