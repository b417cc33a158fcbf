/** Those who owe: their segment and owner, the people to turn to, and what people did to collect. */
import { z } from "zod";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { LANGUAGES } from "./document.ts";
import { segmentName } from "./dunningPolicy.ts";
import { email } from "./notification.ts";
import { line, moment } from "./personal.ts";
import { address, cursor, date, hash, instant } from "./scalars.ts";

const MOST_ITEMS = 200;
const MOST_EVIDENCE = 20;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

/** How a call or a visit can end. */
export const ACT_OUTCOMES = [
  "reached",
  "notReached",
  "messageLeft",
  "promised",
  "disputes",
  "saysPaid",
  "refuses",
  "wrongPerson",
] as const;
const ACT_CHANNELS = ["phone", "visit"] as const;

export const newDunningCustomer = z
  .strictObject({
    customer: address,
    segment: segmentName.nullable(),
    owner: address.nullable().meta({ description: "The member who answers for its items." }),
  })
  .meta({ id: "NewDunningCustomer" });
export const dunningCustomer = newDunningCustomer.extend({ noted: instant }).meta({ id: "DunningCustomer" });
export const dunningCustomerPage = z
  .strictObject({ items: z.array(dunningCustomer), next })
  .meta({ id: "DunningCustomerPage" });
export const dunningCustomerQuery = pageQuery
  .extend({ segment: segmentName.optional() })
  .meta({ id: "DunningCustomerQuery" });

const phone = z.string().regex(/^\+[1-9]\d{5,14}$/, "write a number as +4930123456");

export const newDunningContact = z
  .strictObject({
    id: uuid,
    customer: address,
    name: line(100),
    language: z.enum(LANGUAGES),
    email: email.nullable().default(null),
    phone: phone.nullable().default(null).meta({ description: "For calls and short messages." }),
    postal: z
      .array(line(100))
      .min(2)
      .max(7)
      .nullable()
      .default(null)
      .meta({ description: "Lines of a postal address, without the name." }),
    webhook: z.boolean().default(false).meta({ description: "Whether notices go to its own registered webhook." }),
    place: z.int().min(0).max(99).default(0).meta({
      description: "Whoever has the lowest is turned to, of those who are reached on the channel.",
    }),
    paused: z.boolean().default(false).meta({ description: "Whether nothing is sent, and nobody calls." }),
  })
  .meta({ id: "NewDunningContact" });
export type NewDunningContact = z.output<typeof newDunningContact>;

export const dunningContact = newDunningContact
  .extend({
    noted: instant,
    fault: z.string().nullable().meta({ description: "Why nothing more is sent to it; noting it anew mends that." }),
  })
  .meta({ id: "DunningContact" });
export type ShownDunningContact = z.output<typeof dunningContact>;
export const dunningContacts = z.strictObject({ items: z.array(dunningContact) }).meta({ id: "DunningContacts" });
export const dunningContactQuery = z.strictObject({ customer: address }).meta({ id: "DunningContactQuery" });

export const newDunningAct = z
  .strictObject({
    id: uuid,
    customer: address,
    contact: uuid.nullable().default(null).meta({ description: "The person who was reached, of the list." }),
    channel: z.enum(ACT_CHANNELS),
    outcome: z.enum(ACT_OUTCOMES).meta({
      description: "What a debtor promises or disputes counts once it says so under its key, on the ledger.",
    }),
    at: moment.meta({ description: "When it happened." }),
    items: z.array(hash).max(MOST_ITEMS).default([]).meta({ description: "Receivables that it was about." }),
    note: line(1_000).nullable().default(null),
    evidence: z
      .array(hash)
      .max(MOST_EVIDENCE)
      .default([])
      .meta({ description: "sha-256 of documents that the organisation gave." }),
    nextDay: date.nullable().default(null).meta({ description: "When to go on." }),
    send: uuid.nullable().default(null).meta({ description: "The call or the visit that a policy asked for." }),
  })
  .meta({ id: "NewDunningAct" });
export type NewDunningAct = z.output<typeof newDunningAct>;
export const dunningAct = newDunningAct
  .extend({ at: instant, logged: instant, loggedBy: address })
  .meta({ id: "DunningAct" });
export type ShownDunningAct = z.output<typeof dunningAct>;
