/** What lets a customer's limits rise by somebody's word takes the approvals of a raised limit, for each currency. */
import type { Address } from "../../domain/receivable.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { useApproval } from "../approvals/using.ts";
import { creditStanding } from "./standing.ts";
import type { CreditStanding } from "./standing.ts";

interface Raising {
  readonly organisation: Address;
  readonly customer: Address;
  /** Whose own approvals do not count: who acts, and who asked for it. */
  readonly actor: Address;
  readonly beneficiary: Address;
}

/** The limits that a credit policy gives, in minor units. */
export async function policyLimits(
  sql: Sql,
  { organisation, customer }: Pick<Raising, "organisation" | "customer">,
  at: number,
): Promise<CreditStanding["limits"]> {
  return (await creditStanding(sql, organisation, customer, at))?.limits ?? [];
}

/**
 * Uses up an approval for each limit that is higher now, in the transaction that raised it.
 * @param before As it was. @throws ProblemError `ApprovalMissing`
 */
export async function approveRaised(
  tx: Transaction,
  { organisation, customer, ...people }: Raising,
  before: CreditStanding["limits"],
  at: number,
): Promise<void> {
  const subject = `limit ${customer}`;
  for (const { currency, amount } of await policyLimits(tx, { organisation, customer }, at)) {
    if (amount <= (before.find((one) => one.currency === currency)?.amount ?? 0n)) continue;
    const need = { organisation, kind: "limitChange", subject, customer, amount, currency, ...people } as const;
    await useApproval(tx, need, at);
  }
}
