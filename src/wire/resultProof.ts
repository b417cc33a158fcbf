/** One line of a result that both sides signed, shown to somebody with what proves that it is under the result. */
import { z } from "zod";
import { address, hash, instant } from "./scalars.ts";

/** A tree of more steps is larger than any that is made. */
const MOST_STEPS = 32;
const MOST_TEXT = 4 * 2 ** 20;

export const resultProof = z
  .strictObject({
    version: z.literal(1),
    statement: z.strictObject({ supplier: address, buyer: address, currency: address, cutOff: instant }),
    result: hash.meta({ description: "Which both sides signed." }),
    line: z.strictObject({ text: z.string().min(1).max(MOST_TEXT), salt: hash }),
    proof: z.array(hash).max(MOST_STEPS).meta({ description: "Siblings from the leaf to the root." }),
  })
  .meta({ id: "ResultProof" });

export type ResultProof = z.output<typeof resultProof>;
