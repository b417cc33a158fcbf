/** Every route, whoever asks: generated from the document that the gateway itself gives out. */
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import type { OpenApi } from "../../src/wire/openapi.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { checkAnswer } from "./checkedFetch.ts";
import { addressOf, openStage, OPERATOR_TOKEN } from "./stage.ts";
import type { Stage } from "./stage.ts";

const OWN = receivableOf(
  headerOf(addressOf("supplier"), addressOf("buyer")),
  termsOf(ZERO_ADDRESS, FIRST_INSTANT / DAY),
);
const FOREIGN = receivableOf(
  headerOf(addressOf("else"), addressOf("other")),
  termsOf(ZERO_ADDRESS, FIRST_INSTANT / DAY),
);

/** Who asks, and the status of a member's route, an operator's and anybody's. */
const ROLES = {
  anonymous: { session: 401, operator: 401, anyone: "any" },
  "somebody with a token that is none": { session: 401, operator: 401, anyone: "any" },
  "a member": { session: "any", operator: 401, anyone: "any" },
  "a member of another organisation": { session: "any", operator: 401, anyone: "any" },
  operator: { session: 401, operator: "any", anyone: "any" },
} as const;

type Role = keyof typeof ROLES;

describe("Who may ask what", () => {
  let stage: Stage;
  let document: OpenApi;
  const tokens = new Map<Role, string>();

  before(async () => {
    stage = await openStage();
    await stage.book.write(...issuing(OWN), ...issuing(FOREIGN));
    tokens.set("somebody with a token that is none", "A".repeat(43));
    tokens.set("operator", OPERATOR_TOKEN);
    document = (await (await fetch(`${stage.url}/openapi.json`)).json()) as OpenApi;
  });

  beforeEach(signInAll);

  async function signInAll(): Promise<void> {
    tokens.set("a member", await stage.signIn("supplier"));
    tokens.set("a member of another organisation", await stage.signIn("else"));
  }

  after(() => stage.close());

  async function ask(role: Role | undefined, method: string, path: string): Promise<{ status: number; body: string }> {
    const token = role && tokens.get(role);
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const body =
      method === "post" ? { body: "{}", headers: { ...headers, "content-type": "application/json" } } : { headers };
    const response = await fetch(`${stage.url}${path}`, { method: method.toUpperCase(), ...body });
    await checkAnswer(method.toUpperCase(), new URL(`${stage.url}${path}`).pathname, response.clone());
    return { status: response.status, body: await response.text() };
  }

  /** A path with a value for each parameter that belongs to the member. */
  function filled(path: string): string {
    return path.replace("{id}", idOf(OWN.header)).replace("{code}", "NotFound").replace("{file}", "start.js");
  }

  function security(path: string, method: string): "session" | "operator" | "anyone" {
    const [scheme] = (document.paths[path]?.[method]?.["security"] ?? []) as readonly Record<string, unknown>[];
    return scheme === undefined ? "anyone" : "session" in scheme ? "session" : "operator";
  }

  for (const role of Object.keys(ROLES) as Role[]) {
    it(`lets ${role} into every route that is theirs, and into no other`, async () => {
      for (const [path, methods] of Object.entries(document.paths)) {
        for (const method of Object.keys(methods)) {
          const expected = ROLES[role][security(path, method)];
          const { status } = await ask(role, method, filled(path));
          if (method === "delete") await signInAll();
          const said = `${method} ${path} as ${role}`;
          if (expected === "any") expect([401, 403], said).not.to.include(status);
          else expect(status, said).to.equal(expected);
        }
      }
    });
  }

  it("tells a stranger of a receivable exactly what it tells of one that does not exist", async () => {
    const without = (body: string): string => body.replace(/urn:uuid:[0-9a-f-]{36}/, "");
    const unknown = keccakOfText("nobody has issued this");
    for (const [role, own, foreign] of [
      ["a member", OWN, FOREIGN],
      ["a member of another organisation", FOREIGN, OWN],
    ] as const) {
      const path = (id: Hex): string => `/v1/receivables/${id}`;
      expect((await ask(role, "get", path(idOf(own.header)))).status).to.equal(200);
      const hidden = await ask(role, "get", path(idOf(foreign.header)));
      const missing = await ask(role, "get", path(unknown));
      expect(hidden.status).to.equal(404);
      expect(without(hidden.body)).to.equal(without(missing.body));
    }
  });

  it("asks the database the same for a receivable that is hidden as for one that is not there", async () => {
    const asked: string[] = [];
    const database = { ...stage.database, query: watched } as Stage["database"];
    function watched(...args: Parameters<Stage["database"]["query"]>): Promise<readonly object[]> {
      asked.push(args[0]);
      return stage.database.query(...args);
    }
    const watching = await openStage({ database });
    try {
      const token = await watching.signIn("supplier");
      const statements = async (id: Hex): Promise<string[]> => {
        asked.length = 0;
        await watching.client(token).GET("/v1/receivables/{id}", { params: { path: { id } } });
        return [...asked];
      };
      const hidden = await statements(idOf(FOREIGN.header));
      expect(hidden).to.have.length(2);
      expect(await statements(keccakOfText("nothing"))).to.deep.equal(hidden);
    } finally {
      await watching.gateway.close();
    }
  });

  it("lists to each organisation its own receivables alone", async () => {
    for (const [role, own] of [
      ["a member", OWN],
      ["a member of another organisation", FOREIGN],
    ] as const) {
      const { data } = await stage.client(tokens.get(role)).GET("/v1/receivables");
      expect(data?.items.map(({ id }) => id)).to.deep.equal([idOf(own.header)]);
    }
  });

  it("takes a cursor of one organisation from no other, and of one order for no other", async () => {
    const another = receivableOf(headerOf(addressOf("supplier"), addressOf("else")), OWN.terms);
    await stage.book.write(...issuing(another));
    const page = async (
      role: Role,
      query: Record<string, string>,
    ): Promise<{ status: number; next: string | null }> => {
      const { data, response } = await stage.client(tokens.get(role)).GET("/v1/receivables", { params: { query } });
      return { status: response.status, next: data?.next ?? null };
    };
    const { next } = await page("a member", { limit: "1" });
    const cursor = next ?? "";
    expect(cursor).not.to.equal("");
    expect((await page("a member", { cursor })).status).to.equal(200);
    expect((await page("a member of another organisation", { cursor })).status).to.equal(400);
    expect((await page("a member", { cursor, order: "asc" })).status).to.equal(400);
    expect((await page("a member", { cursor, closed: "false" })).status).to.equal(400);
  });
});
