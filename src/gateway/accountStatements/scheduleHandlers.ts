/** Schedules of statements of account over HTTP. */
import { AccountError } from "../../domain/account/movement.ts";
import {
  keepSchedule,
  scheduleOf,
  schedulesBefore,
  schedulesGoingOn,
  stopSchedule,
} from "../../store/accountStatementSchedules.ts";
import type { StatementSchedule } from "../../store/accountStatementSchedules.ts";
import type { NewStatementSchedule } from "../../wire/accountStatement.ts";
import type { ACCOUNT_STATEMENT_OPERATIONS } from "../../wire/operations/accountStatements.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { currencyFrom } from "./currency.ts";
import { dayOf } from "./making.ts";
import { checkPair, checkRecipients } from "./pairs.ts";
import { firstOf } from "./scheduling.ts";
import { shownSchedule } from "./showing.ts";

type Operations = Pick<
  typeof ACCOUNT_STATEMENT_OPERATIONS,
  "scheduleAccountStatements" | "listStatementSchedules" | "stopStatementSchedule"
>;

const MOST_SCHEDULES = 500;
const LOOK_BACK_DAYS = 100;
const DAY = 86_400;
const LAST = Number.MAX_SAFE_INTEGER;

export function scheduleHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { database, now, config } = deps;
  const cursors = createCursors(config.secret);
  return {
    scheduleAccountStatements: async ({ member, body }) => {
      const { schedule, isNew } = await scheduled(deps, member, body);
      return { status: isNew ? 201 : 200, body: shownSchedule(schedule) };
    },
    listStatementSchedules: async ({ member: { organisation }, query }) => {
      const list = JSON.stringify(["statement schedules", organisation]);
      const read = (before: number, limit: number): Promise<readonly StatementSchedule[]> =>
        schedulesBefore(database, organisation, before, limit);
      const placeOf = ({ sequence }: StatementSchedule): number => sequence;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: rows.map(shownSchedule), next } };
    },
    stopStatementSchedule: async ({ member: { organisation }, params: { id } }) => {
      if ((await scheduleOf(database, organisation, id)) === undefined) throw notFound();
      await stopSchedule(database, organisation, id, now());
      return { status: 204, body: undefined };
    },
  };
}

/**
 * @throws ProblemError `NotFound`, `CurrencyUnknown`, `RequestInvalid`, `RecipientUnknown`, `IdTaken`, `QuotaReached`
 */
async function scheduled(
  { database, now, tokens }: GatewayDeps,
  { organisation, account }: Member,
  plan: NewStatementSchedule,
): Promise<{ readonly schedule: StatementSchedule; readonly isNew: boolean }> {
  await checkPair(database, organisation, plan);
  await checkRecipients(database, organisation, plan);
  currencyFrom(plan.currency, tokens);
  const earliest = dayOf(now() - LOOK_BACK_DAYS * DAY);
  // Each cut-off that was missed is made up for, and mailed.
  if (plan.first < earliest) throw instantInvalid("body.first", `give ${earliest} or a later day`);
  const first = firstIn(plan);
  const others = await schedulesGoingOn(database, organisation);
  const known = await scheduleOf(database, organisation, plan.id);
  if (known === undefined && others >= MOST_SCHEDULES) throw quotaReached(others, "schedules that go on: end one");
  const isNew = await keepSchedule(database, {
    id: plan.id,
    organisation,
    member: account,
    plan,
    made: now(),
    ...first,
  });
  const schedule = await scheduleOf(database, organisation, plan.id);
  if (schedule === undefined || JSON.stringify(shownPlan(schedule.plan)) !== JSON.stringify(shownPlan(plan))) {
    throw idTaken("another schedule");
  }
  return { schedule, isNew };
}

/** jsonb keeps no order of fields. */
function shownPlan(plan: unknown): unknown {
  return Object.entries(plan as object)
    .filter(([, value]) => value !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]: [string, unknown]) => [name, typeof value === "object" ? shownPlan(value) : value]);
}

function firstIn(plan: NewStatementSchedule): Pick<StatementSchedule, "next" | "due"> {
  try {
    return firstOf(plan);
  } catch (error) {
    if (error instanceof AccountError) throw instantInvalid("body.zone", error.message);
    throw error;
  }
}
