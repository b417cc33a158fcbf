/** Whose approval counts: people with the duty, by themselves or for somebody else, and never whoever asked. */
import type { Duty } from "../../domain/duties/duties.ts";
import { peopleOf } from "../../domain/duties/people.ts";
import type { PersonOf } from "../../domain/duties/people.ts";
import type { Address } from "../../domain/receivable.ts";
import { delegationsOf } from "../../store/approvalPolicies.ts";
import type { ApprovalDelegation } from "../../store/approvalPolicies.ts";
import type { StoredApproval } from "../../store/approvals.ts";
import type { Sql } from "../../store/database.ts";
import { accountLinksOf, assignmentsOf, enforcementOf } from "../../store/duties.ts";
import type { DutyAssignment } from "../../store/duties.ts";
import { isPower, membersOf, readPower } from "../../store/members.ts";
import type { StoredMember } from "../../store/members.ts";

/** All that tells who may do what in an organisation, as it is known at an instant. */
export interface Staff {
  readonly organisation: Address;
  readonly at: number;
  readonly members: readonly StoredMember[];
  readonly assignments: readonly DutyAssignment[];
  readonly delegations: readonly ApprovalDelegation[];
  readonly personOf: PersonOf;
  /** Whether duties are enforced; until then administrators approve. */
  readonly isEnforced: boolean;
}

export async function readStaff(sql: Sql, organisation: Address, at: number): Promise<Staff> {
  const members = await membersOf(sql, organisation);
  const links = await accountLinksOf(sql, organisation);
  const enforcement = await enforcementOf(sql, organisation);
  return {
    ...{ organisation, at, members, personOf: peopleOf(members, links) },
    assignments: await assignmentsOf(sql, organisation),
    delegations: await delegationsOf(sql, organisation, at),
    isEnforced: enforcement.at(-1)?.isOn ?? false,
  };
}

/** Whether an assignment is in force. */
export function isInForce({ since, until, ended }: DutyAssignment, at: number): boolean {
  return since <= at && (until === null || at <= until) && (ended === null || ended > at);
}

/** What an account is entrusted with, through whichever of its person's accounts. */
export function dutiesOf({ assignments, personOf, at }: Staff, account: Address): readonly DutyAssignment[] {
  const person = personOf(account);
  return assignments.filter((one) => personOf(one.account) === person && isInForce(one, at));
}

/** Why an account's approval does not count, as a short clause. */
export interface Ineligible {
  readonly why: string;
}
/** By whose leave it counts; null for its own. */
export interface Eligible {
  readonly delegation: string | null;
}

type AskedOf = Pick<StoredApproval, "asker" | "asked" | "duty" | "escalatesTo" | "escalates" | "amount" | "currency">;

/**
 * Whether an account may decide on a request at the staff's instant.
 * @param actors Whoever else may not: whoever does what is approved.
 */
export async function eligibility(
  sql: Sql,
  staff: Staff,
  asked: AskedOf,
  account: Address,
  actors: readonly Address[] = [],
): Promise<Eligible | Ineligible> {
  const { personOf, at, organisation, delegations } = staff;
  const parties = [asked.asker, ...actors].map(personOf);
  if (parties.includes(personOf(account))) return { why: "whoever asks does not decide, by whichever account" };
  const power = await readPower(sql, organisation, account, at);
  if (!isPower(power) || (power.role === "sales" && !power.own && !power.agent)) {
    return { why: "it may not act for the organisation" };
  }
  const duties = [asked.duty, ...(asked.escalatesTo !== null && asked.escalates <= at ? [asked.escalatesTo] : [])];
  if (await mayDecide(sql, staff, asked, account, duties)) return { delegation: null };
  for (const delegation of delegations) {
    const { delegator, delegate, duty } = delegation;
    if (delegate !== account || !duties.includes(duty) || !covers(delegation, asked, at)) continue;
    if (parties.includes(personOf(delegator)) || personOf(delegator) === personOf(account)) continue;
    if (await mayDecide(sql, staff, asked, delegator, [duty])) return { delegation: delegation.id };
  }
  return { why: `it has none of the duties ${duties.join(", ")}, and nobody has delegated one to it that covers this` };
}

function covers(
  { most, currency, since, until }: ApprovalDelegation,
  asked: Pick<AskedOf, "amount" | "currency">,
  at: number,
): boolean {
  if (at < since || at > until) return false;
  // What is asked for without an amount may come to any: a delegation up to a sum does not cover it.
  if (asked.amount === null) return most === null;
  return most !== null && currency === asked.currency && asked.amount <= most;
}

/** By its own duty, or as an administrator while duties are not enforced. */
async function mayDecide(
  sql: Sql,
  staff: Staff,
  { asker, asked }: Pick<AskedOf, "asker" | "asked">,
  account: Address,
  duties: readonly Duty[],
): Promise<boolean> {
  const { organisation, personOf, at, isEnforced, members } = staff;
  const power = await readPower(sql, organisation, account, at);
  if (!isPower(power)) return false;
  const held = dutiesOf(staff, account).filter(({ duty }) => duties.includes(duty));
  // Somebody to whom whoever asks gave the duty is no second pair of eyes; the organisation itself may give any.
  if (held.some(({ assignedBy }) => assignedBy === organisation || personOf(assignedBy) !== personOf(asker)))
    return true;
  if (isEnforced) return false;
  // Nobody knows who added a member: one that came after the request is no second pair of eyes either.
  const member = members.find((one) => one.account === account);
  return power.own || (power.role === "administrator" && member !== undefined && member.added <= asked);
}
