/** What an intent keeps beside its columns, and how it is read back. */
import type { Hex, Receivable } from "../../domain/receivable.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { CollectionPlan } from "./collectionPlans.ts";
import { isOfCollection, isOfReceivable, isOfStatement } from "./plans.ts";
import type { Plan } from "./plans.ts";
import type { ReceivablePlan } from "./receivablePlans.ts";
import type { StatementPlan } from "./statementPlans.ts";

/** An invoice that has become terms, and waits for its buyer's address. */
export interface Draft {
  readonly receivable: Receivable;
  readonly documentSecret: Hex;
  /** The invoice's model as JSON. */
  readonly invoice: unknown;
  /** sha256 of the stored original. */
  readonly original: Hex | null;
  readonly issuing: "sealed" | "open";
  /** Identifiers of the buyer as the invoice has them. */
  readonly buyerIds: readonly string[];
}

/** What makes an intent; one of an issue that waits has a draft, whose buyer is zero, and no plan. */
export interface Material {
  readonly plan: Plan | null;
  readonly draft: Draft | null;
  /** What the act says in words, of which the ledger has the hash. */
  readonly said: string | null;
}

export function materialOf({ body }: Pick<StoredIntent, "body">): Material {
  // Only intents that were prepared here are in the table.
  return body as Material;
}

/** @throws Error for an intent that waits for its counterparty. */
export function planOf(intent: Pick<StoredIntent, "id" | "body">): Plan {
  const { plan } = materialOf(intent);
  if (plan === null) throw new Error(`the intent ${intent.id} has no plan yet`);
  return plan;
}

/** What several sign. @throws Error for an intent that takes one signature at most. */
export function jointPlanOf(
  intent: Pick<StoredIntent, "id" | "body">,
): ReceivablePlan | StatementPlan | CollectionPlan {
  const plan = planOf(intent);
  if (isOfReceivable(plan) || isOfStatement(plan) || isOfCollection(plan)) return plan;
  throw new Error(`the intent ${intent.id} is signed by one party at most`);
}

/** @throws Error for an intent about anything but a receivable. */
export function receivablePlanOf(intent: Pick<StoredIntent, "id" | "body">): ReceivablePlan {
  const plan = planOf(intent);
  if (isOfReceivable(plan)) return plan;
  throw new Error(`the intent ${intent.id} is about no receivable`);
}

/** Undefined for an intent about anything but a statement. */
export function statementPlanOf(intent: Pick<StoredIntent, "body">): StatementPlan | undefined {
  const { plan } = materialOf(intent);
  return plan !== null && isOfStatement(plan) ? plan : undefined;
}
