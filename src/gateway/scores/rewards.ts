/**
 * What punctual payers are offered (A20): longer terms, higher limits, a discount. It is proposed with its reason and
 * counts once a member approved it; what was sold before keeps its terms, which two parties signed.
 */
import { randomUUID } from "node:crypto";
import { contentHash } from "../../domain/credit/canonical.ts";
import { bandOf } from "../../domain/credit/policy.ts";
import type { Transaction } from "../../store/database.ts";
import { hasReward, keepOverride } from "../../store/scoreOverrides.ts";
import type { OverrideBody } from "../../store/scoreOverrides.ts";
import type { StoredCreditPolicy } from "../../store/scorePolicies.ts";
import type { StoredScore } from "../../store/scores.ts";

const DAY = 86_400;
/** Whoever was refused or had ended a reward is not offered one again before. */
const PAUSE_DAYS = 180;
const MOST_OVERRIDES = 20;

/** Proposes the reward of the score's band, where the customer earned it and none is under way. */
export async function proposeReward(
  tx: Transaction,
  { policy }: StoredCreditPolicy,
  score: StoredScore,
): Promise<void> {
  const { organisation, customer, id, at, points } = score;
  const { items, onTimeShare } = score.body.paid;
  const { reward, longestNetDays } = bandOf(policy.bands, points);
  if (reward === undefined || onTimeShare === undefined || score.body.isInsolvent) return;
  if (items < reward.items || onTimeShare < reward.onTimeShare) return;
  if (await hasReward(tx, organisation, customer, { at, declinedSince: at - PAUSE_DAYS * DAY })) return;
  const body: OverrideBody = {
    terms: reward.terms ?? null,
    longestNetDays: reward.extraNetDays === 0 ? null : longestNetDays + reward.extraNetDays,
    raisedLimit: reward.raisedLimit === 0 ? null : reward.raisedLimit,
    ...{ dunningSegment: null, language: null },
  };
  const untilDay = Math.floor(at / DAY) + reward.days;
  const share = `${Math.floor(onTimeShare / 10_000)} %`;
  const reason = `${share} of ${items} items of the trailing year were paid in time`;
  await keepOverride(
    tx,
    {
      ...{ organisation, id: randomUUID(), customer, origin: "reward", score: id, content: contentHash(body), body },
      ...{ reason, untilDay, proposedBy: null, proposed: at },
    },
    MOST_OVERRIDES,
  );
}
