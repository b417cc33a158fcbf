/**
 * Every operation, whoever asks: generated from the document that the gateway itself gives out, and from what
 * `objects.ts` says that each operation is about.
 */
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import type { OpenApi } from "../../src/wire/openapi.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";
import type { Scope } from "../../src/wire/operation.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { openWorld } from "./actors.ts";
import type { Actor, World } from "./actors.ts";
import { issuing } from "./book.ts";
import { OBJECTS, OWNER } from "./objects.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

interface Route {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Whom the document lets in. */
  readonly caller: "anyone" | "member" | "operator";
  readonly scope: Scope | undefined;
}

const STRANGER = "another tenant";
const PARTIES = "the organisation itself";
const NOTHING = keccakOfText("nobody has issued this");
/** A value for each parameter that passes for one and leads nowhere. */
const ANY: Readonly<Record<string, string>> = {
  id: NOTHING,
  sha256: NOTHING,
  message: "00000000-0000-4000-8000-000000000000",
  code: "NotFound",
  file: "start.js",
};
const ANY_ADDRESS = `0x${"ab".repeat(20)}`;

function routesOf(document: OpenApi): readonly Route[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const security = (described["security"] ?? []) as readonly Readonly<Record<string, readonly Scope[]>>[];
      const [first] = security;
      const id = String(described["operationId"]);
      if (first === undefined) return { id, method, path, caller: "anyone" as const, scope: undefined };
      if ("operator" in first) return { id, method, path, caller: "operator" as const, scope: undefined };
      // Sessions and keys are good for the same.
      expect(
        security.map((one) => Object.keys(one)),
        id,
      ).to.deep.equal([["session"], ["key"]]);
      expect(security[1]?.["key"], id).to.deep.equal(first["session"]);
      return { id, method, path, caller: "member" as const, scope: first["session"]?.[0] };
    }),
  );
}

function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? ANY[name] ?? ANY_ADDRESS);
}

function mayCall(route: Route, { scopes, isOperator }: Actor): 401 | 403 | "yes" {
  switch (route.caller) {
    case "anyone":
      return "yes";
    case "operator":
      return isOperator ? "yes" : 401;
    case "member":
      if (scopes === undefined) return 401;
      return route.scope === undefined || scopes.includes(route.scope) ? "yes" : 403;
  }
}

describe("Who may ask what", () => {
  let world: World;
  let routes: readonly Route[];

  before(async () => {
    world = await openWorld();
    routes = routesOf((await (await fetch(`${world.stage.url}/openapi.json`)).json()) as OpenApi);
  });

  after(() => world.stage.close());

  it("is said of every operation of the router, and of none beside", () => {
    expect(routes.map(({ id }) => id)).to.have.members(Object.keys(OPERATIONS));
    const members = routes.filter(({ caller }) => caller === "member").map(({ id }) => id);
    const unclassified = members.filter((id) => !(id in OBJECTS));
    expect(unclassified, "say in test/gateway/objects.ts what these are about").to.deep.equal([]);
    expect(Object.keys(OBJECTS).filter((id) => !members.includes(id))).to.deep.equal([]);
  });

  it("asks for a scope wherever an organisation's things are concerned", () => {
    const without = routes.filter(({ caller, scope }) => caller === "member" && scope === undefined);
    expect(without.map(({ id }) => id)).to.have.members(["signOut", "readCaller"]);
    const writing = routes.filter(
      ({ method, caller, id }) => method !== "get" && caller === "member" && id !== "signOut",
    );
    for (const { id, scope } of writing) expect(scope, id).not.to.equal("holds:read");
  });

  it("depends on who asks, for every route and everybody", async () => {
    let asked = 0;
    for (const [name, actor] of world.actors) {
      for (const route of routes) {
        const { status, problem } = await world.ask(name, route.method, filled(route.path, {}));
        const said = `${route.id} as ${name} (${status} ${problem ?? ""})`;
        const expected = mayCall(route, actor);
        if (expected !== "yes") expect(status, said).to.equal(expected);
        else expect([problem === "ScopeMissing", status === 401], said).to.deep.equal([false, false]);
        if (expected === 403) expect(problem, said).to.equal("ScopeMissing");
        asked += 1;
        if (route.id === "signOut" && status === 204) await world.renew(name);
      }
    }
    expect(asked).to.equal(routes.length * world.actors.size);
  }).timeout(240_000);

  it("leaves what is another tenant's as if it were not there, whatever is asked of it", async () => {
    for (const route of routes) {
      const object = OBJECTS[route.id];
      if (object?.kind !== "thing") continue;
      const there = filled(route.path, await object.make(world));
      const gone = filled(route.path, object.missing);
      const { method } = route;
      for (const stranger of [STRANGER, "an auditor with a grant", "a factor with an offer"]) {
        const hidden = await world.ask(stranger, method, there, object.body);
        const missing = await world.ask(stranger, method, gone, object.body);
        expect([hidden.status, missing.status], `${route.id} as ${stranger}: ${hidden.body}`).to.deep.equal([404, 404]);
        expect(hidden.body, route.id).to.equal(missing.body);
      }
      const owner = await world.ask(object.by ?? OWNER, method, there, object.body);
      // Of the owner it is at least known.
      if (route.id !== "noteSending") expect([400, 404], `${route.id}: ${owner.body}`).not.to.include(owner.status);
    }
  }).timeout(240_000);

  it("shows a receivable to its parties and to whom they let see it, to be read, and to nobody else", async () => {
    for (const route of routes) {
      const object = OBJECTS[route.id];
      if (object?.kind !== "receivable") continue;
      const ask = async (actor: string, id: Hex, more: Readonly<Record<string, string>>) =>
        world.ask(actor, route.method, filled(route.path, { id, ...more }), object.body?.(world, id));
      for (const [name, { scopes, sight }] of world.actors) {
        if (scopes === undefined || (route.scope !== undefined && !scopes.includes(route.scope))) continue;
        const more = (await object.more?.(world)) ?? {};
        const seen = await ask(name, world.own, more);
        const missing = await ask(name, NOTHING, more);
        const said = `${route.id} as ${name}: ${seen.body}`;
        expect(missing.status, said).to.equal(404);
        if (sight === "nobody" || (sight === "grantee" && !object.grantees)) {
          expect(seen.body, said).to.equal(missing.body);
        } else if (name === PARTIES || sight === "grantee") {
          expect(400 === seen.status || seen.body === missing.body, said).to.equal(false);
        }
        if (sight !== "nobody" && name !== STRANGER) {
          expect((await ask(name, world.foreign, more)).body, said).to.equal(missing.body);
        }
      }
    }
  }).timeout(240_000);

  it("keeps every list of one tenant free of what is another's", async () => {
    for (const object of Object.values(OBJECTS)) if (object.kind === "thing") await object.make(world);
    const secrets = [world.own, world.supplier, addressOf("buyer"), "??supplier.example", "??supplier.com"].map(
      (text) => text.slice(2),
    );
    for (const { id, method, path, caller } of routes) {
      if (caller !== "member" || method !== "get" || path.includes("{")) continue;
      for (const stranger of [STRANGER, "an auditor whose grant has ended"]) {
        const { body } = await world.ask(stranger, method, path);
        for (const secret of secrets) expect(body.includes(secret), `${id} as ${stranger}`).to.equal(false);
      }
    }
  }).timeout(60_000);
});

describe("Whoever may not see a receivable", () => {
  let world: World;
  let stage: Stage;

  before(async () => {
    world = await openWorld();
    ({ stage } = world);
  });

  after(() => stage.close());

  it("is answered after the same statements as for one that is not there", async () => {
    const asked: string[] = [];
    const database = { ...stage.database, query: watched } as Stage["database"];
    function watched(...args: Parameters<Stage["database"]["query"]>): Promise<readonly object[]> {
      asked.push(args[0]);
      return stage.database.query(...args);
    }
    const watching = await openStage({ database });
    try {
      watching.now = stage.now;
      const token = await watching.signIn("supplier");
      const statements = async (id: Hex): Promise<string[]> => {
        asked.length = 0;
        await watching.client(token).GET("/v1/receivables/{id}", { params: { path: { id } } });
        return [...asked];
      };
      const hidden = await statements(world.foreign);
      expect(hidden).not.to.be.empty;
      expect(await statements(NOTHING)).to.deep.equal(hidden);
    } finally {
      await watching.gateway.close();
    }
  });

  it("has a list without it, and no cursor of another's list or of another order", async () => {
    const token = (name: string): string => world.actors.get(name)?.token ?? "";
    const listed = async (name: string): Promise<readonly string[] | undefined> =>
      (await stage.client(token(name)).GET("/v1/receivables")).data?.items.map(({ id }) => id);
    expect(await listed(OWNER)).to.deep.equal([world.own]);
    expect(await listed(STRANGER)).to.deep.equal([world.foreign]);
    const another = receivableOf(headerOf(addressOf("supplier"), addressOf("else")), termsOf(ZERO_ADDRESS, 20_758));
    await stage.book.write(...issuing(another));
    const page = async (name: string, query: Record<string, string>): Promise<{ status: number; next: string }> => {
      const { data, response } = await stage.client(token(name)).GET("/v1/receivables", { params: { query } });
      return { status: response.status, next: data?.next ?? "" };
    };
    const { next: cursor } = await page(OWNER, { limit: "1" });
    expect(cursor).not.to.equal("");
    expect((await page(OWNER, { cursor })).status).to.equal(200);
    const elsewhere: readonly (readonly [string, Record<string, string>])[] = [
      [STRANGER, { cursor }],
      [OWNER, { cursor, order: "asc" }],
      [OWNER, { cursor, closed: "false" }],
      [OWNER, { cursor, role: "auditor" }],
    ];
    for (const [name, query] of elsewhere) expect((await page(name, query)).status).to.equal(400);
  });
});
