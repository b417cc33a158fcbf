/** How often somebody is reached: counted of the person, whoever's customer and whatever policy it is about (G04). */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Address } from "../../src/domain/receivable.ts";
import { runDunning } from "../../src/gateway/dunning/scheduling.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { freshUrl } from "../store/engines.ts";
import { DAY } from "./book.ts";
import { dunningDeps } from "./dunningDeps.ts";
import { BUYER, contactBody, openDunningScene, policyBody, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

const SISTER = addressOf("a sister of the buyer");
const MAIL = "kasse@buyer.example";
const CAP = { perWeek: 1, pauseDays: 0 };
const NOBODY = { email: null, phone: null, postal: null };

type Contact = Parameters<typeof contactBody>[0];

describe("A person who is turned to for two customers", () => {
  let scene: DunningScene;

  beforeEach(async () => {
    scene = await openDunningScene(policyBody({ cap: CAP }));
  });

  afterEach(() => scene.close());

  const client = async () => scene.client(await scene.signIn("the supplier"));
  const note = async (customer: Address, over: Contact = {}, id: string = randomUUID()): Promise<string> => {
    const body = contactBody({ ...NOBODY, id, customer, ...over });
    const { response } = await (await client()).POST("/v1/dunning/contacts", { body });
    expect(response.status).to.equal(204);
    return id;
  };
  const call = async (customer: Address, contact: string, at = scene.now): Promise<void> => {
    const body = {
      ...{ id: randomUUID(), customer, contact, channel: "phone" as const, outcome: "notReached" as const },
      at: new Date(at * 1_000).toISOString().replace(".000Z", "Z"),
    };
    expect((await (await client()).POST("/v1/dunning/acts", { body })).response.status).to.equal(201);
  };
  /** What is said of the customer's late item: the first level, or why it waits and until when. */
  const said = async (customer: Address): Promise<unknown> => {
    const found = await scene.findings({ customer });
    const [late] = found.filter(({ why }) => why.level === "first");
    return late?.fires === true ? "fires" : [late?.why.code, late?.why.day];
  };
  const CAPPED = ["capped", "2026-12-01"];

  it("has one notice, though policies, customers and the spelling of the address differ", async () => {
    await scene.issue("RE-1", 8);
    await scene.run();
    const other = policyBody({ cap: CAP, name: "For sisters" });
    await scene.issue("RE-2", 8, {}, SISTER);
    await (await client()).POST("/v1/dunning/policies", { body: other });
    const scope = { kind: "customer" as const, customer: SISTER };
    await (await client()).POST("/v1/dunning/scopes", { body: { scope, currency: "EUR", policy: other.policy } });
    await note(SISTER, { email: "Kasse@Buyer.example", name: "Somebody else" });
    expect(await said(SISTER)).to.deep.equal(CAPPED);
    await scene.run();
    expect(await scene.sends()).to.have.length(1);
    // A Tuesday later there is room for one.
    scene.now = TUESDAY + 7 * DAY;
    await scene.run();
    expect((await scene.sends()).map(({ customer }) => customer)).to.deep.equal([SISTER, BUYER]);
  });

  it("has no notice after a call that somebody made about the other one, and after seven days it has", async () => {
    await scene.issue("RE-1", 8);
    await scene.issue("RE-2", 8, {}, SISTER);
    await call(SISTER, await note(SISTER, { phone: "+4940123456" }), TUESDAY - DAY);
    expect(await said(BUYER)).to.deep.equal(["capped", "2026-11-30"]);
    await scene.run();
    expect(await scene.sends()).to.deep.equal([]);
    scene.now = TUESDAY + 6 * DAY;
    expect(await said(BUYER)).to.equal("fires");
  });

  it("is the same person after it was erased and noted anew", async () => {
    await scene.issue("RE-1", 8);
    await scene.run();
    const listed = await (await client()).GET("/v1/dunning/contacts", { params: { query: { customer: BUYER } } });
    const [known] = listed.data?.items ?? [];
    const path = { id: known?.id ?? "" };
    await (await client()).DELETE("/v1/dunning/contacts/{id}", { params: { path } });
    const kept = await scene.database.query("select 1 from dunning_people where contact = $1", [path.id]);
    expect(kept, "nothing personal is left").to.be.empty;
    await note(BUYER, { email: MAIL, name: "Herr Neu" });
    await scene.issue("RE-2", 8);
    expect(await said(BUYER)).to.deep.equal(CAPPED);
  });

  it("has one letter at an address under one name, and another name there is another person", async () => {
    const letters = { channel: "letter" as const, payWithin: 7, template: "house", stage: "friendly" as const };
    const levels = [{ id: "first", trigger: { kind: "due" as const, days: 7 }, ...letters }];
    const policies = (await (await client()).GET("/v1/dunning/policies")).data?.items ?? [];
    const body = policyBody({ cap: CAP, levels, policy: policies[0]?.policy ?? "" });
    expect((await (await client()).POST("/v1/dunning/policies", { body })).response.status).to.equal(201);
    await scene.issue("RE-1", 8);
    await scene.run();
    const [third] = [addressOf("a third firm")];
    await scene.issue("RE-2", 8, {}, SISTER);
    await scene.issue("RE-3", 8, {}, third);
    const postal = ["HAFENSTRASSE 1", "20457 Hamburg"];
    await note(SISTER, { name: "frau kasse", postal: ["Hafenstraße 1", "20457 hamburg"] });
    const id = await note(third, { name: "Herr Lager", postal: ["Hafenstraße 1", "20457 Hamburg"] });
    expect([await said(SISTER), await said(third)]).to.deep.equal([CAPPED, "fires"]);
    await note(third, { name: "Frau  Kasse", postal: ["Hafenstraße 1,", "20457   Hamburg"] }, id);
    expect(await said(third), "but for blanks and a comma the same").to.deep.equal(CAPPED);
    await note(third, { name: "Frau Kasse", postal }, id);
    expect(await said(third), "another spelling that nobody can know to be the same").to.equal("fires");
  });

  it("of one customer counts once in a run, in whichever entries it stands", async () => {
    const listed = await (await client()).GET("/v1/dunning/contacts", { params: { query: { customer: BUYER } } });
    await note(BUYER, { email: MAIL }, listed.data?.items[0]?.id);
    await note(BUYER, { email: MAIL, phone: "+4940123456", name: "Kasse, Telefon", place: 1 });
    const due = (days: number) => ({ kind: "due" as const, days });
    const common = { template: "house", payWithin: 7, stage: "friendly" as const };
    const levels = [
      { id: "first", trigger: due(7), channel: "email" as const, ...common },
      { id: "call", trigger: due(14), channel: "phone" as const, ...common },
    ];
    const policies = (await (await client()).GET("/v1/dunning/policies")).data?.items ?? [];
    const body = policyBody({ cap: CAP, levels, policy: policies[0]?.policy ?? "" });
    expect((await (await client()).POST("/v1/dunning/policies", { body })).response.status).to.equal(201);
    await scene.issue("RE-1", 8);
    await scene.run();
    await scene.issue("RE-2", 1);
    scene.now = TUESDAY + 8 * DAY;
    await scene.run();
    const calls = (await scene.sends()).map(({ channel, person }) => [channel, person]);
    expect(calls, "one of a call and a mail, to two entries").to.have.length(2);
    scene.now = TUESDAY + 15 * DAY;
    await scene.run();
    const channels = (await scene.sends()).map(({ channel }) => channel);
    expect(channels.toSorted()).to.deep.equal(["email", "email", "phone"]);
  });

  it("is nobody's whom another organisation reaches", async () => {
    const stranger = "another supplier";
    await scene.issue("RE-1", 8);
    await scene.database.query(
      `insert into dunning_contacts (organisation, id, customer, body, noted)
       select $1, id, customer, body, noted from dunning_contacts`,
      [`\\x${addressOf(stranger).slice(2)}`],
    );
    await scene.run();
    await scene.database.query("update dunning_sends set organisation = $1", [`\\x${addressOf(stranger).slice(2)}`]);
    await scene.database.query("update dunning_send_items set counts = false");
    expect(await said(BUYER)).to.equal("fires");
  });
});

describe("Three that look at customers at once", () => {
  it("reach a person whom they share no more often than its cap lets them", async () => {
    const database = await openDatabase({ url: await freshUrl() });
    await migrate(database);
    const scene = await openDunningScene(policyBody({ cap: CAP }), { database });
    const firms = Array.from({ length: 8 }, (_, place) => addressOf(`firm ${place}`));
    for (const [place, firm] of firms.entries()) {
      await scene.issue(`RE-${place}-1`, 8, {}, firm);
      const body = contactBody({ ...NOBODY, email: "treasury@group.example", customer: firm });
      await scene.client(scene.supplier).POST("/v1/dunning/contacts", { body });
    }
    const work = async (): Promise<void> => {
      const deps = dunningDeps(database, () => TUESDAY);
      while (await runDunning(deps));
    };
    await Promise.all([work(), work(), work()]);
    expect((await scene.sends()).map(({ level }) => level)).to.deep.equal(["first"]);
    const faults = await database.query("select fault from dunning_looks where fault is not null");
    expect(faults).to.deep.equal([]);
    await scene.close();
  });
});
