/**
 * What was recorded of the collection of receivables, for whoever may see the receivable. One table says of each event
 * which fields it has and what kind each is.
 */
import { z } from "zod";
import { CHANNELS, STAGES } from "../domain/collections/policy.ts";
import { ANSWER_KINDS, COLLECTION_STEPS, CONTACT_OUTCOMES, NEVER, RECORD_KINDS } from "../domain/collections/record.ts";
import type { CollectionEvent } from "../domain/collections/recordEvents.ts";
import { address, amount, date, hash, instant } from "./scalars.ts";
import { place } from "./timeline.ts";

/** Days after the due date, below zero before it. */
const firstDay = z.int().min(-1000).max(3000).nullable();

/** How receivables between a supplier and a buyer are chased. */
export const collectionSchedule = z
  .strictObject({
    firstDays: z.strictObject(Object.fromEntries(STAGES.map((stage) => [stage, firstDay]))).meta({
      description:
        "Of each stage, the days after the due date from which it may be recorded; below zero before it, null for " +
        "never. No stage begins before an earlier one.",
    }),
    cycleDays: z
      .int()
      .min(0)
      .max(4000)
      .meta({ description: "After how many days a stage may come again, at least 7; 0 for never." }),
  })
  .meta({ id: "CollectionSchedule" });

export type CollectionScheduleShape = z.output<typeof collectionSchedule>;

/** What a field of an event is written as. */
const KINDS = {
  account: address,
  /** Null where nothing was claimed. */
  claim: amount.nullable().meta({ description: "Principal that it asks for, where it opened a claim." }),
  hash,
  optionalHash: hash.nullable(),
  optionalDay: date.nullable(),
  day: date.nullable().meta({ description: "Null for a number of days that no year up to 9999 has." }),
  instant: instant.nullable().meta({ description: "Null for one that no year up to 9999 has." }),
  recordKind: z.enum(RECORD_KINDS),
  stage: z.enum(STAGES),
  channel: z.enum(CHANNELS),
  outcome: z.enum(CONTACT_OUTCOMES),
  step: z.enum(COLLECTION_STEPS),
  answerKind: z.enum(ANSWER_KINDS),
  cycle: z.int().min(1).nullable().meta({ description: "Of its stage under an adopted schedule; null without one." }),
  schedule: collectionSchedule,
  stages: z.array(z.enum(STAGES)).meta({ description: "That the collector may record." }),
  flag: z.boolean(),
  partsPerMillion: z.int().min(0),
  minutes: z.int().meta({ description: "Minutes that local time is ahead of UTC." }),
} as const;

export type CollectionFieldKind = keyof typeof KINDS;

/** A spent nonce is told to nobody. */
export type CollectionKind = Exclude<CollectionEvent["name"], "NonceSpent">;

const COLLECTING = { creditor: "account", collector: "account", by: "account" } as const;

/** The fields that are told of each event. */
export const COLLECTION_FIELDS = {
  ScheduleAgreed: {
    ...{ supplier: "account", buyer: "account", supplierBy: "account", buyerBy: "account", schedule: "schedule" },
  },
  ScheduleAdopted: { by: "account", commitment: "hash", dueDay: "day", utcOffset: "minutes", schedule: "schedule" },
  CollectionRecorded: {
    ...COLLECTING,
    ...{ kind: "recordKind", stage: "stage", channel: "channel", outcome: "outcome", happened: "instant" },
    ...{ nextDay: "optionalDay", content: "hash", claimed: "claim", cycle: "cycle" },
  },
  CollectionStepTaken: { ...COLLECTING, step: "step", happened: "instant", content: "hash" },
  CollectionPlaced: {
    ...COLLECTING,
    ...{ stages: "stages", maySteps: "flag", fee: "partsPerMillion", until: "instant", terms: "hash" },
  },
  CollectionRecalled: { ...COLLECTING, party: "account", reason: "hash" },
  DebtorAnswered: {
    ...{ debtor: "account", by: "account", kind: "answerKind", record: "optionalHash" },
    ...{ payment: "optionalHash", content: "optionalHash" },
  },
  PlanAgreed: {
    ...{ creditor: "account", debtor: "account", creditorBy: "account", debtorBy: "account" },
    ...{ commitment: "hash", plan: "hash" },
  },
} as const satisfies { readonly [Name in CollectionKind]: Readonly<Record<string, CollectionFieldKind>> };

/** Every kind of event of collections that is told. */
export const COLLECTION_KINDS = Object.keys(COLLECTION_FIELDS) as [CollectionKind, ...CollectionKind[]];

/** One event: its name, its place, and what it says. */
export const collectionEntry = z
  .discriminatedUnion("name", entries())
  .meta({ id: "CollectionEntry", description: "Something that was recorded of the collection of a receivable." });

function entries(): [z.ZodObject, ...z.ZodObject[]] {
  const shapes = Object.entries(COLLECTION_FIELDS).map(([name, fields]) => {
    const shape = Object.fromEntries(Object.entries(fields).map(([field, kind]) => [field, KINDS[kind]]));
    return z.strictObject({ name: z.literal(name), ...shape, at: place }).meta({ id: `${name}Entry` });
  });
  return shapes as unknown as [z.ZodObject, ...z.ZodObject[]];
}

/** An entry as it is written; which fields belong to which name is {@link COLLECTION_FIELDS}'s to say. */
export interface CollectionEntry {
  readonly name: CollectionKind;
  readonly at: z.output<typeof place>;
  readonly [field: string]: unknown;
}

/** The day of a stage on the wire. */
export function firstDayOf(day: number): number | null {
  return day === NEVER ? null : day;
}
