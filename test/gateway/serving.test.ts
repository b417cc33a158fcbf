import { expect } from "chai";
import type { z } from "zod";
import { idOf } from "../../src/domain/commitment.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { readiness } from "../../src/wire/service.ts";
import { DOCS_FILES } from "../../src/wire/operations/service.ts";
import type { Database } from "../../src/store/database.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage, OPERATOR_TOKEN } from "./stage.ts";
import type { Over, Stage } from "./stage.ts";
import { lendDatabase } from "../store/lending.ts";

const OWN = receivableOf(
  headerOf(addressOf("supplier"), addressOf("buyer")),
  termsOf(ZERO_ADDRESS, FIRST_INSTANT / DAY),
);

/** The readiness that an answer of 503 carries. */
function readinessIn(body: unknown): z.output<typeof readiness> | undefined {
  return readiness.safeParse(body).data;
}

describe("Serving", () => {
  let database: Database;
  const stages: Stage[] = [];

  before(async () => {
    database = await lendDatabase();
  });

  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.gateway.close();
  });

  after(() => database.close());

  async function open(over: Over = {}): Promise<Stage> {
    const stage = await openStage({ database, ...over });
    stages.push(stage);
    return stage;
  }

  describe("health and figures", () => {
    it("is healthy at once, and ready as soon as a block was read", async () => {
      const stage = await open();
      expect((await stage.client().GET("/v1/health")).data).to.deep.equal({ status: "up" });
      const early = await stage.client().GET("/v1/readiness");
      expect([early.response.status, readinessIn(early.error)?.index]).to.deep.equal([503, "empty"]);
      await stage.book.write(...issuing(OWN));
      stage.now = FIRST_INSTANT + 30;
      const { data, response } = await stage.client().GET("/v1/readiness");
      expect(response.status).to.equal(200);
      expect(data).to.deep.include({
        ready: true,
        database: "up",
        index: "following",
        blockTime: "2026-11-01T00:00:00Z",
      });
      expect(data?.asOf).to.include({ block: 1, safe: 0, finalised: 0, basis: "tags" });
    });

    it("says that the index is behind, and goes on answering", async () => {
      const stage = await open({ config: { behindSeconds: 60 } });
      stage.now = FIRST_INSTANT + 61;
      const { data, response } = await stage.client().GET("/v1/readiness");
      expect([response.status, data?.index]).to.deep.equal([200, "behind"]);
    });

    it("says that the database is down, and tells nobody but the log why", async () => {
      const broken: Database = {
        ...database,
        query: () => Promise.reject(new Error("password of the server: s3cret")),
      };
      const stage = await open({ database: broken });
      const { error, response } = await stage.client().GET("/v1/readiness");
      expect([response.status, readinessIn(error)?.database]).to.deep.equal([503, "down"]);
      const answer = await fetch(`${stage.url}/v1/receivables`, { headers: { authorization: "Bearer AAAA" } });
      expect(answer.status).to.equal(500);
      const body = await answer.text();
      expect(body).to.contain("/problems/InternalError").and.not.contain("s3cret").and.not.contain("at ");
      const instance = /urn:uuid:([0-9a-f-]{36})/.exec(body)?.[1] ?? "";
      expect(stage.log.filter((line) => line.includes(instance) && line.includes("s3cret"))).to.have.length(1);
    });

    it("counts answers by operation and status for its operator", async () => {
      const stage = await open();
      await stage.client().GET("/v1/health");
      const { data } = await stage.client(OPERATOR_TOKEN).GET("/metrics", { parseAs: "text" });
      expect(data).to.contain('countersign_answer_seconds_count{operation="health",status="200"} 1');
      expect(data).to.match(/^countersign_index_block 1$/m);
    });
  });

  describe("the reference", () => {
    it("is served from here alone, under a policy that allows no script of its page", async () => {
      const stage = await open();
      const page = await stage.client().GET("/docs", { parseAs: "text" });
      const policy = page.response.headers.get("content-security-policy") ?? "";
      expect(policy).to.contain("script-src 'self'").and.contain("default-src 'self'").and.not.contain("unsafe");
      const named = [...(page.data ?? "").matchAll(/(?:src|href)="([^"]+)"/g)].map(([, target]) => target);
      expect(named).to.have.members(DOCS_FILES.map((file) => `/docs/${file}`));
      expect(page.data).not.to.match(/<script>|style=|onload|https?:/);
      for (const file of DOCS_FILES) {
        const { data, response } = await stage
          .client()
          .GET("/docs/{file}", { params: { path: { file } }, parseAs: "text" });
        expect(data?.length, file).to.be.greaterThan(50);
        expect(response.headers.get("content-type"), file).to.match(/javascript|css|png/);
      }
    });

    it("gives out bytes as they are", async () => {
      const stage = await open();
      const icon = await fetch(`${stage.url}/docs/favicon-32x32.png`);
      const head = Buffer.from(await icon.arrayBuffer()).subarray(0, 8);
      expect(head.toString("hex")).to.equal("89504e470d0a1a0a");
    });

    it("explains every kind of problem where its type points to", async () => {
      const stage = await open();
      const { error } = await stage.client().GET("/v1/receivables");
      const kind = await fetch(new URL(error?.type ?? "", stage.url));
      expect(await kind.json()).to.deep.equal({ code: "SessionMissing", title: "Nobody is signed in", status: 401 });
    });
  });

  describe("limits", () => {
    it("counts all members of an organisation together, and each organisation for itself", async () => {
      const stage = await open({ config: { organisationLimit: { requests: 3, seconds: 60 } } });
      const [first, second, other] = [
        await stage.signIn("supplier"),
        await stage.signIn("supplier"),
        await stage.signIn("else"),
      ];
      const status = async (token: string): Promise<number> =>
        (await stage.client(token).GET("/v1/receivables")).response.status;
      expect([await status(first), await status(second), await status(first)]).to.deep.equal([200, 200, 200]);
      expect(await status(second)).to.equal(429);
      expect(await status(other)).to.equal(200);
      const refused = await stage.client(first).GET("/v1/receivables");
      expect(Number(refused.response.headers.get("retry-after"))).to.be.within(1, 60);
    });

    it("counts strangers by their network address, wrong tokens and wrong paths included", async () => {
      const stage = await open({ config: { strangerLimit: { requests: 4, seconds: 60 } } });
      const statuses: number[] = [];
      for (const path of ["/v1/health", "/v1/receivables", "/nowhere", "/metrics", "/v1/health", "/nowhere"]) {
        statuses.push((await fetch(`${stage.url}${path}`, { headers: { authorization: "Bearer AAAA" } })).status);
      }
      expect(statuses).to.deep.equal([200, 401, 404, 401, 429, 429]);
    });

    it("believes nobody who says whom it asks for, unless the composer trusts it", async () => {
      const strangerLimit = { requests: 2, seconds: 60 };
      const statuses = async (trustedProxies: readonly string[]): Promise<number[]> => {
        const stage = await open({ config: { strangerLimit, trustedProxies } });
        const seen: number[] = [];
        for (const from of ["192.0.2.1", "192.0.2.2", "192.0.2.3"]) {
          seen.push((await fetch(`${stage.url}/v1/health`, { headers: { "x-forwarded-for": from } })).status);
        }
        return seen;
      };
      expect(await statuses([])).to.deep.equal([200, 200, 429]);
      expect(await statuses(["loopback"])).to.deep.equal([200, 200, 200]);
    });
  });

  it("refuses settings that cannot be, naming them and no secret", async () => {
    const refusals = {
      "secret is 8 bytes": { secret: new Uint8Array(8) },
      "operatorToken is 6 characters": { operatorToken: "s3cret" },
      "origin is https://ledger.example/path": { origin: new URL("https://ledger.example/path") },
      "sessionSeconds is 0": { sessionSeconds: 0 },
      "bodyBytes is 1.5": { bodyBytes: 1.5 },
      "requests is -1": { organisationLimit: { requests: -1, seconds: 1 } },
      "strangerSeconds is 0": { strangerLimit: { requests: 1, seconds: 0 } },
    };
    for (const [told, config] of Object.entries(refusals)) {
      const fault = await open({ config }).catch((error: unknown) => String(error));
      expect(fault).to.contain(told).and.not.contain("s3cret");
    }
  });
  describe("a request and its end", () => {
    it("logs a line of JSON for each answer, with its id, and neither secrets nor who asked for what", async () => {
      const stage = await open();
      const token = await stage.signIn("supplier");
      const { response } = await stage
        .client(token)
        .GET("/v1/receivables/{id}", { params: { path: { id: idOf(OWN.header) } } });
      const lines = stage.log.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.at(-1)).to.deep.include({
        requestId: response.headers.get("x-request-id"),
        method: "GET",
        operation: "readReceivable",
        status: 200,
        msg: "answered",
      });
      const all = stage.log.join("");
      for (const secret of [token, addressOf("supplier").slice(2), idOf(OWN.header), "127.0.0.1", "EIP-4361"]) {
        expect(all).not.to.contain(secret);
      }
    });

    it("finishes what is under way when it closes, takes nothing new, and says that it closes", async () => {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let entered = (): void => undefined;
      const isEntered = new Promise<void>((resolve) => (entered = resolve));
      const slow: Database = {
        ...database,
        query: async (...args) => {
          entered();
          await held;
          return database.query(...args);
        },
      };
      const stage = await open({ database: slow });
      const answer = stage.client().GET("/v1/readiness");
      await isEntered;
      const closed = stage.gateway.close();
      const refused = await fetch(`${stage.url}/v1/health`).then(
        () => false,
        () => true,
      );
      expect(refused).to.equal(true);
      release();
      const released = performance.now();
      const { error, response } = await answer;
      expect([response.status, readinessIn(error)?.closing]).to.deep.equal([503, true]);
      await closed;
      expect(performance.now() - released).to.be.lessThan(1500);
      await stage.gateway.close();
    });

    it("cuts off at its closing what does not end", async () => {
      const stuck: Database = { ...database, query: () => new Promise(() => undefined) };
      const stage = await open({ database: stuck, config: { closeSeconds: 1 } });
      const answer = fetch(`${stage.url}/v1/readiness`).then(
        () => "answered",
        () => "cut off",
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
      await stage.gateway.close();
      expect(await answer).to.equal("cut off");
    });
  });
});
