/** What lets a customer's limits or band rise by an answer to its contest takes the approvals of a raised limit. */
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { useApproval } from "../approvals/using.ts";
import { creditStanding } from "./standing.ts";
import type { CreditStanding } from "./standing.ts";

interface Raising {
  readonly organisation: Address;
  readonly customer: Address;
  /** The id of the contest. */
  readonly contest: string;
  /** Whose own approvals do not count. */
  readonly actor: Address;
}

/**
 * Uses up an approval for each limit that is higher now, in the transaction that raised it; where the band alone
 * is, one without an amount.
 * @param before As it stood; undefined where it did not. @throws ProblemError `ApprovalMissing`
 */
export async function approveRaised(
  tx: Transaction,
  { organisation, customer, contest, actor }: Raising,
  before: CreditStanding | undefined,
  at: number,
): Promise<void> {
  const after = await creditStanding(tx, organisation, customer, at);
  if (after === undefined) return;
  const need = { organisation, kind: "limitChange", customer, actor } as const;
  const limitOf = (address: Address): bigint =>
    before?.limits.find(({ currency }) => currency === address)?.amount ?? 0n;
  const raised = after.limits.filter(({ currency, amount }) => amount > limitOf(currency));
  for (const limit of raised) await useApproval(tx, { ...need, ...limit, subject: `limit ${customer}` }, at);
  const isBetter = (after.score?.points ?? 0) > (before?.score?.points ?? 0) && after.band !== before?.band;
  if (raised.length > 0 || !isBetter) return;
  await useApproval(tx, { ...need, subject: `contest ${contest}`, amount: null, currency: null }, at);
}
