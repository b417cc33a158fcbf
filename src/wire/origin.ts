/** Where a receivable comes from: the chain from the one that was first issued, split by split and holder by holder. */
import { z } from "zod";
import { address, amount, hash } from "./scalars.ts";
import { asOf } from "./service.ts";
import { currency } from "./terms.ts";
import { place } from "./timeline.ts";

/** How many links are told at most. */
export const MOST_LINKS = 100;

const number = z.int().min(1).meta({ description: "Its place among the parts of the split." });

const split = z
  .strictObject({
    at: place,
    whole: amount.meta({ description: "What was open of the whole: exactly the sum of its parts." }),
    parts: z.array(z.strictObject({ number, id: hash, amount })),
  })
  .meta({ id: "OriginSplit", description: "All parts that a receivable was split into, with what each began with." });

const holder = z
  .strictObject({
    holder: address.meta({ description: "The account on the ledger; of a factor maybe its desk." }),
    organisation: address.meta({ description: "Who is behind it: the factor of a desk, or the holder itself." }),
    name: z.string().nullable().meta({
      description: "As the organisation that asks has it in its books, or else as it calls itself; null if unknown.",
    }),
    how: z.enum(["issued", "split", "transferred"]).meta({ description: "How it came to hold it." }),
    at: place.meta({ description: "Since when; until the next one did." }),
  })
  .meta({ id: "OriginHolder" });

const link = z
  .strictObject({
    id: hash,
    number: number.nullable().meta({ description: "As a part of the link before; null of what was issued." }),
    amount: amount.nullable().meta({
      description:
        "What a part began with, as the split recorded it; of what was issued the face as it was agreed last, null " +
        "where that is sealed and was not opened here.",
    }),
    split: split.nullable().meta({ description: "The split that made it a part; null of what was issued." }),
    holders: z.array(holder).meta({ description: "In their order; the last one holds it, unless it was split." }),
  })
  .meta({ id: "OriginLink" });

/** The chain of origin of one receivable. */
export const origin = z
  .strictObject({
    receivable: hash,
    currency,
    complete: z.boolean().meta({
      description: `False where there are more links than ${MOST_LINKS}: then the first ones are left out.`,
    }),
    links: z.array(link).meta({ description: "From what was first issued to the receivable that is asked about." }),
    parts: split.nullable().meta({ description: "What it was split into itself; null unless it was." }),
    asOf: asOf.nullable(),
  })
  .meta({ id: "Origin" });

export type ShownOrigin = z.output<typeof origin>;
export type ShownSplit = z.output<typeof split>;
export type ShownHolder = z.output<typeof holder>;
