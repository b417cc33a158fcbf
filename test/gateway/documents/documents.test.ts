import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { ZERO_ADDRESS } from "../../../src/domain/receivable.ts";
import { addGrant } from "../../../src/store/grants.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "../book.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const ORIGINAL = readFileSync(new URL("../../../src/cli/demo/invoices/MW-2026-1101.ubl.xml", import.meta.url), "utf8");
const [SUPPLIER, BUYER, AUDITOR] = [addressOf("supplier"), addressOf("buyer"), addressOf("auditor")];
const OWN = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(ZERO_ADDRESS, FIRST_INSTANT / DAY));
const id = idOf(OWN.header);

interface Given {
  readonly text?: string;
  readonly receivable?: Hex;
  readonly sha256?: Hex;
  readonly kind?: "invoice" | "other";
  readonly keepUntil?: string;
  readonly mediaType?: "application/xml" | "application/pdf";
}

function hashOf(text: string): Hex {
  return `0x${createHash("sha256").update(text).digest("hex")}`;
}

describe("Documents over HTTP", () => {
  let stage: Stage;
  const tokens: Record<"supplier" | "buyer" | "auditor" | "stranger", string> = {
    ...{ supplier: "", buyer: "", auditor: "", stranger: "" },
  };
  let texts = 0;

  before(async () => {
    stage = await openStage();
    await stage.book.write(...issuing(OWN));
    for (const name of ["supplier", "buyer", "auditor", "stranger"] as const) tokens[name] = await stage.signIn(name);
    const grant = {
      grantor: SUPPLIER,
      grantee: AUDITOR,
      kind: "audit",
      counterparty: null,
      receivables: [id],
    } as const;
    const period = { issuedFrom: null, issuedTo: null, since: stage.now, until: stage.now + 400 * DAY };
    const uuid = "0190f1de-3a55-7000-8000-000000000001";
    await addGrant(stage.database, { ...grant, ...period, id: uuid, account: SUPPLIER }, 5);
  });

  after(() => stage.close());

  type Name = keyof typeof tokens;
  const another = (): string => `${ORIGINAL}<!-- ${(texts += 1)} -->`;
  const give = async (
    name: Name,
    { text = ORIGINAL, mediaType = "application/xml", kind = "invoice", ...rest }: Given,
  ): Promise<{ status: number; data: Record<string, unknown> | undefined; problem: string }> => {
    const body = { content: Buffer.from(text).toString("base64"), mediaType, kind, ...rest };
    const { response, data, error } = await stage.client(tokens[name]).POST("/v1/documents", { body });
    return { status: response.status, data, problem: error === undefined ? "" : `${error.type} ${error.detail}` };
  };
  const fetchAs = (name: Name, path: string, method = "GET"): Promise<Response> =>
    fetch(`${stage.url}${path}`, { method, headers: { authorization: `Bearer ${tokens[name]}` } });
  const record = async (name: Name, sha256: Hex): Promise<{ sendings: { event: string; channel: string }[] }> => {
    const { data } = await stage
      .client(tokens[name])
      .GET("/v1/documents/{sha256}/record", { params: { path: { sha256 } } });
    return data ?? expect.fail("there is no record");
  };

  it("are kept by their hash, once, and come back byte for byte", async () => {
    const text = another();
    const first = await give("supplier", { text, sha256: hashOf(text) });
    expect(first.status).to.equal(201);
    expect(first.data).to.deep.equal({
      sha256: hashOf(text),
      mediaType: "application/xml",
      size: Buffer.byteLength(text),
      keptUntil: "2036-12-31",
      erased: null,
      receivables: [],
    });
    expect((await give("supplier", { text })).status).to.equal(200);
    const rows = await stage.database.query("select 1 from documents where size = $1", [Buffer.byteLength(text)]);
    expect(rows).to.have.length(1);
    const answer = await fetchAs("supplier", `/v1/documents/${hashOf(text)}`);
    expect(await answer.text()).to.equal(text);
  });

  it("are not kept under another hash than was said", async () => {
    const text = another();
    const refused = await give("supplier", { text, sha256: keccakOfText("another") });
    expect(refused.status).to.equal(422);
    expect(refused.problem).to.include("DocumentMismatch").and.include(hashOf(text));
    expect((await fetchAs("supplier", `/v1/documents/${hashOf(text)}`)).status).to.equal(404);
  });

  it("are saved by a browser and never run, whatever they are", async () => {
    const text = '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>';
    await give("supplier", { text });
    const { headers } = await fetchAs("supplier", `/v1/documents/${hashOf(text)}`);
    expect(headers.get("content-disposition")).to.equal(`attachment; filename="${hashOf(text).slice(2, 18)}.xml"`);
    expect(headers.get("content-security-policy")).to.equal("default-src 'none'; frame-ancestors 'none'; sandbox");
    expect(headers.get("x-content-type-options")).to.equal("nosniff");
    expect(headers.get("cache-control")).to.equal("no-store");
  });

  it("are read by the parties of their receivable and by whom they let see it, and by nobody else", async () => {
    const text = another();
    await give("supplier", { text, receivable: id });
    const own = another();
    await give("supplier", { text: own });
    for (const [name, attached, alone] of [
      ["supplier", 200, 200],
      ["buyer", 200, 404],
      ["auditor", 200, 404],
      ["stranger", 404, 404],
    ] as const) {
      for (const part of ["", "/record", "/rendering"]) {
        expect((await fetchAs(name, `/v1/documents/${hashOf(text)}${part}`)).status, name + part).to.equal(attached);
        expect((await fetchAs(name, `/v1/documents/${hashOf(own)}${part}`)).status, name + part).to.equal(alone);
      }
    }
  });

  it("are attached to a receivable by those alone who take part in it", async () => {
    for (const name of ["stranger", "auditor"] as const) {
      const text = another();
      expect((await give(name, { text, receivable: id })).status).to.equal(404);
      expect((await fetchAs(name, `/v1/documents/${hashOf(text)}`)).status).to.equal(404);
    }
    const unknown = await give("supplier", { text: another(), receivable: keccakOfText("nothing") });
    expect(unknown.status).to.equal(404);
  });

  it("tell a stranger who has a hash no more than one who made it up", async () => {
    const text = another();
    await give("supplier", { text, receivable: id });
    const without = (body: string): string => body.replace(/urn:uuid:[0-9a-f-]{36}/, "");
    const hidden = await fetchAs("stranger", `/v1/documents/${hashOf(text)}/record`);
    const missing = await fetchAs("stranger", `/v1/documents/${keccakOfText("x")}/record`);
    expect(without(await hidden.text())).to.equal(without(await missing.text()));
  });

  it("have a record of when they were sent, delivered and first read by the buyer", async () => {
    const text = another();
    const sha256 = hashOf(text);
    const sent = stage.now;
    await give("supplier", { text, receivable: id });
    await give("supplier", { text, receivable: id });
    const path = { sha256 };
    const body = { receivable: id, event: "delivered", channel: "Peppol", at: "2026-11-20T08:00:00Z" } as const;
    for (let times = 0; times < 2; times += 1) {
      const noted = await stage
        .client(tokens.supplier)
        .POST("/v1/documents/{sha256}/sendings", { params: { path }, body });
      expect(noted.response.status).to.equal(201);
    }
    await fetchAs("auditor", `/v1/documents/${sha256}`);
    await fetchAs("supplier", `/v1/documents/${sha256}`);
    expect((await record("supplier", sha256)).sendings.map(({ event }) => event)).to.deep.equal(["delivered", "sent"]);
    stage.now += 60;
    await fetchAs("buyer", `/v1/documents/${sha256}/rendering`);
    stage.now += 60;
    await fetchAs("buyer", `/v1/documents/${sha256}`);
    const instant = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
    const from = { receivable: id, organisation: SUPPLIER, account: SUPPLIER };
    expect((await record("buyer", sha256)).sendings).to.deep.equal([
      { ...from, event: "delivered", channel: "Peppol", at: "2026-11-20T08:00:00Z" },
      { ...from, event: "sent", channel: "gateway", at: instant(sent) },
      {
        ...{ receivable: id, event: "opened", channel: "gateway", at: instant(sent + 60) },
        ...{ organisation: BUYER, account: BUYER },
      },
    ]);
  });

  it("are noted as sent by their supplier alone, and not in the future", async () => {
    const text = another();
    await give("supplier", { text, receivable: id });
    const note = async (name: Name, over: Record<string, string> = {}): Promise<number> => {
      const told = { receivable: id, event: "sent", channel: "e-mail", at: "2026-11-20T08:00:00Z", ...over } as const;
      const params = { path: { sha256: hashOf(text) } };
      const body = told as typeof told & { event: "sent" };
      return (await stage.client(tokens[name]).POST("/v1/documents/{sha256}/sendings", { params, body })).response
        .status;
    };
    expect(await note("supplier")).to.equal(201);
    for (const name of ["buyer", "auditor", "stranger"] as const) expect(await note(name), name).to.equal(404);
    expect(await note("supplier", { at: "2030-01-01T00:00:00Z" })).to.equal(400);
    expect(await note("supplier", { event: "opened" })).to.equal(400);
    expect(await note("supplier", { channel: "a\u202eb" })).to.equal(400);
  });

  it(
    "are not erased while they must be kept, and are afterwards, with persons and what was read from " + "them",
    async () => {
      const text = another();
      const sha256 = hashOf(text);
      const began = stage.now;
      await give("supplier", { text, receivable: id });
      await give("buyer", { text });
      const erase = (name: Name): Promise<Response> => fetchAs(name, `/v1/documents/${sha256}`, "DELETE");
      const refused = await erase("supplier");
      expect(refused.status).to.equal(409);
      expect(await refused.text())
        .to.include("RetentionRunning")
        .and.include("2036-12-31");
      expect((await erase("auditor")).status).to.equal(404);
      stage.now = Date.UTC(2037, 0, 1) / 1000 - 1;
      for (const name of ["supplier", "buyer"] as const) tokens[name] = await stage.signIn(name);
      expect((await erase("supplier")).status).to.equal(409);
      stage.now += 1;
      expect((await erase("supplier")).status).to.equal(204);
      // The buyer gave it too, and still has it.
      expect((await fetchAs("buyer", `/v1/documents/${sha256}`)).status).to.equal(200);
      expect((await erase("buyer")).status).to.equal(204);
      expect((await fetchAs("buyer", `/v1/documents/${sha256}`)).status).to.equal(410);
      const { sendings } = (await record("buyer", sha256)) as {
        sendings: { event: string; account?: string | null }[];
      };
      expect(sendings.map(({ event, account }) => [event, account])).to.deep.equal([
        ["sent", null],
        ["opened", null],
      ]);
      const [row] = await stage.database.query("select bytes, erased from documents where bytes is null");
      expect(row).to.deep.equal({ bytes: null, erased: stage.now });
      stage.now = began;
      for (const name of Object.keys(tokens) as Name[]) tokens[name] = await stage.signIn(name);
    },
  );

  it("are kept longer where that was asked, and not at all where nobody has to", async () => {
    const longer = await give("supplier", { text: another(), keepUntil: "2060-01-31" });
    expect(longer.data).to.include({ keptUntil: "2060-01-31" });
    const shorter = await give("supplier", { text: another(), keepUntil: "2027-01-31" });
    expect(shorter.data).to.include({ keptUntil: "2036-12-31" });
    const text = another();
    expect((await give("supplier", { text, kind: "other" })).data).to.include({ keptUntil: null });
    expect((await fetchAs("supplier", `/v1/documents/${hashOf(text)}`, "DELETE")).status).to.equal(204);
    expect((await fetchAs("supplier", `/v1/documents/${hashOf(text)}`)).status).to.equal(404);
  });
});
