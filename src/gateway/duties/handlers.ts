/** Who is entrusted with what, and what was done all the same. */
import { csvOf } from "../../documents/table/writeCsv.ts";
import type { Address } from "../../domain/receivable.ts";
import { endAssignment, lockDuties } from "../../store/duties.ts";
import { actsBetween } from "../../store/dutiesActs.ts";
import type { RecordedAct, RecordedActPlace } from "../../store/dutiesActs.ts";
import type { DUTY_OPERATIONS } from "../../wire/operations/duties.ts";
import { dutiesOf, readStaff } from "../approvals/eligible.ts";
import type { Staff } from "../approvals/eligible.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { dutyOfAct } from "./acts.ts";
import { assign, enforce, link } from "./assigning.ts";
import { keyOf } from "./findings.ts";
import type { Found, Period } from "./findings.ts";
import { exceptionsIn } from "./reporting.ts";
import { shownDuties } from "./sheet.ts";

const DAY = 86_400;
const USUAL_DAYS = 30;
const LONGEST_DAYS = 366;

export function dutyHandlers(deps: GatewayDeps): Handlers<typeof DUTY_OPERATIONS> {
  const { database, now } = deps;
  const show = ({ organisation }: Member) => shownDuties(database, organisation, now());
  return {
    readDuties: async ({ member }) => ({ status: 200, body: await show(member) }),
    assignDuty: async ({ member, body }) => {
      await assign(deps, member, body);
      return { status: 201, body: await show(member) };
    },
    endDuty: async ({ member: { organisation, account }, params }) => {
      const isDone = await database.transaction(async (tx) => {
        await lockDuties(tx, organisation);
        return endAssignment(tx, organisation, params.id, { by: account, at: now() });
      });
      if (!isDone) throw notFound();
      return { status: 204, body: undefined };
    },
    linkDutyAccounts: async ({ member, body }) => {
      await link(deps, member, body);
      return { status: 201, body: await show(member) };
    },
    setDutyEnforcement: async ({ member, body }) => {
      await enforce(deps, member, body.isOn);
      return { status: 200, body: await show(member) };
    },
    ...reportHandlers(deps),
  };
}

type ReportOperations = Pick<typeof DUTY_OPERATIONS, "listDutyActs" | "readDutyReport" | "readDutyReportFile">;
type GivenPeriod = { readonly [End in keyof Period]?: Period[End] | undefined };

function reportHandlers({ config, database, now }: GatewayDeps): Handlers<ReportOperations> {
  const cursors = createCursors(config.secret);
  const found = async (member: Member, period: Period): Promise<readonly Found[]> => {
    return exceptionsIn(database, member.organisation, period, now());
  };
  return {
    listDutyActs: async ({ member, query: { from, to, ...page } }) => {
      const { organisation } = member;
      const staff = await auditorsStaff(database, member, now());
      const period = periodOf({ from, to }, now());
      const { rows, next } = await pageOf<RecordedAct, RecordedActPlace>(
        {
          cursors,
          list: JSON.stringify(["duty acts", organisation, from ?? null, to ?? null]),
          first: { at: 0, subject: "", step: "", account: "", receivable: "" },
          placeOf: ({ at, subject, step, account, receivable }) => {
            return { at, subject, step, account, receivable: receivable ?? "" };
          },
          read: (after, limit) => actsBetween(database, organisation, period, after, limit),
        },
        page,
      );
      return { status: 200, body: { items: rows.map((act) => shownAct(staff, act)), next } };
    },
    readDutyReport: async ({ member, query: { from, to, ...page } }) => {
      const staff = await auditorsStaff(database, member, now());
      const period = periodOf({ from, to }, now());
      const all = await found(member, period);
      const { rows, next } = await pageOf<Found, string>(
        {
          cursors,
          list: JSON.stringify(["duty exceptions", member.organisation, from ?? null, to ?? null]),
          first: "",
          placeOf: keyOf,
          read: (after, limit) => Promise.resolve(all.filter((one) => keyOf(one) > after).slice(0, limit)),
        },
        page,
      );
      const head = { from: shownInstant(period.from), to: shownInstant(period.to), isEnforced: staff.isEnforced };
      return { status: 200, body: { ...head, items: rows.map(shownFound), next } };
    },
    readDutyReportFile: async ({ member, query }) => {
      await auditorsStaff(database, member, now());
      const rows = (await found(member, periodOf(query, now()))).map(shownFound);
      const cells = rows.map(({ at, kind, account, receivable, subject, detail }) => [
        ...[at, kind, account ?? "", receivable ?? "", subject, detail],
      ]);
      return { status: 200, body: csvOf([["at", "kind", "account", "receivable", "subject", "detail"], ...cells]) };
    },
  };
}

/** The organisation's people, for whoever may audit them. @throws ProblemError `DutyMissing` */
async function auditorsStaff(
  sql: GatewayDeps["database"],
  { organisation, account }: Member,
  at: number,
): Promise<Staff> {
  const staff = await readStaff(sql, organisation, at);
  const isAuditor = account === organisation || dutiesOf(staff, account).some(({ duty }) => duty === "audit");
  if (!staff.isEnforced || isAuditor) return staff;
  const detail = `${account} has not the duty audit`;
  throw new ProblemError("DutyMissing", `${detail}: ask somebody who has it, or the organisation's own account`);
}

/** @throws ProblemError `PeriodInvalid` */
function periodOf({ from, to }: GivenPeriod, now: number): Period {
  const end = to ?? now;
  const start = from ?? end - USUAL_DAYS * DAY;
  if (start <= end && end - start <= LONGEST_DAYS * DAY) return { from: start, to: end };
  const said = `from ${shownInstant(start)} to ${shownInstant(end)}`;
  throw new ProblemError(
    "PeriodInvalid",
    `the period runs ${said}: give at most ${LONGEST_DAYS} days, the first first`,
  );
}

function shownAct({ personOf }: Staff, act: RecordedAct) {
  const { at, account, by, step, what, receivable, subject, mandate } = act;
  return {
    ...{ at: shownInstant(at), person: personOf(account), account, by, duty: dutyOfAct(act) ?? null },
    ...{ step, what, receivable, subject, mandate: mandate as Address | null },
  };
}

function shownFound({ at, kind, account, receivable, subject, detail }: Found) {
  // Accounts and receivables come from tables in which they are bytes.
  return {
    ...{ at: shownInstant(at), kind, account: account as Address | null, receivable: receivable as Address | null },
    ...{ subject, detail },
  };
}
