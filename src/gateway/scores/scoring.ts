/** Makes the score of a customer and keeps it beside all that were before it. */
import { randomBytes, randomUUID } from "node:crypto";
import { bandOf } from "../../domain/credit/policy.ts";
import { inputsRoot, scoreAnchor, scoreProof } from "../../domain/credit/proof.ts";
import { scoreOf } from "../../domain/credit/score.ts";
import { askedScore } from "../../domain/credit/triggers.ts";
import type { AskedScore } from "../../domain/credit/triggers.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { lookAgain } from "../../store/dunningItems.ts";
import { noteScoreLook } from "../../store/scoreLooks.ts";
import { creditPolicyAt } from "../../store/scorePolicies.ts";
import type { StoredCreditPolicy } from "../../store/scorePolicies.ts";
import { keepScore, lastScoreOf } from "../../store/scores.ts";
import type { ScoreBody, StoredScore } from "../../store/scores.ts";
import type { Tokens } from "../receivables/showing.ts";
import { gatherInputs } from "./inputs.ts";
import type { Scored } from "./inputs.ts";
import { proposeReward } from "./rewards.ts";

const DAY = 86_400;
/** How often a customer is looked at of whom nothing changed: facts expire, and days pass. */
const LOOK_SECONDS = DAY;

/** Why somebody has a customer scored, and under which id; undefined leaves it to what happened. */
export interface Wanted extends AskedScore {
  readonly id: string;
  readonly by: Address | null;
}

/**
 * Scores a customer if that is wanted, or if something happened that asks for it.
 * @param tx Of repeatable reads: it sees one state of the tables throughout.
 * @returns the score; undefined where nothing asks for one, or no policy is in force.
 */
export async function scoreCustomer(
  tx: Transaction,
  scored: Scored,
  { tokens, now, wanted }: { readonly tokens: Tokens; readonly now: number; readonly wanted: Wanted | undefined },
): Promise<StoredScore | undefined> {
  const { organisation, customer } = scored;
  const policy = await creditPolicyAt(tx, organisation, now);
  if (policy === undefined) return undefined;
  await noteScoreLook(tx, scored, { now, due: now + LOOK_SECONDS });
  const before = await lastScoreOf(tx, organisation, customer, now);
  const gathered = await gatherInputs(tx, scored, { tokens, now });
  const asked = wanted ?? askedBy(policy, before, gathered, Math.floor(now / DAY));
  if (asked === undefined) return undefined;
  const by = wanted ?? { id: randomUUID(), by: null };
  const score = scoreIn(policy, scored, gathered, {
    ...{ ...asked, id: by.id, askedBy: by.by, number: (before?.number ?? 0) + 1, at: now },
    salt: `0x${randomBytes(32).toString("hex")}`,
  });
  await keepScore(tx, score);
  await proposeReward(tx, policy, score);
  // Another band may lead to another dunning policy.
  await lookAgain(tx, organisation, customer, now);
  return score;
}

function askedBy(
  { policy, version }: StoredCreditPolicy,
  before: StoredScore | undefined,
  { inputs, limitUse, isInsolvent, disputes }: ScoreBody,
  day: number,
): AskedScore | undefined {
  const last = before && { ...before.body, day: before.day, policyVersion: before.policyVersion };
  return askedScore(policy, last, { inputs, limitUse, isInsolvent, disputes, day, policyVersion: version });
}

interface Making extends AskedScore {
  readonly id: string;
  readonly askedBy: Address | null;
  readonly number: number;
  readonly at: number;
  readonly salt: Hex;
}

function scoreIn(
  { policy, version, hash }: StoredCreditPolicy,
  { organisation, customer }: Scored,
  body: ScoreBody,
  { id, number, at, salt, reason, detail, askedBy }: Making,
): StoredScore {
  const day = Math.floor(at / DAY);
  const score = scoreOf(policy.model, body.inputs, day);
  const band = bandOf(policy.bands, score.points).name;
  const proof = scoreProof(hash, score, band, salt);
  const anchor = scoreAnchor({ ...proof, root: inputsRoot(proof.inputs) });
  return {
    ...{ organisation, customer, number, id, policyVersion: version, day, at, points: score.points, band },
    ...{ reason, detail, askedBy, salt, anchor, body },
  };
}
