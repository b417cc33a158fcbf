/** What the scored see of their scores, and how they contest an input. */
import { z } from "zod";
import { OWN_SCORE_REASONS } from "../domain/credit/policy.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { inputKind } from "./creditPolicy.ts";
import { line } from "./personal.ts";
import { scoreOfCustomer } from "./score.ts";
import { address, cursor, date, hash, instant } from "./scalars.ts";

const FURTHEST_VALUE = 1_000_000_000_000;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

export const ownScore = z
  .strictObject({
    creditor: address,
    ...scoreOfCustomer,
    reason: z.enum(OWN_SCORE_REASONS).meta({ description: "Why it was made; of what changed no more is told." }),
  })
  .meta({ id: "OwnScore", description: "What a creditor made of the organisation." });
export type ShownOwnScore = z.output<typeof ownScore>;
export const ownScorePage = z.strictObject({ items: z.array(ownScore), next }).meta({ id: "OwnScorePage" });

export const newScoreContest = z
  .strictObject({
    id: uuid,
    kind: inputKind.meta({ description: "The input that is wrong." }),
    text: line(2_000).meta({ description: "What is wrong with it, and how it is." }),
    evidence: hash.nullable().default(null).meta({
      description: "Hash of a document that shows it; give it for a receivable of the two, where both can read it.",
    }),
  })
  .meta({ id: "NewScoreContest" });
export type NewScoreContest = z.output<typeof newScoreContest>;

export const scoreContest = z
  .strictObject({
    id: uuid,
    creditor: address,
    customer: address,
    score: uuid,
    kind: inputKind,
    text: z.string(),
    evidence: hash.nullable(),
    at: instant,
    due: instant.meta({ description: "Until then the creditor answers." }),
    state: z.enum(["waiting", "overdue", "upheld", "refused", "withdrawn"]),
    answer: z.string().nullable(),
    value: z.int().nullable().meta({ description: "Of the input, once it was upheld." }),
    until: date.nullable().meta({ description: "Last day on which the corrected value counts." }),
    decided: instant.nullable(),
  })
  .meta({ id: "ScoreContest" });
export type ShownContest = z.output<typeof scoreContest>;
export const scoreContestPage = z.strictObject({ items: z.array(scoreContest), next }).meta({ id: "ScoreContestPage" });

export const scoreContestQuery = pageQuery
  .extend({
    side: z.enum(["creditor", "scored"]).meta({ description: "Those to be answered, or the organisation's own." }),
  })
  .meta({ id: "ScoreContestQuery" });

export const scoreContestAnswer = z
  .discriminatedUnion("decision", [
    z.strictObject({
      decision: z.literal("upheld"),
      answer: line(2_000),
      value: z.int().min(-FURTHEST_VALUE).max(FURTHEST_VALUE).meta({
        description: "What the input is from now on: a share at most 1,000,000 ppm, a count not below 0.",
      }),
      until: date.meta({ description: "Last day on which it counts, of UTC; at most 366 days from now." }),
    }),
    z.strictObject({ decision: z.literal("refused"), answer: line(2_000).meta({ description: "Why." }) }),
  ])
  .meta({ id: "ScoreContestAnswer" });
export type ContestAnswer = z.output<typeof scoreContestAnswer>;
