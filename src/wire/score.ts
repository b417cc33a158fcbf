/** Scores, what customers are given by them, and what departs from it. */
import { z } from "zod";
import { SCORE_REASONS, SECURITY_KINDS, SIZES } from "../domain/credit/policy.ts";
import { LINE_STATES } from "../domain/credit/score.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { inputKind, inputPart } from "./creditPolicy.ts";
import { LANGUAGES } from "./document.ts";
import { line } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

const PPM = 1_000_000;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

const change = z
  .strictObject({ kind: inputKind, value: z.int(), band: z.string() })
  .meta({ id: "BandChange", description: "This input alone, at this value, leads to that band." });

const scoreLine = z
  .strictObject({
    kind: inputKind,
    part: inputPart,
    unit: z.enum(["days", "ppm", "count", "years"]),
    value: z.int().nullable().meta({ description: "Null where it is not known." }),
    source: z.string().meta({ description: "Where the value comes from, or why there is none." }),
    day: date.meta({ description: "The day that the value is of." }),
    expires: date.nullable(),
    state: z.enum(LINE_STATES),
    points: z.int(),
    weight: z.int().meta({ description: "The most points that the input can bring." }),
    better: z
      .strictObject({ value: z.int(), points: z.int() })
      .nullable()
      .meta({ description: "The nearest value that brings more." }),
  })
  .meta({ id: "ScoreLine" });

/** What the scored may see of a score, too. */
export const scoreOfCustomer = {
  id: uuid,
  policyVersion: z.int().min(1),
  model: z.strictObject({ name: z.string(), version: z.int() }),
  day: date,
  at: instant,
  points: z.int().meta({ description: "Of 1000." }),
  band: z.string(),
  reason: z.enum(SCORE_REASONS).meta({ description: "Why it was made." }),
  lines: z.array(scoreLine).meta({ description: "Every input of the model, in its order." }),
  raises: z.array(change).meta({ description: "What would lead to the next better band." }),
  lowers: z.array(change).meta({ description: "What would lose this band." }),
};

export const creditScore = z
  .strictObject({
    customer: address,
    number: z.int().min(1).meta({ description: "Counted from 1 for each customer: all are kept." }),
    ...scoreOfCustomer,
    detail: z.string().meta({ description: "The reason in words." }),
    previous: z
      .strictObject({ id: uuid, points: z.int(), band: z.string() })
      .nullable()
      .meta({ description: "The score that it took the place of." }),
    askedBy: address.nullable().meta({ description: "Null where nobody did, but something that happened." }),
    anchor: hash.meta({ description: "What may be published to prove it later: see its proof." }),
  })
  .meta({ id: "CreditScore" });
export type ShownScore = z.output<typeof creditScore>;
export const creditScorePage = z.strictObject({ items: z.array(creditScore), next }).meta({ id: "CreditScorePage" });

export const scoreQuery = pageQuery.extend({ customer: address }).meta({ id: "CreditScoreQuery" });
export const newScore = z.strictObject({ id: uuid, customer: address }).meta({ id: "NewCreditScore" });

export const scoreProofFile = z
  .strictObject({
    anchor: hash,
    root: hash.meta({ description: "Of the Merkle tree over the leaves of all inputs." }),
    policy: hash.meta({ description: "Hash of the policy document." }),
    policyVersion: z.int().min(1),
    day: z.int().min(0).meta({ description: "Days since 1970-01-01." }),
    points: z.int(),
    band: z.string(),
    inputs: z.array(
      z.strictObject({
        kind: inputKind,
        value: z.int().nullable(),
        source: z.string(),
        day: z.int().min(0),
        expires: z.int().min(0).nullable(),
        salt: hash,
        leaf: hash,
        path: z.array(hash).meta({ description: "From the leaf to the root: it shows this input without the others." }),
      }),
    ),
  })
  .meta({ id: "CreditScoreProof" });

const override = {
  terms: line(60).nullable().default(null),
  longestNetDays: z.int().min(0).max(3_650).nullable().default(null),
  raisedLimit: z.int().min(1).max(PPM).nullable().default(null).meta({
    description: "By how much the band's limits rise, ppm. A limit of the customer's own is set at `/v1/limits`.",
  }),
  dunningSegment: line(60).nullable().default(null),
  language: z.enum(LANGUAGES).nullable().default(null).meta({ description: "Of letters to whom none is noted." }),
};

export const creditStanding = z
  .strictObject({
    policy: z.strictObject({ version: z.int(), hash }),
    score: z
      .strictObject({ id: uuid, points: z.int(), at: instant, isProvisional: z.boolean() })
      .nullable()
      .meta({
        description:
          "Null where the customer was never scored: it stands in the lowest band. Provisional while another policy " +
          "has come into force since: the inputs of then are read by the new model.",
      }),
    band: z.string(),
    limits: z
      .array(z.strictObject({ currency, amount }))
      .meta({ description: "Of a currency that is not among them the policy says nothing." }),
    longestNetDays: z.int(),
    terms: z.string(),
    security: z.strictObject({ kind: z.enum(SECURITY_KINDS), share: z.int() }),
    dunningSegment: z.string().nullable(),
    language: z.enum(LANGUAGES).nullable(),
    isEligible: z.boolean(),
    segment: z.string().nullable().meta({ description: "By the policy's rules of segments." }),
    requiredFacts: z.array(z.string()),
    overrides: z.array(z.strictObject({ id: uuid, until: date, approver: address.nullable() })),
  })
  .meta({ id: "CreditStanding" });
export type ShownStanding = z.output<typeof creditStanding>;

export const standingQuery = z.strictObject({ customer: address }).meta({ id: "CreditStandingQuery" });
export const standingReading = z
  .strictObject({ standing: creditStanding.nullable().meta({ description: "Null while no policy is in force." }) })
  .meta({ id: "CreditStandingReading" });

export const newOverride = z
  .strictObject({
    id: uuid,
    customer: address,
    ...override,
    until: date.meta({ description: "Last day on which it counts, of UTC; at most 366 days from now." }),
    reason: line(500),
  })
  .refine(
    ({ terms, longestNetDays, raisedLimit, dunningSegment, language }) =>
      [terms, longestNetDays, raisedLimit, dunningSegment, language].some((field) => field !== null),
    "say what is to be otherwise",
  )
  .meta({ id: "NewCreditOverride" });
export type NewCreditOverride = z.output<typeof newOverride>;

export const creditOverride = z
  .strictObject({
    id: uuid,
    customer: address,
    origin: z.enum(["person", "reward"]),
    score: uuid.nullable().meta({ description: "That a reward is for." }),
    ...override,
    until: date,
    reason: z.string(),
    proposedBy: address.nullable().meta({ description: "Null of a reward." }),
    proposed: instant,
    state: z.enum(["waiting", "inForce", "declined", "ended", "over"]),
    decidedBy: address.nullable(),
    decided: instant.nullable(),
    word: z.string().nullable(),
  })
  .meta({ id: "CreditOverride" });
export type ShownOverride = z.output<typeof creditOverride>;
export const creditOverridePage = z
  .strictObject({ items: z.array(creditOverride), next })
  .meta({ id: "CreditOverridePage" });
export const overrideQuery = pageQuery.extend({ customer: address.optional() }).meta({ id: "CreditOverrideQuery" });
export const overrideDecision = z
  .strictObject({ decision: z.enum(["approved", "declined"]), word: line(500) })
  .meta({ id: "CreditOverrideDecision" });

const segmentSum = z
  .strictObject({
    segment: z.string().nullable().meta({ description: "Null for customers that fit no rule." }),
    customers: z.int(),
    bands: z.array(z.strictObject({ band: z.string(), customers: z.int() })),
    open: z.array(z.strictObject({ currency, amount })).meta({ description: "What they owe on the ledger now." }),
  })
  .meta({ id: "CreditSegment" });
export const creditSegments = z
  .strictObject({
    items: z.array(segmentSum),
    isCut: z.boolean().meta({ description: "Whether there are more customers than are counted." }),
  })
  .meta({ id: "CreditSegments" });
export type ShownSegments = z.output<typeof creditSegments>;

export const segmentQuery = pageQuery
  .extend({ segment: line(60).optional().meta({ description: "Of this one alone." }) })
  .meta({ id: "CreditSegmentQuery" });
export const segmentCustomers = z
  .strictObject({
    items: z.array(
      z.strictObject({
        customer: address,
        segment: z.string().nullable(),
        band: z.string(),
        points: z.int(),
        size: z.enum(SIZES).nullable(),
        industry: z.string().nullable(),
        country: z.string().nullable(),
      }),
    ),
    next,
  })
  .meta({ id: "CreditSegmentCustomers" });
