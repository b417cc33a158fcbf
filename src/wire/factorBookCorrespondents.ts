/** Two factors, one with the supplier and one with the debtor (R64): who acts as what, and by when what is due. */
import { z } from "zod";
import { FACTOR_ROLES, TWO_FACTOR_CLOCKS } from "../domain/factoring/bookClocks.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { line, moment } from "./personal.ts";
import { address, cursor, date, hash, instant } from "./scalars.ts";

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const role = z.enum(FACTOR_ROLES).meta({
  description: "What the organisation is: the export factor is with the supplier, the import factor with the debtor.",
});
const subject = z
  .discriminatedUnion("of", [
    z.strictObject({ of: z.literal("receivable"), receivable: hash }),
    z.strictObject({ of: z.literal("offer"), offer: hash.meta({ description: "Every deal under this offer." }) }),
  ])
  .meta({ id: "CorrespondentSubject" });

const said = {
  id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same record." }),
  role,
  subject,
  name: line(200).meta({ description: "Of the other factor." }),
  agreement: line(200).meta({
    description: "The interfactor agreement, or the mandate by which the organisation acts.",
  }),
};

/** What the organisation notes. */
export const newCorrespondent = z
  .strictObject({ ...said, correspondent: address.optional(), approvedAt: moment.optional() })
  .meta({ id: "NewCorrespondent" });
export type NewCorrespondent = z.output<typeof newCorrespondent>;

export const correspondent = z
  .strictObject({
    ...said,
    correspondent: address.nullable(),
    approvedAt: instant.nullable().meta({ description: "Since when the import factor has approved it; null for not." }),
    noted: instant,
    ended: instant.nullable(),
  })
  .meta({ id: "Correspondent" });
export const correspondentPage = z
  .strictObject({ items: z.array(correspondent), next })
  .meta({ id: "CorrespondentPage" });
export type ShownCorrespondent = z.output<typeof correspondent>;

export const clockQuery = z.strictObject({
  ...pageQuery.shape,
  limit: pageQuery.shape.limit.meta({ description: "At most so many receivables, each with all of its clocks." }),
  receivable: hash.optional(),
  date: date.meta({ description: "The day that is compared with; what was recorded after its end does not count." }),
});

const clock = z
  .strictObject({
    receivable: hash,
    correspondent: uuid.meta({ description: "The record by which the organisation acts." }),
    role,
    clock: z.enum(TWO_FACTOR_CLOCKS),
    from: date.meta({ description: "The day that it is counted from." }),
    days: z.int(),
    due: date,
    state: z.enum(["running", "over", "met", "suspended"]),
    whose: role.meta({ description: "Which of the two has to act by then." }),
    text: z.string(),
    source: z.string(),
  })
  .meta({ id: "TwoFactorClock" });
export const clockPage = z.strictObject({ items: z.array(clock), next }).meta({ id: "TwoFactorClockPage" });
export type ShownClock = z.output<typeof clock>;
