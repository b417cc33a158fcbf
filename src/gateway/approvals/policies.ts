/** From which amounts on others have to sign: versions of an organisation's tiers. */
import type { z } from "zod";
import { policiesAt, tierFault } from "../../domain/duties/approvals.ts";
import type { ApprovalTier } from "../../domain/duties/approvals.ts";
import type { Address } from "../../domain/receivable.ts";
import { approvalPoliciesOf, insertApprovalPolicy } from "../../store/approvalPolicies.ts";
import { lockCount } from "../../store/quotas.ts";
import type { approvalPolicies, newApprovalPolicy } from "../../wire/approval.ts";
import { quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

const MOST_POLICIES = 2_000;

type NewPolicy = z.output<typeof newApprovalPolicy>;

/** Sets the next version. @throws ProblemError `RequestInvalid`, `AmountUnfit`, `QuotaReached` */
export async function setPolicy(
  { database, tokens, now }: GatewayDeps,
  { organisation, account }: Member,
  { reason, windowDays, tiers: given }: NewPolicy,
): Promise<void> {
  const tiers = given.map((tier, index) => tierIn(tier, index, tokens));
  const found = tierFault(tiers);
  if (found !== undefined) throw invalid(`body.tiers.${found.index}`, found.fault);
  await database.transaction(async (tx) => {
    await lockCount(tx, `approval policies of ${organisation}`);
    const version = (await approvalPoliciesOf(tx, organisation)).length + 1;
    if (version > MOST_POLICIES) throw quotaReached(MOST_POLICIES, "approval policies: no more are kept");
    await insertApprovalPolicy(tx, organisation, { version, since: now(), setBy: account, reason, windowDays, tiers });
  });
}

function tierIn({ from, currency, ...tier }: NewPolicy["tiers"][number], index: number, tokens: Tokens): ApprovalTier {
  if (from === null) return { ...tier, currency, from: 0n };
  const field = `body.tiers.${index}.from`;
  if (currency === null) throw invalid(field, "name the currency of the amount, or leave both null");
  return { ...tier, currency, from: minorUnits(from, currency, tokens, field) };
}

function invalid(at: string, message: string): ProblemError {
  return new ProblemError("RequestInvalid", `${at}: ${message}`, { faults: [{ at, message }] });
}

export async function shownPolicies(
  { database, tokens, now }: Pick<GatewayDeps, "database" | "tokens" | "now">,
  organisation: Address,
): Promise<z.output<typeof approvalPolicies>> {
  const all = await approvalPoliciesOf(database, organisation);
  const inForce = new Set(policiesAt(all, now()).map(({ version }) => version));
  return {
    items: all.toReversed().map(({ version, since, setBy, reason, windowDays, tiers }) => ({
      ...{ version, since: shownInstant(since), setBy, reason, windowDays, inForce: inForce.has(version) },
      tiers: tiers.map(({ currency: of, from, ...tier }) => {
        const currency = of === null ? null : shownCurrency(of, tokens);
        return { ...tier, currency, from: currency === null ? null : shownAmount(from, currency) };
      }),
    })),
  };
}
