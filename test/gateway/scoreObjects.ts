/** What the operations about credit are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { startingPolicy } from "../../src/gateway/scores/policies.ts";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;
type Schemas = components["schemas"];

const OWNER = "the organisation itself";
const COUNTERPARTY = "the counterparty";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const BUYER = addressOf("buyer");

export const creditPolicyBody = (over: Partial<Schemas["NewCreditPolicy"]> = {}): Schemas["NewCreditPolicy"] => ({
  ...{ id: randomUUID(), policy: startingPolicy(), reason: "The first one", ...over },
});
const scoreBody = (): Schemas["NewCreditScore"] => ({ id: randomUUID(), customer: BUYER });
const overrideBody = (): { readonly id: string } & Readonly<Record<string, unknown>> => ({
  ...{ id: randomUUID(), customer: BUYER, longestNetDays: 45, until: "2026-12-31", reason: "A good customer" },
});
const contestBody = { id: randomUUID(), kind: "daysLate", text: "All was paid in time." };
const refusal = { decision: "refused", answer: "The ledger shows it." };

/** What must be sent. */
export const SCORE_BODIES: Readonly<Record<string, () => unknown>> = {
  setCreditPolicy: () => creditPolicyBody(),
  scoreCustomer: scoreBody,
  proposeCreditOverride: overrideBody,
  decideCreditOverride: () => ({ decision: "declined", word: "Not now" }),
  contestScore: () => contestBody,
  answerScoreContest: () => refusal,
};

/** What must be asked. */
export const SCORE_QUERIES: Readonly<Record<string, Params>> = {
  listScores: { customer: BUYER },
  readCreditStanding: { customer: BUYER },
  readCreditBackTest: { currency: "EUR", day: "2026-11-01" },
  listScoreContests: { side: "creditor" },
};

async function post(world: World, actor: string, path: string, body: { readonly id: string }): Promise<Params> {
  const answer = await world.ask(actor, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return { id: body.id };
}

async function score(world: World): Promise<Params> {
  await post(world, OWNER, "/v1/credit/policies", creditPolicyBody());
  return post(world, OWNER, "/v1/credit/scores", scoreBody());
}

/** As its customer would have contested it; of one input only one contest is under way, and of a year a few. */
async function contest({ stage }: World): Promise<Params> {
  const id = randomUUID();
  const bytesOf = (hex: string): string => `\\x${hex.slice(2)}`;
  await stage.database.query(
    `insert into credit_contests (id, organisation, customer, score, kind, text, account, at, due)
     values ($1, $2, $3, $4, 'daysLate', 'All was paid in time.', $3, 1, 2)`,
    [id, bytesOf(addressOf("supplier")), bytesOf(BUYER), randomUUID()],
  );
  return { id };
}

/** By the ids of the operations. */
export const SCORE_OBJECTS = {
  setCreditPolicy: OWN,
  listCreditPolicies: OWN,
  readStartingCreditPolicy: { kind: "public" },
  scoreCustomer: OWN,
  listScores: OWN,
  readScore: { kind: "thing", make: score, missing: NO_ID },
  readScoreProof: { kind: "thing", make: score, missing: NO_ID },
  readCreditStanding: OWN,
  readCreditBackTest: OWN,
  proposeCreditOverride: OWN,
  listCreditOverrides: OWN,
  decideCreditOverride: {
    kind: "thing",
    make: (world: World) => post(world, OWNER, "/v1/credit/overrides", overrideBody()),
    missing: NO_ID,
    body: { decision: "declined", word: "Not now" },
  },
  endCreditOverride: {
    kind: "thing",
    make: (world: World) => post(world, OWNER, "/v1/credit/overrides", overrideBody()),
    missing: NO_ID,
  },
  eraseOverrideTexts: {
    kind: "thing",
    make: (world: World) => post(world, OWNER, "/v1/credit/overrides", overrideBody()),
    missing: NO_ID,
  },
  listCreditSegments: OWN,
  listSegmentCustomers: OWN,
  listOwnScores: OWN,
  contestScore: { kind: "thing", by: COUNTERPARTY, make: score, missing: NO_ID, body: contestBody },
  listScoreContests: OWN,
  withdrawScoreContest: { kind: "thing", by: COUNTERPARTY, make: contest, missing: NO_ID },
  eraseContestTexts: { kind: "thing", make: contest, missing: NO_ID },
  answerScoreContest: { kind: "thing", make: contest, missing: NO_ID, body: refusal },
} as const;
