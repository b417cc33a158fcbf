/** Scores, standings, overrides and contests as the interface writes them. */
import type { z } from "zod";
import { INPUT_KINDS } from "../../domain/credit/inputs.ts";
import { ownReason } from "../../domain/credit/policy.ts";
import { lowersOf, raisesOf, scoreOf } from "../../domain/credit/score.ts";
import type { ScoreLine } from "../../domain/credit/score.ts";
import { inputLeaf, inputPath, inputsRoot, scoreProof } from "../../domain/credit/proof.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { StoredContest } from "../../store/scoreContests.ts";
import type { StoredOverride } from "../../store/scoreOverrides.ts";
import type { StoredCreditPolicy } from "../../store/scorePolicies.ts";
import type { StoredScore } from "../../store/scores.ts";
import type { scoreProofFile, ShownOverride, ShownScore, ShownStanding } from "../../wire/score.ts";
import type { ShownContest, ShownOwnScore } from "../../wire/scoreContest.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import type { CreditStanding } from "./standing.ts";

const DAY = 86_400;

type Shared = Omit<ShownOwnScore, "creditor" | "reason">;

function shownLine({ input, state, points, weight, better }: ScoreLine): ShownScore["lines"][number] {
  const { kind, value, source, day, expires } = input;
  const { part, unit } = INPUT_KINDS[kind];
  return {
    ...{ kind, part, unit, value: value ?? null, source, day: dateOfDay(day) },
    ...{ expires: expires === undefined ? null : dateOfDay(expires), state, points, weight, better: better ?? null },
  };
}

/** What both sides may see. @param under The policy by which it was made. */
function shared({ id, day, at, points, band, body, policyVersion }: StoredScore, under: StoredCreditPolicy): Shared {
  const { model, bands } = under.policy;
  const score = scoreOf(model, body.inputs, day);
  return {
    ...{ id, policyVersion, model: { name: model.name, version: model.version }, day: dateOfDay(day) },
    ...{ at: shownInstant(at), points, band, lines: score.lines.map(shownLine) },
    ...{ raises: [...raisesOf(model, bands, score)], lowers: [...lowersOf(model, bands, score)] },
  };
}

/** @param previous The one before it; undefined for the first. */
export function shownScore(
  score: StoredScore,
  under: StoredCreditPolicy,
  previous: StoredScore | undefined,
): ShownScore {
  const { customer, number, reason, detail, askedBy, anchor } = score;
  const before = previous && { id: previous.id, points: previous.points, band: previous.band };
  return { ...shared(score, under), customer, number, reason, detail, askedBy, anchor, previous: before ?? null };
}

/**
 * What the scored sees. Who asked for the score, in which words, and the creditor's own documents stay with the
 * creditor: of where an input comes from it is told the kind of thing, as far as the first comma.
 */
export function shownOwnScore(score: StoredScore, under: StoredCreditPolicy): ShownOwnScore {
  const { lines, ...rest } = shared(score, under);
  const own = lines.map((line) => ({ ...line, source: line.source.split(/[,:]/, 1)[0] ?? "" }));
  return { creditor: score.organisation, ...rest, reason: ownReason(score.reason), lines: own };
}

export function shownProof(score: StoredScore, under: StoredCreditPolicy): z.output<typeof scoreProofFile> {
  const { body, day, band, salt, anchor, policyVersion } = score;
  const made = scoreOf(under.policy.model, body.inputs, day);
  const proof = scoreProof(under.hash, made, band, salt);
  return {
    ...{ anchor, root: inputsRoot(proof.inputs), policy: proof.policy, policyVersion, day, points: proof.points, band },
    inputs: proof.inputs.map((input) => ({
      ...input,
      ...{ value: input.value ?? null, expires: input.expires ?? null, leaf: inputLeaf(input) },
      path: [...inputPath(proof.inputs, input.kind)],
    })),
  };
}

export function shownStanding(standing: CreditStanding, segment: string | undefined, tokens: Tokens): ShownStanding {
  const { policy, score, band, limits, longestNetDays, terms, security, dunningSegment, language } = standing;
  return {
    ...{ policy, score: score === undefined ? null : { ...score, at: shownInstant(score.at) }, band },
    limits: limits.map(({ currency: address, amount }) => {
      const currency = shownCurrency(address, tokens);
      return { currency, amount: shownAmount(amount, currency) };
    }),
    ...{ longestNetDays, terms, security, dunningSegment: dunningSegment ?? null, language: language ?? null },
    ...{ isEligible: standing.isEligible, segment: segment ?? null, requiredFacts: [...standing.requiredFacts] },
    overrides: standing.overrides.map(({ id, until, approver }) => ({ id, until: dateOfDay(until), approver })),
  };
}

/** @param now Unix seconds. */
export function shownOverride(stored: StoredOverride, now: number): ShownOverride {
  const { id, customer, origin, score, body, untilDay, reason, proposedBy, proposed, decidedBy, decided, word } =
    stored;
  return {
    ...{ id, customer, origin, score, ...body, until: dateOfDay(untilDay), reason, proposedBy },
    ...{ proposed: shownInstant(proposed), state: stateOf(stored, now), decidedBy, word },
    decided: decided === null ? null : shownInstant(decided),
  };
}

function stateOf({ decision, ended, untilDay }: StoredOverride, now: number): ShownOverride["state"] {
  if (decision === "declined") return "declined";
  if (ended !== null) return "ended";
  if (untilDay < Math.floor(now / DAY)) return "over";
  return decision === "approved" ? "inForce" : "waiting";
}

/** @param now Unix seconds. */
export function shownContest(contest: StoredContest, now: number): ShownContest {
  const { id, organisation, customer, score, kind, text, evidence, at, due, decision, answer, value } = contest;
  return {
    ...{ id, creditor: organisation, customer, score, kind, text, evidence, at: shownInstant(at) },
    ...{ due: shownInstant(due), state: decision ?? (now > due ? "overdue" : "waiting"), answer, value },
    until: contest.untilDay === null ? null : dateOfDay(contest.untilDay),
    decided: contest.decided === null ? null : shownInstant(contest.decided),
  };
}
