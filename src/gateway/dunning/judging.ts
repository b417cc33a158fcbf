/**
 * Whether a notice that waits is still right: asked right before it is sent, since the debtor may have paid, promised
 * or disputed after it was made. The plan of this moment says so, by the rules of the one that the notice came from.
 */
import { withHolidays } from "../../domain/businessDays.ts";
import type { CalendarName } from "../../domain/businessDays.ts";
import type { Finding, Rest } from "../../domain/collections/finding.ts";
import { localTime } from "../../domain/collections/localTime.ts";
import type { DunningPolicy } from "../../domain/collections/policy.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { calendarOf } from "../../documents/calendars.ts";
import { latestInstant } from "../../store/chainTables.ts";
import type { Database } from "../../store/database.ts";
import { dunningSendOf } from "../../store/dunningSends.ts";
import type { DunnedItem } from "../../store/dunningSends.ts";
import type { ClaimedDunningSend, DunningJudgement } from "../../store/dunningSending.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import { planCustomer } from "./planning.ts";

export interface JudgingDeps {
  readonly database: Database;
  /** How old the last block may be before the index counts as behind. */
  readonly behindSeconds: number;
}

/** When a notice that may not go out at this moment is judged again. */
const WAIT_SECONDS = 900;

/** Rests that a notice was not made for; all others follow from its having been made. */
const ENDS: ReadonlySet<Rest["code"]> = new Set<Rest["code"]>([
  ...(["closed", "assignedAway", "insolvent", "writtenOff", "placed", "planned", "queried", "rejected"] as const),
  ...(["noPolicy", "notAccepted", "held", "disputed", "promised"] as const),
]);

/** @param now Unix seconds. */
export async function judgeDunning(
  { database, behindSeconds }: JudgingDeps,
  claimed: Pick<ClaimedDunningSend, "id" | "organisation" | "customer" | "policy" | "stage" | "channel">,
  now: number,
): Promise<DunningJudgement> {
  return atOneInstant(database, async (tx) => {
    const latest = await latestInstant(tx);
    if (latest === undefined || now - latest > behindSeconds) return { kind: "postpone", until: now + WAIT_SECONDS };
    const items = (await dunningSendOf(tx, claimed.id))?.items ?? [];
    const { plan, policies, isCut } = await planCustomer(tx, claimed, now);
    const findings = new Map(plan.findings.map((finding) => [finding.item, finding]));
    for (const item of items) {
      const finding = findings.get(item.item);
      if (finding === undefined && isCut) continue;
      const reason = finding === undefined ? "closed" : endOf(finding, item, claimed.stage === "agency");
      if (reason !== undefined) return { kind: "withdraw", reason };
    }
    const policy = policies.find(({ id }) => id === claimed.policy);
    const isOpen = policy === undefined || claimed.channel === "webhook" || mayReach(policy, now);
    return isOpen ? { kind: "send" } : { kind: "postpone", until: now + WAIT_SECONDS };
  });
}

/** Why an item is not to be chased, or not for so much; what an agency was given is told of by that very notice. */
function endOf(finding: Finding, { asked }: DunnedItem, isPlacement: boolean): string | undefined {
  const code = finding.fires ? undefined : finding.rest.code;
  const isEnd = code !== undefined && ENDS.has(code) && !(isPlacement && code === "placed");
  if (isEnd) return code;
  return finding.claim.asked < asked ? "lowered" : undefined;
}

/** Whether a person may be reached now, by the policy's days and hours: an attempt may come hours after the first. */
function mayReach({ zone, window, calendar, holidays }: DunningPolicy, now: number): boolean {
  const { day, minute } = localTime(zone, now);
  // The interface takes no other name.
  const isWorked = withHolidays(calendarOf(calendar as CalendarName), holidays).isBusinessDay(dateOfDay(day));
  return isWorked && minute >= window.from && minute < window.to;
}
