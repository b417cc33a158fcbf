/** What opens the hashes of sums that statements record. */
import { z } from "zod";
import { amount, hash } from "./scalars.ts";
import { currency } from "./terms.ts";

const sum = amount.meta({ description: "Above zero what the buyer owes, below zero what the supplier does." });

/** Sums that were recorded, and are known here. */
export const statementSums = z
  .strictObject({
    currency,
    items: z.array(
      z.strictObject({
        hash: hash.meta({ description: "`balance` or `debt` of the events that recorded it." }),
        amount: sum,
        salt: hash,
      }),
    ),
  })
  .meta({ id: "StatementSums" });

/** What the other side told beside the chain. */
export const statementSum = z.strictObject({ amount: sum, salt: hash }).meta({ id: "StatementSum" });

export type StatementSums = z.output<typeof statementSums>;
export type StatementSum = z.output<typeof statementSum>;
