/** What the portal is told before anybody is signed in. */
import { z } from "zod";

/** The longest that any client sends is far shorter. */
const LONGEST_HEADER = 1024;

export const fileHeaders = z.strictObject({
  "accept-encoding": z.string().max(LONGEST_HEADER).optional().meta({
    description: "In what the file may be compressed: br, gzip, or not at all.",
  }),
});

export const castMember = z
  .strictObject({
    name: z.string(),
    role: z.enum(["supplier", "buyer", "factor", "auditor", "registrar"]),
    link: z.string().meta({ description: "To the portal of the gateway where it signs in; the key stands after #." }),
    here: z.boolean().meta({ description: "Whether that is this gateway." }),
  })
  .meta({ id: "CastMember" });

export const demoCast = z.strictObject({ cast: z.array(castMember) }).meta({ id: "DemoCast" });

export type CastMember = z.output<typeof castMember>;
