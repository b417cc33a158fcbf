/** Customers whom an organisation watches, and what a day brought. */
import { z } from "zod";
import { WATCH_CAUSES } from "../domain/exposure/watch.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { exposureAnswer, freeze, limitException } from "./limit.ts";
import { line } from "./personal.ts";
import { address, cursor, date, instant } from "./scalars.ts";

const MOST_DAYS = 366;
const MILLION = 1_000_000;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const reason = line(1_000).meta({ description: "Why, in words." });

export const newWatchEntry = z
  .strictObject({ id: uuid, customer: address, reason, reviewBy: date.meta({ description: "At most 366 days away." }) })
  .meta({ id: "NewWatchEntry" });
export const watchReview = z.strictObject({ note: reason, reviewBy: date }).meta({ id: "NewWatchReview" });
export const watchEnd = z.strictObject({ reason }).meta({ id: "WatchEnd" });

export const watchEntry = z
  .strictObject({
    ...{ id: uuid, customer: address },
    cause: z.enum(WATCH_CAUSES).meta({ description: "`manual` is somebody's word, all others are rules." }),
    reason: z.string(),
    addedBy: address.nullable().meta({ description: "Null where a rule added it." }),
    since: instant,
    reviewBy: date,
    reviews: z.array(z.strictObject({ note: z.string(), reviewBy: date, account: address, at: instant })),
    ended: z
      .strictObject({
        at: instant,
        by: address.nullable().meta({ description: "Null where the rule holds no more." }),
        reason: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "WatchEntry" });
export const watchPage = z.strictObject({ items: z.array(watchEntry), next }).meta({ id: "WatchPage" });
export const watchQuery = pageQuery
  .extend({
    customer: address.optional(),
    ended: z.enum(["true", "false"]).default("false").meta({ description: "Whether ended entries are listed too." }),
  })
  .meta({ id: "WatchQuery" });

export const watchedCustomer = z
  .strictObject({
    customer: address,
    exposure: exposureAnswer,
    standing: z
      .strictObject({ policyVersion: z.int(), band: z.string() })
      .nullable()
      .meta({ description: "By the credit policy in force; null without one." }),
    scores: z
      .array(z.strictObject({ id: uuid, points: z.int(), band: z.string(), reason: z.string(), at: instant }))
      .meta({ description: "The latest first, at most 10." }),
    entries: z.array(watchEntry).meta({ description: "Those that stand and those that ended, at most 200." }),
  })
  .meta({ id: "WatchedCustomer" });

const share = z
  .int()
  .min(1)
  .max(100 * MILLION);
const rules = {
  limitUse: share.nullable().meta({ description: "From this share of a limit on, parts per million; null for never." }),
  daysOverdue: z.int().min(1).max(3_650).nullable().meta({ description: "The oldest claim is so many days past due." }),
  disputedShare: share
    .max(MILLION)
    .nullable()
    .meta({ description: "From this share of what is owed on that is disputed, parts per million." }),
  reviewDays: z.int().min(1).max(MOST_DAYS).meta({ description: "Days until what a rule added is to be reviewed." }),
};
export const newWatchRules = z.strictObject(rules).meta({ id: "NewWatchRules" });
export const watchRules = z
  .strictObject({ items: z.array(z.strictObject({ ...rules, setBy: address, at: instant })) })
  .meta({ id: "WatchRules", description: "The latest first: that one counts." });

export const watchDigest = z
  .strictObject({
    day: date,
    after: instant,
    until: instant,
    added: z.array(watchEntry),
    ended: z.array(watchEntry),
    toReview: z.array(watchEntry),
    freezes: z.array(freeze).meta({ description: "Made or lifted." }),
    exceptions: z.array(limitException).meta({ description: "Issued or raised past the gateway." }),
  })
  .meta({ id: "WatchDigest", description: "At most 200 of each." });
