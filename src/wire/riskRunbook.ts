/** The runbook: what is done in an emergency, who is called, and what drills came to. */
import { z } from "zod";
import { DRILLS, EMERGENCIES } from "../domain/risk/runbook.ts";
import { uuid } from "./act.ts";
import { emailAddress, line, moment } from "./personal.ts";
import { address, instant } from "./scalars.ts";

const MOST_STEPS = 40;
const MOST_CHECKS = 100;
const emergency = z.enum(EMERGENCIES).meta({ id: "Emergency" });

const page = z.strictObject({
  emergency,
  title: line(200),
  steps: z.array(line(500)).min(1).max(MOST_STEPS),
  resources: z.array(line(500)).max(MOST_STEPS).meta({ description: "What has to be at hand. Name no person here." }),
});
export const newRunbookPage = page
  .extend({ id: uuid.meta({ description: "Of this version, made by the sender." }) })
  .meta({ id: "NewRunbookPage" });

export const newRunbookContact = z
  .strictObject({
    id: uuid,
    emergency,
    name: line(200),
    role: line(200),
    phone: line(60).nullable().default(null),
    email: emailAddress.nullable().default(null),
  })
  .meta({ id: "NewRunbookContact" });
const runbookContact = newRunbookContact.extend({ noted: instant }).meta({ id: "RunbookContact" });

export const newDrill = z
  .strictObject({
    id: uuid,
    drill: z.enum(DRILLS),
    passed: z.boolean(),
    checks: z
      .array(z.strictObject({ what: line(300), isMet: z.boolean(), found: line(500) }))
      .min(1)
      .max(MOST_CHECKS),
    at: moment.meta({ description: "When it was held." }),
  })
  .refine(({ passed, checks }) => passed === checks.every(({ isMet }) => isMet), {
    path: ["passed"],
    message: "a drill passed exactly if all its checks are met",
  })
  .meta({ id: "NewDrill", description: "As `countersign drill --json` writes it." });
export const drill = z
  .strictObject({
    id: uuid,
    drill: z.enum(DRILLS),
    passed: z.boolean(),
    checks: z.array(z.strictObject({ what: z.string(), isMet: z.boolean(), found: z.string() })),
    at: instant,
    recordedBy: address,
    recorded: instant,
  })
  .meta({ id: "Drill" });
export type ShownDrill = z.output<typeof drill>;

export const runbookPage = page
  .extend({
    version: z.int().nullable().meta({ description: "Null where it is the template's." }),
    set: instant.nullable(),
    setBy: address.nullable(),
    contacts: z.array(runbookContact),
    lastDrill: drill.nullable(),
  })
  .meta({ id: "RunbookPage" });
export type ShownRunbookPage = z.output<typeof runbookPage>;
export const runbook = z.strictObject({ items: z.array(runbookPage) }).meta({ id: "Runbook" });
