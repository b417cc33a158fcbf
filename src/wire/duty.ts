/** Who is entrusted with what, what nobody has together, and what was done all the same. */
import { z } from "zod";
import { DUTIES } from "../domain/duties/duties.ts";
import { EXCEPTION_KINDS } from "../domain/duties/exceptions.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { moment } from "./personal.ts";
import { address, cursor, hash, instant } from "./scalars.ts";

const duty = z.enum(DUTIES).meta({ id: "Duty", description: "What somebody is entrusted with." });
const until = instant.nullable().meta({ description: "Last instant; null for none." });
const next = cursor.nullable();

/** A duty to be given. */
export const newDuty = z
  .strictObject({
    id: uuid,
    account: address.meta({ description: "A member, an agent with a mandate, or the organisation's own account." }),
    duty,
    since: moment.optional().meta({ description: "From when on; now if it is left out." }),
    until: moment.nullable().default(null).meta({ description: "Last instant; null for none." }),
  })
  .meta({ id: "NewDuty" });

export const assignment = z
  .strictObject({
    ...{ id: uuid, account: address, duty, since: instant, until, assignedBy: address, assigned: instant },
    ended: instant.nullable(),
    endedBy: address.nullable(),
    inForce: z.boolean(),
  })
  .meta({ id: "DutyAssignment" });

const conflict = z.strictObject({ one: duty, other: duty, risk: z.string() }).meta({ id: "DutyConflictPair" });

export const dutySheet = z
  .strictObject({
    isEnforced: z.boolean().meta({ description: "Whether operations ask for duties; until then roles are all." }),
    since: instant.nullable().meta({ description: "Since when; null where it never was decided." }),
    matrix: z.array(conflict).meta({ description: "What one person does not have together." }),
    uncovered: z.array(duty).meta({ description: "What nobody has now." }),
    overlaps: z
      .array(conflict.extend({ account: address, from: instant }))
      .meta({ description: "What somebody has or will have together without an exception." }),
    assignments: z.array(assignment),
    exceptions: z.array(
      z.strictObject({
        ...{ account: address, one: duty, other: duty, since: instant, until: instant, approval: uuid },
        inForce: z.boolean(),
      }),
    ),
    accounts: z
      .array(z.strictObject({ account: address, sameAs: address }))
      .meta({ description: "What was stated to be one person's." }),
  })
  .meta({ id: "DutySheet" });

/** That two accounts are one person's, or that they are not. */
export const newAccountLink = z
  .strictObject({
    ...{ account: address, sameAs: address },
    isOne: z.boolean().default(true).meta({ description: "False to take back that they are one person's." }),
  })
  .refine(({ account, sameAs }) => account !== sameAs, { message: "name another account", path: ["sameAs"] })
  .meta({ id: "NewAccountLink" });

export const newEnforcement = z.strictObject({ isOn: z.boolean() }).meta({ id: "NewDutyEnforcement" });

const period = {
  from: moment.optional().meta({ description: "First instant; 30 days before `to` if it is left out." }),
  to: moment.optional().meta({ description: "Last instant; now if it is left out." }),
};

export const dutyPeriodQuery = pageQuery.extend(period).meta({ id: "DutyPeriodQuery" });
export const dutyFileQuery = z.strictObject(period).meta({ id: "DutyFileQuery" });

const act = z
  .strictObject({
    at: instant,
    person: address.or(z.string()).meta({ description: "The least of the person's accounts." }),
    account: address,
    by: address.meta({ description: "Who was signed in." }),
    duty: duty.nullable().meta({ description: "What it took; null for none." }),
    step: z.string(),
    what: z.string(),
    receivable: hash.nullable(),
    subject: z.string().meta({ description: "The id of the intent, match, entry and so on." }),
    mandate: hash.nullable().meta({ description: "The power of attorney of an agent." }),
  })
  .meta({ id: "DutyAct" });

export const actPage = z.strictObject({ items: z.array(act), next }).meta({ id: "DutyActPage" });

const found = z
  .strictObject({
    at: instant,
    kind: z.enum(EXCEPTION_KINDS),
    account: address.nullable(),
    receivable: hash.nullable(),
    subject: z.string().meta({ description: "What it is about: a pair of duties, an approval, a version." }),
    detail: z.string(),
  })
  .meta({ id: "DutyFinding" });

export const dutyReport = z
  .strictObject({
    from: instant,
    to: instant,
    isEnforced: z.boolean().meta({ description: "Whether duties are enforced now; they are not set up until then." }),
    items: z.array(found),
    next,
  })
  .meta({ id: "DutyReport" });
