/** What `npm start` leaves running, over HTTP as the portal asks it. */
import { expect } from "chai";
import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import { privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import type { paths } from "../../generated/openapi.d.ts";
import type { Agreement } from "../../src/cli/demo/agreeing.ts";
import type { Chased } from "../../src/cli/demo/collecting.ts";
import { serving } from "../cli/serving.ts";
import type { Serving } from "../cli/serving.ts";

interface Gateway {
  readonly firm: string;
  readonly url: string;
  readonly links: readonly { readonly name: string; readonly role: string; readonly link: string }[];
}

/** Amounts are minor units as text. */
interface Financing {
  readonly sold: {
    readonly receivable: string;
    readonly desk: string;
    readonly advance: string;
    readonly reply: string;
  };
  readonly shared: Readonly<Record<"paid" | "toFactor" | "toSupplier" | "transaction", string>>;
}

interface Told {
  readonly rpc: string;
  readonly gateways: readonly [Gateway, Gateway];
  readonly agreement: Agreement;
  readonly financing: Financing;
  readonly chased: Chased;
}

describe("the demo that goes on", function () {
  this.timeout(120_000);
  let demo: Serving;
  let told: Told;

  before(async () => {
    demo = serving(["demo", "--serve", "--fast-forward", "--port", "0"], {}, 2);
    told = await demo.result<Told>();
  });

  after(async () => {
    demo.kill("SIGTERM");
    expect((await demo.ended).status).to.equal(0);
  });

  /** Signs in with the key of a link, as the page does. */
  async function follow(role: string): Promise<Client<paths>> {
    const { url, link } = linkOf(role);
    const account = privateKeyToAccount(new URL(link).hash.replace("#key=", "") as `0x${string}`);
    const stranger = createClient<paths>({ baseUrl: url });
    const { data: nonce } = await stranger.POST("/v1/sessions/nonce");
    if (nonce === undefined) throw new Error("no nonce");
    const { issued, expires, ...place } = nonce;
    const times = { issuedAt: new Date(issued), expirationTime: new Date(expires) };
    const message = createSiweMessage({ ...place, ...times, address: account.address, version: "1" });
    const signature = await account.signMessage({ message });
    const { data: session, error } = await stranger.POST("/v1/sessions", { body: { message, signature } });
    if (session === undefined) throw new Error(error.detail);
    return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${session.token}` } });
  }

  async function ask(method: string, params: readonly unknown[] = []): Promise<Record<string, unknown>> {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const headers = { "content-type": "application/json" };
    return (await (await fetch(told.rpc, { method: "POST", headers, body })).json()) as Record<string, unknown>;
  }

  /** The first member of the cast in a role, at the gateway where it signs in. */
  function linkOf(role: string): { readonly url: string; readonly link: string } {
    for (const { url, links } of told.gateways) {
      const found = links.find((one) => one.role === role);
      if (found !== undefined) return { url, link: found.link };
    }
    return expect.fail(`nobody is ${role}`);
  }

  /** The list of a role, when the index has come to the end of the story. */
  async function listOf(role: string): Promise<readonly { status: string; amount: string | null }[]> {
    const client = await follow(role);
    for (;;) {
      const { data } = await client.GET("/v1/receivables", {});
      if (data === undefined) throw new Error("no list");
      if (data.items.some(({ status }) => status === "Issued") || role !== "buyer") return data.items;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it("gives every member of the cast a link of its own, suppliers at one gateway and buyers at the other", () => {
    const [suppliers, buyers] = told.gateways.map(({ links }) => links.map(({ role }) => role));
    expect(suppliers).to.include.members(["supplier", "factor", "auditor"]).and.not.include("buyer");
    expect(new Set(buyers)).to.deep.equal(new Set(["buyer"]));
    const links = told.gateways.flatMap((one) => one.links.map(({ link }) => ({ link, url: one.url })));
    expect(new Set(links.map(({ link }) => link)).size).to.equal(links.length);
    for (const { link, url } of links) expect(link).to.match(new RegExp(`^${url}/#key=0x[0-9a-f]{64}$`));
  });

  it("tells the portal of either gateway the whole cast, with the links that were printed", async () => {
    for (const { url } of told.gateways) {
      const { data } = await createClient<paths>({ baseUrl: url }).GET("/v1/demo/cast");
      const printed = told.gateways.flatMap((one) => one.links.map((link) => ({ ...link, here: one.url === url })));
      expect(data, url).to.deep.equal({ cast: printed });
    }
  });

  it("lets ninety days pass: a rest is chased in the open, a promise broken, a plan agreed", async () => {
    const { receivable, letters, promise, plan, entries } = told.chased;
    expect(letters.map(({ date, stage }) => [date, stage])).to.deep.equal([
      ["2027-04-07", "friendly"],
      ["2027-05-05", "firm"],
      ["2027-07-05", "final"],
    ]);
    expect([promise, plan, entries]).to.deep.equal(["broken", "running", 6]);
    const client = await follow("supplier");
    const params = { path: { id: receivable } };
    const { data } = await client.GET("/v1/receivables/{id}/collection", { params });
    const recorded = data?.entries.map(({ entry }) => [entry.name, "kind" in entry ? entry.kind : null]);
    expect(recorded).to.deep.equal([
      ["CollectionRecorded", "contact"],
      ["DebtorAnswered", "promiseToPay"],
      ["CollectionRecorded", "demand"],
      ["DebtorAnswered", "reply"],
      ["CollectionRecorded", "demand"],
      ["PlanAgreed", null],
    ]);
    const read = data?.entries.flatMap(({ content }) => (content === null ? [] : [content.text]));
    expect(read?.[0]).to.include("MW-2026-1104");
    expect(read).to.have.length(5);
    expect(read?.[3]).to.include("wait until the summer");
  });

  it("brings two firms that share the chain alone to one result that both signed, whose bridge closes", async () => {
    const { statement, standing, roots, result, exceptions, bridge } = told.agreement;
    expect(roots.supplier).to.not.equal(roots.buyer);
    expect([standing, exceptions]).to.deep.equal(["AGREED_EXCEPT", 4]);
    const cents = (amount: string): bigint => BigInt(amount.replace(".", ""));
    const { supplier, buyer } = bridge.balances;
    expect(bridge.bridge.reduce((sum, { amount }) => sum + cents(amount), cents(supplier))).to.equal(cents(buyer));
    const [ours, theirs] = told.gateways;
    expect([supplier, buyer, ours.firm, theirs.firm]).to.deep.equal(["38960.60", "28034.00", "musterwerk", "beispiel"]);
    for (const role of ["supplier", "buyer"]) {
      const client = await follow(role);
      const params = { path: { id: statement } };
      const { data } = await client.GET("/v1/statements/{id}/events", { params });
      const signed = data?.items.filter(({ name }) => name === "BalanceAgreedExcept") ?? [];
      expect(signed, role).to.have.length(1);
      expect(signed[0], role).to.include({ result, count: 4 });
    }
  });

  it("serves a page whose parts are all there, at either gateway", async () => {
    for (const { url } of told.gateways) {
      const page = await (await fetch(url)).text();
      const parts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, part = ""]) => part);
      expect(parts.length).to.be.above(2);
      for (const part of parts) expect((await fetch(new URL(part, url))).status, part).to.equal(200);
    }
  });

  it("sells a receivable with a reserve, and shares out its payment in the buyer's own transaction", async () => {
    const { sold, shared } = told.financing;
    // R54 without its credit note: 80 % at once; 1,066.67 of fees for sixty days, 500.00 of commission.
    expect([sold.advance, sold.reply]).to.deep.equal(["8000000", "Acknowledged"]);
    expect(shared).to.include({ paid: "10000000", toFactor: "8156667", toSupplier: "1843333" });
    const [receipt, notice] = await Promise.all([
      ask("eth_getTransactionReceipt", [shared.transaction]),
      follow("buyer").then((client) =>
        client.GET("/v1/receivables/{id}", { params: { path: { id: sold.receivable } } }),
      ),
    ]);
    const { logs, status } = receipt["result"] as { readonly logs: readonly { address: string }[]; status: string };
    expect([status, logs.some(({ address }) => address === sold.desk.toLowerCase())]).to.deep.equal(["0x1", true]);
    expect(notice.data).to.include({ closed: true, holder: sold.desk });
    expect(notice.data?.assignment?.notice).to.include({ kind: "Assigned", reply: "Acknowledged" });
  });

  it("leaves the buyer one invoice to accept, of eight", async () => {
    const items = await listOf("buyer");
    expect(items).to.have.length(8);
    expect(items.filter(({ status }) => status === "Issued")).to.have.length(1);
    expect(items.find(({ status }) => status === "Issued")).to.include({ amount: "8568.00" });
  });

  it("shows nothing of it to who takes no part", async () => {
    await listOf("buyer");
    expect(await listOf("auditor")).to.deep.equal([]);
  });

  it("lets a page of this machine ask the chain, and none from elsewhere", async () => {
    const asked = { "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
    const allowed = async (method: string, origin: string): Promise<string> => {
      const { headers } = await fetch(told.rpc, { method, headers: { ...asked, origin } });
      expect(headers.get("vary"), origin).to.equal("origin");
      const names = ["access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers"];
      return names.map((name) => headers.get(name)).join();
    };
    for (const origin of [told.gateways[0].url, "http://localhost:5173", "http://127.0.0.1"]) {
      for (const method of ["OPTIONS", "POST"]) {
        expect(await allowed(method, origin), origin).to.equal(`${origin},POST,content-type`);
      }
    }
    for (const origin of [
      "https://evil.example",
      "http://127.0.0.1.evil.example",
      "http://localhost.evil:80",
      "null",
    ]) {
      for (const method of ["OPTIONS", "POST"]) expect(await allowed(method, origin), origin).to.equal(",,");
    }
  });

  it("answers for the chain, and acts with none of its keys", async () => {
    expect(Number((await ask("eth_blockNumber"))["result"])).to.be.above(40);
    for (const method of ["eth_sendTransaction", "evm_mine", "hardhat_setBalance", "eth_accounts"]) {
      expect(await ask(method, [{}]), method).to.have.nested.property("error.code", -32_601);
    }
  });
});
