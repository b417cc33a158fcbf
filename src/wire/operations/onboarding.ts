/** The checklist before issuing. */
import { blocking, onboarding, onboardingQuery } from "../onboarding.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";

const TAG = "Onboarding";

export const ONBOARDING_OPERATIONS = {
  readOnboarding: reading({
    path: "/v1/onboarding",
    tag: TAG,
    summary: "What is there, and what is missing",
    description: "Every item follows from what is recorded here and on the chain; none is ticked by hand.",
    query: onboardingQuery,
    answers: { 200: { description: "The items.", body: onboarding } },
  }),
  setBlockingItems: operation({
    method: "post",
    path: "/v1/onboarding/blocking",
    tag: TAG,
    summary: "Say which items keep the organisation from issuing",
    description: "Replaces what was said before. An item of a pair blocks issuing to those for whom it is missing.",
    caller: "member",
    scope: "organisation:administer",
    body: blocking,
    answers: { 200: { description: "In force at once.", body: blocking } },
  }),
} as const;
