/** Maker and checker: the rules of an organisation, and what was done around them. */
import { z } from "zod";
import { address, amount, blockNumber, cursor, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

/** Above which amount another than the preparer has to sign. */
export const checkingRule = z
  .strictObject({
    currency: address,
    above: amount.nullable().meta({ description: "In the unit of the currency; null asks for nobody." }),
  })
  .meta({ id: "CheckingRule" });

export const checkingRules = z
  .strictObject({
    items: z.array(
      z.strictObject({
        ...{ currency, above: amount.nullable(), since: instant, setBy: address },
        upcoming: z
          .strictObject({ above: amount.nullable(), from: instant })
          .nullable()
          .meta({ description: "A looser one, which counts a day after it was set." }),
      }),
    ),
  })
  .meta({ id: "CheckingRules", description: "In force now, one for each currency." });

/** An act above the amount that no pair of eyes saw here. */
export const exception = z
  .strictObject({
    receivable: hash,
    event: z.string(),
    by: address,
    currency,
    amount: amount.nullable().meta({ description: "The sum of the act, or the face where it has none." }),
    above: amount,
    block: blockNumber,
    transaction: hash,
    at: instant,
  })
  .meta({ id: "Exception" });

export const exceptionPage = z
  .strictObject({ items: z.array(exception), next: cursor.nullable() })
  .meta({ id: "ExceptionPage" });

export const exceptionQuery = z.strictObject({ cursor: cursor.optional() }).meta({ id: "ExceptionQuery" });
