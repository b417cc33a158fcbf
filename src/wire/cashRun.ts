/** Runs of cash application: what a run may do by itself, how far it is, what it came to. */
import { z } from "zod";
import { CASH_STEPS } from "../domain/cashMatch.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, amount, cursor, instant } from "./scalars.ts";

const MOST_DAYS = 3_650;
const MOST_OLDEST_FIRST = 1_000;
const days = z.int().min(0).max(MOST_DAYS);
const count = z.int().min(0);
const code = z.string().regex(/^[A-Z]{3}$/);
const PER_CENT = /^(?:0|[1-9]\d?)(?:\.\d{1,4})?$/;

const tolerance = z
  .strictObject({
    currency: code,
    amount: amount.meta({ description: "The most that may be missing or too much." }),
    percent: z.string().regex(PER_CENT).meta({ description: "Of what is open; the smaller of both decides." }),
  })
  .meta({ id: "CashTolerance" });
const tolerances = z.array(tolerance).max(200);
const oldestFirst = z
  .array(line(200))
  .max(MOST_OLDEST_FIRST)
  .meta({ description: "Parties that agreed that their payments settle the oldest items first." });
const postParts = z.boolean().meta({ description: "Whether a part is posted before the rest has come." });
const daysBeforeIssue = days.meta({ description: "How long before its issue an item may be paid." });
const daysAfterDue = days.meta({ description: "How long an item is looked for by its amount alone." });

const keptPolicy = z
  .strictObject({ tolerances, oldestFirst, daysBeforeIssue, daysAfterDue, duplicateDays: days, postParts })
  .meta({ id: "CashPolicy" });

const newPolicy = z
  .strictObject({
    tolerances: tolerances.default([]),
    oldestFirst: oldestFirst.default([]),
    daysBeforeIssue: daysBeforeIssue.default(0),
    daysAfterDue: daysAfterDue.default(365),
    duplicateDays: days.default(45),
    postParts: postParts.default(true),
  })
  .meta({ id: "NewCashPolicy", description: "Whatever is left out is as careful as can be." });

export type CashPolicy = z.output<typeof keptPolicy>;

export const newCashRun = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same run." }),
    policy: newPolicy.prefault({}),
  })
  .meta({ id: "NewCashRun" });

const runCounts = z
  .strictObject({
    entries: count.meta({ description: "That nothing was posted for before." }),
    items: count,
    posted: count,
    proposed: count,
    exceptions: count,
    unchanged: count.meta({ description: "Proposals and exceptions that stand as they stood." }),
  })
  .meta({ id: "CashRunCounts" });

export const cashRun = z
  .strictObject({
    id: uuid,
    account: address.meta({ description: "Who began it." }),
    policy: keptPolicy,
    begun: instant,
    step: z.enum(CASH_STEPS),
    ended: instant.nullable(),
    fault: z.string().nullable().meta({ description: "Why it failed, and the way out." }),
    counts: runCounts.nullable().meta({ description: "Null until it is done." }),
  })
  .meta({ id: "CashRun" });

export type ShownCashRun = z.output<typeof cashRun>;
export type CashRunCounts = z.output<typeof runCounts>;

export const cashRunPage = z
  .strictObject({
    items: z.array(cashRun),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "CashRunPage" });
