import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Client } from "openapi-fetch";
import type { components, paths } from "../../generated/openapi.d.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { missingFacts } from "../../src/gateway/partyFiles/missing.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { attributesOf } from "../../src/store/partyFileAttributes.ts";
import { lendDatabase } from "../store/lending.ts";
import { BUYER, contactBody, openDunningScene, SUPPLIER } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

type Schemas = components["schemas"];
type Value = Schemas["PartyFactValue"];

/** As it is known on the day of the scene. */
function factBody(value: Value, over: Partial<Schemas["NewPartyFact"]> = {}): Schemas["NewPartyFact"] {
  const source = { kind: "register" as const, name: "Handelsregister" };
  return { id: randomUUID(), customer: BUYER, value, source, asOf: "2026-11-01", observed: "2026-11-20", ...over };
}

const employees = (count: number): Value => ({ kind: "employees", count });

describe("The party file of a customer", () => {
  let scene: DunningScene;
  let client: Client<paths>;
  let other: Client<paths>;

  beforeEach(async () => {
    scene = await openDunningScene();
    client = scene.client(scene.supplier);
    other = scene.client(await scene.signIn("somebody else"));
  });

  afterEach(() => scene.close());

  async function enter(value: Value, over: Partial<Schemas["NewPartyFact"]> = {}): Promise<string> {
    const body = factBody(value, over);
    const { error } = await client.POST("/v1/party-facts", { body });
    if (error !== undefined) throw new Error(error.detail);
    return body.id;
  }

  async function file(at = scene.now): Promise<Schemas["PartyFile"]> {
    const params = { path: { address: BUYER }, query: { at: shownInstant(at) } };
    const { data } = await client.GET("/v1/customers/{address}/party-file", { params });
    return data ?? expect.fail("there is always a file");
  }

  it("shows sources that contradict each other side by side, and goes by what a person chose", async () => {
    const [few, many] = [await enter(employees(40)), await enter(employees(400))];
    const before = (await file()).facts;
    expect(before.map(({ kind, isConflicting, counts }) => [kind, isConflicting, counts])).to.deep.equal([
      ["employees", true, null],
    ]);
    expect(before[0]?.facts.map(({ id }) => id)).to.deep.equal([few, many]);
    const at = scene.now;
    expect((await attributesOf(scene.database, SUPPLIER, [BUYER], at)).get(BUYER)).to.deep.equal({
      conflicting: ["employees"],
    });

    scene.now += 60;
    const choice = { isChosen: true, reason: "The register is a year behind" };
    await client.POST("/v1/party-facts/{id}/choice", { params: { path: { id: many } }, body: choice });
    const [after] = (await file()).facts;
    expect(after).to.deep.include({ counts: many, isConflicting: true });
    expect(after?.choice).to.deep.include({ reason: choice.reason, chosenBy: SUPPLIER });
    expect((await attributesOf(scene.database, SUPPLIER, [BUYER], scene.now)).get(BUYER)?.employees).to.equal(400);
    expect((await file(at)).facts[0]?.counts, "as it was known then").to.equal(null);
  });

  it("never changes a fact: it is withdrawn with a reason, and stays to be read", async () => {
    const id = await enter(employees(40));
    const entered = scene.now;
    scene.now += 60;
    const path = { path: { id } };
    const body = { reason: "Of another site" };
    expect((await client.POST("/v1/party-facts/{id}/withdrawal", { params: path, body })).response.status).to.equal(
      204,
    );
    expect((await client.POST("/v1/party-facts/{id}/withdrawal", { params: path, body })).response.status).to.equal(
      409,
    );
    const choice = { isChosen: true, reason: "No" };
    const chosen = await client.POST("/v1/party-facts/{id}/choice", { params: path, body: choice });
    expect(chosen.error?.type).to.equal("/problems/PartyFactOver");
    expect((await file()).facts).to.deep.equal([]);
    expect((await file(entered)).facts[0]?.counts).to.equal(id);
    const { data } = await client.GET("/v1/party-facts", { params: { query: { customer: BUYER } } });
    expect(data?.items[0]).to.deep.include({ id, withdrawalReason: body.reason, withdrawnBy: SUPPLIER });
  });

  it("has one fact of an id, however often it is sent at once, in PostgreSQL", async () => {
    await scene.close();
    scene = await openDunningScene(undefined, { database: await lendDatabase("PostgreSQL") });
    client = scene.client(scene.supplier);
    const body = factBody({ kind: "industry", scheme: "NACE", code: "28.1" });
    const statuses = [body, body, { ...body, asOf: "2026-10-31" }].map(async (sent) => {
      return (await client.POST("/v1/party-facts", { body: sent })).response.status;
    });
    expect((await Promise.all(statuses)).toSorted()).to.deep.equal([200, 201, 409]);
    expect((await client.GET("/v1/party-facts")).data?.items).to.have.length(1);
  });

  it("marks what has expired, which counts for nothing", async () => {
    const id = await enter({ kind: "licence", name: "Chemicals", number: "C-1" }, { expires: "2026-11-24" });
    expect((await file()).facts[0]).to.deep.include({ counts: id, expired: [] });
    scene.now += 86_400;
    client = scene.client(await scene.signIn("the supplier"));
    const [standing] = (await file()).facts;
    expect(standing).to.deep.include({ counts: null, facts: [] });
    expect(standing?.expired.map((one) => one.id)).to.deep.equal([id]);
  });

  it("takes no identifier, country, day or code that is none, and names what is wrong", async () => {
    const refused: readonly (readonly [Partial<Schemas["NewPartyFact"]>, string])[] = [
      [{ value: { kind: "registrationNumber", scheme: "LEI", value: "000000MUSTERWERK0170" } }, "body.value.value"],
      [{ value: { kind: "country", country: "XX" } }, "body.value.country"],
      [{ value: { kind: "industry", scheme: "NACE", code: "C28" } }, "body.value.code"],
      [{ value: { kind: "founded", date: "1998-02-30" } }, "body.value.date"],
      [{ observed: "2026-11-26" }, "body.observed"],
      [{ asOf: "2026-11-21" }, "body.asOf"],
      [{ expires: "2026-11-19" }, "body.expires"],
      [{ visitor: "Ada" }, "body.visitor"],
      [{ customer: SUPPLIER }, "body.customer"],
    ];
    for (const [over, at] of refused) {
      const { error } = await client.POST("/v1/party-facts", { body: factBody(employees(1), over) });
      expect(error?.faults?.[0]?.at, JSON.stringify(over)).to.equal(at);
    }
  });

  it("is nobody else's: another organisation sees nothing and changes nothing", async () => {
    const id = await enter(employees(40));
    const params = { path: { id } };
    const body = { reason: "no" };
    const statuses = [
      await other.POST("/v1/party-facts/{id}/withdrawal", { params, body }),
      await other.POST("/v1/party-facts/{id}/choice", { params, body: { ...body, isChosen: true } }),
      await other.DELETE("/v1/party-facts/{id}/visitor", { params }),
      await other.DELETE("/v1/party-facts/{id}", { params }),
    ].map(({ response }) => response.status);
    expect(statuses).to.deep.equal([404, 404, 404, 404]);
    expect((await other.GET("/v1/party-facts")).data?.items).to.deep.equal([]);
    const seen = await other.GET("/v1/customers/{address}/party-file", { params: { path: { address: BUYER } } });
    expect(seen.data).to.deep.include({ facts: [], contacts: [], accounts: [], grades: [] });
    const buyer = scene.client(await scene.signIn("the buyer"));
    expect((await buyer.GET("/v1/party-facts")).data?.items).to.deep.equal([]);
  });

  it("forgets people: nothing of a name is left in any table once it was erased", async () => {
    const [visitor, contact, told] = ["Zephyrine Quux", "Balthasar Wombat", "Ignatius Fnord"];
    const visit: Value = { kind: "siteVisit", date: "2026-11-10", note: "Two shifts", photos: [keccakOfText("p")] };
    const visited = await enter(visit, { visitor, asOf: "2026-11-10" });
    const free = await enter({ kind: "free", text: `${told} says they will move` });
    await client.POST("/v1/party-facts/{id}/withdrawal", {
      ...{ params: { path: { id: free } }, body: { reason: `${told} was wrong` } },
      headers: { "idempotency-key": randomUUID() },
    });
    const person = contactBody({ name: contact });
    await client.POST("/v1/dunning/contacts", { body: person });
    const shown = await file();
    expect(shown.contacts.map(({ name }) => name)).to.include(contact);
    expect(shown.facts[0]?.facts[0]?.visitor).to.equal(visitor);
    for (const name of [visitor, contact, told]) expect(await tablesWith(name), name).not.to.deep.equal([]);

    await client.DELETE("/v1/party-facts/{id}/visitor", { params: { path: { id: visited } } });
    await client.DELETE("/v1/party-facts/{id}", { params: { path: { id: free } } });
    await client.DELETE("/v1/dunning/contacts/{id}", { params: { path: { id: person.id } } });
    for (const name of [visitor, contact, told]) expect(await tablesWith(name), name).to.deep.equal([]);
    const after = await file();
    expect(after.contacts.map(({ name }) => name)).not.to.include(contact);
    expect(after.facts.map(({ kind, facts }) => [kind, facts[0]?.visitor])).to.deep.equal([["siteVisit", null]]);
    const listed = (await client.GET("/v1/party-facts", { params: { query: { kind: "free" } } })).data?.items;
    expect(listed?.[0]).to.deep.include({ id: free, value: null, source: null, withdrawalReason: null });
  });

  /** Tables any of whose rows has a text, with the gateway's log. */
  async function tablesWith(text: string): Promise<readonly string[]> {
    const names = await scene.database.query<{ readonly name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const found: string[] = [];
    for (const { name } of names) {
      const sql = `select 1 as one from "${name}" as t where t::text like $1 limit 1`;
      if ((await scene.database.query(sql, [`%${text}%`])).length > 0) found.push(name);
    }
    return scene.log.some((line) => line.includes(text)) ? [...found, "the log"] : found;
  }

  it("shows what the customer says of itself beside, as far as the customer lets it be seen", async () => {
    const buyer = scene.client(await scene.signIn("the buyer"));
    const said = { legalName: "Nordwind SE", identifiers: [{ scheme: "LEI", value: "000000BEISPIELSE0251" }] };
    const contacts = { contacts: [], contactsAudience: "nobody" as const };
    await buyer.POST("/v1/profile", { body: { ...said, audience: "nobody", ...contacts } });
    expect((await file()).organisation).to.deep.include({ joined: true, legalName: null, identifiers: [] });
    await buyer.POST("/v1/profile", { body: { ...said, audience: "everybody", ...contacts } });
    expect((await file()).organisation).to.deep.include(said);
  });

  it("has the customer scored again as soon as anything becomes known, and no other customer", async () => {
    const looks = [BUYER, addressOf("another buyer")].map(
      (customer) => `('\\x${SUPPLIER.slice(2)}', '\\x${customer.slice(2)}', ${scene.now + 9_000})`,
    );
    await scene.database.query(`insert into credit_looks (organisation, customer, due) values ${looks.join(", ")}`);
    await enter(employees(40));
    const rows = await scene.database.query<{ readonly customer: string; readonly due: number }>(
      "select customer, due from credit_looks",
    );
    expect(new Map(rows.map(({ customer, due }) => [customer, due - scene.now]))).to.deep.equal(
      new Map([
        [BUYER, 0],
        [addressOf("another buyer"), 9_000],
      ]),
    );
  });

  it("tells what of a credit check is not there, and why (A15)", async () => {
    await enter({ kind: "legalName", text: "Nordwind SE" });
    await enter({ kind: "licence", name: "Chemicals", number: "C-1" }, { expires: "2026-11-24" });
    await Promise.all([enter(employees(40)), enter(employees(400))]);
    const required = ["accounts", "legalName", "licence", "employees", "country", "country"] as const;
    expect(await missingFacts(scene.database, SUPPLIER, BUYER, required, scene.now + 86_400)).to.deep.equal([
      ...[
        { kind: "accounts", why: "missing" },
        { kind: "licence", why: "expired" },
      ],
      ...[
        { kind: "employees", why: "conflicting" },
        { kind: "country", why: "missing" },
      ],
    ]);
  });

  it("gives reports what customers are sorted by", async () => {
    await enter({ kind: "industry", scheme: "SIC", code: "3559" });
    await enter({ kind: "industry", scheme: "NACE", code: "28.1" });
    await enter({ kind: "country", country: "DE" });
    await enter({ kind: "founded", date: "1998-05-01" });
    const debtor = { debtor: BUYER, group: "Nordwind", marks: [], kind: "otherFirm" as const };
    await client.POST("/v1/debtor-facts", { body: debtor });
    await client.POST("/v1/dunning/customers", { body: { customer: BUYER, segment: "key", owner: null } });
    const read = () => attributesOf(scene.database, SUPPLIER, [BUYER, addressOf("nobody")], scene.now);
    const known = { industry: "NACE 28.1", country: "DE", founded: "1998-05-01", segment: "key", conflicting: [] };
    expect([...(await read())]).to.deep.equal([[BUYER, { ...known, group: "Nordwind" }]]);
    await enter({ kind: "group", text: "Wind Holding" });
    expect((await read()).get(BUYER)?.group).to.equal("Wind Holding");
  });
});
