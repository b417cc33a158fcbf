import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Address } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import type { Scope } from "../../src/wire/operation.ts";
import { DAY } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("Keys for machines", () => {
  let stage: Stage;
  let owner: string;
  let supplier: Address;
  let tests = 0;

  before(async () => {
    stage = await openStage({ config: { organisationLimit: { requests: 40, seconds: 60 } } });
  });

  beforeEach(async () => {
    tests += 1;
    supplier = addressOf(`supplier-${tests}`);
    owner = await stage.signIn(`supplier-${tests}`);
  });

  after(() => stage.close());

  async function make(
    scopes: readonly Scope[],
    { token = owner, id = randomUUID(), seconds = DAY }: { token?: string; id?: string; seconds?: number } = {},
  ): Promise<{ status: number; key: string; id: string }> {
    const body = { id, label: "ERP", scopes: [...scopes], expires: shownInstant(stage.now + seconds) };
    const { data, response } = await stage.client(token).POST("/v1/keys", { body });
    return { status: response.status, key: data?.key ?? "", id };
  }

  async function scopes(token: string): Promise<readonly string[] | undefined> {
    return (await stage.client(token).GET("/v1/me")).data?.scopes;
  }

  it("are good for what was asked for, and name who made them", async () => {
    const { key, id } = await make(["receivables:read"]);
    expect(key).to.match(/^cs_/);
    const { data } = await stage.client(key).GET("/v1/me");
    expect(data).to.deep.equal({ organisation: supplier, account: supplier, scopes: ["receivables:read"], key: id });
    expect((await stage.client(key).GET("/v1/receivables")).response.status).to.equal(200);
    const body = { counterparty: supplier, reason: "no" };
    const { response } = await stage.client(key).POST("/v1/holds", { body });
    expect(response.status).to.equal(403);
  });

  it("are shown once: neither the list nor the database has them", async () => {
    const { key } = await make(["holds:read"]);
    const { data } = await stage.client(owner).GET("/v1/keys");
    expect(data?.items).to.have.length(1);
    const [item] = data?.items ?? [];
    expect(key.startsWith(item?.prefix ?? "?")).to.equal(true);
    expect(JSON.stringify(data)).not.to.contain(key.slice(12));
    const rows = await stage.database.query<{ row: string }>("select api_keys::text as row from api_keys");
    expect(rows[0]?.row).not.to.contain(key.slice(12));
  });

  it("tell when they were used last, to the minute", async () => {
    const { key } = await make(["receivables:read"]);
    const used = async (): Promise<string | null | undefined> =>
      (await stage.client(owner).GET("/v1/keys")).data?.items[0]?.used;
    expect(await used()).to.equal(null);
    const start = stage.now;
    await scopes(key);
    stage.now += 59;
    await scopes(key);
    expect(await used()).to.equal(shownInstant(start));
    stage.now += 1;
    await scopes(key);
    expect(await used()).to.equal(shownInstant(stage.now));
  });

  it("end at their instant, and when they are revoked", async () => {
    const { key } = await make(["receivables:read"], { seconds: 100 });
    const { key: other, id } = await make(["receivables:read"]);
    stage.now += 100;
    expect(await scopes(key)).to.deep.equal(["receivables:read"]);
    stage.now += 1;
    expect(await scopes(key)).to.equal(undefined);
    const revoke = async (token: string): Promise<number> =>
      (await stage.client(token).DELETE("/v1/keys/{id}", { params: { path: { id } } })).response.status;
    expect(await revoke(await stage.signIn("stranger"))).to.equal(404);
    expect(await scopes(other)).to.deep.equal(["receivables:read"]);
    expect(await revoke(owner)).to.equal(204);
    expect(await scopes(other)).to.equal(undefined);
    expect((await make(["receivables:read"], { id })).status).to.equal(409);
  });

  it("pass on no more than their maker has, and administer only if they are told to", async () => {
    const { key: reader } = await make(["receivables:read"]);
    expect((await make(["receivables:read"], { token: reader })).status).to.equal(403);
    const { key: admin } = await make(["organisation:administer"]);
    expect((await make(["organisation:administer"], { token: admin })).status).to.equal(201);
    // It was not told to read receivables, and cannot tell another to.
    expect((await make(["receivables:read"], { token: admin })).status).to.equal(403);
  });

  it("end when their maker may no longer administer the organisation", async () => {
    const put = (role: "administrator" | "reader"): Promise<unknown> =>
      stage.client(owner).POST("/v1/members", { body: { account: addressOf("clerk"), role } });
    await put("administrator");
    const { key } = await make(["receivables:read"], { token: await stage.signIn("clerk", supplier) });
    expect(await scopes(key)).to.deep.equal(["receivables:read"]);
    await put("reader");
    expect(await scopes(key)).to.equal(undefined);
  });

  it("count towards the limit of their organisation, together with its sessions", async () => {
    const { key } = await make(["receivables:read"]);
    const other = await stage.signIn("other");
    const answers: number[] = [];
    for (let count = 0; count < 42; count++) {
      answers.push((await stage.client(count % 2 === 0 ? key : owner).GET("/v1/me")).response.status);
    }
    // One of the forty went into making the key.
    expect(answers.filter((status) => status === 200)).to.have.length(39);
    expect(answers.slice(39)).to.deep.equal([429, 429, 429]);
    expect(await scopes(other)).not.to.equal(undefined);
  });

  it("are refused for a time that is over or too far away, and are no session to be ended", async () => {
    for (const seconds of [0, -DAY, 366 * DAY + 1]) {
      expect((await make(["receivables:read"], { seconds })).status).to.equal(400);
    }
    const { key } = await make(["receivables:read"], { seconds: 366 * DAY });
    expect((await stage.client(key).DELETE("/v1/sessions")).response.status).to.equal(404);
    for (const none of [`${key}x`, key.slice(0, -1), `cs_abcdefgh_${"A".repeat(43)}`]) {
      expect(await scopes(none)).to.equal(undefined);
    }
  });

  it("are no more than there may be", async () => {
    await stage.database.query(
      `insert into api_keys (organisation, id, key_hash, prefix, label, scopes, maker, made, expires)
       select $1, gen_random_uuid(), sha256(n::text::bytea), 'cs_00000000', 'x', '[]', $1, 1, 9999999999
       from generate_series(1, 100) n`,
      [`\\x${supplier.slice(2)}`],
    );
    expect((await make(["receivables:read"])).status).to.equal(409);
  });
});
