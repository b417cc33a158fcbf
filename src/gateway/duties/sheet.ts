/** Who has which duty, as the interface shows it. */
import type { z } from "zod";
import { DUTIES, DUTY_CONFLICTS, overlapsOf } from "../../domain/duties/duties.ts";
import type { Duty, DutyOverlap, HeldDuty } from "../../domain/duties/duties.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { accountLinksOf, enforcementOf, exceptionsFor } from "../../store/duties.ts";
import type { StoredDutyException } from "../../store/duties.ts";
import { isPower, readPower } from "../../store/members.ts";
import type { dutySheet } from "../../wire/duty.ts";
import { isInForce, readStaff } from "../approvals/eligible.ts";
import type { Staff } from "../approvals/eligible.ts";
import { shownInstant } from "../receivables/showing.ts";

/** What somebody has together that excludes each other. */
export interface FoundOverlap extends DutyOverlap {
  /** The person, by the least of its accounts that have a duty. */
  readonly account: Address;
}

/** All that a person has or will have, delegated duties among them. */
export function heldBy({ assignments, delegations, personOf }: Staff, account: Address): readonly HeldDuty[] {
  const person = personOf(account);
  return [
    ...assignments
      .filter((one) => personOf(one.account) === person)
      .map(({ duty, since, until, ended }) => ({ duty, since, until: ended === null ? until : ended - 1 })),
    ...delegations.filter(({ delegate }) => personOf(delegate) === person),
  ];
}

/** A person's exceptions. */
export function exceptionsOf(
  { personOf }: Staff,
  exceptions: readonly StoredDutyException[],
  account: Address,
): readonly StoredDutyException[] {
  return exceptions.filter((one) => personOf(one.account) === personOf(account));
}

/** What runs together now or later without an exception. */
export function overlapsIn(staff: Staff, exceptions: readonly StoredDutyException[]): readonly FoundOverlap[] {
  const accounts = new Map<string, Address>();
  for (const { account } of staff.assignments) {
    const person = staff.personOf(account);
    const known = accounts.get(person);
    if (known === undefined || account < known) accounts.set(person, account);
  }
  return [...accounts.values()].flatMap((account) =>
    overlapsOf(heldBy(staff, account), exceptionsOf(staff, exceptions, account), staff.at).map((overlap) => ({
      ...overlap,
      account,
    })),
  );
}

/** Duties that nobody has who may act for the organisation; to audit nobody needs to. */
export async function uncoveredDuties(sql: Sql, staff: Staff): Promise<readonly Duty[]> {
  const { organisation, assignments, at } = staff;
  const covered = new Set<Duty>(["audit"]);
  for (const one of assignments) {
    if (covered.has(one.duty) || !isInForce(one, at)) continue;
    if (isPower(await readPower(sql, organisation, one.account, at))) covered.add(one.duty);
  }
  return DUTIES.filter((duty) => !covered.has(duty));
}

export async function shownDuties(sql: Sql, organisation: Address, at: number): Promise<z.output<typeof dutySheet>> {
  const staff = await readStaff(sql, organisation, at);
  const exceptions = await exceptionsFor(sql, organisation);
  const last = (await enforcementOf(sql, organisation)).at(-1);
  return {
    ...{ isEnforced: staff.isEnforced, since: last === undefined ? null : shownInstant(last.at) },
    matrix: DUTY_CONFLICTS.map((conflict) => ({ ...conflict })),
    uncovered: [...(await uncoveredDuties(sql, staff))],
    overlaps: overlapsIn(staff, exceptions).map(({ from, ...overlap }) => ({ ...overlap, from: shownInstant(from) })),
    assignments: staff.assignments.map((one) => ({
      ...{ id: one.id, account: one.account, duty: one.duty, assignedBy: one.assignedBy, endedBy: one.endedBy },
      ...{ since: shownInstant(one.since), until: one.until === null ? null : shownInstant(one.until) },
      ...{ assigned: shownInstant(one.assigned), ended: one.ended === null ? null : shownInstant(one.ended) },
      inForce: isInForce(one, at),
    })),
    exceptions: exceptions.map(({ account, one, other, since, until, approval }) => ({
      ...{ account, one, other, since: shownInstant(since), until: shownInstant(until), approval },
      inForce: since <= at && at <= until,
    })),
    accounts: (await accountLinksOf(sql, organisation)).map((link) => ({ ...link })),
  };
}
