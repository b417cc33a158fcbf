/** Everybody who may stand before the gateway, and what each of them may do there. */
import { randomUUID } from "node:crypto";
import { idOf } from "../../src/domain/commitment.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Verb } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { SCOPES } from "../../src/wire/operation.ts";
import type { Scope } from "../../src/wire/operation.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { checkAnswer } from "./checkedFetch.ts";
import { addressOf, openStage, OPERATOR_TOKEN } from "./stage.ts";
import type { Stage } from "./stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const READS: readonly Scope[] = ["receivables:read", "holds:read"];
const PREPARES: readonly Scope[] = [...READS, "receivables:write"];

/** What somebody can see of the receivable: all of it, what a grant shows, or that nothing is there. */
export type Sight = "party" | "grantee" | "nobody";

export interface Actor {
  readonly token: string | undefined;
  /** Undefined: nobody that the gateway knows. */
  readonly scopes: readonly Scope[] | undefined;
  readonly isOperator: boolean;
  readonly sight: Sight;
}

export interface World {
  readonly stage: Stage;
  /** Between supplier and buyer, in the open. */
  readonly own: Hex;
  /** Between two others. */
  readonly foreign: Hex;
  readonly supplier: Address;
  readonly actors: ReadonlyMap<string, Actor>;
  /** Asks as somebody, and checks that the answer is one that is documented. */
  ask(actor: string, method: string, path: string, body?: unknown): Promise<Answered>;
  /** Signs somebody in again whose session has ended. */
  renew(actor: string): Promise<void>;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
  /** The problem's code; undefined of what is none. */
  readonly problem: string | undefined;
}

const PEOPLE = {
  "the organisation itself": { name: "supplier", scopes: SCOPES },
  "an administrator": { name: "administrator", scopes: SCOPES },
  "a preparer": { name: "preparer", scopes: PREPARES },
  "a reader": { name: "reader", scopes: READS },
  "sales staff": { name: "sales", scopes: ["holds:read"] },
  "an agent with a mandate": { name: "agent", scopes: PREPARES },
} as const;

const OTHERS = {
  "the counterparty": { name: "buyer", sight: "party" },
  "an auditor with a grant": { name: "auditor", sight: "grantee" },
  "an auditor whose grant has ended": { name: "late auditor", sight: "nobody" },
  "an auditor whose grant was taken back": { name: "former auditor", sight: "nobody" },
  "a factor with an offer": { name: "factor", sight: "grantee" },
  "another tenant": { name: "else", sight: "nobody" },
} as const;

export async function openWorld(): Promise<World> {
  // No name leads anywhere from here; webhooks are registered, and nothing is sent.
  const stage = await openStage({ resolve: () => Promise.resolve(["93.184.216.34"]) });
  const [supplier, today] = [addressOf("supplier"), FIRST_INSTANT / DAY];
  const own = receivableOf(headerOf(supplier, addressOf("buyer")), termsOf(EUR, today));
  const foreign = receivableOf(headerOf(addressOf("else"), addressOf("other")), termsOf(EUR, today));
  await stage.book.write(...issuing(own), ...issuing(foreign));
  await giveMandate(stage);
  const actors = new Map<string, Actor>();
  const renew = async (actor: string): Promise<void> => {
    const person = PEOPLE[actor as keyof typeof PEOPLE] as (typeof PEOPLE)[keyof typeof PEOPLE] | undefined;
    const other = OTHERS[actor as keyof typeof OTHERS] as (typeof OTHERS)[keyof typeof OTHERS] | undefined;
    if (person !== undefined) {
      const token = await stage.signIn(person.name, supplier);
      actors.set(actor, { token, scopes: person.scopes, isOperator: false, sight: "party" });
    } else if (other !== undefined) {
      const token = await stage.signIn(other.name);
      actors.set(actor, { token, scopes: SCOPES, isOperator: false, sight: other.sight });
    }
  };
  await renew("the organisation itself");
  const owner = actors.get("the organisation itself")?.token ?? "";
  for (const role of ["administrator", "preparer", "reader", "sales"] as const) {
    await stage.client(owner).POST("/v1/members", { body: { account: addressOf(role), role } });
  }
  await giveGrants(stage, owner, idOf(own.header));
  for (const actor of [...Object.keys(PEOPLE), ...Object.keys(OTHERS)]) await renew(actor);
  for (const scope of SCOPES) {
    const token = await makeKey(stage, owner, scope);
    actors.set(`a key for ${scope}`, { token, scopes: [scope], isOperator: false, sight: "party" });
  }
  const stranger = { scopes: undefined, sight: "nobody" } as const;
  actors.set("somebody anonymous", { ...stranger, token: undefined, isOperator: false });
  actors.set("somebody with a token that is none", { ...stranger, token: "A".repeat(43), isOperator: false });
  actors.set("the operator", { ...stranger, token: OPERATOR_TOKEN, isOperator: true });
  return {
    ...{ stage, own: idOf(own.header), foreign: idOf(foreign.header), supplier, actors, renew },
    ask: (actor, method, path, body) => ask(stage, actors.get(actor)?.token, method, path, body),
  };
}

async function ask(
  stage: Stage,
  token: string | undefined,
  method: string,
  path: string,
  body: unknown,
): Promise<Answered> {
  const response = await fetch(`${stage.url}${path}`, {
    method: method.toUpperCase(),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === "post" ? { "content-type": "application/json" } : {}),
      // This stream ends by itself; the other one, of events, never does.
      ...(path.endsWith("/progress") ? { accept: "text/event-stream" } : {}),
    },
    ...(method === "post" ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  await checkAnswer(method.toUpperCase(), new URL(response.url).pathname, response.clone());
  const text = await response.text();
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true;
  const problem = isProblem ? (JSON.parse(text) as { type: string }).type.replace("/problems/", "") : undefined;
  // Every answer has an id of its own.
  return { status: response.status, body: text.replace(/urn:uuid:[0-9a-f-]{36}/, ""), problem };
}

async function giveMandate(stage: Stage): Promise<void> {
  const mandate = {
    verbs: verbSet([Verb.Issue]),
    from: stage.now - DAY,
    until: stage.now + 10 * DAY,
    cap: UNCAPPED,
    currency: EUR,
    document: keccakOfText("power of attorney"),
  };
  await stage.book.write({
    name: "MandateGiven",
    organisation: addressOf("supplier"),
    agent: addressOf("agent"),
    mandate,
  });
}

async function giveGrants(stage: Stage, owner: string, receivable: Hex): Promise<void> {
  const client = stage.client(owner);
  const give = async (grantee: string, kind: "audit" | "offer", seconds: number): Promise<string> => {
    const id = randomUUID();
    const common = { id, grantee: addressOf(grantee), until: shownInstant(stage.now + seconds) };
    const body =
      kind === "audit"
        ? { ...common, kind, scope: { of: "everything" as const } }
        : { ...common, kind, receivables: [receivable] };
    const { response } = await client.POST("/v1/grants", { body });
    if (response.status !== 201) throw new Error(`no grant for ${grantee}: ${response.status}`);
    return id;
  };
  await give("auditor", "audit", DAY);
  await give("factor", "offer", DAY);
  await give("late auditor", "audit", 1);
  stage.now += 2;
  const path = { id: await give("former auditor", "audit", DAY) };
  await client.DELETE("/v1/grants/{id}", { params: { path } });
}

async function makeKey(stage: Stage, owner: string, scope: Scope): Promise<string> {
  const expires = shownInstant(stage.now + DAY);
  const { data } = await stage
    .client(owner)
    .POST("/v1/keys", { body: { id: randomUUID(), label: scope, scopes: [scope], expires } });
  if (data === undefined) throw new Error(`no key for ${scope}`);
  return data.key;
}
