/**
 * What gives something up takes the approvals that the organisation's tiers ask for before its signature is taken: a
 * credit, a waiver, a conceded dispute, a lower amount, a write-off. Each says for which sum and of which receivable.
 */
import { idOf } from "../../domain/commitment.ts";
import type { ApprovalKind } from "../../domain/duties/approvals.ts";
import { Outcome } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { materialOf } from "../intents/material.ts";
import { isOfReceivable } from "../intents/plans.ts";
import type { ReceivablePlan } from "../intents/receivablePlans.ts";
import { useApproval } from "./using.ts";

/** Who signs, and for whom. */
interface Signing {
  readonly organisation: Address;
  readonly signer: Address;
}

/** Uses up the approval of what is about to be signed, with it. @throws ProblemError `ApprovalMissing` */
export async function approveSigned(
  tx: Transaction,
  intent: Pick<StoredIntent, "body" | "preparedBy">,
  { organisation, signer }: Signing,
  at: number,
): Promise<void> {
  const { plan } = materialOf(intent);
  if (plan === null || !isOfReceivable(plan)) return;
  const { header, terms } = plan.receivable;
  const given = givenUp(plan);
  // Whoever owes gives nothing up by signing it.
  if (given === undefined || header.buyer === organisation) return;
  const about = { subject: idOf(header), customer: header.buyer, currency: terms.currency };
  await useApproval(tx, { organisation, ...given, ...about, actor: signer, beneficiary: intent.preparedBy }, at);
}

function givenUp({
  deed,
  receivable: { terms },
}: ReceivablePlan): { readonly kind: ApprovalKind; readonly amount: bigint } | undefined {
  switch (deed.verb) {
    case "credit":
    case "waive":
      return { kind: "credit", amount: deed.amount };
    case "resolve":
      return deed.outcome === Outcome.Conceded ? { kind: "credit", amount: deed.amount } : undefined;
    case "amend": {
      const less = terms.amount - deed.amended.terms.amount;
      return less > 0n ? { kind: "credit", amount: less } : undefined;
    }
    case "writeOff":
      return { kind: "writeOff", amount: terms.amount };
    default:
      return undefined;
  }
}
