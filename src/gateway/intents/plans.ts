/** What an intent is signed and called as, whatever it is about. */
import type { Addresses } from "../../chain/addresses.ts";
import { collectionsOf } from "../../clients/collections.ts";
import { statementsOf } from "../../clients/statements.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import * as collections from "./collectionPlans.ts";
import type { CollectionPlan } from "./collectionPlans.ts";
import * as deals from "./dealPlans.ts";
import type { DealPlan } from "./dealPlans.ts";
import { factoringOf } from "./factoringPlace.ts";
import * as notices from "./noticePlans.ts";
import type { NoticePlan } from "./noticePlans.ts";
import * as receivables from "./receivablePlans.ts";
import type { ReceivablePlan } from "./receivablePlans.ts";
import type { Consents, PlannedCall, Signable } from "./signables.ts";
import * as statements from "./statementPlans.ts";
import type { StatementPlan } from "./statementPlans.ts";

/** What a signature carries. */
export type SignedPlan = ReceivablePlan | StatementPlan | NoticePlan | CollectionPlan;

/** Everything that message and call are made of. */
export type Plan = SignedPlan | DealPlan;

const NOBODY: Consents = new Map();

export function isOfReceivable(plan: Plan): plan is ReceivablePlan {
  return "receivable" in plan;
}

export function isOfStatement(plan: Plan): plan is StatementPlan {
  return "statement" in plan;
}

/** About an assignment, or a filing of it. */
export function isOfNotice(plan: Plan): plan is NoticePlan {
  return "ids" in plan;
}

/** About the collection of a receivable. */
export function isOfCollection(plan: Plan): plan is CollectionPlan {
  return "between" in plan;
}

/** At a factor's desk; or the claim of kept cash. Nobody signs it. */
export function isOfDeal(plan: Plan): plan is DealPlan {
  return "desk" in plan;
}

/** What the party signs. @throws RefusedError as {@link contractOf}. */
export function signableOf(plan: SignedPlan, deadline: number, addresses: Addresses): Signable {
  if (isOfReceivable(plan)) return receivables.signableOf(plan, deadline, addresses);
  const place = { chainId: addresses.chainId, contract: contractOf(plan, addresses) };
  if (isOfStatement(plan)) return statements.signableOf(plan, deadline, place);
  if (isOfCollection(plan)) return collections.signableOf(plan, deadline, place);
  return notices.signableOf(plan, deadline, place);
}

/**
 * The data of the call. @param given Where everybody's is, anybody may carry it; whose is missing, or an agent of that
 * party, has to send it. @throws LedgerError for values that do not fit the call.
 */
export function callOf(plan: Plan, given: Consents = NOBODY): Promise<Hex> {
  if (isOfReceivable(plan)) return receivables.callOf(plan, given);
  if (isOfStatement(plan)) return statements.callOf(plan, given);
  if (isOfCollection(plan)) return collections.callOf(plan, given);
  return isOfNotice(plan) ? notices.callOf(plan, given) : deals.callOf(plan);
}

/** Whom the call is sent to. @throws RefusedError for an act of which the ledger has no contract. */
export function contractOf(plan: Plan, addresses: Addresses): Address {
  if (isOfReceivable(plan)) return addresses.ledger;
  if (isOfStatement(plan)) return statementsOf(addresses);
  if (isOfCollection(plan)) return collectionsOf(addresses);
  return isOfNotice(plan) ? factoringOf(addresses) : deals.contractOf(plan, addresses);
}

/** What a payer signs beside its payment, so that the ledger may move that much of its money. */
export function permitOf(plan: Plan, deadline: number, { ledger }: Addresses): Signable | undefined {
  return isOfReceivable(plan) ? receivables.permitOf(plan, deadline, ledger) : undefined;
}

/** What has to be sent before, unless it is done already. */
export function callsBefore(plan: Plan, { ledger }: Addresses): readonly PlannedCall[] {
  if (isOfReceivable(plan)) return receivables.callsBefore(plan, ledger);
  return isOfDeal(plan) ? deals.callsBefore(plan) : [];
}

/** Takes the signature of the party's message back. @throws RefusedError as {@link contractOf}. */
export async function revocationOf(plan: SignedPlan, addresses: Addresses): Promise<PlannedCall> {
  if (isOfReceivable(plan)) return receivables.revocationOf(plan, addresses.ledger);
  return { to: contractOf(plan, addresses), data: await revokingCall(plan) };
}

function revokingCall(plan: Exclude<SignedPlan, ReceivablePlan>): Promise<Hex> {
  if (isOfStatement(plan)) return statements.revocationOf(plan);
  return isOfCollection(plan) ? collections.revocationOf(plan) : notices.revocationOf(plan);
}

/** Whether it takes no signature, and anybody may send it: it does no more than what was agreed, or than is owed. */
export function isAnybodys(plan: Plan): boolean {
  if (isOfCollection(plan)) return collections.isAnybodys(plan);
  return isOfDeal(plan) && deals.isAnybodys(plan);
}

/** Whether its party signs it: calls at desks, and those that anybody may send, are signed by nobody. */
export function isSigned(plan: Plan): plan is SignedPlan {
  return !isOfDeal(plan) && !isAnybodys(plan);
}

/** Of those who are bound by what the plan is about another one than the party; null where there is none. */
export function otherParty(plan: Plan, party: Address): Address | null {
  if (isOfNotice(plan)) return notices.otherParty(plan, party);
  if (isOfDeal(plan)) return deals.otherParty(plan, party);
  if (isOfCollection(plan)) return collections.otherParty(plan, party);
  const { supplier, buyer } = isOfStatement(plan) ? plan.statement : plan.receivable.header;
  return party === buyer ? supplier : buyer;
}
