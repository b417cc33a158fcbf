/** What an intent keeps beside its columns, and how it is read back. */
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { Deed } from "./deeds.ts";
import type { Plan } from "./plans.ts";

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

/** The deed that a plan is for. */
export function deedIn(intent: Pick<StoredIntent, "body">): Deed | undefined {
  return materialOf(intent).plan?.deed;
}

/** Of two parties the other one. */
export function otherParty({ header: { supplier, buyer } }: Receivable, party: Address): Address {
  return party === buyer ? supplier : buyer;
}
