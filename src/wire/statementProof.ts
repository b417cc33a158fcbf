/** Lines of a statement that a side shows to somebody, each with what proves that it is under the root. */
import { z } from "zod";
import { address, hash, instant } from "./scalars.ts";

const MOST_LINES = 10_000;
/** A tree of more steps is larger than any that is made. */
const MOST_STEPS = 32;

/** Whole minor units of the statement's currency, within 160 bits on either side. */
const minorUnits = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,47})$/)
  .meta({ description: "Open, in minor units: above zero what the buyer owes, below zero what the supplier does." });

const line = z.strictObject({
  document: hash.meta({ description: "The document's key; of an item that was born on the ledger, its id." }),
  amount: minorUnits,
  salt: hash,
  proof: z.array(hash).max(MOST_STEPS).meta({ description: "Siblings from the leaf to the root." }),
});

/** Lines with their proofs. */
export const statementProof = z
  .strictObject({
    version: z.literal(1),
    statement: z.strictObject({ supplier: address, buyer: address, currency: address, cutOff: instant }),
    party: address.meta({ description: "Whose books they are of: the supplier or the buyer." }),
    root: hash.meta({ description: "Which it has posted." }),
    lines: z.array(line).min(1).max(MOST_LINES),
  })
  .meta({ id: "StatementProof" });

export type StatementProof = z.output<typeof statementProof>;
