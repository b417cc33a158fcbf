/** Payment plans over HTTP, beside what intents and collections do about them. */
import { USUAL_PLANS } from "../../domain/plans/plan.ts";
import type { Address } from "../../domain/receivable.ts";
import { planLimitOf, setPlanLimit } from "../../store/paymentPlans.ts";
import type { Sql } from "../../store/database.ts";
import type { PLAN_OPERATIONS } from "../../wire/operations/plans.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { planConsentOf } from "../intents/planConsents.ts";

export function planHandlers(deps: GatewayDeps): Handlers<typeof PLAN_OPERATIONS> {
  const { database, now } = deps;
  return {
    readPlanConsent: async ({ member, params }) => ({
      status: 200,
      body: await planConsentOf(deps, member, params.id),
    }),
    setPlanLimit: async ({ member: { organisation, account }, body: { mostPlans } }) => {
      await setPlanLimit(database, organisation, { mostPlans, setBy: account, setAt: now() });
      return { status: 200, body: await shownLimit(database, organisation) };
    },
    readPlanLimit: async ({ member }) => ({ status: 200, body: await shownLimit(database, member.organisation) }),
  };
}

async function shownLimit(sql: Sql, organisation: Address): Promise<{ mostPlans: number; setBy: Address | null }> {
  const set = await planLimitOf(sql, organisation);
  return { mostPlans: set?.mostPlans ?? USUAL_PLANS, setBy: set?.setBy ?? null };
}
