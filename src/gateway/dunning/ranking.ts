/** What a look at a customer makes of its items: how urgent each is, with whom it is, and what is done next. */
import { priorityOf } from "../../domain/collections/priority.ts";
import type { Finding } from "../../domain/collections/finding.ts";
import type { Level, Stage } from "../../domain/collections/policy.ts";
import { judgePromises } from "../../domain/collections/promises.ts";
import { localDay } from "../../domain/money.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import { paymentHistoryOf, putWorklist } from "../../store/dunningWorklist.ts";
import type { PaymentHistory, WorklistRow } from "../../store/dunningWorklist.ts";
import type { ShownWorklistItem } from "../../wire/dunningWorklist.ts";
import { shownPlacement } from "../collections/placements.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import type { ShownCurrency, Tokens } from "../receivables/showing.ts";
import { shownDay } from "../receivables/timeline.ts";
import { shownFinding } from "./findings.ts";
import { shownWorklistPlan } from "../plans/showing.ts";
import type { OpenItem } from "./items.ts";
import type { PlannedCustomer } from "./planning.ts";

const DAY = 86_400;
const YEAR_DAYS = 365;
const CONTACT_DAYS = 30;

/** What a row of the worklist explains, as it is shown. */
export interface Explained extends Pick<
  ShownWorklistItem,
  "priority" | "finding" | "followUp" | "promise" | "plan" | "placement" | "escalatedTo"
> {
  /** Contacts in any seven days that the policy allows one person. */
  readonly perWeek: number | null;
}

/** Keeps what the look found. @param now Unix seconds. */
export async function keepWorklist(
  tx: Transaction,
  planned: PlannedCustomer,
  tokens: Tokens,
  now: number,
): Promise<void> {
  const { organisation, customer } = planned;
  const rows = await rankItems(tx, planned, tokens, now);
  await putWorklist(tx, organisation, customer, rows);
}

/** Of what is owed to the organisation, or collected by it. */
async function rankItems(
  sql: Sql,
  planned: PlannedCustomer,
  tokens: Tokens,
  now: number,
): Promise<readonly WorklistRow[]> {
  const { organisation, customer, items, plan } = planned;
  const history = await paymentHistoryOf(sql, organisation, customer, now - YEAR_DAYS * DAY);
  const findings = new Map(plan.findings.map((finding) => [finding.item, finding]));
  return items.flatMap((open) => {
    const finding = findings.get(open.item.id);
    return finding === undefined || open.item.isAssignedAway
      ? []
      : [rowOf(planned, open, { finding, history, tokens, now })];
  });
}

interface Looked {
  readonly finding: Finding;
  readonly history: PaymentHistory;
  readonly tokens: Tokens;
  readonly now: number;
}

function rowOf(planned: PlannedCustomer, open: OpenItem, { finding, history, tokens, now }: Looked): WorklistRow {
  const { item, terms } = open;
  const { claim, applied } = finding;
  const day = localDay(terms, now);
  const clock = planned.appliedTo(item)?.clock;
  const promises = applied && clock ? judgePromises(item, applied.policy.promises, clock) : [];
  const broken = promises.filter(({ state }) => state === "broken").map(({ graceEnd }) => graceEnd);
  if (item.brokenPlan !== undefined) broken.push(item.brokenPlan.brokenOn - 1);
  const last = Math.max(-1, ...planned.reached.map((one) => one.day));
  const priority = priorityOf(
    {
      ...{
        item: item.id,
        asked: claim.asked,
        dueDay: item.dueDay,
        settled: history.settled,
        settledLate: history.late,
      },
      contacts: planned.reached.filter((one) => one.day > day - CONTACT_DAYS).length,
      hasBrokenPromise: broken.some((graceEnd) => graceEnd >= last),
    },
    day,
  );
  const promise = promises.find(({ pauses }) => pauses);
  const currency = shownCurrency(item.currency, tokens);
  const { score, chance, days, value } = priority;
  const body: Explained = {
    finding: shownFinding(finding, currency),
    priority: { score: score.toString(), chance, days, value },
    followUp: followUpOf(planned, item.id),
    escalatedTo:
      sentLevels(planned, open)
        .flatMap(({ escalatesTo }) => escalatesTo ?? [])
        .at(-1) ?? null,
    promise: promise === undefined ? null : shownPromise(promise, currency),
    plan: shownWorklistPlan(open.plans, currency),
    placement: open.placement === undefined ? null : shownPlacement(open.placement),
    perWeek: applied?.policy.cap.perWeek ?? null,
  };
  return {
    ...{ id: item.id, customer: item.customer, owner: ownerOf(planned, open), stage: stageOf(open) },
    ...{ currency: item.currency, score, asked: claim.asked, dueDay: item.dueDay },
    ...{ open: claim.open, overdue: item.dueDay < day ? claim.open : 0n },
    ...{
      disputed: claim.disputed,
      promised: claim.promised,
      looked: now,
      body,
      isPlaced: open.placement !== undefined,
      isStrange: open.placement?.isKnown === false,
    },
  };
}

function shownPromise(
  { amount, day }: { readonly amount: bigint; readonly day: number },
  currency: ShownCurrency,
): Explained["promise"] {
  const date = shownDay(day);
  return date === null ? null : { amount: shownAmount(amount, currency), day: date };
}

/** Of what was sent in this chase. */
function stageOf({ item }: OpenItem): Stage | null {
  return item.sent.at(-1)?.stage ?? null;
}

/** The one of the last level that names one, or whoever answers for the customer. */
function ownerOf(planned: PlannedCustomer, open: OpenItem): Address | null {
  const owners = sentLevels(planned, open).flatMap(({ owner }) => owner ?? []);
  return owners.at(-1) ?? planned.noted?.owner ?? null;
}

/** As their policies have them now. */
function sentLevels({ policies }: PlannedCustomer, { item }: OpenItem): readonly Level[] {
  return item.sent.flatMap(({ policy, level }) => {
    const known = policies.find(({ id }) => id === policy);
    return known?.levels.find(({ id }) => id === level) ?? [];
  });
}

/** What the last act about the item, or about the customer as a whole, said. */
function followUpOf({ acts }: PlannedCustomer, item: Hex): string | null {
  const about = acts.filter(({ body }) => {
    const { items } = body as { readonly items: readonly Hex[] };
    return items.length === 0 || items.includes(item);
  });
  return (about.at(-1)?.body as { readonly nextDay: string | null } | undefined)?.nextDay ?? null;
}
