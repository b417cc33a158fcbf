/**
 * The ten API security risks of OWASP's list of 2023, a test each; more of every one stands where the thing itself is.
 * Here what callers may do; what surrounds the gateway is in `owaspSurroundings.test.ts`.
 */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { openByHand } from "./byHand.ts";
import type { Raw } from "./byHand.ts";
import { addressOf, openStage, messageFor, OPERATOR_TOKEN, person } from "./stage.ts";
import type { Stage } from "./stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const SUPPLIER = addressOf("supplier");

describe("OWASP API Security Top 10 of 2023", () => {
  let stage: Stage;
  let token: string;
  let raw: Raw;
  let stranger: string;
  const own = receivableOf(headerOf(SUPPLIER, addressOf("buyer")), termsOf(EUR, FIRST_INSTANT / DAY));
  const id = idOf(own.header);

  before(async () => {
    ({ stage, token, raw } = await openByHand());
    await stage.book.write(...issuing(own));
    stranger = await stage.signIn("stranger");
  });

  after(() => stage.close());

  it("API1, broken object level authorisation: an id that one knows opens nothing", async () => {
    const paths = [
      `/v1/receivables/${id}`,
      `/v1/receivables/${id}?at=2026-12-01`,
      `/v1/receivables/${id.toUpperCase().replace("0X", "0x")}`,
    ];
    for (const path of paths) {
      expect((await raw("GET", path, token)).status).to.equal(200);
      expect((await raw("GET", path, stranger)).status).to.equal(404);
    }
    const grant = {
      ...{ id: randomUUID(), kind: "audit", grantee: addressOf("clerk"), until: shownInstant(stage.now + DAY) },
      scope: { of: "receivables", receivables: [id] },
    };
    expect((await raw("POST", "/v1/grants", stranger, grant)).status).to.equal(404);
  });

  it("API2, broken authentication: no token is guessed, kept, used twice or taken from elsewhere", async () => {
    const wrong = [`${token}A`, token.slice(0, -1), token.toUpperCase(), "null", "undefined", "Bearer", OPERATOR_TOKEN];
    for (const none of wrong) expect((await raw("GET", "/v1/me", none)).status).to.equal(401);
    // Neither in the address, where it would be logged, nor in a cookie, which browsers send by themselves.
    expect((await fetch(`${stage.url}/v1/me?access_token=${token}`)).status).to.equal(401);
    expect((await fetch(`${stage.url}/v1/me`, { headers: { cookie: `token=${token}` } })).status).to.equal(401);
    const client = stage.client();
    const message = await messageFor(client, "supplier", stage.now);
    const body = { message, signature: await person("supplier").signMessage({ message }) };
    expect((await raw("POST", "/v1/sessions", undefined, body)).status).to.equal(201);
    expect((await raw("POST", "/v1/sessions", undefined, body)).status).to.equal(401);
    expect(stage.log.join("")).not.to.contain(token);
  });

  it("API3, broken object property level authorisation: nothing goes beyond what is documented", async () => {
    const member = { account: addressOf("clerk"), role: "reader" };
    for (const extra of [
      { organisation: addressOf("stranger") },
      { scopes: ["organisation:administer"] },
      { added: 1 },
    ]) {
      const response = await raw("POST", "/v1/members", token, { ...member, ...extra });
      expect(response.status).to.equal(400);
    }
    const text = `{"account":"${addressOf("clerk")}","role":"reader","__proto__":{"role":"administrator"}}`;
    const polluted = await fetch(`${stage.url}/v1/members`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: text,
    });
    expect(polluted.status).to.equal(400);
    // Every answer has the fields of its schema and no other; the client of this suite fails for one that has not.
    const { data } = await stage.client(token).GET("/v1/receivables/{id}", { params: { path: { id } } });
    expect(data?.id).to.equal(id);
    expect((await stage.client(token).GET("/v1/members")).data?.items).to.deep.equal([]);
  });

  it("API4, unrestricted resource consumption: bodies, pages, lists, headers and requests have limits", async () => {
    const limited = await openStage({
      config: { organisationLimit: { requests: 5, seconds: 60 }, strangerLimit: { requests: 20, seconds: 60 } },
    });
    try {
      const session = await limited.signIn("supplier");
      const statuses: number[] = [];
      for (let count = 0; count < 6; count++) {
        statuses.push((await limited.client(session).GET("/v1/me")).response.status);
      }
      expect(statuses).to.deep.equal([200, 200, 200, 200, 200, 429]);
      for (let count = 0; count < 20; count++) await fetch(`${limited.url}/v1/health`);
      expect((await fetch(`${limited.url}/v1/health`)).status).to.equal(429);
    } finally {
      await limited.close();
    }
    const reason = "x".repeat(70_000);
    expect((await raw("POST", "/v1/holds", token, { counterparty: SUPPLIER, reason })).status).to.equal(413);
    for (const query of ["limit=0", "limit=201", "limit=1e9", "limit=-1"]) {
      expect((await raw("GET", `/v1/receivables?${query}`, token)).status).to.equal(400);
    }
    const receivables = Array.from({ length: 501 }, (_, index) => keccakOfText(String(index)));
    const grant = { id: randomUUID(), kind: "offer", grantee: SUPPLIER, until: "2027-01-01T00:00:00Z", receivables };
    expect((await raw("POST", "/v1/grants", token, grant)).status).to.equal(400);
    const headers = { authorization: `Bearer ${token}`, "x-filler": "x".repeat(100_000) };
    expect((await fetch(`${stage.url}/v1/me`, { headers })).status).to.equal(431);
  });

  it("API5, broken function level authorisation: what a role is not for is refused, however spelt", async () => {
    await stage.client(token).POST("/v1/members", { body: { account: addressOf("sales"), role: "sales" } });
    const sales = await stage.signIn("sales", SUPPLIER);
    const administering: readonly (readonly [string, string])[] = [
      ["GET", "/v1/members"],
      ["GET", "/v1/keys"],
      ["DELETE", `/v1/members/${addressOf("sales")}`],
      ["DELETE", "/v1/profile/contacts"],
      ["GET", "/metrics"],
    ];
    for (const [method, path] of administering) {
      expect((await raw(method, path, sales)).status, path).to.equal(path === "/metrics" ? 401 : 403);
    }
    for (const path of ["/v1/Members", "/v1/members/", "//v1/members", "/v1/./Keys", "/v1/%6Dembers%2F"]) {
      expect([403, 404], path).to.include((await raw("GET", path, sales)).status);
    }
    const overridden = await fetch(`${stage.url}/v1/holds/${SUPPLIER}`, {
      method: "GET",
      headers: { authorization: `Bearer ${sales}`, "x-http-method-override": "DELETE" },
    });
    expect(overridden.status).to.equal(200);
    expect((await raw("PATCH", "/v1/members", sales, {})).status).to.equal(405);
  });

  it("API6, unrestricted access to sensitive business flows: what is repeated happens once", async () => {
    const body = { id: randomUUID(), kind: "offer", grantee: addressOf("factor"), receivables: [id] };
    const offer = { ...body, until: shownInstant(stage.now + DAY) };
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async () => (await raw("POST", "/v1/grants", token, offer)).status),
    );
    expect(statuses.filter((status) => status === 201)).to.have.length(1);
    expect(statuses.filter((status) => status === 409)).to.have.length(99);
    const { data } = await stage.client(token).GET("/v1/grants");
    expect(data?.items.filter((grant) => grant.id === body.id)).to.have.length(1);
  });
});
