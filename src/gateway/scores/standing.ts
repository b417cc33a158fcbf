/** What a customer is given by the credit policy: read at any instant, from what was kept by then. */
import { bandOf } from "../../domain/credit/policy.ts";
import type { Band, CreditPolicy, Reward, Security } from "../../domain/credit/policy.ts";
import { scoreOf } from "../../domain/credit/score.ts";
import { PARTS_PER_MILLION } from "../../domain/money.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import type { Language } from "../../store/notifications.ts";
import { overridesInForce } from "../../store/scoreOverrides.ts";
import type { OverrideBody, StoredOverride } from "../../store/scoreOverrides.ts";
import { creditPolicyAt } from "../../store/scorePolicies.ts";
import type { StoredCreditPolicy } from "../../store/scorePolicies.ts";
import { lastScoreOf } from "../../store/scores.ts";
import type { StoredScore } from "../../store/scores.ts";

const DAY = 86_400;

export interface CreditStanding {
  readonly policy: { readonly version: number; readonly hash: Hex };
  /**
   * The last score. It is provisional where another policy has come into force since: its inputs are then read by the
   * new model. Undefined where the customer was never scored: it stands in the lowest band.
   */
  readonly score:
    { readonly id: string; readonly points: number; readonly at: number; readonly isProvisional: boolean } | undefined;
  readonly band: string;
  /** Minor units. Of a currency that is not among them the policy says nothing. */
  readonly limits: readonly { readonly currency: Address; readonly amount: bigint }[];
  readonly longestNetDays: number;
  readonly terms: string;
  readonly security: Security;
  readonly dunningSegment: string | undefined;
  /** Whether an approved override says so, which goes before what anybody noted until it ends. */
  readonly isSegmentOverridden: boolean;
  /** Of letters; undefined leaves it to the person who is written to. */
  readonly language: Language | undefined;
  readonly isEligible: boolean;
  /** What is offered to a punctual customer of this band; it counts once it was approved. */
  readonly reward: Reward | undefined;
  readonly requiredFacts: readonly string[];
  readonly defaultHandling: CreditPolicy["defaultHandling"];
  /** Those that count beside the band, the last word first. `until` is their last day, of UTC. */
  readonly overrides: readonly { readonly id: string; readonly until: number; readonly approver: Address | null }[];
}

/** How a customer stands at an instant, unix seconds; undefined where no credit policy was in force. */
export async function creditStanding(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<CreditStanding | undefined> {
  const stored = await creditPolicyAt(sql, organisation, at);
  if (stored === undefined) return undefined;
  const { policy, version, hash } = stored;
  const last = await lastScoreOf(sql, organisation, customer, at);
  const { band, points, isProvisional } = bandNow(stored, last, at);
  const overrides = await overridesInForce(sql, organisation, customer, at);
  const said = wordOf(overrides);
  return {
    policy: { version, hash },
    score: last && { id: last.id, points, at: last.at, isProvisional },
    band: band.name,
    limits: limitsOf(band, last, said("raisedLimit")),
    longestNetDays: said("longestNetDays") ?? band.longestNetDays,
    terms: said("terms") ?? band.terms,
    security: band.security,
    dunningSegment: said("dunningSegment") ?? band.dunningSegment,
    isSegmentOverridden: said("dunningSegment") !== null,
    language: said("language") ?? undefined,
    isEligible: band.isEligible,
    reward: band.reward,
    requiredFacts: policy.requiredFacts,
    defaultHandling: policy.defaultHandling,
    overrides: overrides.map(({ id, untilDay, decidedBy }) => ({ id, until: untilDay, approver: decidedBy })),
  };
}

/** The band of a customer by a policy: where the score was made by another, its inputs are read by this one's model. */
export function bandNow(
  { policy, version }: StoredCreditPolicy,
  score: StoredScore | undefined,
  at: number,
): { readonly band: Band; readonly points: number; readonly isProvisional: boolean } {
  const isProvisional = score !== undefined && score.policyVersion !== version;
  const known = score?.points ?? 0;
  const points = isProvisional ? scoreOf(policy.model, score.body.inputs, Math.floor(at / DAY)).points : known;
  return { band: bandOf(policy.bands, points), points, isProvisional };
}

/** Of several overrides that speak of the same, the one approved last is heard. */
function wordOf(overrides: readonly StoredOverride[]): <Key extends keyof OverrideBody>(key: Key) => OverrideBody[Key] {
  return (key) => overrides.find(({ body }) => body[key] !== null)?.body[key] ?? null;
}

/** Shares are rounded down, so that nobody is given more than the policy says. */
function limitsOf({ limits }: Band, score: StoredScore | undefined, raised: number | null): CreditStanding["limits"] {
  return limits.map(({ currency, amount, salesShare }) => {
    const sales = score?.body.sales.find((one) => one.currency === currency)?.amount ?? 0n;
    const share = salesShare === undefined ? amount : (sales * BigInt(salesShare)) / PARTS_PER_MILLION;
    const limit = share < amount ? share : amount;
    return { currency, amount: limit + (limit * BigInt(raised ?? 0)) / PARTS_PER_MILLION };
  });
}
