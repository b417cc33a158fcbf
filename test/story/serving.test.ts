/** What `npm start` leaves running, over HTTP as the portal asks it. */
import { expect } from "chai";
import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import { privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import type { paths } from "../../generated/openapi.d.ts";
import { serving } from "../cli/serving.ts";
import type { Serving } from "../cli/serving.ts";

interface Told {
  readonly url: string;
  readonly rpc: string;
  readonly links: readonly { readonly name: string; readonly role: string; readonly link: string }[];
}

describe("the demo that goes on", function () {
  this.timeout(120_000);
  let demo: Serving;
  let told: Told;

  before(async () => {
    demo = serving(["demo", "--serve", "--port", "0"], {}, 2);
    told = await demo.result<Told>();
  });

  after(async () => {
    demo.kill("SIGTERM");
    expect((await demo.ended).status).to.equal(0);
  });

  /** Signs in with the key of a link, as the page does. */
  async function follow(role: string): Promise<Client<paths>> {
    const { link = "" } = told.links.find((one) => one.role === role) ?? {};
    const account = privateKeyToAccount(new URL(link).hash.replace("#key=", "") as `0x${string}`);
    const stranger = createClient<paths>({ baseUrl: told.url });
    const { data: nonce } = await stranger.POST("/v1/sessions/nonce");
    if (nonce === undefined) throw new Error("no nonce");
    const { issued, expires, ...place } = nonce;
    const times = { issuedAt: new Date(issued), expirationTime: new Date(expires) };
    const message = createSiweMessage({ ...place, ...times, address: account.address, version: "1" });
    const signature = await account.signMessage({ message });
    const { data: session, error } = await stranger.POST("/v1/sessions", { body: { message, signature } });
    if (session === undefined) throw new Error(error.detail);
    return createClient<paths>({ baseUrl: told.url, headers: { authorization: `Bearer ${session.token}` } });
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

  it("gives every member of the cast a link of its own", () => {
    expect(told.links.map(({ role }) => role)).to.include.members(["supplier", "buyer", "factor", "auditor"]);
    expect(new Set(told.links.map(({ link }) => link)).size).to.equal(told.links.length);
    for (const { link } of told.links) expect(link).to.match(new RegExp(`^${told.url}/#key=0x[0-9a-f]{64}$`));
  });

  it("serves a page whose parts are all there", async () => {
    const page = await (await fetch(told.url)).text();
    const parts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, part = ""]) => part);
    expect(parts.length).to.be.above(2);
    for (const part of parts) expect((await fetch(new URL(part, told.url))).status, part).to.equal(200);
  });

  it("leaves the buyer one invoice to accept, of seven", async () => {
    const items = await listOf("buyer");
    expect(items).to.have.length(7);
    expect(items.filter(({ status }) => status === "Issued")).to.have.length(1);
    expect(items.find(({ status }) => status === "Issued")).to.include({ amount: "8568.00" });
  });

  it("shows nothing of it to who takes no part", async () => {
    await listOf("buyer");
    expect(await listOf("auditor")).to.deep.equal([]);
  });

  it("answers for the chain, and acts with none of its keys", async () => {
    const ask = async (method: string, params: readonly unknown[] = []): Promise<Record<string, unknown>> => {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
      const headers = { "content-type": "application/json" };
      return (await (await fetch(told.rpc, { method: "POST", headers, body })).json()) as Record<string, unknown>;
    };
    expect(Number((await ask("eth_blockNumber"))["result"])).to.be.above(40);
    for (const method of ["eth_sendTransaction", "evm_mine", "hardhat_setBalance", "eth_accounts"]) {
      expect(await ask(method, [{}]), method).to.have.nested.property("error.code", -32_601);
    }
  });
});
