/**
 * A credit policy: by which model customers are scored, and what each band of scores is given. A policy is a document
 * of one version: it is appended, in force from an instant, and never changed.
 *
 * Amounts are minor units, shares parts per million (ppm), scores whole points from 0 to {@link FULL_SCORE}.
 */
import type { Address } from "../receivable.ts";
import type { InputKind } from "./inputs.ts";

/** The weights of a model add up to this. */
export const FULL_SCORE = 1_000;

/** From this value on an input has so many points. */
export interface PointsStep {
  readonly from: number;
  readonly points: number;
}

export interface ModelInput {
  readonly kind: InputKind;
  /** The most points that it can bring. */
  readonly weight: number;
  /** Points of a value below the first step. */
  readonly below: number;
  /** Values rise; points only rise where more is better, and only fall where less is. */
  readonly steps: readonly PointsStep[];
  /** Points where the value is not known. */
  readonly missing: number;
  /** Points where it is older than `staleAfterDays`, or past its expiry. */
  readonly stale: number;
  /** Undefined where it never grows stale by age alone. */
  readonly staleAfterDays: number | undefined;
}

export interface CreditModel {
  readonly name: string;
  readonly version: number;
  readonly inputs: readonly ModelInput[];
}

/** What secures a sale to whom little is trusted (A06): a share of it paid before, or put by with somebody else. */
export const SECURITY_KINDS = ["none", "prepayment", "deposit", "escrow"] as const;
export interface Security {
  readonly kind: (typeof SECURITY_KINDS)[number];
  /** Of the sale, ppm; nought for none. */
  readonly share: number;
}

/** The most that may be open in a currency. */
export interface BandLimit {
  /** As the ledger writes it. */
  readonly currency: Address;
  readonly amount: bigint;
  /** With it the limit is this share of the trailing year's sales, rounded down, and never more than `amount`. */
  readonly salesShare: number | undefined;
}

/** What punctual payers of a band are offered (A20), never without a person's decision. */
export interface Reward {
  /** Share of items that were paid in time at least, ppm. */
  readonly onTimeShare: number;
  /** So many items at least were paid in the trailing year. */
  readonly items: number;
  readonly extraNetDays: number;
  /** By how much limits rise, ppm of them. */
  readonly raisedLimit: number;
  /** Terms with a discount for early payment, such as "2/10 net 30"; undefined where none is offered. */
  readonly terms: string | undefined;
  /** How long what is granted lasts. */
  readonly days: number;
}

export interface Band {
  readonly name: string;
  /** From this score on. */
  readonly from: number;
  readonly limits: readonly BandLimit[];
  readonly security: Security;
  readonly longestNetDays: number;
  /** What is offered, such as "net 30". */
  readonly terms: string;
  /** The segment by which the dunning policy is chosen; undefined leaves it to the customer's own note. */
  readonly dunningSegment: string | undefined;
  /** Whether its receivables may be offered for financing. */
  readonly isEligible: boolean;
  readonly reward: Reward | undefined;
}

/** Sizes by the number of people employed (EU recommendation 2003/361): below 10, 50, 250, and from there. */
export const SIZES = ["micro", "small", "medium", "large"] as const;
export type Size = (typeof SIZES)[number];

/** Customers that are treated alike: all that is named must be true, and what is empty asks nothing. */
export interface SegmentRule {
  readonly name: string;
  readonly bands: readonly string[];
  readonly sizes: readonly Size[];
  /** What an industry's code begins with. */
  readonly industries: readonly string[];
  /** ISO 3166, two letters. */
  readonly countries: readonly string[];
}

/** What asks for another score (A08). `policy` and `byHand` always do. */
export const TRIGGERS = [
  "daysLateDrift",
  "brokenPromise",
  "dispute",
  "limitUse",
  "insolvency",
  "newFacts",
  "age",
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** Why a score was made. */
export const SCORE_REASONS = ["first", "policy", "byHand", "contest", ...TRIGGERS] as const;
export type ScoreReason = (typeof SCORE_REASONS)[number];

/** What the scored is told of it: that a limit is nearly used would tell the limit to whoever knows what it owes. */
export const OWN_SCORE_REASONS = ["first", "policy", "contest", "changed"] as const;
export type OwnScoreReason = (typeof OWN_SCORE_REASONS)[number];

export function ownReason(reason: ScoreReason): OwnScoreReason {
  return OWN_SCORE_REASONS.find((told) => told === reason) ?? "changed";
}

export interface CreditPolicy {
  readonly model: CreditModel;
  /** The lowest first; the first is from 0. */
  readonly bands: readonly Band[];
  /** The first that fits decides. */
  readonly segments: readonly SegmentRule[];
  /** What follows from a default (A13), as it is told to customers. */
  readonly defaultHandling: {
    readonly text: string;
    /** Days past due after which an item is in default. */
    readonly graceDays: number;
    /** Whether a customer in default is given nothing new. */
    readonly holdsCredit: boolean;
  };
  /** Kinds of facts that must be known before the first sale (A15). */
  readonly requiredFacts: readonly string[];
  readonly triggers: readonly Trigger[];
  /** By so many days the weighted days late must have moved since the last score. */
  readonly driftDays: number;
  /** Use of a limit, ppm, above which a customer is scored again. */
  readonly limitUse: number;
  /** A score is made again when it is so old. */
  readonly longestDays: number;
}

/** The band of a score. @throws RangeError for a score below nought. */
export function bandOf(bands: readonly Band[], score: number): Band {
  const band = bands.findLast(({ from }) => from <= score);
  if (band === undefined) throw new RangeError(`no band begins at or below ${score}: the first is from 0`);
  return band;
}

/** A customer as rules of segments see it. */
export interface SegmentFacts {
  readonly band: string | undefined;
  readonly size: Size | undefined;
  readonly industry: string | undefined;
  readonly country: string | undefined;
}

/** The first segment that fits; undefined where none does. What is not known fits no rule that asks for it. */
export function segmentOf(rules: readonly SegmentRule[], facts: SegmentFacts): string | undefined {
  const { band, size, industry, country } = facts;
  const isAmong = <Value extends string>(allowed: readonly Value[], value: Value | undefined): boolean =>
    allowed.length === 0 || (value !== undefined && allowed.includes(value));
  return rules.find(
    (rule) =>
      isAmong(rule.bands, band) &&
      isAmong(rule.sizes, size) &&
      isAmong(rule.countries, country) &&
      (rule.industries.length === 0 || rule.industries.some((start) => industry?.startsWith(start) === true)),
  )?.name;
}

/** The size of who employs so many people. */
export function sizeOf(employees: number): Size {
  if (employees < 10) return "micro";
  if (employees < 50) return "small";
  return employees < 250 ? "medium" : "large";
}
