/** Using what others signed, in the transaction of the act itself: once, for no more than they saw, and not late. */
import { randomUUID } from "node:crypto";
import type { ApprovalKind } from "../../domain/duties/approvals.ts";
import type { Address } from "../../domain/receivable.ts";
import { decisionsOf } from "../../store/approvalDecisions.ts";
import type { StoredDecision } from "../../store/approvalDecisions.ts";
import { insertApproval, markUsed, usableApprovals } from "../../store/approvals.ts";
import type { StoredApproval } from "../../store/approvals.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { ProblemError } from "../http/problems.ts";
import { weigh } from "./asking.ts";
import type { Weight } from "./asking.ts";
import { eligibility, readStaff } from "./eligible.ts";
import type { Staff } from "./eligible.ts";

/** An act that may take an approval. Amount and currency are both there or neither; money in minor units. */
export interface ApprovalNeed {
  readonly organisation: Address;
  readonly kind: ApprovalKind;
  /** As it was asked for. */
  readonly subject: string;
  readonly customer: Address | null;
  readonly amount: bigint | null;
  readonly currency: Address | null;
  /** Who acts: its own approval does not count. */
  readonly actor: Address;
  /** Whose does not count either: whoever it is for. */
  readonly beneficiary?: Address;
  /** Nor theirs: whoever else prepared it. */
  readonly preparers?: readonly Address[];
}

export interface UsedApproval {
  /** A UUID. */
  readonly id: string;
  /** Whose signatures counted, each another person. */
  readonly approvers: readonly Address[];
  /** Unix seconds. */
  readonly at: number;
}

/**
 * Uses up an approval where the act takes one, and notes what was done without one where it counts towards a tier.
 * @returns null where nobody has to sign. @throws ProblemError `ApprovalMissing`
 */
export async function useApproval(tx: Transaction, given: ApprovalNeed, at: number): Promise<UsedApproval | null> {
  const need = asKept(given);
  const usable = await usableApprovals(tx, need, at, true);
  const staff = await readStaff(tx, need.organisation, at);
  for (const approval of usable) {
    const approvers = await approversFor(tx, staff, approval, need);
    if (approvers === undefined) continue;
    if (await markUsed(tx, approval.number, need.actor, at)) return { id: approval.id, approvers, at };
  }
  const weight = await weigh(tx, need, at);
  if (weight.terms.approvers > 0) throw missing(need, weight, usable.length);
  if (weight.isTiered && need.amount !== null) await noteUnsigned(tx, need, weight, at);
  return null;
}

/** The approval that an act would use; undefined where there is none, whether it takes one or not. */
export async function approvedFor(sql: Sql, given: ApprovalNeed, at: number): Promise<UsedApproval | undefined> {
  const need = asKept(given);
  const staff = await readStaff(sql, need.organisation, at);
  for (const approval of await usableApprovals(sql, need, at, false)) {
    const approvers = await approversFor(sql, staff, approval, need);
    if (approvers !== undefined) return { id: approval.id, approvers, at };
  }
  return undefined;
}

/** Subjects are kept in lower case, in which every hex is the same. */
function asKept(need: ApprovalNeed): ApprovalNeed {
  return { ...need, subject: need.subject.toLowerCase() };
}

/** Whose signatures on a request count now, one for each person; undefined where they are too few or for less. */
async function approversFor(
  sql: Sql,
  staff: Staff,
  approval: StoredApproval,
  { amount, currency, customer, actor, beneficiary = actor, preparers = [] }: ApprovalNeed,
): Promise<readonly Address[] | undefined> {
  // One that names no customer would not count among what was asked for of that customer.
  if (currency !== approval.currency || customer !== approval.customer) return undefined;
  if ((amount === null) !== (approval.amount === null) || (amount ?? 0n) > (approval.amount ?? 0n)) return undefined;
  const decisions = (await decisionsOf(sql, [approval.number])).get(approval.number) ?? [];
  const approvers = await countedApprovers(sql, staff, approval, decisions, [actor, beneficiary, ...preparers]);
  return approvers.length >= approval.needed ? approvers : undefined;
}

/**
 * The first account of each person whose approval counts at the staff's instant. Whoever delegated a power and whoever
 * has it by that count as one: nobody makes several of one signature.
 */
export async function countedApprovers(
  sql: Sql,
  staff: Staff,
  approval: StoredApproval,
  decisions: readonly StoredDecision[],
  actors: readonly Address[] = [],
): Promise<readonly Address[]> {
  const counted: Address[] = [];
  const people = new Set<string>();
  for (const { approver, isApproved } of decisions) {
    if (!isApproved || people.has(staff.personOf(approver))) continue;
    const found = await eligibility(sql, staff, approval, approver, actors);
    if ("why" in found || people.has(staff.personOf(found.power))) continue;
    counted.push(approver);
    for (const account of [approver, found.power]) people.add(staff.personOf(account));
  }
  return counted;
}

function missing({ kind, subject, customer, amount }: ApprovalNeed, { terms }: Weight, waiting: number): ProblemError {
  const { approvers, duty, hours } = terms;
  const people = approvers === 1 ? "one other person" : `${approvers} other people`;
  const known =
    waiting === 0 ? "" : ` (${waiting} asked for: not signed by enough who may still decide, or for another sum)`;
  const whose = customer === null ? "" : `, customer ${customer}`;
  const least = amount === null ? "" : ` and at least ${amount} minor units`;
  const wayOut =
    `ask with POST /v1/approvals for kind ${kind}, subject ${subject}${whose}${least}, ` +
    `and let ${people} with the duty ${duty} sign within ${hours} hours`;
  return new ProblemError("ApprovalMissing", `${kind} of ${subject} is not approved${known}: ${wayOut}`);
}

async function noteUnsigned(
  tx: Transaction,
  { organisation, kind, subject, customer, amount, currency, actor }: ApprovalNeed,
  { terms, version }: Weight,
  at: number,
): Promise<void> {
  const unsigned = { needed: 0, duty: terms.duty, escalatesTo: null, policy: version, reason: "below every tier" };
  const times = { asked: at, until: at, escalates: at, due: at };
  const about = { id: randomUUID(), organisation, kind, subject, customer, amount, currency, asker: actor };
  await insertApproval(tx, { ...about, ...unsigned, ...times }, at);
}
