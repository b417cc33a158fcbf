/** Payment plans, but for what is proposed and signed, which are intents, and for their reading with the collection. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { planLimit, shownPlanLimit } from "../paymentPlan.ts";
import { planConsent } from "../planTerms.ts";
import { reading } from "../readings.ts";

const TAG = "Collections";

export const PLAN_OPERATIONS = {
  readPlanConsent: reading({
    path: "/v1/intents/{id}/plan-consent",
    tag: TAG,
    summary: "What your organisation signed of a payment plan, for the other side's gateway",
    description:
      "A file that proves itself. The other side hands it in as `theirs` of the same act at a gateway of its own, " +
      "signs there, and sends both; the intent here is recorded by the event of that. Whoever has the file can send " +
      "no more than what it says, and only with the other side's signature. It outlives a counter-offer and a later " +
      "plan, whose place it would take: it can be sent until its deadline, unless its number is voided on the chain. " +
      "Withdraw the intent and send the call of its `revocation`; until then your organisation signs no other plan " +
      "of the receivable here.",
    params: z.strictObject({ id: uuid }),
    answers: { 200: { description: "What was signed.", body: planConsent } },
    problems: ["NotFound", "IntentOver", "SignatureMissing"],
  }),
  setPlanLimit: operation({
    method: "post",
    path: "/v1/plan-limit",
    tag: TAG,
    summary: "How many payment plans your organisation agrees on for one receivable that it is owed",
    description:
      "Counts at once, also for what is proposed already. Beyond it nobody proposes or signs a plan here: the terms " +
      "themselves can still be amended. The chain knows nothing of it, so that your own signature is the last word.",
    caller: "member",
    scope: "organisation:administer",
    body: planLimit,
    answers: { 200: { description: "The limit.", body: shownPlanLimit } },
    problems: [],
  }),
  readPlanLimit: reading({
    path: "/v1/plan-limit",
    tag: TAG,
    summary: "How many payment plans your organisation agrees on for one receivable",
    answers: { 200: { description: "The limit.", body: shownPlanLimit } },
  }),
} as const;
