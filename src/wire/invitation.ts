/** What somebody learns who holds the link of an invitation, before they join. */
import { z } from "zod";
import { address, amount } from "./scalars.ts";
import { currency } from "./terms.ts";

export const invitationPreview = z
  .strictObject({
    supplier: address.meta({ description: "Who invites." }),
    name: z.string().nullable().meta({ description: "As it calls itself; vouched for by nobody." }),
    waiting: z.int().min(1).meta({ description: "Receivables that it prepared for the same buyer, and that wait." }),
    totals: z.array(z.strictObject({ currency, amount })).meta({ description: "What they come to, by currency." }),
  })
  .meta({ id: "InvitationPreview" });

export type InvitationPreview = z.output<typeof invitationPreview>;
