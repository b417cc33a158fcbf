/** Scores as the scored see them, and their contests, over HTTP. Nobody but the two sees any of it. */
import { randomUUID } from "node:crypto";
import { INPUT_KINDS } from "../../domain/credit/inputs.ts";
import { PARTS_PER_MILLION } from "../../domain/money.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { areCounterparties } from "../../store/organisations.ts";
import { contestOf, contestsBefore, endContest, eraseContestTexts, keepContest } from "../../store/scoreContests.ts";
import type { ContestEnd, NewContest, StoredContest } from "../../store/scoreContests.ts";
import { creditPolicyOf } from "../../store/scorePolicies.ts";
import { scoreOfScored, scoresOfScored } from "../../store/scores.ts";
import type { StoredScore } from "../../store/scores.ts";
import type { SCORE_CONTEST_OPERATIONS } from "../../wire/operations/scoreContests.ts";
import type { ContestAnswer, NewScoreContest, ShownOwnScore } from "../../wire/scoreContest.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import { eraseTexts } from "../approvals/erasing.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { approveRaised } from "./raising.ts";
import { policyMissing } from "./refusals.ts";
import { scoreCustomer } from "./scoring.ts";
import { shownContest, shownOwnScore } from "./showing.ts";
import { creditStanding } from "./standing.ts";
import { tellOfContest } from "./telling.ts";

const DAY = 86_400;
/** Within which a creditor answers. */
const ANSWER_DAYS = 30;
/** A corrected input is looked at anew after a year at the latest. */
const LONGEST_DAYS = 366;
/** Of one customer at one creditor in a year. */
const MOST_CONTESTS = 24;

export function scoreContestHandlers(deps: GatewayDeps): Handlers<typeof SCORE_CONTEST_OPERATIONS> {
  const { database, config, now } = deps;
  const cursors = createCursors(config.secret);
  return {
    listOwnScores: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["own scores", organisation]);
      const read = (after: Address | null, limit: number) => scoresOfScored(database, organisation, after, limit);
      const placeOf = (score: StoredScore): Address => score.organisation;
      const { rows, next } = await pageOf({ cursors, list, first: null, placeOf, read }, query);
      return { status: 200, body: { items: await shownOwnScores(database, rows), next } };
    },
    contestScore: async ({ member, params: { id }, body }) => {
      const { stored, isNew } = await contest(deps, member, id, body);
      return { status: isNew ? 201 : 200, body: shownContest(stored, now()) };
    },
    listScoreContests: async ({ member: { organisation }, query: { side, ...query } }) => {
      const list = JSON.stringify(["score contests", organisation, side]);
      const whose = side === "creditor" ? { organisation } : { customer: organisation };
      const read = (before: number, limit: number) => contestsBefore(database, whose, before, limit);
      const placeOf = ({ number }: StoredContest): number => number;
      const { rows, next } = await pageOf({ cursors, list, first: Number.MAX_SAFE_INTEGER, placeOf, read }, query);
      return { status: 200, body: { items: rows.map((row) => shownContest(row, now())), next } };
    },
    withdrawScoreContest: async ({ member: { organisation, account }, params: { id } }) => {
      await database.transaction(async (tx) => {
        const known = await contestOf(tx, { customer: organisation }, id);
        if (known === undefined) throw notFound();
        const said = { answer: null, value: null, untilDay: null, by: account, at: now() };
        await end(tx, known, { decision: "withdrawn", ...said });
      });
      return { status: 204, body: undefined };
    },
    eraseContestTexts: ({ member, params: { id } }) =>
      eraseTexts(deps, member, { kind: "contest of a score", id, erase: eraseContestTexts }),
    answerScoreContest: async ({ member, params: { id }, body }) => {
      return { status: 200, body: shownContest(await answer(deps, member, id, body), now()) };
    },
  };
}

/** Of creditors with which the scored never dealt it hears nothing: anybody could make up a score. */
async function shownOwnScores(sql: Sql, scores: readonly StoredScore[]): Promise<ShownOwnScore[]> {
  const shown: ShownOwnScore[] = [];
  for (const score of scores) {
    const { organisation, customer, policyVersion } = score;
    if (!(await areCounterparties(sql, customer, organisation))) continue;
    const policy = await creditPolicyOf(sql, organisation, policyVersion);
    if (policy !== undefined) shown.push(shownOwnScore(score, policy));
  }
  return shown;
}

/** @throws ProblemError `NotFound`, `RequestInvalid`, `ContestStands`, `IdTaken`, `QuotaReached` */
async function contest(
  { database, now }: GatewayDeps,
  { organisation: customer, account }: Member,
  id: string,
  body: NewScoreContest,
): Promise<{ readonly stored: StoredContest; readonly isNew: boolean }> {
  const at = now();
  return database.transaction(async (tx) => {
    const score = await scoreOfScored(tx, customer, id);
    if (score === undefined || !(await areCounterparties(tx, customer, score.organisation))) throw notFound();
    const { organisation } = score;
    await checkKind(tx, score, body.kind);
    const due = at + ANSWER_DAYS * DAY;
    const wanted: NewContest = { ...body, organisation, customer, score: id, account, at, due };
    const kept = await keepContest(tx, wanted, { most: MOST_CONTESTS, since: at - LONGEST_DAYS * DAY });
    if (kept === "tooMany") throw quotaReached(MOST_CONTESTS, "contests at this creditor within a year");
    if (kept === "underWay") {
      const detail = `a contest of ${body.kind} is under way: wait for its answer, or take it back`;
      throw new ProblemError("ContestStands", detail);
    }
    if (kept.isNew) await tellOfContest(tx, kept.stored, "opened", at);
    else if (!isSame(kept.stored, wanted)) throw idTaken("another contest");
    return kept;
  });
}

/** @throws ProblemError `RequestInvalid` for what the model does not ask for */
async function checkKind(sql: Sql, { organisation, policyVersion }: StoredScore, kind: string): Promise<void> {
  const policy = await creditPolicyOf(sql, organisation, policyVersion);
  const kinds = policy?.policy.model.inputs.map((input) => input.kind) ?? [];
  if (kinds.some((known) => known === kind)) return;
  throw instantInvalid("body.kind", `the score has no ${kind}: give one of ${kinds.join(", ")}`);
}

function isSame(stored: StoredContest, { customer, score, kind, text, evidence }: NewContest): boolean {
  return (
    stored.customer === customer &&
    stored.score === score &&
    stored.kind === kind &&
    stored.text === text &&
    stored.evidence === evidence
  );
}

/** The corrected value and the score that follows from it are kept together. */
async function answer(
  { database, tokens, now }: GatewayDeps,
  { organisation, account }: Member,
  id: string,
  said: ContestAnswer,
): Promise<StoredContest> {
  const at = now();
  return atOneInstant(database, async (tx) => {
    const known = await contestOf(tx, { organisation }, id);
    if (known === undefined) throw notFound();
    const { decision } = said;
    const value = said.decision === "upheld" ? said.value : null;
    const untilDay = said.decision === "upheld" ? checkedDay(said.until, Math.floor(at / DAY)) : null;
    if (value !== null) checkValue(known, value);
    await end(tx, known, { decision, answer: said.answer, value, untilDay, by: account, at });
    if (decision === "upheld") {
      const { customer, kind } = known;
      const before = await creditStanding(tx, organisation, customer, at);
      const detail = `its contest of ${kind} was upheld`;
      const wanted = { id: randomUUID(), by: account, reason: "contest" as const, detail };
      const score = await scoreCustomer(tx, { organisation, customer }, { tokens, now: at, wanted });
      if (score === undefined) throw policyMissing();
      await approveRaised(tx, { organisation, customer, contest: id, actor: account }, before, at);
    }
    const stored = await contestOf(tx, { organisation }, id);
    if (stored === undefined) throw notFound();
    return stored;
  });
}

/** @throws ProblemError `ContestOver` */
async function end(tx: Transaction, known: StoredContest, said: ContestEnd): Promise<void> {
  if (!(await endContest(tx, known.number, said))) {
    throw new ProblemError("ContestOver", `the contest ${known.id} is answered or taken back`);
  }
  await tellOfContest(tx, known, said.decision, said.at);
}

function checkedDay(until: string, today: number): number {
  const day = dayNumber(until);
  if (day >= today && day <= today + LONGEST_DAYS) return day;
  const [first, last] = [dateOfDay(today), dateOfDay(today + LONGEST_DAYS)];
  throw instantInvalid("body.until", `give a day from ${first} to ${last}: then the input is looked at anew`);
}

/**
 * Shares end at the whole, counts begin at nought; days and ratios may be anything. What an agency signed nobody here
 * corrects. @throws ProblemError `RequestInvalid`
 */
function checkValue({ kind }: StoredContest, value: number): void {
  const { part, unit } = INPUT_KINDS[kind];
  if (part === "external") {
    throw instantInvalid("body.value", `${kind} is what agencies sign: import a grade, or note that one was revoked`);
  }
  if (unit === "days" || part === "ratios") return;
  if (value < 0) throw instantInvalid("body.value", `${kind} is never below 0: give what it is`);
  if (unit === "ppm" && value > PARTS_PER_MILLION) {
    throw instantInvalid("body.value", `${kind} is never above ${PARTS_PER_MILLION} ppm: give what it is`);
  }
}
