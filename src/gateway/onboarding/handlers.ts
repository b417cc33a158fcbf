/** The checklist over HTTP. */
import { setBlockingItems } from "../../store/onboarding.ts";
import type { ONBOARDING_OPERATIONS } from "../../wire/operations/onboarding.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { checklistOf } from "./checklist.ts";

export function onboardingHandlers(deps: GatewayDeps): Handlers<typeof ONBOARDING_OPERATIONS> {
  const { database, now } = deps;
  return {
    readOnboarding: async ({ member, query }) => ({
      status: 200,
      body: await checklistOf(deps, member.organisation, query.counterparty),
    }),
    setBlockingItems: async ({ member: { organisation, account }, body: { items } }) => {
      await setBlockingItems(database, organisation, items, account, now());
      return { status: 200, body: { items } };
    },
  };
}
