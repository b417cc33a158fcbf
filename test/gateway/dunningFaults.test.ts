/** What a gateway's dunning does where something is wrong with one customer, one calendar or one policy. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { openDunningScene, policyBody, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { DAY } from "./book.ts";
import { addressOf } from "./stage.ts";

const OTHER = addressOf("another buyer");
const bytesOf = (hex: string): string => `\\x${hex.slice(2)}`;

describe("A gateway's dunning, where something is wrong", () => {
  let scene: DunningScene;

  afterEach(() => scene.close());

  async function faults(): Promise<readonly { customer: string; fault: string }[]> {
    const client = scene.client(await scene.signIn("the supplier"));
    return (await client.GET("/v1/worklist", { params: { query: { currency: "EUR" } } })).data?.faults ?? [];
  }

  it("holds up no customer for what is wrong with another, and tells of it without the inside", async () => {
    scene = await openDunningScene();
    await scene.issue("RE-1", 8);
    await scene.issue("RE-2", 8, {}, OTHER);
    await scene.database.query(
      "insert into dunning_contacts (organisation, id, customer, body, noted) values ($1, $2, $3, 'null', 0)",
      [bytesOf(SUPPLIER), randomUUID(), bytesOf(OTHER)],
    );
    await scene.run();
    expect((await scene.sends()).map(({ level }) => level)).to.deep.equal(["first"]);
    expect(await faults()).to.deep.equal([
      { customer: OTHER, fault: "the fault is the gateway's: it is tried again, and its operator knows" },
    ]);
  });

  it("sends by a calendar whose next years nobody has announced yet, and not on its holidays", async () => {
    const policy = policyBody({ calendar: "prc", zone: "Asia/Shanghai", window: { from: 0, to: 1_440 } });
    scene = await openDunningScene(policy);
    await scene.issue("RE-1", 8);
    const found = await scene.findings();
    expect(found.map(({ why }) => [why.code, why.day])).to.have.deep.members([
      ["due", "2026-11-24"],
      ["notDue", "2027-12-24"],
    ]);
    const holiday = await scene.findings({ at: "2027-10-04T02:00:00Z" }).catch((error: unknown) => String(error));
    expect(holiday, "of that year nothing is known yet").to.match(/query.at: .*2027/);
  });

  it("writes of the other items where one had a level of that name by another policy, and tells of it", async () => {
    scene = await openDunningScene();
    const had = await scene.issue("RE-1", 8);
    const late = await scene.issue("RE-2", 8);
    const send = randomUUID();
    await scene.database.query(
      `insert into dunning_sends (id, organisation, customer, policy, policy_version, level, stage, channel, target,
         template, language, currency, fee, content, text, content_hash, salt, made, due, state)
       values ($1, $2, $3, $4, 1, 'first', 'preDue', 'letter', '', 't', 'en', $2, 0, '{}', '', $5, $5, $6, 1,
         'printed')`,
      [send, bytesOf(SUPPLIER), bytesOf(OTHER), randomUUID(), `\\x${"11".repeat(32)}`, TUESDAY - 60 * DAY],
    );
    await scene.database.query("insert into dunning_send_items select $1::uuid, $2, $3, 'first', 1, $3, 1, 1, true", [
      send,
      bytesOf(had),
      bytesOf(SUPPLIER),
    ]);
    await scene.run();
    const [made] = await scene.sends();
    expect(made?.items.map(({ item }) => item)).to.deep.equal([late]);
    expect(made?.fee, "one fee for the one item").to.equal("40.00");
    expect((await faults()).map(({ fault }) => fault)).to.deep.equal(["first: 1 items had a level of this id before"]);
  });

  it("refuses a policy that contradicts itself, or a version of another currency, and names the field", async () => {
    scene = await openDunningScene();
    const client = scene.client(scene.supplier);
    const [soon, first, second] = policyBody().levels;
    if (soon === undefined || first === undefined || second === undefined) throw new Error("three levels");
    const refused = async (over: Parameters<typeof policyBody>[0]): Promise<readonly string[]> => {
      const { error } = await client.POST("/v1/dunning/policies", { body: policyBody(over) });
      return ((error as { faults?: { at: string }[] } | undefined)?.faults ?? []).map(({ at }) => at);
    };
    expect(await refused({ levels: [second, first] })).to.deep.equal([
      "body.levels.1.stage",
      "body.levels.1.trigger.days",
    ]);
    expect(await refused({ levels: [first, { ...second, id: "first" }] })).to.deep.equal(["body.levels.1.id"]);
    expect(await refused({ levels: [{ ...soon, fee: "1.00" }] })).to.deep.equal(["body.levels.0.fee"]);
    expect(await refused({ levels: [{ ...first, stage: "agency" }] })).to.deep.equal(["body.levels.0.stage"]);
    expect(await refused({ levels: [{ ...first, payWithin: 0 }] })).to.deep.equal(["body.levels.0.payWithin"]);
    expect(await refused({ levels: [{ ...first, fee: "0.001" }] })).to.deep.equal(["body.levels.0.fee"]);
    expect(await refused({ levels: [{ ...first, owner: OTHER }] })).to.deep.equal(["body.levels.0.owner"]);
    expect(await refused({ window: { from: 600, to: 600 } })).to.deep.equal(["body.window.to"]);
    expect(await refused({ zone: "Europe/Atlantis" })).to.deep.equal(["body.zone"]);
    const [known] = (await client.GET("/v1/dunning/policies")).data?.items ?? [];
    expect(await refused({ policy: known?.policy ?? "", currency: "USD" })).to.deep.equal(["body.currency"]);
    const body = { scope: { kind: "all" as const }, currency: "USD", policy: known?.policy ?? "" };
    expect((await client.POST("/v1/dunning/scopes", { body })).error?.detail).to.match(/^body.currency: give that/);
    const elsewhere = scene.client(await scene.signIn("the buyer"));
    const stolen = await elsewhere.POST("/v1/dunning/scopes", { body: { ...body, currency: "EUR" } });
    expect(stolen.response.status, "another organisation's policy").to.equal(404);
  });
});
