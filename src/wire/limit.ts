/** Credit limits, what is used of them, what was granted under them, and freezes. */
import { z } from "zod";
import { LIMIT_SOURCES } from "../domain/exposure/limit.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { line, moment } from "./personal.ts";
import { address, amount, cursor, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const reason = line(1_000).meta({ description: "Why, in words." });
const currencyName = z.string().min(1).max(42).meta({ description: "ISO 4217 code, token symbol or address." });
const ppm = z
  .string()
  .regex(/^\d{1,30}$/)
  .meta({ description: "Parts per million." });

/** Whose limit it is. */
export const limitSubject = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("customer"), customer: address }),
    z
      .strictObject({ kind: z.literal("group"), group: line(200) })
      .meta({ description: "A group of affiliates, as the party file names it: its customers are counted together." }),
  ])
  .meta({ id: "LimitSubject" });
export type LimitSubject = z.output<typeof limitSubject>;

export const newLimit = z
  .strictObject({
    id: uuid,
    subject: limitSubject,
    currency: currencyName,
    amount: amount.nullable().meta({
      description: "The most that may be open; null ends the own limit, so that the credit policy's counts again.",
    }),
    from: moment.optional().meta({ description: "First instant; now unless given, and never before." }),
    until: moment.nullable().default(null).meta({ description: "When it lapses; null for never." }),
    reason,
  })
  .meta({ id: "NewLimit" });

export const limit = z
  .strictObject({
    ...{ id: uuid, subject: limitSubject, currency, amount: amount.nullable() },
    ...{ from: instant, until: instant.nullable(), reason: z.string(), setBy: address, setAt: instant },
    approval: z.string().nullable().meta({ description: "The approval that raising it took; null for none." }),
  })
  .meta({ id: "Limit" });
export const limitPage = z.strictObject({ items: z.array(limit), next }).meta({ id: "LimitPage" });
export const limitQuery = pageQuery
  .extend({ customer: address.optional(), group: line(200).optional() })
  .meta({ id: "LimitQuery" });

/** What somebody would lose if the customers paid nothing more. */
export const exposure = z
  .strictObject({
    pending: amount.meta({ description: "Issued and not accepted; what was rejected counts until it is cancelled." }),
    notDue: amount.meta({ description: "Accepted, and not due yet." }),
    overdue: amount,
    prepared: amount.meta({ description: "What intents would add that nothing records yet." }),
    offLedger: amount.meta({
      description: "Open by the imported books, beyond what the ledger has of the same invoice in the same currency.",
    }),
    unapplied: amount.meta({
      description:
        "Posted money of the customer that has settled nothing yet: it is subtracted, also where it is a deposit.",
    }),
    total: amount.meta({
      description: "The first five, less the sixth; never below nought, of each customer of a group by itself.",
    }),
    disputed: amount.meta({ description: "Of pending, not due and overdue." }),
    promised: amount.meta({ description: "Of pending, not due and overdue, as the last look of dunning made it." }),
    recourse: amount.meta({ description: "Of pending, not due and overdue, what was sold with recourse." }),
    assigned: amount.meta({ description: "Sold without recourse or given away: it is counted in nothing else." }),
    items: z.int().min(0),
  })
  .meta({ id: "Exposure" });

const use = z
  .strictObject({
    source: z.enum(LIMIT_SOURCES),
    limit: amount,
    exposure: amount,
    use: ppm.meta({ description: "Parts per million of the limit; 1,000,000,000 where the limit is nought." }),
    until: instant.nullable(),
  })
  .meta({ id: "LimitUse" });

/** The question is about one customer, whose group is counted beside it. */
export const exposureAnswer = z
  .strictObject({
    customer: address,
    group: z.string().nullable().meta({
      description: "Null for none, and where the party file contradicts itself: then the limit of each group counts.",
    }),
    affiliates: z.array(address).meta({ description: "All customers of its groups, this one among them." }),
    frozen: z.boolean(),
    sealed: z.int().min(0).meta({
      description:
        "Claims that this gateway cannot open: nobody here knows their sums, and no sum on this page has them in it.",
    }),
    currencies: z.array(z.strictObject({ currency, exposure, uses: z.array(use) })),
    at: instant,
  })
  .meta({ id: "ExposureAnswer" });

export const limitGrant = z
  .strictObject({
    ...{ intent: uuid, receivable: hash, verb: z.string(), customer: address, currency, added: amount },
    policy: z
      .strictObject({ version: z.int(), hash })
      .nullable()
      .meta({ description: "The credit policy under which it was granted." }),
    score: z.string().nullable(),
    band: z.string().nullable(),
    limit: z.strictObject({ source: z.enum(LIMIT_SOURCES), amount }).nullable(),
    exposure: amount.meta({ description: "Before it." }),
    secured: amount.meta({ description: "What had to be paid in advance." }),
    sealed: z.int().min(0),
    approval: z.string().nullable().meta({ description: "The second signature by which the limit was exceeded." }),
    at: instant,
  })
  .meta({ id: "LimitGrant" });
export const limitGrants = z.strictObject({ items: z.array(limitGrant) }).meta({ id: "LimitGrants" });

export const newFreeze = z.strictObject({ id: uuid, customer: address, reason }).meta({ id: "NewLimitFreeze" });
export const freezeLift = z.strictObject({ reason }).meta({ id: "LimitFreezeLift" });
export const freeze = z
  .strictObject({
    ...{ id: uuid, customer: address, reason: z.string(), frozenBy: address, since: instant },
    lifted: z
      .strictObject({
        ...{ by: address, at: instant, reason: z.string(), approval: z.string() },
        approvers: z.array(address).meta({ description: "Who signed for it: others than whoever lifted it." }),
      })
      .nullable(),
  })
  .meta({ id: "LimitFreeze" });
export const freezePage = z.strictObject({ items: z.array(freeze), next }).meta({ id: "LimitFreezePage" });

export const limitException = z
  .strictObject({
    ...{ receivable: hash, customer: address, currency },
    amount: amount.nullable().meta({ description: "Null of what is sealed to others." }),
    granted: amount.meta({ description: "What was checked of it, or owed before anything was limited." }),
    limit: amount
      .nullable()
      .meta({ description: "The tightest when it was found, a group's among them; null for none." }),
    exposure: amount.nullable().meta({ description: "Of whom that limit is about, when it was found, with it." }),
    found: instant,
  })
  .meta({ id: "LimitException" });
export const limitExceptionPage = z
  .strictObject({ items: z.array(limitException), next })
  .meta({ id: "LimitExceptionPage" });
