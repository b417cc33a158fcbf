/** Scores and standings over HTTP. */
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { creditPolicyAt, creditPolicyOf } from "../../store/scorePolicies.ts";
import type { StoredCreditPolicy } from "../../store/scorePolicies.ts";
import { isScoreId, lastScoreOf, scoreById, scoresBefore } from "../../store/scores.ts";
import type { StoredScore } from "../../store/scores.ts";
import type { SCORE_OPERATIONS } from "../../wire/operations/scores.ts";
import type { ShownScore, ShownStanding } from "../../wire/score.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { idTaken } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { backTestOf } from "./backTesting.ts";
import { creditPolicyHandlers } from "./policyHandlers.ts";
import { overrideHandlers } from "./overrideHandlers.ts";
import { policyMissing } from "./refusals.ts";
import { scoreCustomer } from "./scoring.ts";
import { segmentHandlers, segmented } from "./segments.ts";
import { shownProof, shownScore, shownStanding } from "./showing.ts";
import { creditStanding } from "./standing.ts";

type Own =
  "scoreCustomer" | "listScores" | "readScore" | "readScoreProof" | "readCreditStanding" | "readCreditBackTest";

export function scoreHandlers(deps: GatewayDeps): Handlers<typeof SCORE_OPERATIONS> {
  return {
    ...creditPolicyHandlers(deps),
    ...overrideHandlers(deps),
    ...segmentHandlers(deps),
    ...ownHandlers(deps),
  };
}

function ownHandlers(deps: GatewayDeps): Pick<Handlers<typeof SCORE_OPERATIONS>, Own> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  return {
    scoreCustomer: async ({ member, body }) => {
      const { score, isNew } = await scoreByHand(deps, member, body);
      return { status: isNew ? 201 : 200, body: await fullScore(database, score) };
    },
    listScores: async ({ member: { organisation }, query: { customer, ...query } }) => {
      const list = JSON.stringify(["credit scores", organisation, customer]);
      const read = (before: number, limit: number) => scoresBefore(database, organisation, customer, before, limit);
      const placeOf = ({ number }: StoredScore): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: Number.MAX_SAFE_INTEGER, placeOf, read }, query);
      const items: ShownScore[] = [];
      for (const row of rows) items.push(await fullScore(database, row));
      return { status: 200, body: { items, next } };
    },
    readScore: async ({ member: { organisation }, params: { id } }) => {
      const score = await scoreById(database, organisation, id);
      if (score === undefined) throw notFound();
      return { status: 200, body: await fullScore(database, score) };
    },
    readScoreProof: async ({ member: { organisation }, params: { id } }) => {
      const score = await scoreById(database, organisation, id);
      if (score === undefined) throw notFound();
      return { status: 200, body: shownProof(score, await policyUnder(database, score)) };
    },
    readCreditBackTest: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await backTestOf(deps, organisation, query) };
    },
    readCreditStanding: async ({ member: { organisation }, query: { customer } }) => {
      return { status: 200, body: { standing: await standingOf(deps, organisation, customer) } };
    },
  };
}

/**
 * Also of whom nothing was sold yet: credit is looked at before the first sale.
 * @throws ProblemError `CreditPolicyMissing`, `IdTaken`
 */
async function scoreByHand(
  { database, tokens, now }: GatewayDeps,
  { organisation, account }: Member,
  { id, customer }: { readonly id: string; readonly customer: Address },
): Promise<{ readonly score: StoredScore; readonly isNew: boolean }> {
  return atOneInstant(database, async (tx) => {
    const known = await scoreById(tx, organisation, id);
    if (known !== undefined && known.customer !== customer) throw idTaken("the score of another customer");
    if (known !== undefined) return { score: known, isNew: false };
    if (await isScoreId(tx, id)) throw idTaken("another score");
    const wanted = { id, by: account, reason: "byHand", detail: "a member asked for it" } as const;
    const score = await scoreCustomer(tx, { organisation, customer }, { tokens, now: now(), wanted });
    if (score === undefined) throw policyMissing();
    return { score, isNew: true };
  });
}

/** The policy by which a score was made: none is ever deleted. */
async function policyUnder(sql: Sql, { organisation, policyVersion }: StoredScore): Promise<StoredCreditPolicy> {
  const policy = await creditPolicyOf(sql, organisation, policyVersion);
  if (policy === undefined) throw new Error(`version ${policyVersion} of the credit policy of ${organisation} is gone`);
  return policy;
}

async function fullScore(sql: Sql, score: StoredScore): Promise<ShownScore> {
  const { organisation, customer, number } = score;
  const [previous] = await scoresBefore(sql, organisation, customer, number, 1);
  return shownScore(score, await policyUnder(sql, score), previous);
}

async function standingOf(
  { database, tokens, now }: GatewayDeps,
  organisation: Address,
  customer: Address,
): Promise<ShownStanding | null> {
  return atOneInstant(database, async (tx) => {
    const standing = await creditStanding(tx, organisation, customer, now());
    if (standing === undefined) return null;
    const score = await lastScoreOf(tx, organisation, customer, now());
    const policy = await creditPolicyAt(tx, organisation, now());
    const isScored = score !== undefined && policy !== undefined;
    const [found] = isScored ? await segmented(tx, policy, [score], now()) : [];
    return shownStanding(standing, found?.segment, tokens);
  });
}
