/** A policy, items and people to tell cases about: whatever a test does not say is ordinary. */
import { WEEKENDS } from "../../../src/domain/businessDays.ts";
import type { DunningBook } from "../../../src/domain/collections/book.ts";
import type { Finding, Firing, Rest } from "../../../src/domain/collections/finding.ts";
import type { ContactPerson, DunningItem, PersonReached, SentLevel } from "../../../src/domain/collections/item.ts";
import { planDunning } from "../../../src/domain/collections/planning.ts";
import type { DunningPlan, DunningState } from "../../../src/domain/collections/planning.ts";
import { CHANNELS } from "../../../src/domain/collections/policy.ts";
import type { DunningPolicy, Level, Stage } from "../../../src/domain/collections/policy.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { dayNumber, isoCurrencyAddress } from "../../../src/domain/terms.ts";
import { currencyByCode } from "../../../src/domain/currency.ts";

const SECONDS_OF_DAY = 86_400;
const TEN_O_CLOCK = 36_000;

/** Ten in the morning of a day, in UTC. */
export function morningOf(day: number): number {
  return day * SECONDS_OF_DAY + TEN_O_CLOCK;
}

/** Days since 1970-01-01. */
export function on(date: string): number {
  return dayNumber(date);
}

/** A Monday. */
export const DUE = on("2026-03-02");

export const EUR: Address = isoCurrency("EUR");
export const USD: Address = isoCurrency("USD");

function isoCurrency(code: string): Address {
  const currency = currencyByCode(code);
  if (currency === undefined) throw new Error(`no currency ${code}`);
  return isoCurrencyAddress(currency);
}

export function addressOf(number: number): Address {
  return `0x${number.toString(16).padStart(40, "0")}`;
}

export function idOf(number: number): Hex {
  return `0x${number.toString(16).padStart(64, "0")}`;
}

export const BUYER = addressOf(0xb0);

/** A level on so many days from the due date. */
export function level(stage: Stage, days: number, changes: Partial<Level> = {}): Level {
  return {
    id: stage,
    stage,
    trigger: { kind: "due", days },
    least: 0n,
    channel: "email",
    template: stage,
    owner: undefined,
    fee: 0n,
    escalatesTo: undefined,
    payWithin: 5,
    repeatDays: 0,
    isDemand: false,
    ...changes,
  };
}

/** Friendly on the 3rd day, firm on the 14th with a fee, final on the 30th; a reminder three days before. */
export function policyOf(changes: Partial<DunningPolicy> = {}): DunningPolicy {
  return {
    id: "usual",
    name: "Usual",
    version: 1,
    currency: EUR,
    levels: [level("preDue", -3), level("friendly", 3), level("firm", 14, { fee: 1_000n }), level("final", 30)],
    zone: "UTC",
    calendar: "weekends",
    holidays: [],
    window: { from: 480, to: 1_080 },
    cap: { perWeek: 3, pauseDays: 0 },
    promises: { grace: 2, longest: 30, most: 2 },
    chasesUnaccepted: false,
    ...changes,
  };
}

/** The policies, the first of which applies to all. */
export function bookOf(
  policies: readonly DunningPolicy[] = [policyOf()],
  changes: Partial<DunningBook> = {},
): DunningBook {
  const [first] = policies;
  return {
    policies,
    assignments: first === undefined ? [] : [{ scope: { kind: "all" }, policy: first.id }],
    exceptions: [],
    calendar: () => WEEKENDS,
    ...changes,
  };
}

/** 1,000.00, accepted, due on {@link DUE}. */
export function itemOf(changes: Partial<DunningItem> = {}): DunningItem {
  return {
    id: idOf(1),
    customer: BUYER,
    segment: undefined,
    currency: EUR,
    dueDay: DUE,
    open: 100_000n,
    disputed: 0n,
    charges: 0n,
    contingent: 0n,
    answer: "accepted",
    isAssignedAway: false,
    isInsolvent: false,
    hasFixedSum: false,
    isPlanned: false,
    isPlaced: false,
    isWrittenOff: false,
    chase: { restart: 0, since: morningOf(DUE - 30), owedSince: morningOf(DUE - 30) },
    brokenPlan: undefined,
    promises: [],
    settlements: [],
    sent: [],
    schedule: undefined,
    ...changes,
  };
}

export const CLERK: ContactPerson = { id: "clerk", customer: BUYER, channels: CHANNELS };

export function stateOf(items: readonly DunningItem[], reached: readonly PersonReached[] = []): DunningState {
  return { items, persons: [CLERK], reached };
}

/** The finding of one item on the morning of a day. */
export function findingOf(item: DunningItem, day: number, book: DunningBook = bookOf()): Finding {
  const [finding] = planDunning(book, stateOf([item]), morningOf(day)).findings;
  if (finding === undefined) throw new Error("the plan left the item out");
  return finding;
}

/** Why an item rests. */
export function restOf(item: DunningItem, day: number, book: DunningBook = bookOf()): Rest {
  const finding = findingOf(item, day, book);
  if (finding.fires) throw new Error(`${finding.level.id} fires`);
  return finding.rest;
}

/** The level that fires. */
export function firingOf(item: DunningItem, day: number, book: DunningBook = bookOf()): Firing {
  const finding = findingOf(item, day, book);
  if (!finding.fires) throw new Error(`it rests: ${finding.rest.code}`);
  return finding;
}

/** What is recorded of a level that fired. */
export function sentBy({ applied, level: { id, stage }, cycle, day }: Firing): SentLevel {
  return { policy: applied.policy.id, level: id, stage, cycle, day };
}

/** The state after a plan was sent and recorded. */
export function recorded(state: DunningState, { notices }: DunningPlan): DunningState {
  const sent = new Map(notices.flatMap(({ rows }) => rows.map((row) => [row.item, sentBy(row)] as const)));
  const items = state.items.map((item) => {
    const notice = sent.get(item.id);
    return notice === undefined ? item : { ...item, sent: [...item.sent, notice] };
  });
  const reached = notices.flatMap(({ level: { channel }, person, day }) =>
    channel === "webhook" ? [] : [{ person, day }],
  );
  return { ...state, items, reached: [...state.reached, ...reached] };
}

/** What fires for one item day by day from a day on, recorded as it goes: "friendly +3", days from the due date. */
export function courseOf(item: DunningItem, from: number, days: number, book: DunningBook = bookOf()): string[] {
  let state = stateOf([item]);
  const course: string[] = [];
  for (let day = from; day < from + days; day += 1) {
    const plan = planDunning(book, state, morningOf(day));
    for (const { rows } of plan.notices) {
      for (const {
        level: { id },
      } of rows)
        course.push(`${id} ${day < item.dueDay ? "" : "+"}${day - item.dueDay}`);
    }
    state = recorded(state, plan);
  }
  return course;
}
