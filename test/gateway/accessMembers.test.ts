import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Verb } from "../../src/domain/receivable.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { DAY } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const EVERYTHING = ["receivables:read", "receivables:write", "organisation:administer", "holds:read"];
const ROLES = {
  administrator: EVERYTHING,
  preparer: ["receivables:read", "receivables:write", "holds:read"],
  reader: ["receivables:read", "holds:read"],
  sales: ["holds:read"],
} as const;
type Role = keyof typeof ROLES;

describe("Members", () => {
  let stage: Stage;
  let owner: string;
  let supplier: Address;
  let tests = 0;

  before(async () => {
    stage = await openStage();
  });

  beforeEach(async () => {
    tests += 1;
    supplier = addressOf(own("supplier"));
    owner = await stage.signIn(own("supplier"));
  });

  after(() => stage.close());

  /** Everybody is somebody else in every test. */
  function own(name: string): string {
    return `${name}-${tests}`;
  }

  async function add(name: string, role: Role, token = owner): Promise<number> {
    const body = {
      account: addressOf(own(name)),
      role,
      name: `Name of ${own(name)}`,
      email: `${own(name)}@supplier.example`,
    };
    return (await stage.client(token).POST("/v1/members", { body })).response.status;
  }

  async function scopes(token: string): Promise<readonly string[] | undefined> {
    return (await stage.client(token).GET("/v1/me")).data?.scopes;
  }

  it("may do what goes with their role, and agents what a mandate is for", async () => {
    expect(await scopes(owner)).to.have.members(EVERYTHING);
    for (const [role, expected] of Object.entries(ROLES)) {
      expect(await add(role, role as Role)).to.equal(201);
      expect(await scopes(await stage.signIn(own(role), supplier))).to.have.members([...expected]);
    }
    await giveMandate("agent");
    expect(await scopes(await stage.signIn(own("agent"), supplier))).to.have.members([...ROLES.preparer]);
    // Powers add up.
    await giveMandate("sales");
    expect(await scopes(await stage.signIn(own("sales"), supplier))).to.have.members([...ROLES.preparer]);
  });

  it("have another role at once", async () => {
    await add("clerk", "administrator");
    const clerk = await stage.signIn(own("clerk"), supplier);
    expect(await add("another", "reader", clerk)).to.equal(201);
    await add("clerk", "reader");
    expect(await scopes(clerk)).to.have.members([...ROLES.reader]);
    expect(await add("another", "administrator", clerk)).to.equal(403);
    const { data } = await stage.client(owner).GET("/v1/members");
    expect(data?.items.map(({ role }) => role)).to.deep.equal(["reader", "reader"]);
  });

  it("lose their sessions and their keys with their membership, and leave nothing but the fact", async () => {
    await add("clerk", "administrator");
    const sessions = [await stage.signIn(own("clerk"), supplier), await stage.signIn(own("clerk"), supplier)];
    const alone = await stage.signIn(own("clerk"));
    const [clerk = ""] = sessions;
    const key = await makeKey(clerk);
    await stage.client(clerk).POST("/v1/holds", { body: { counterparty: addressOf(own("buyer")), reason: "late" } });
    expect(await scopes(key)).to.deep.equal(["receivables:read"]);
    const remove = async (): Promise<number> =>
      (
        await stage
          .client(owner)
          .DELETE("/v1/members/{account}", { params: { path: { account: addressOf(own("clerk")) } } })
      ).response.status;
    expect(await remove()).to.equal(204);
    for (const token of [...sessions, key]) expect(await scopes(token)).to.equal(undefined);
    // Who somebody is for themselves is no affair of the organisation.
    expect(await scopes(alone)).to.have.members(EVERYTHING);
    expect(await remove()).to.equal(404);
    const { data } = await stage.client(owner).GET("/v1/members");
    expect(data).to.deep.equal({ items: [], removed: [{ role: "administrator", at: shownInstant(stage.now) }] });
    await stage.client(alone).DELETE("/v1/sessions");
    expect(await tablesThatHold(`Name of ${own("clerk")}`)).to.deep.equal([]);
    expect(await tablesThatHold(`${own("clerk")}@supplier`)).to.deep.equal([]);
    // The account signed in for itself, and so is an organisation of its own.
    expect(await tablesThatHold(addressOf(own("clerk")).slice(2))).to.deep.equal(["organisations"]);
  });

  it("of one organisation are nothing to another", async () => {
    await add("clerk", "administrator");
    const other = await stage.signIn(own("other"));
    const path = { account: addressOf(own("clerk")) };
    const { response } = await stage.client(other).DELETE("/v1/members/{account}", { params: { path } });
    expect(response.status).to.equal(404);
    expect((await stage.client(other).GET("/v1/members")).data?.items).to.deep.equal([]);
    await stage.signIn(own("clerk"), supplier);
    await stage.signIn(own("clerk"), addressOf(own("other"))).then(
      () => expect.fail("signed in for another organisation"),
      (error: unknown) => expect(String(error)).to.contain("no mandate"),
    );
  });

  it("are no more than there may be", async () => {
    await stage.database.query(
      `insert into members (organisation, account, role, added)
       select $1, decode(lpad(to_hex(n), 40, '0'), 'hex'), 'reader', 1 from generate_series(1, 499) n`,
      [`\\x${supplier.slice(2)}`],
    );
    expect(await add("last", "reader")).to.equal(201);
    expect(await add("another", "reader")).to.equal(409);
    expect(await add("last", "preparer")).to.equal(201);
  });

  it("see mandates with their verbs, their cap and their time, page by page", async () => {
    await giveMandate("agent");
    await giveMandate("second agent", { cap: 1_000_000n, currency: EUR, until: stage.now - 1 });
    const page = async (cursor?: string) => {
      const query = { limit: "1", ...(cursor === undefined ? {} : { cursor }) };
      return (await stage.client(owner).GET("/v1/mandates", { params: { query } })).data;
    };
    const one = await page();
    const two = await page(one?.next ?? "");
    const found = [...(one?.items ?? []), ...(two?.items ?? [])];
    const order = ["agent", "second agent"].sort((a, b) => (addressOf(own(a)) < addressOf(own(b)) ? -1 : 1));
    expect(found.map(({ agent }) => agent)).to.deep.equal(order.map((name) => addressOf(own(name))));
    expect(two?.next).to.equal(null);
    const [uncapped, capped] = [found[order.indexOf("agent")], found[order.indexOf("second agent")]];
    expect(uncapped).to.deep.include({ verbs: ["Issue", "Accept"], cap: null, inForce: true });
    expect(capped).to.deep.include({ cap: "10000.00", inForce: false });
    expect(capped?.currency.code).to.equal("EUR");
    const other = await stage.signIn(own("other"));
    const { response } = await stage
      .client(other)
      .GET("/v1/mandates", { params: { query: { limit: "1", cursor: one?.next ?? "" } } });
    expect(response.status).to.equal(400);
  });

  async function makeKey(token: string): Promise<string> {
    const expires = shownInstant(stage.now + DAY);
    const body = { id: randomUUID(), label: "ERP", scopes: ["receivables:read" as const], expires };
    const { data } = await stage.client(token).POST("/v1/keys", { body });
    return data?.key ?? "";
  }

  async function giveMandate(
    name: string,
    over: { cap?: bigint; currency?: Address; until?: number } = {},
  ): Promise<void> {
    const mandate = {
      verbs: verbSet([Verb.Issue, Verb.Accept]),
      from: stage.now - DAY,
      until: stage.now + 10 * DAY,
      cap: UNCAPPED,
      currency: EUR,
      document: keccakOfText("power of attorney"),
      ...over,
    };
    await stage.book.write({ name: "MandateGiven", organisation: supplier, agent: addressOf(own(name)), mandate });
  }

  /** The tables of which a row has a text anywhere, bytes as hex. */
  async function tablesThatHold(text: string): Promise<readonly string[]> {
    const tables = await stage.database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const holding: string[] = [];
    for (const { name } of tables) {
      const rows = await stage.database.query(`select from ${name} t where t::text like $1 limit 1`, [`%${text}%`]);
      if (rows.length > 0) holding.push(name);
    }
    return holding;
  }
});
