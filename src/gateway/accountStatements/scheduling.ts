/**
 * Makes the statements of account that are due. Any number of gateways may do so at once: a schedule is held by one of
 * them, its statement and its next cut-off are stored together, and no cut-off has two statements.
 */
import type { Logger } from "pino";
import { firstCutOff, nextCutOff, periodStart } from "../../domain/account/schedule.ts";
import { cutOffInstant } from "../../domain/account/heading.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { holdDueSchedule, moveSchedule } from "../../store/accountStatementSchedules.ts";
import type { StatementSchedule } from "../../store/accountStatementSchedules.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import type { NewAccountStatement, NewStatementSchedule } from "../../wire/accountStatement.ts";
import { ProblemError } from "../http/problems.ts";
import { hmac, keyFor } from "../http/secrets.ts";
import { atOneInstant, dayOf, makeAccountStatement } from "./making.ts";
import type { MakingDeps } from "./making.ts";
import { checkQuota } from "./quota.ts";

export interface SchedulingDeps extends MakingDeps {
  readonly logger: Logger;
  /** How old the last block may be before the index counts as behind. */
  readonly behindSeconds: number;
}

const DAY = 86_400;
/** What could not be made may be mended: it is tried again. */
const RETRY_SECONDS = 3_600;

/** The first cut-off of a schedule, and when its statement is made; unix seconds. */
export function firstOf(plan: NewStatementSchedule): Pick<StatementSchedule, "next" | "due"> {
  const next = firstCutOff(plan.first, plan.day);
  return { next, due: dueOf(plan, next) };
}

function dueOf({ zone, makeAfterDays }: NewStatementSchedule, cutOff: string): number {
  return cutOffInstant({ cutOff: dayNumber(cutOff), zone }) + makeAfterDays * DAY;
}

/** Makes the next one that is due; false if there is none. */
export async function runStatementSchedule(deps: SchedulingDeps): Promise<boolean> {
  const { database, now } = deps;
  const held: { schedule?: StatementSchedule } = {};
  try {
    return await atOneInstant(database, async (tx) => {
      const schedule = await holdDueSchedule(tx, now());
      if (schedule === undefined) return false;
      held.schedule = schedule;
      await makeOne(tx, deps, schedule);
      return true;
    });
  } catch (error) {
    const { schedule } = held;
    if (schedule === undefined || !(error instanceof ProblemError)) throw error;
    const { id, next } = schedule;
    deps.logger.warn({ schedule: id, fault: error.message }, "a scheduled account statement is not made");
    await moveSchedule(database, schedule, { next, due: now() + RETRY_SECONDS, fault: error.message });
    return true;
  }
}

async function makeOne(tx: Transaction, deps: SchedulingDeps, schedule: StatementSchedule): Promise<void> {
  const { id, organisation, member, next: cutOff } = schedule;
  // Only what the interface took is kept there.
  const plan = schedule.plan as NewStatementSchedule;
  if (await isBehind(tx, deps, cutOffInstant({ cutOff: dayNumber(cutOff), zone: plan.zone }))) {
    const fault = "the index has not reached the cut-off: it is made once it has";
    await moveSchedule(tx, schedule, { next: cutOff, due: deps.now() + RETRY_SECONDS, fault });
    return;
  }
  const asked = askedBy(plan, { id: idFor(deps.secret, id, cutOff), cutOff }, deps.now());
  await checkQuota(tx, organisation, asked, deps.now());
  await makeAccountStatement(tx, deps, { organisation, member, schedule: id }, asked);
  const next = nextCutOff(cutOff, plan.frequency, plan.day);
  await moveSchedule(tx, schedule, { next, due: dueOf(plan, next), fault: null });
}

/** What the schedule asks for a cut-off; the id is the same however often it is tried. */
function askedBy(
  plan: NewStatementSchedule,
  { id, cutOff }: Pick<NewAccountStatement, "id" | "cutOff">,
  now: number,
): NewAccountStatement {
  const { side, counterparty, currency, layout, language, zone, recipients, paymentReference, contact } = plan;
  return {
    ...{ side, counterparty, currency, layout, language, zone, recipients, paymentReference, contact },
    ...{ id, cutOff, from: periodStart(cutOff, plan.frequency, plan.day) },
    replyBy: dateOfDay(dayNumber(dayOf(now)) + plan.replyDays),
  };
}

/**
 * A UUID of version 8 (RFC 9562), of our own making. Ids of statements are everybody's: whoever could reckon the next
 * one could take it first, and the schedule would make no more.
 */
function idFor(secret: Uint8Array, schedule: string, cutOff: string): string {
  const hex = hmac(keyFor(secret, "scheduled account statements"), `${schedule} ${cutOff}`).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Whether events before the instant may be missing: the last block is older than it, and than it should be. */
async function isBehind(sql: Sql, { now, behindSeconds }: SchedulingDeps, instant: number): Promise<boolean> {
  const last = (await latestInstant(sql)) ?? 0;
  return last < instant && now() - last > behindSeconds;
}
