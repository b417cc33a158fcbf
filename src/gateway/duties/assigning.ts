/** Giving and ending duties: nobody gets two that exclude each other without an exception that another approved. */
import { overlapsOf, pairKey } from "../../domain/duties/duties.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import {
  accountLinksOf,
  addEnforcement,
  exceptionsFor,
  insertAssignment,
  insertException,
  linkAccounts,
  lockDuties,
  partAccounts,
} from "../../store/duties.ts";
import type { DutyAssignment } from "../../store/duties.ts";
import { isPower, readPower } from "../../store/members.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import { readStaff } from "../approvals/eligible.ts";
import type { Staff } from "../approvals/eligible.ts";
import { useApproval } from "../approvals/using.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { exceptionsOf, heldBy, overlapsIn, uncoveredDuties } from "./sheet.ts";

const MOST_ASSIGNMENTS = 5_000;
const MOST_LINKS = 1_000;
const LONGEST_EXCEPTION_DAYS = 92;
const DAY = 86_400;

type Deps = Pick<GatewayDeps, "database" | "now">;
type GivenDuty = Pick<DutyAssignment, "id" | "account" | "duty" | "until"> & { readonly since?: number | undefined };

/** @throws ProblemError; nothing is stored then */
export async function assign({ database, now }: Deps, member: Member, given: GivenDuty): Promise<void> {
  const at = now();
  const { organisation } = member;
  const { until, since = at } = given;
  if (since < at) throw instantInvalid("body.since", "give a moment that has not passed");
  if (until !== null && until <= since) throw instantInvalid("body.until", "give a moment after it begins");
  await database.transaction(async (tx) => {
    await lockDuties(tx, organisation);
    const staff = await readStaff(tx, organisation, at);
    if (!isPower(await readPower(tx, organisation, given.account, at))) {
      const detail = `${given.account} may not act for the organisation`;
      throw new ProblemError("RecipientUnknown", `${detail}: add it as a member, or give it a mandate`);
    }
    if (staff.assignments.length >= MOST_ASSIGNMENTS) throw quotaReached(MOST_ASSIGNMENTS, "duties: no more are kept");
    const one = { ...given, since, assignedBy: member.account, assigned: at };
    if (!(await insertAssignment(tx, organisation, one))) throw idTaken("a duty");
    await except(tx, staff, member.account, { ...one, ended: null, endedBy: null });
  });
}

/** Has an exception for each conflict that an assignment makes, or throws. */
async function except(tx: Transaction, staff: Staff, actor: Address, one: DutyAssignment): Promise<void> {
  const { organisation, at } = staff;
  const { account, duty, since, until, id } = one;
  const exceptions = exceptionsOf(staff, await exceptionsFor(tx, organisation), account);
  const held = [...heldBy(staff, account), one];
  // Somebody may have two together already: whoever gives a third has to answer for that alone.
  const made = overlapsOf(held, exceptions, at).filter((conflict) => [conflict.one, conflict.other].includes(duty));
  for (const conflict of made) {
    const pair = pairKey(conflict.one, conflict.other);
    if (until === null || until > since + LONGEST_EXCEPTION_DAYS * DAY) {
      const detail = `${account} would have ${conflict.one} and ${conflict.other} together, and so ${conflict.risk}`;
      const wayOut = `give it to another person, or until a moment in ${LONGEST_EXCEPTION_DAYS} days with an approval`;
      throw new ProblemError("DutyConflict", `${detail}: ${wayOut} of kind dutyException, subject ${account} ${pair}`);
    }
    const about = { customer: null, amount: null, currency: null, actor, beneficiary: account };
    const subject = exceptionSubject(account, pair);
    const used = await useApproval(tx, { organisation, kind: "dutyException", subject, ...about }, at);
    if (used === null) throw new Error("an exception was let through without an approval");
    const { one: first, other } = conflict;
    const kept = { assignment: id, account, one: first, other, since, until, approval: used.id };
    await insertException(tx, organisation, kept);
  }
}

/** Under which an exception is asked for, in the case in which subjects are kept. */
function exceptionSubject(account: Address, pair: string): string {
  return `${account} ${pair}`.toLowerCase();
}

/** @throws ProblemError `NotAuthorised`, `QuotaReached` */
export async function link(
  { database, now }: Deps,
  { organisation, account: by }: Member,
  { account, sameAs, isOne }: { readonly account: Address; readonly sameAs: Address; readonly isOne: boolean },
): Promise<void> {
  if (!isOne && by !== organisation) {
    throw new ProblemError("NotAuthorised", `only ${organisation} itself takes back who is one: let it sign in`);
  }
  await database.transaction(async (tx) => {
    await lockDuties(tx, organisation);
    if (!isOne) return partAccounts(tx, organisation, { account, other: sameAs, by, at: now() });
    if ((await accountLinksOf(tx, organisation)).length >= MOST_LINKS) {
      throw quotaReached(MOST_LINKS, "accounts that are one person's: take one back first");
    }
    await linkAccounts(tx, organisation, { account, sameAs }, { by, at: now() });
  });
}

/** @throws ProblemError `DutiesUncovered`, `DutyConflict`, `NotAuthorised` */
export async function enforce({ database, now }: Deps, member: Member, isOn: boolean): Promise<void> {
  const { organisation, account } = member;
  const at = now();
  await database.transaction(async (tx) => {
    await lockDuties(tx, organisation);
    const staff = await readStaff(tx, organisation, at);
    if (staff.isEnforced === isOn) return;
    if (!isOn && account !== organisation) {
      throw new ProblemError("NotAuthorised", `only ${organisation} itself stops asking for duties: let it sign in`);
    }
    if (isOn) await checkReady(tx, staff);
    await addEnforcement(tx, organisation, { isOn, setBy: account, at });
  });
}

async function checkReady(tx: Transaction, staff: Staff): Promise<void> {
  const uncovered = await uncoveredDuties(tx, staff);
  if (uncovered.length > 0) {
    const detail = `nobody has ${uncovered.join(", ")}`;
    throw new ProblemError("DutiesUncovered", `${detail}: give each to somebody first, or nobody could do it`);
  }
  const [found] = overlapsIn(staff, await exceptionsFor(tx, staff.organisation));
  if (found === undefined) return;
  const { account, one, other } = found;
  throw new ProblemError("DutyConflict", `${account} has ${one} and ${other} together: end one of them first`);
}
