/** Dilution of what a factor bought (R51). */
import { z } from "zod";
import { amount, date } from "./scalars.ts";

export const percent = z.string().meta({ description: "Per cent, rounded half up to four decimals." });

const byKind = z.strictObject({
  credit: amount.meta({
    description: "Credit notes; for returns and short pays that are given up the ledger has no other act.",
  }),
  discount: amount,
});

/** What a set of sold receivables lost by it. */
export const dilution = {
  from: date,
  through: date,
  sales: amount.meta({ description: "Open amounts of what was sold in the period." }),
  byKind: byKind.meta({ id: "DilutionByKind" }),
  reductions: amount,
  percent: percent.nullable().meta({ description: "Reductions of sales (R51); null where nothing was sold." }),
};
export const bookDilution = z.strictObject(dilution).meta({ id: "BookDilution" });
