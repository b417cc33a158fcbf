/** What the ledger recorded and what was taken back, in one order, for those whom it concerns. */
import { z } from "zod";
import { COLLECTION_KINDS, collectionEntry } from "./collectionEvent.ts";
import { FACTORING_KINDS, factoringEntry } from "./factoringEvent.ts";
import { address, cursor, hash } from "./scalars.ts";
import { currency } from "./terms.ts";
import { STATEMENT_KINDS, statementEntry } from "./statement.ts";
import { EVENT_FIELDS, place, timelineEntry } from "./timeline.ts";
import type { ToldEvent } from "./timeline.ts";

/** What the directory records of an organisation. */
export const DIRECTORY_KINDS = [
  "OrganisationVouched",
  "VoucherWithdrawn",
  "MandateGiven",
  "MandateRevoked",
  "ViewingKeySet",
] as const;

/** Every kind of event that is told. */
export const EVENT_KINDS = [
  ...(Object.keys(EVENT_FIELDS) as [ToldEvent, ...ToldEvent[]]),
  ...DIRECTORY_KINDS,
  ...STATEMENT_KINDS,
  ...FACTORING_KINDS,
  ...COLLECTION_KINDS,
] as const;

export const eventKind = z.enum(EVENT_KINDS).meta({ id: "EventKind", description: "Named as in the contracts." });
export type EventKind = z.output<typeof eventKind>;

/** An event of the directory. */
export const directoryEntry = z
  .strictObject({
    name: z.enum(DIRECTORY_KINDS),
    organisation: address,
    registrar: address.nullable().meta({ description: "Who vouches, or no longer does." }),
    agent: address.nullable().meta({ description: "Whose mandate it is." }),
    at: place,
  })
  .meta({ id: "DirectoryEntry", description: "Something that the directory recorded of the organisation." });

const eventId = z
  .string()
  .regex(/^evt_[A-Za-z0-9_-]{22}$/)
  .meta({ description: "Always the same for the same happening and organisation: drop what was seen before." });

/** One happening. */
export const feedEvent = z
  .strictObject({
    id: eventId,
    kind: z.enum(["recorded", "retracted"]).meta({
      description: "`retracted`: the chain took back what was recorded; whatever followed from it is to be undone.",
    }),
    retracts: eventId.nullable().meta({ description: "What is taken back." }),
    receivable: hash.nullable(),
    statement: hash.nullable(),
    notice: hash.nullable().meta({ description: "A notice of assignment." }),
    currency,
    event: z.union([timelineEntry, directoryEntry, statementEntry, factoringEntry, collectionEntry]),
  })
  .meta({ id: "FeedEvent" });

/** A page of happenings, oldest first. */
export const feedPage = z
  .strictObject({
    items: z.array(feedEvent),
    next: cursor.meta({ description: "Where to go on, now or when more has happened." }),
    more: z.boolean().meta({ description: "Whether there may be more by now. A page may be empty, and more follow." }),
  })
  .meta({ id: "FeedPage" });

export const feedQuery = z
  .strictObject({
    after: cursor.optional().meta({ description: "`next` of the page before; absent: from the beginning." }),
  })
  .meta({ id: "FeedQuery" });

export const streamHeaders = z.strictObject({
  "last-event-id": cursor.optional().meta({
    description: "The `id` that came last, or `next` of a page; absent: from now on.",
  }),
});

export type FeedEvent = z.output<typeof feedEvent>;
export type FeedPage = z.output<typeof feedPage>;
