/** Credit policies as JSON: the model, the bands, the segments, and what a default does. */
import { z } from "zod";
import { INPUT_KIND_NAMES, INPUT_PARTS } from "../domain/credit/inputs.ts";
import { FULL_SCORE, SECURITY_KINDS, SIZES, TRIGGERS } from "../domain/credit/policy.ts";
import { EVIDENCE_KINDS } from "../domain/partyFile/evidence.ts";
import { uuid } from "./act.ts";
import { line, moment } from "./personal.ts";
import { address, amount, cursor, hash, instant } from "./scalars.ts";

const PPM = 1_000_000;
const MOST_INPUTS = INPUT_KIND_NAMES.length;
const MOST_STEPS = 40;
const MOST_BANDS = 20;
const MOST_LIMITS = 20;
const MOST_SEGMENTS = 100;
const MOST_CODES = 50;
const FURTHEST_DAYS = 3_650;
const FURTHEST_VALUE = 1_000_000_000_000;

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const days = z.int().min(0).max(FURTHEST_DAYS);
const points = z.int().min(0).max(FULL_SCORE);
const ppm = z.int().min(0).max(PPM).meta({ description: "Parts per million." });
const name = line(60);

export const inputKind = z.enum(INPUT_KIND_NAMES).meta({
  id: "ScoreInputKind",
  description:
    "`daysLate`: weighted by amount, trailing year; `onTimeShare`, `disputeShare`, ratios: ppm; `brokenPromises`: of " +
    "the trailing year; `age`: whole years; `grade`: 0 to 1,000,000.",
});
export const inputPart = z.enum(INPUT_PARTS);
const value = z.int().min(-FURTHEST_VALUE).max(FURTHEST_VALUE);

const modelInput = z.strictObject({
  kind: inputKind,
  weight: points.meta({ description: "The most points that it brings; the weights of a model come to 1000." }),
  below: points.meta({ description: "Points of a value below the first step." }),
  steps: z
    .array(z.strictObject({ from: value, points }))
    .max(MOST_STEPS)
    .meta({ description: "From each value on so many points. A better value never brings less." }),
  missing: points.meta({
    description: "Points without a value; of what the customer itself tells never more than the worst value brings.",
  }),
  stale: points.meta({ description: "Points of what is too old or expired; as `missing`." }),
  staleAfterDays: days.nullable().default(null),
});

const bandLimit = z.strictObject({
  currency: line(50).meta({ description: "A code of ISO 4217, a token that this gateway knows, or an address." }),
  amount,
  salesShare: z
    .int()
    .min(0)
    .max(10 * PPM)
    .nullable()
    .default(null)
    .meta({ description: "Ppm of the trailing year's sales: the limit is that, and never more than `amount`." }),
});

const security = z
  .strictObject({ kind: z.enum(SECURITY_KINDS), share: ppm })
  .meta({ id: "CreditSecurity", description: "What secures a sale, and which part of it; nought for none." });

const reward = z
  .strictObject({
    onTimeShare: ppm.meta({ description: "At least this part of the trailing year's items was paid in time, ppm." }),
    items: z.int().min(5).max(10_000).meta({ description: "So many of them at least." }),
    extraNetDays: z.int().min(0).max(120),
    raisedLimit: ppm.meta({ description: "By how much limits rise, ppm of them." }),
    terms: line(60).nullable().default(null).meta({ description: "Such as `2/10 net 30`." }),
    days: z.int().min(1).max(366).meta({ description: "How long it lasts once it is approved." }),
  })
  .meta({ description: "Proposed to punctual customers, in force once a member approves it." });

const band = z.strictObject({
  name,
  from: points.meta({ description: "From this score on; the lowest band is from 0." }),
  limits: z.array(bandLimit).max(MOST_LIMITS).meta({ description: "The same currencies in every band." }),
  security,
  longestNetDays: days,
  terms: line(60).meta({ description: "What is offered, such as `net 30`." }),
  dunningSegment: name.nullable().default(null).meta({
    description: "By which the dunning policy is chosen where nobody noted a segment of the customer.",
  }),
  isEligible: z.boolean().meta({ description: "Whether its receivables may be offered for financing." }),
  reward: reward.nullable().default(null),
});

const segment = z
  .strictObject({
    name,
    bands: z.array(name).max(MOST_BANDS).default([]),
    sizes: z.array(z.enum(SIZES)).max(SIZES.length).default([]),
    industries: z.array(line(40)).max(MOST_CODES).default([]).meta({
      description: "What the code begins with, scheme first, such as `NACE 28`.",
    }),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "write two capital letters, ISO 3166"))
      .max(MOST_CODES)
      .default([]),
  })
  .meta({ description: "All that is named must fit; the first rule that fits decides." });

const document = {
  model: z.strictObject({
    name,
    version: z.int().min(1).max(1_000_000),
    inputs: z.array(modelInput).min(1).max(MOST_INPUTS),
  }),
  bands: z.array(band).min(1).max(MOST_BANDS).meta({ description: "The lowest first; a better one never gives less." }),
  segments: z.array(segment).max(MOST_SEGMENTS).default([]),
  defaultHandling: z.strictObject({
    text: line(2_000).meta({ description: "What follows from a default, as customers are told." }),
    graceDays: z.int().min(0).max(365).meta({ description: "Days past due after which an item is in default." }),
    holdsCredit: z.boolean().meta({ description: "Whether a customer in default is given nothing new." }),
  }),
  requiredFacts: z.array(z.enum(EVIDENCE_KINDS)).max(EVIDENCE_KINDS.length).default([]).meta({
    description: "What the party file must hold before something is sold on credit.",
  }),
  triggers: z.array(z.enum(TRIGGERS)).max(TRIGGERS.length).meta({ description: "What asks for another score." }),
  driftDays: z.int().min(1).max(365).default(10).meta({ description: "So far the weighted days late may move." }),
  limitUse: ppm.default(800_000).meta({ description: "Use of a limit above which a customer is scored again." }),
  longestDays: z.int().min(1).max(FURTHEST_DAYS).default(180).meta({ description: "As old a score may become." }),
};

const creditPolicyDocument = z.strictObject(document);
export const startingCreditPolicy = z
  .strictObject({ policy: creditPolicyDocument })
  .meta({ id: "StartingCreditPolicy" });
export type WrittenCreditPolicy = z.output<typeof creditPolicyDocument>;

export const newCreditPolicy = z
  .strictObject({
    id: uuid.meta({ description: "Of this version: made by the sender." }),
    policy: creditPolicyDocument,
    reason: line(500).meta({ description: "Why it is changed." }),
    inForce: moment.optional().meta({ description: "At once where it is left out; never in the past." }),
  })
  .meta({ id: "NewCreditPolicy" });
export type NewCreditPolicy = z.output<typeof newCreditPolicy>;

export const creditPolicy = z
  .strictObject({
    id: uuid,
    version: z.int().min(1),
    hash: hash.meta({
      description: "keccak256 of the document's canonical JSON: keys in order, currencies as addresses, minor units.",
    }),
    canonical: z.string().meta({ description: "What is hashed, so that anybody can do so again." }),
    policy: creditPolicyDocument,
    reason: z.string(),
    inForce: instant,
    isInForce: z.boolean(),
    approval: uuid.nullable().meta({ description: "That it took; null where none was asked for." }),
    setBy: address,
    set: instant,
  })
  .meta({ id: "CreditPolicy" });
export type ShownCreditPolicy = z.output<typeof creditPolicy>;

export const creditPolicyPage = z.strictObject({ items: z.array(creditPolicy), next }).meta({ id: "CreditPolicyPage" });
