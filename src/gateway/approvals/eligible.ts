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
export interface Eligible {
  /** By whose leave it counts; null for its own. */
  readonly delegation: string | null;
  /** Whose power it is: its own, or that of whoever delegated it. */
  readonly power: Address;
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
  const parties = [asked.asker, ...actors];
  const isParty = (one: Address): boolean => parties.some((party) => personOf(party) === personOf(one));
  // What it asked through somebody whom it may have made up is its own as well; the organisation answers for itself.
  const hasAdded = (one: Address): boolean =>
    one !== organisation && parties.some((party) => lineOf(staff, party).includes(personOf(one)));
  if (isParty(account)) return { why: "whoever asks does not decide, by whichever account" };
  if (hasAdded(account)) return { why: `it added whoever asks, itself or through others: ${ANEW}` };
  const power = await readPower(sql, organisation, account, at);
  if (!isPower(power) || (power.role === "sales" && !power.own && !power.agent)) {
    return { why: "it may not act for the organisation" };
  }
  const duties = [asked.duty, ...(asked.escalatesTo !== null && asked.escalates <= at ? [asked.escalatesTo] : [])];
  if (await mayDecide(sql, staff, { ...asked, parties }, account, duties)) return { delegation: null, power: account };
  for (const delegation of delegations) {
    const { delegator, delegate, duty } = delegation;
    if (delegate !== account || !duties.includes(duty) || !covers(delegation, asked, at)) continue;
    if (isParty(delegator) || hasAdded(delegator) || personOf(delegator) === personOf(account)) continue;
    if (await mayDecide(sql, staff, { ...asked, parties }, delegator, [duty]))
      return { delegation: delegation.id, power: delegator };
  }
  const lacks =
    `it has none of the duties ${duties.join(", ")} but by whoever asks, whoever added them, or whom either added; ` +
    "and nobody has delegated one to it that covers this";
  return { why: staff.isEnforced ? lacks : `${lacks}; nor is it ${STAND_IN}` };
}

const ANEW = "let the organisation's own account add them anew";

/** Who decides without a duty while duties are not enforced, as a refusal says it. */
const STAND_IN =
  "an administrator who was a member before the request and whom neither whoever asks nor whoever added them added: " +
  "let the organisation's own account give it the duty, or add it";

function covers(
  { most, currency, since, until }: ApprovalDelegation,
  asked: Pick<AskedOf, "amount" | "currency">,
  at: number,
): boolean {
  if (at < since || at > until) return false;
  // What is asked for without an amount may come to any: a delegation up to a sum does not cover it.
  if (most === null) return true;
  return asked.amount !== null && currency === asked.currency && asked.amount <= most;
}

/** By its own duty, or as an administrator while duties are not enforced. */
async function mayDecide(
  sql: Sql,
  staff: Staff,
  { asked, parties }: Pick<AskedOf, "asked"> & { readonly parties: readonly Address[] },
  account: Address,
  duties: readonly Duty[],
): Promise<boolean> {
  const { organisation, at, isEnforced, members } = staff;
  const power = await readPower(sql, organisation, account, at);
  if (!isPower(power)) return false;
  // Where one person may have made both up, they are no two pairs of eyes.
  const isApart = (line: readonly string[]): boolean =>
    parties.every((party) => !lineOf(staff, party).some((one) => line.includes(one)));
  const line = lineOf(staff, account);
  const counts = ({ assignedBy }: DutyAssignment): boolean => {
    // The organisation itself may give any duty to anybody.
    if (assignedBy === organisation) return true;
    // Who added somebody who is gone is not known any more: who added the one with the duty has to do.
    const isGone = members.every((one) => one.account !== assignedBy);
    return isApart([...lineOf(staff, assignedBy), ...(isGone ? line : [])]);
  };
  if (dutiesOf(staff, account).some((one) => duties.includes(one.duty) && counts(one))) return true;
  if (isEnforced) return false;
  // An administrator who came after the request is no second pair of eyes either.
  const member = members.find((one) => one.account === account);
  const isThere = power.role === "administrator" && member !== undefined && member.added <= asked;
  return power.own || (isThere && isApart(line));
}

/** A person and whoever added it, one by another: any of them may have made up those after it. */
function lineOf({ members, organisation, personOf }: Staff, account: Address): readonly string[] {
  const line: Address[] = [];
  let next: Address | null = account;
  // For whom the organisation's own account added, that answers.
  while (next !== null && next !== organisation && !line.includes(next)) {
    const last: Address = next;
    line.push(last);
    next = members.find((one) => one.account === last)?.addedBy ?? null;
  }
  return line.map(personOf);
}
