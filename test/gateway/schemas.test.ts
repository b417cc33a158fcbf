/** Five hundred requests of every operation, made from its own schemas, allowed and spoilt ones. */
import { expect } from "chai";
import fc from "fast-check";
import { z } from "zod";
import { propertyEffort, runs } from "../../scripts/effort.ts";
import type { Operation } from "../../src/wire/operation.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";
import { openWorld } from "./actors.ts";
import type { World } from "./actors.ts";
import { checkAnswer } from "./checkedFetch.ts";
import { OWNER } from "./objects.ts";
import { spoilt, valuesOf } from "./schemaValues.ts";
import { addressOf, OPERATOR_TOKEN } from "./stage.ts";

const REQUESTS = runs(500);
const NOTHING = z.strictObject({});
const UNAUTHORISED = 401;
/** Whoever asks for these may ask no more afterwards, so that somebody else does. */
const ENDING = new Set(["signOut"]);
/** Long, and the same for everybody: that its shape is right is shown once, elsewhere. */
const LONG = new Set(["openapi"]);

interface Asked {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: unknown;
  readonly body: unknown;
}

describe("Whatever is asked", function () {
  this.timeout(300_000);
  let world: World;

  before(async () => {
    world = await openWorld();
  });

  after(() => world.stage.close());

  for (const [id, operation] of Object.entries(OPERATIONS) as [string, Operation][]) {
    it(`is answered by ${id} as documented, ${REQUESTS} times`, async () => {
      const asked = fc.sample(requestsOf(operation), { numRuns: REQUESTS, seed: propertyEffort().seed });
      const statuses = new Set<number>();
      for (const one of asked) statuses.add(await ask(id, operation, one));
      expect([...statuses].filter((status) => status >= 500)).to.deep.equal([]);
      expect(statuses.size).to.be.above(0);
    });
  }

  /** A third as allowed, a third with a spoilt body, a third with a spoilt path or query. */
  function requestsOf({ params, query, body }: Operation): fc.Arbitrary<Asked> {
    const known = [world.own, world.foreign, world.supplier, addressOf("buyer"), addressOf("administrator")];
    const allowed = fc.record({
      params: valuesOf(params ?? NOTHING, known),
      query: valuesOf(query ?? NOTHING, known),
      body: body === undefined ? fc.constant(undefined) : valuesOf(body, known),
    }) as fc.Arbitrary<Asked>;
    const bodySpoilt = allowed.chain((one) => spoilt(one.body).map((other) => ({ ...one, body: other })));
    const placeSpoilt = allowed.chain((one) =>
      fc.oneof(
        spoilt(one.query).map((other) => ({ ...one, query: other })),
        spoilt(one.params).map((other) => ({ ...one, params: { ...one.params, ...(other as object) } })),
      ),
    );
    return body === undefined ? fc.oneof(allowed, placeSpoilt) : fc.oneof(allowed, bodySpoilt, placeSpoilt);
  }

  async function ask(id: string, { method, path, caller, answers }: Operation, asked: Asked): Promise<number> {
    const place = `${filled(path, asked.params)}${queryOf(asked.query)}`;
    const actor = ENDING.has(id) ? "a reader" : OWNER;
    const token = caller === "operator" ? OPERATOR_TOKEN : world.actors.get(actor)?.token;
    const stream = Object.values(answers).some(({ contentType }) => contentType === "text/event-stream");
    const over = new AbortController();
    const response = await fetch(`${world.stage.url}${place}`, {
      method: method.toUpperCase(),
      headers: {
        ...(caller === "anyone" ? {} : { authorization: `Bearer ${token ?? ""}` }),
        ...(asked.body === undefined ? {} : { "content-type": "application/json" }),
        ...(stream ? { accept: "text/event-stream" } : {}),
      },
      ...(asked.body === undefined || method === "get" ? {} : { body: JSON.stringify(asked.body) }),
      signal: over.signal,
    });
    const { status } = response;
    if ((stream || LONG.has(id)) && response.ok) over.abort();
    else await checkAnswer(method.toUpperCase(), new URL(response.url).pathname, response);
    if (status === UNAUTHORISED && caller === "member") await world.renew(actor);
    return status;
  }

  function filled(path: string, params: Readonly<Record<string, unknown>>): string {
    return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wellFormed(params[name])) || "%20");
  }

  function queryOf(query: unknown): string {
    const fields = typeof query === "object" && query !== null ? Object.entries(query) : [];
    const text = fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(value))}`);
    return text.length === 0 ? "" : `?${text.join("&")}`;
  }

  /** Half of a surrogate pair cannot be written into a URL at all. */
  function wellFormed(value: unknown): string {
    return (typeof value === "string" ? value : JSON.stringify(value ?? "")).toWellFormed().slice(0, 2_000);
  }
});
