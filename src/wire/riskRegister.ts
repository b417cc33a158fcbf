/** The risk register: entries in versions, graded, each with a figure that is shown as it is now. */
import { z } from "zod";
import { RISK_CATEGORIES, RISK_FIGURES, RISK_GRADES, RISK_STATUSES } from "../domain/risk/register.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, date, instant } from "./scalars.ts";
import { warningRule } from "./warning.ts";

const MOST_STEPS = 20;
const weight = z.int().min(1).max(5);
const threshold = z.int().min(0).max(Number.MAX_SAFE_INTEGER).meta({ description: "Reached from here on." });

const indicator = z
  .discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("warnings"), rule: warningRule, threshold })
      .meta({ description: "How many warnings of a rule last, or wait to be decided." }),
    z.strictObject({ kind: z.literal("figure"), figure: z.enum(RISK_FIGURES), threshold }).meta({
      description:
        "Shares of what is open in parts per million, of the currency where they are largest: past due, owed by the " +
        "largest group of affiliates, disputed; the age of the index's last block in seconds; days since the drill " +
        "of that name passed last, reached if it never did; warnings that nobody decided.",
    }),
  ])
  .meta({ id: "RiskIndicator" });

const content = z.strictObject({
  risk: line(300),
  category: z.enum(RISK_CATEGORIES),
  likelihood: weight,
  impact: weight,
  owner: address.nullable().default(null).meta({ description: "A member who answers for it." }),
  playbook: z.array(line(500)).max(MOST_STEPS),
  indicator: indicator.nullable().default(null),
  review: date.meta({ description: "By when it has to be looked at again." }),
  status: z.enum(RISK_STATUSES),
  reason: line(500).meta({ description: "Why it is set so." }),
});

export const newRiskEntry = content
  .extend({
    id: uuid.meta({ description: "Of this version, made by the sender." }),
    entry: uuid.meta({ description: "The same for all versions of a risk." }),
  })
  .meta({ id: "NewRiskEntry" });
export type NewRiskEntry = z.output<typeof newRiskEntry>;

export const riskEntry = newRiskEntry
  .extend({
    version: z.int(),
    set: instant,
    setBy: address,
    grade: z.enum(RISK_GRADES).meta({
      description: "Likelihood times impact: to 4 low, to 9 medium, to 15 high, then critical; impact 5 is never low.",
    }),
    isReviewOverdue: z.boolean(),
    value: z
      .int()
      .nullable()
      .meta({ description: "The indicator as it is now; null where it cannot be reckoned, or a drill never passed." }),
    isReached: z.boolean().nullable().meta({ description: "Whether the value is at or above the threshold." }),
  })
  .meta({ id: "RiskEntry" });
export type ShownRiskEntry = z.output<typeof riskEntry>;

const count = z.strictObject({ likelihood: weight, impact: weight, grade: z.enum(RISK_GRADES), entries: z.int() });

export const riskRegister = z
  .strictObject({
    items: z.array(riskEntry).meta({ description: "The worst first." }),
    matrix: z.array(count).meta({ description: "Cells with entries that are not closed." }),
    overdueReviews: z.int(),
    asOf: instant,
  })
  .meta({ id: "RiskRegister" });
export type ShownRiskRegister = z.output<typeof riskRegister>;

export const riskEntryVersions = z
  .strictObject({ items: z.array(newRiskEntry.extend({ version: z.int(), set: instant, setBy: address })) })
  .meta({ id: "RiskEntryVersions", description: "The latest first; none is ever changed or removed." });

export const riskTemplate = z
  .strictObject({
    items: z.array(
      content
        .omit({ owner: true, review: true, status: true, reason: true })
        .extend({ key: z.string(), indicator: indicator.nullable(), grade: z.enum(RISK_GRADES) }),
    ),
  })
  .meta({ id: "RiskTemplate" });
