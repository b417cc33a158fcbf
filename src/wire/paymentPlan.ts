/** Payment plans: what was agreed and how it stands, and what is on the table. */
import { z } from "zod";
import { USUAL_PLANS } from "../domain/plans/plan.ts";
import { UNOPENED_DAYS } from "../domain/plans/standing.ts";
import { uuid } from "./act.ts";
import { planTerms } from "./planTerms.ts";
import { address, amount, date, hash, instant } from "./scalars.ts";

/** How a plan that was agreed can stand. */
export const PLAN_STATES = ["running", "completed", "broken", "replaced", "amended", "divided", "unopened"] as const;

/** A plan that was agreed. */
export const agreedPlan = z
  .strictObject({
    plan: hash.meta({ description: "Its hash on the chain." }),
    agreedAt: instant,
    state: z.enum(PLAN_STATES).meta({
      description:
        "By what was settled since, by value day: `broken` once an instalment was not paid within the days of grace, " +
        "and for good. `replaced` by a later one, or `amended` with the receivable as the debtor agreed, before it " +
        "was completed or broken; what the creditor does alone ends nothing. `divided`: the creditor split what it " +
        "was of; each part is put off until the day after grace of its last instalment, and nobody judges whether " +
        "those of a part were kept. `unopened`: nobody here knows what it says, or it cannot be paid as it says. " +
        "While anything is owed it counts as kept for the creditor that agreed to it, and for a later one during " +
        `${UNOPENED_DAYS} days from its agreement.`,
    }),
    putsOff: z.boolean().meta({
      description:
        "Whether nobody is chased because of it. After a plan under which interest rested, also while nothing but " +
        "that interest is open.",
    }),
    terms: planTerms.nullable(),
    paid: amount.nullable().meta({ description: "Since it was agreed, up to its end." }),
    behind: amount.nullable().meta({ description: "What had to be paid by now and is not." }),
    next: z
      .strictObject({ amount, payBy: date })
      .nullable()
      .meta({ description: "The first instalment that is not paid." }),
    brokenOn: date.nullable(),
    interestCounts: z.boolean().nullable().meta({ description: "Whether late interest of the terms counts for it." }),
  })
  .meta({ id: "AgreedPlan" });

const PROPOSAL_STATES = [
  "open",
  "signed",
  "agreed",
  "countered",
  "refused",
  "withdrawn",
  "expired",
  "outdated",
] as const;

const proposal = z
  .strictObject({
    intent: uuid,
    state: z.enum(PROPOSAL_STATES).meta({
      description:
        "`countered`: another proposal took its place. `outdated`: the receivable or its creditor is another since.",
    }),
    by: address,
    at: instant,
    until: instant.meta({ description: "Last instant at which it may be recorded." }),
    answers: z.union([hash, uuid]).nullable().meta({ description: "A request of the debtor's, or another proposal." }),
    said: z.string().nullable(),
    terms: planTerms,
    warnings: z
      .array(z.strictObject({ code: z.string(), source: z.string(), text: z.string(), lastDay: date.nullable() }))
      .meta({
        description:
          "Caps on terms between firms that its last day is beyond, counted from the day of issue: of the EU, and of " +
          "China where a large firm owes a small one. They warn, and never refuse: which law governs is for people " +
          "to say (F07). To the creditor also the last day that its insurer lets it be put off to (R71).",
      }),
    missing: z.array(address).meta({ description: "Who has still to sign it." }),
  })
  .meta({ id: "PlanProposal" });

const request = z
  .strictObject({
    payment: hash,
    at: instant,
    amount: amount.nullable().meta({ description: "Null where this gateway was not told." }),
    payBy: date.nullable(),
    isOpen: z.boolean().meta({ description: "False once a plan was agreed after it." }),
    answeredBy: uuid.nullable().meta({ description: "The first proposal that answers it." }),
  })
  .meta({ id: "ExtensionRequested" });

/** Everything that was planned for a receivable. */
export const planning = z
  .strictObject({
    agreed: z.array(agreedPlan).meta({ description: "Every one that was, in the order of the chain." }),
    mostPlans: z.int().meta({
      description: `So many may be agreed: as the creditor has set it here, or else ${USUAL_PLANS}.`,
    }),
    requests: z.array(request).meta({ description: "For an extension, in the order of the chain." }),
    proposals: z.array(proposal).meta({
      description:
        "Made at this gateway, in their order, to those who sign them. A counter-offer names what it answers.",
    }),
  })
  .meta({ id: "Planning" });

export const planLimit = z
  .strictObject({
    mostPlans: z
      .int()
      .min(1)
      .max(100)
      .meta({ description: "Plans that are agreed for one receivable, the first included." }),
  })
  .meta({ id: "NewPlanLimit" });

export const shownPlanLimit = z
  .strictObject({ mostPlans: z.int(), setBy: address.nullable().meta({ description: "Null for the usual number." }) })
  .meta({ id: "PlanLimit" });

export type ShownAgreedPlan = z.output<typeof agreedPlan>;
export type ShownPlanning = z.output<typeof planning>;
