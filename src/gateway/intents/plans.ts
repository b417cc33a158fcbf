/** What an intent is signed and called as, whether it is about a receivable or a statement. */
import type { Addresses } from "../../chain/addresses.ts";
import { statementsOf } from "../../clients/statements.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import * as receivables from "./receivablePlans.ts";
import type { ReceivablePlan } from "./receivablePlans.ts";
import type { Consents, PlannedCall, Signable } from "./signables.ts";
import * as statements from "./statementPlans.ts";
import type { StatementPlan } from "./statementPlans.ts";

/** Everything that message and call are made of. */
export type Plan = ReceivablePlan | StatementPlan;

const NOBODY: Consents = new Map();

export function isOfStatement(plan: Plan): plan is StatementPlan {
  return "statement" in plan;
}

/** What the party signs. @throws RefusedError as {@link contractOf}. */
export function signableOf(plan: Plan, deadline: number, addresses: Addresses): Signable {
  if (!isOfStatement(plan)) return receivables.signableOf(plan, deadline, addresses);
  return statements.signableOf(plan, deadline, { chainId: addresses.chainId, contract: statementsOf(addresses) });
}

/**
 * The data of the call. @param given Where everybody's is, anybody may carry it; whose is missing, or an agent of that
 * party, has to send it. @throws LedgerError for values that do not fit the call.
 */
export function callOf(plan: Plan, given: Consents = NOBODY): Promise<Hex> {
  return isOfStatement(plan) ? statements.callOf(plan, given) : receivables.callOf(plan, given);
}

/** Whom the call is sent to. @throws RefusedError for an act on a statement at a ledger that has none. */
export function contractOf(plan: Plan, addresses: Addresses): Address {
  return isOfStatement(plan) ? statementsOf(addresses) : addresses.ledger;
}

/** What a payer signs beside its payment, so that the ledger may move that much of its money. */
export function permitOf(plan: Plan, deadline: number, { ledger }: Addresses): Signable | undefined {
  return isOfStatement(plan) ? undefined : receivables.permitOf(plan, deadline, ledger);
}

/** What has to be sent before, unless it is done already. */
export function callsBefore(plan: Plan, { ledger }: Addresses): readonly PlannedCall[] {
  return isOfStatement(plan) ? [] : receivables.callsBefore(plan, ledger);
}

/** Takes the signature of the party's message back. @throws RefusedError as {@link contractOf}. */
export async function revocationOf(plan: Plan, addresses: Addresses): Promise<PlannedCall> {
  if (!isOfStatement(plan)) return receivables.revocationOf(plan, addresses.ledger);
  return { to: statementsOf(addresses), data: await statements.revocationOf(plan) };
}

/** Of the two who are bound by what the plan is about the other one. */
export function otherParty(plan: Plan, party: Address): Address {
  const { supplier, buyer } = isOfStatement(plan) ? plan.statement : plan.receivable.header;
  return party === buyer ? supplier : buyer;
}
