/**
 * The report of exceptions: gathered from what was recorded in a period, and judged by who is who now. Of members who
 * left nothing is kept, so that who may act no more, and who has what together, is of the instant of the asking.
 */
import { pairKey } from "../../domain/duties/duties.ts";
import type { Address } from "../../domain/receivable.ts";
import { attemptsBetween } from "../../store/approvalDecisions.ts";
import { approvalPoliciesOf } from "../../store/approvalPolicies.ts";
import { approvalsBetween } from "../../store/approvals.ts";
import type { StoredApproval } from "../../store/approvals.ts";
import { rulesOf } from "../../store/checkingRules.ts";
import type { Sql } from "../../store/database.ts";
import { creditChangesBetween, pastLimitsBetween } from "../../store/dutiesChanges.ts";
import { accountLinksOf, enforcementOf, exceptionsFor, partingsOf } from "../../store/duties.ts";
import { actsAround } from "../../store/dutiesActs.ts";
import type { RecordedAct } from "../../store/dutiesActs.ts";
import { historyActsAround } from "../../store/dutiesHistory.ts";
import { ownActs } from "../../store/ownActs.ts";
import { erasuresBetween } from "../../store/textErasures.ts";
import { readStaff } from "../approvals/eligible.ts";
import type { Staff } from "../approvals/eligible.ts";
import { ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { findActs, inOrder } from "./findings.ts";
import type { Found, Period } from "./findings.ts";
import { overlapsIn } from "./sheet.ts";

/** Rows of one kind that a report is made of. */
const MOST_ROWS = 50_000;
const MOST_CHAIN_ACTS = 5_000;
/** The longest time for an approval is 90 days: whatever ends in a period was asked for this long before it. */
const LONGEST_APPROVAL = 90 * 86_400;

/** All exceptions of a period, in their order. @throws ProblemError `PeriodInvalid` where it holds too much */
export async function exceptionsIn(
  sql: Sql,
  organisation: Address,
  period: Period,
  now: number,
): Promise<readonly Found[]> {
  const staff = await readStaff(sql, organisation, now);
  const enforcement = await enforcementOf(sql, organisation);
  const acts = few(await actsAround(sql, organisation, period, MOST_ROWS), MOST_ROWS, "acts");
  const histories = await historiesAround(sql, staff, period);
  const onChain = few(await ownActs(sql, organisation, period.from, MOST_CHAIN_ACTS), MOST_CHAIN_ACTS, "records");
  const recorded = onChain.filter(({ timestamp }) => timestamp <= period.to);
  const found = [
    ...(await findActs(sql, staff, enforcement, { acts, histories, recorded }, period)),
    ...(await dutiesFound(sql, staff)),
    ...(await approvalsFound(sql, organisation, period, now)),
    ...(await policiesFound(sql, organisation)),
    ...(await creditFound(sql, organisation, period)),
    ...(await erasuresFound(sql, organisation, period)),
  ];
  return inOrder(found.filter(({ at }) => period.from <= at && at <= period.to));
}

/** What imports of history said about customers, and what the same people did about these. */
async function historiesAround(
  sql: Sql,
  { organisation, members, personOf }: Staff,
  period: Period,
): Promise<readonly RecordedAct[]> {
  const links = await accountLinksOf(sql, organisation);
  const linked = links.flatMap(({ account, sameAs }) => [account, sameAs]);
  const accounts = [...new Set([...members.map(({ account }) => account), ...linked])];
  return historyActsAround(sql, organisation, period, { accounts, personOf });
}

function few<Row>(rows: readonly Row[], most: number, what: string): readonly Row[] {
  if (rows.length < most) return rows;
  throw new ProblemError("PeriodInvalid", `the period holds ${most} ${what} or more: ask for a shorter one`);
}

/** Who has together what excludes each other, and what was let through for a while. */
async function dutiesFound(sql: Sql, staff: Staff): Promise<readonly Found[]> {
  const { organisation, at } = staff;
  const exceptions = await exceptionsFor(sql, organisation);
  const overlaps = overlapsIn(staff, exceptions).map(({ account, one, other, risk }) => ({
    ...{ at, kind: "conflictingDuties" as const, account, receivable: null, subject: pairKey(one, other) },
    detail: `has both without an exception, and so ${risk}`,
  }));
  const given = exceptions.flatMap((one): readonly Found[] => {
    const about = { account: one.account, receivable: null, subject: pairKey(one.one, one.other) };
    const detail = `until ${shownInstant(one.until)}, by approval ${one.approval}`;
    return [
      { ...about, at: one.since, kind: "exceptionGiven", detail },
      ...(one.until < at ? [{ ...about, at: one.until, kind: "exceptionExpired" as const, detail }] : []),
    ];
  });
  return [...overlaps, ...given];
}

async function approvalsFound(
  sql: Sql,
  organisation: Address,
  { from, to }: Period,
  now: number,
): Promise<readonly Found[]> {
  const asked = await approvalsBetween(sql, organisation, { from: from - LONGEST_APPROVAL, to }, MOST_ROWS);
  const attempts = await attemptsBetween(sql, organisation, { from, to }, MOST_ROWS);
  return [
    ...few(asked, MOST_ROWS, "requests").flatMap((one) => approvalFound(one, now)),
    ...few(attempts, MOST_ROWS, "attempts").map(({ at, account, approval, kind, subject, why }) => ({
      ...{ at, kind: "approvalAttempted" as const, account, receivable: null, subject: approval },
      detail: `${kind} of ${subject}: ${why}`,
    })),
  ];
}

function approvalFound(one: StoredApproval, now: number): readonly Found[] {
  const { id, kind, subject, asker, used, usedBy, until, refused, withdrawn, escalates, told } = one;
  const about = { account: asker, receivable: null, subject: id };
  const what = `${kind} of ${subject}`;
  const isOver = used !== null || refused !== null || withdrawn !== null;
  const isOverride = used !== null && kind === "limitExceeded";
  return [
    ...(isOverride ? [{ ...about, at: used, account: usedBy, kind: "limitOverridden" as const, detail: what }] : []),
    ...(told === "escalated" || told === "lapsed"
      ? [{ ...about, at: escalates, kind: "approvalLate" as const, detail: `${what}: not decided in half of its time` }]
      : []),
    ...(!isOver && until < now ? [{ ...about, at: until, kind: "approvalLapsed" as const, detail: what }] : []),
  ];
}

async function policiesFound(sql: Sql, organisation: Address): Promise<readonly Found[]> {
  const changed = { kind: "policyChanged" as const, receivable: null };
  return [
    ...(await approvalPoliciesOf(sql, organisation)).map(({ version, since, setBy, reason }) => ({
      ...{ ...changed, at: since, account: setBy, subject: `approval policy ${version}`, detail: reason },
    })),
    ...(await enforcementOf(sql, organisation)).map(({ isOn, setBy, at }) => ({
      ...{ ...changed, at, account: setBy, subject: "duties" },
      detail: isOn ? "operations ask for duties" : "operations no more ask for duties",
    })),
    ...(await partingsOf(sql, organisation)).map(({ account, other, by, at }) => ({
      ...{ ...changed, at, account: by, subject: "duties" },
      detail: `${account} and ${other} are no more taken for one person`,
    })),
    ...(await rulesOf(sql, organisation)).map(({ currency, above, since, setBy }) => ({
      ...{ ...changed, at: since, account: setBy, subject: `checking rule ${currency}` },
      detail: above === null ? "nobody else has to sign" : `another signs above ${above} minor units`,
    })),
  ];
}

async function erasuresFound(sql: Sql, organisation: Address, period: Period): Promise<readonly Found[]> {
  const erased = await erasuresBetween(sql, organisation, period, MOST_ROWS);
  return few(erased, MOST_ROWS, "erasures").map(({ at, account, kind, subject }) => ({
    ...{ at, kind: "textErased" as const, account, receivable: null, subject },
    detail: `what was written freely in this ${kind}`,
  }));
}

/** Changed policies and limits of credit, and what was issued past the gateway beyond a limit. */
async function creditFound(sql: Sql, organisation: Address, period: Period): Promise<readonly Found[]> {
  const changes = await creditChangesBetween(sql, organisation, period, MOST_ROWS);
  const past = await pastLimitsBetween(sql, organisation, period, MOST_ROWS);
  return [
    ...few(changes, MOST_ROWS, "changes").map(({ at, account, subject, reason }) => ({
      ...{ at, kind: "policyChanged" as const, account, receivable: null, subject, detail: reason },
    })),
    ...few(past, MOST_ROWS, "receivables beyond a limit").map(({ at, receivable, customer }) => ({
      ...{ at, kind: "limitOverridden" as const, account: null, receivable, subject: customer },
      detail: "issued past this gateway, beyond the limit of the customer",
    })),
  ];
}
