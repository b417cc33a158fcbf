/**
 * Requests of every operation, made from its own schemas, allowed and spoilt ones: five hundred of each by
 * `npm run requests`, a part of them in every run of the tests.
 */
import { expect } from "chai";
import fc from "fast-check";
import { z } from "zod";
import { propertyEffort, REQUESTS_OF_A_TEST_RUN, runs } from "../../scripts/effort.ts";
import type { Operation } from "../../src/wire/operation.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";
import { openWorld } from "./actors.ts";
import type { World } from "./actors.ts";
import { checkAnswer } from "./checkedFetch.ts";
import { exampleOf } from "./schemaExamples.ts";
import type { Example } from "./schemaExamples.ts";
import { spoilt, valuesOf } from "./schemaValues.ts";
import { addressOf, OPERATOR_TOKEN } from "./stage.ts";

const ALL: readonly (readonly [string, Operation])[] = Object.entries(OPERATIONS);
const REQUESTS = runs(REQUESTS_OF_A_TEST_RUN);
const NOTHING = z.strictObject({});
const UNAUTHORISED = 401;
/** Whoever asks for these may ask no more afterwards, so that somebody else does. */
const ENDING = new Set(["signOut"]);
/** Long, and the same for everybody: that its shape is right is shown once, elsewhere. */
const LONG = new Set(["/openapi.json"]);
/** Characters of a request, and of what was logged of it, that a failure shows. */
const SHOWN = 2000;
const TAKEN = [200, 201, 202, 204];
/** How what nobody gets in this world is refused: it takes a wallet, a second person, a link or a built portal. */
const REFUSED: Readonly<Record<string, readonly number[]>> = {
  ...{
    portal: [404],
    joinPage: [404],
    portalFile: [404],
    demoCast: [404],
    joinInvitation: [404],
    previewInvitation: [404],
    addOwnerSignature: [422],
    openPasskeyAccount: [422],
    findPasskeyAccount: [422],
  },
  ...{ signIn: [400], signAccount: [401], signContract: [401], signIntent: [401], signBatch: [401], signOffer: [401] },
  ...{ decideApproval: [401], liftFreeze: [403] },
  ...{ approveAccount: [403], approveHeldIntent: [403], confirmAccount: [409], openLegalId: [422] },
  // The supplier buys nothing, and nobody sees how it pays.
  readTradeReference: [409],
  readPaymentFile: [409],
  // No event of collection has a hash to open.
  openCollection: [422],
  // Nothing of the supplier's is disputed.
  proposeDisputeOutcome: [409],
  // Of a text that is no invoice.
  ...{ renderDocument: [422], discloseFields: [422] },
};

interface Asked {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: unknown;
  readonly body: unknown;
}

describe("Whatever is asked", function () {
  this.timeout(300_000);
  const examples = new Map<string, Example & { readonly status: number }>();
  let world: World;

  before(async () => {
    world = await openWorld();
    // All of them now: hundreds of requests use up what there may be of a thing, or forbid the next.
    for (const [id, operation] of ALL) {
      const example = await exampleOf(world, id, operation);
      const actor = ENDING.has(id) ? "a reader" : example.actor;
      examples.set(id, { ...example, actor, status: await ask(actor, operation, example) });
    }
  });

  after(() => world.stage.close());

  for (const [id, operation] of ALL) {
    it(`is answered by ${id} as documented, ${REQUESTS} times`, async () => {
      const example = examples.get(id) ?? expect.fail(`there is no example of ${id}`);
      expect(example.status, "a request that is as it should be").to.be.oneOf(REFUSED[id] ?? TAKEN);
      const asked = fc.sample(requestsOf(operation, example), { numRuns: REQUESTS, seed: propertyEffort().seed });
      const statuses = new Set<number>();
      for (const one of asked) statuses.add(await ask(example.actor, operation, one));
      expect([...statuses].filter((status) => status >= 500)).to.deep.equal([]);
    });
  }

  /** A third as allowed, a third with a spoilt body, a third with a spoilt path or query. */
  function requestsOf({ params, query, body }: Operation, example: Example): fc.Arbitrary<Asked> {
    const parties = [world.supplier, addressOf("buyer"), addressOf("administrator")];
    const known = [world.own, world.foreign, ...parties, ...Object.values(example.params)];
    const bodies = [
      ...(body === undefined ? [] : [{ weight: 3, arbitrary: valuesOf(body, known) }]),
      ...(example.body === undefined ? [] : [{ weight: 1, arbitrary: renamed(example.body) }]),
    ];
    const allowed = fc.record({
      params: valuesOf(params ?? NOTHING, known),
      query: valuesOf(query ?? NOTHING, known),
      body: bodies.length === 0 ? fc.constant(undefined) : fc.oneof(...bodies),
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

  /** The same under an id of its own, as somebody would send it who asks for one thing more. */
  function renamed(example: unknown): fc.Arbitrary<unknown> {
    if (typeof example !== "object" || example === null || !("id" in example)) return fc.constant(example);
    return fc.uuid({ version: 4 }).map((id) => ({ ...example, id }));
  }

  async function ask(actor: string, { method, path, caller, answers }: Operation, asked: Asked): Promise<number> {
    const place = `${filled(path, asked.params)}${queryOf(asked.query)}`;
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
    if ((stream || LONG.has(path)) && response.ok) over.abort();
    else await checked(method, response, asked);
    if (status === UNAUTHORISED && caller === "member") await world.renew(actor);
    return status;
  }

  /** @throws Error with what was asked and with what the gateway logged of it, which the answer rightly withholds. */
  async function checked(method: string, response: Response, asked: Asked): Promise<void> {
    try {
      await checkAnswer(method.toUpperCase(), new URL(response.url).pathname, response);
    } catch (cause) {
      const id = response.headers.get("x-request-id") ?? "no id";
      const logged = world.stage.log.filter((line) => line.includes(id)).join("\n");
      const body = asked.body === undefined ? "" : JSON.stringify(asked.body).slice(0, SHOWN);
      throw new Error(`${String(cause)}\nasked: ${response.url} ${body}\nlogged: ${logged.slice(0, SHOWN)}`);
    }
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
