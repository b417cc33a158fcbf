/** Many intents under one root. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { INTENT_STATES, signed, typedData } from "./intent.ts";
import { moment } from "./personal.ts";
import { address, hash, instant } from "./scalars.ts";

const MOST_LEAVES = 1000;

/** Many intents of one kind, to be signed at once. */
export const newBatch = z
  .strictObject({
    id: uuid.optional(),
    intents: z.array(uuid).min(1).max(MOST_LEAVES),
    deadline: moment.optional().meta({ description: "No later than that of any of its intents, whatever is asked." }),
  })
  .meta({ id: "NewBatch" });

export const batch = z
  .strictObject({
    id: uuid,
    verb: z.enum(["issue", "accept"]),
    root: hash,
    count: z.int().min(1),
    preparedBy: address,
    preparedAt: instant,
    deadline: instant,
    message: typedData,
    signed: signed.nullable(),
    intents: z.array(z.strictObject({ id: uuid, state: z.enum(INTENT_STATES), error: z.string().nullable() })),
  })
  .meta({ id: "Batch" });

export type Batch = z.output<typeof batch>;
export type NewBatch = z.output<typeof newBatch>;
