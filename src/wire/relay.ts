/** What it costs to have signed acts carried, and who pays. */
import { z } from "zod";
import { address, instant, integer } from "./scalars.ts";

const wei = integer.meta({ description: "Wei." });

const weiPerDay = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,29})$/)
  .meta({ description: "Wei a day (UTC); 0 for nothing.", examples: ["100000000000000000"] });

/** What the operator pays for an organisation. */
export const relayBudget = z.strictObject({ organisation: address, perDay: weiPerDay }).meta({ id: "RelayBudget" });

/** The gateway's own account, and what is left of the organisation's share. */
export const relaying = z
  .strictObject({
    account: address.nullable().meta({ description: "Whose key pays; null before any relayer ran." }),
    balance: wei.nullable(),
    alarms: z.array(z.strictObject({ kind: z.string(), message: z.string() })).meta({
      description: "What keeps the relayer from its work, or soon will.",
    }),
    seen: instant.nullable().meta({ description: "When the relayer said so." }),
    budget: z
      .strictObject({
        limit: wei,
        spent: wei.meta({ description: "Wei, by blocks that are in." }),
        reserved: wei.meta({ description: "The most that what is under way may still cost, in wei." }),
        left: wei,
      })
      .meta({ description: "What the organisation may have relayed today (UTC)." }),
  })
  .meta({ id: "Relaying" });
