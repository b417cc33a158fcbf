/** What stands between an invoice and its issue, apart from the invoice. */
import type { Address } from "../../domain/receivable.ts";
import { checkApproved, citing } from "../contracts/holding.ts";
import type { Citing } from "../contracts/holding.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { GatewayDeps } from "../deps.ts";
import { checkReady } from "./checklist.ts";

/**
 * The invoice as it may be issued: nothing that blocks is missing, and the frame contract of the pair is cited.
 * @param buyer Undefined while it has no address. @throws ProblemError `OnboardingIncomplete`
 */
export async function readyToIssue<Given extends Citing>(
  deps: Pick<GatewayDeps, "config" | "database" | "now">,
  invoice: Given,
  supplier: Address,
  buyer: Address | undefined,
): Promise<Given> {
  await checkReady(deps, supplier, buyer);
  return citing(deps.database, invoice, supplier, buyer);
}

/**
 * Makes sure that nothing keeps intents from being signed: differences from the frame contract are approved, and what
 * blocks issuing is there, also to buyers whose address came after the invoice was prepared.
 * @throws ProblemError `TermsHeld` or `OnboardingIncomplete`
 */
export async function checkReleased(
  deps: Pick<GatewayDeps, "config" | "database" | "now">,
  intents: readonly StoredIntent[],
): Promise<void> {
  await checkApproved(deps.database, intents);
  const pairs = intents.flatMap(({ verb, organisation, counterparty }) =>
    verb === "issue" && counterparty !== null ? [{ organisation, counterparty }] : [],
  );
  const known = new Set<string>();
  for (const { organisation, counterparty } of pairs) {
    if (known.has(counterparty)) continue;
    known.add(counterparty);
    await checkReady(deps, organisation, counterparty);
  }
}
