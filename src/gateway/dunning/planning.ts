/** What is due of a customer: everything that the dunning engine needs, read at one instant, and its plan. */
import { openBook } from "../../domain/collections/book.ts";
import type { DunningBook } from "../../domain/collections/book.ts";
import type { ContactPerson, PersonReached } from "../../domain/collections/item.ts";
import { planDunning } from "../../domain/collections/planning.ts";
import type { DunningPlan } from "../../domain/collections/planning.ts";
import type { DunningPolicy } from "../../domain/collections/policy.ts";
import { WEEKENDS } from "../../domain/businessDays.ts";
import type { Calendar, CalendarName } from "../../domain/businessDays.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay, TermsError } from "../../domain/terms.ts";
import { dayIn } from "../../domain/timeZone.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import { calendarOf } from "../../documents/calendars.ts";
import type { Sql } from "../../store/database.ts";
import { deskOf } from "../../store/desks.ts";
import { dunningActsSince } from "../../store/dunningActs.ts";
import type { StoredDunningAct } from "../../store/dunningActs.ts";
import { dunningContactsOf, dunningCustomerOf } from "../../store/dunningCustomers.ts";
import type { DunningContact, DunningCustomer } from "../../store/dunningCustomers.ts";
import { dunningExceptionsOn } from "../../store/dunningExceptions.ts";
import { dunningScopesOf, lastDunningPolicies } from "../../store/dunningPolicies.ts";
import { reachedSince, refusedTargetsOf } from "../../store/dunningReach.ts";
import { creditStanding } from "../scores/standing.ts";
import type { CreditStanding } from "../scores/standing.ts";
import { targetsOf } from "./customers.ts";
import { readOpenItems } from "./items.ts";
import type { OpenItems } from "./items.ts";
import { assignmentIn, exceptionIn, policyIn } from "./policies.ts";
import { reachedPeople } from "./reaching.ts";
import type { ReachedPeople } from "./reaching.ts";
import type { KeptContact } from "./showing.ts";

const DAY = 86_400;
/** Longer than any pause between two contacts. */
const REACHED_DAYS = 100;
/** Days ahead that have to be known for sure. */
const NEAR_DAYS = 2;

export interface Debtor {
  readonly organisation: Address;
  readonly customer: Address;
}

export interface PlannedCustomer extends Debtor, OpenItems {
  readonly noted: DunningCustomer | undefined;
  readonly contacts: readonly DunningContact[];
  /** Of the last hundred days, in the order in which they happened. */
  readonly acts: readonly StoredDunningAct[];
  /** About this customer alone, by contacts. */
  readonly reached: readonly PersonReached[];
  readonly policies: readonly DunningPolicy[];
  readonly plan: DunningPlan;
  readonly appliedTo: ReturnType<typeof openBook>;
}

/**
 * @param instant Unix seconds; a later one than now shows what would be sent then if nothing changed.
 * @param ids Of these receivables of the customer instead of what is open.
 * @throws TermsError for a calendar that knows nothing of a day
 */
export async function planCustomer(
  sql: Sql,
  debtor: Debtor,
  instant: number,
  ids?: readonly Hex[],
): Promise<PlannedCustomer> {
  const { organisation, customer } = debtor;
  const noted = await dunningCustomerOf(sql, organisation, customer);
  const segment = segmentOf(noted, await creditStanding(sql, organisation, customer, instant));
  const policies = (await lastDunningPolicies(sql, organisation)).map(policyIn);
  const dayOf = daysOf(policies);
  const desk = await deskOf(sql, organisation);
  const own = new Set(desk === undefined ? [organisation] : [organisation, desk]);
  const open = await readOpenItems(sql, { ...debtor, segment, own, ids, instant, dayOf });
  const keys = ["", customer, ...(segment === undefined ? [] : [segment]), ...open.items.map(({ item }) => item.id)];
  const book: DunningBook = {
    policies,
    assignments: (await dunningScopesOf(sql, organisation, keys)).flatMap(assignmentIn),
    exceptions: (await dunningExceptionsOn(sql, organisation, keys, earliestDay(instant))).map(exceptionIn),
    // The interface takes no other name.
    calendar: (name) => foreseeing(calendarOf(name as CalendarName), instant),
  };
  const contacts = await dunningContactsOf(sql, organisation, customer);
  const since = instant - REACHED_DAYS * DAY;
  const acts = await dunningActsSince(sql, organisation, [customer], since);
  const reached = await reachedOf(sql, debtor, { acts, since, dayOf: dayOf(policies[0]?.id ?? "") });
  const people = await reachedPeople(sql, debtor, { since, dayOf: dayOf(policies[0]?.id ?? "") });
  const persons = await personsOf(sql, debtor, contacts, people);
  const state = { items: open.items.map(({ item }) => item), persons, reached: people.reached };
  const plan = planDunning(book, state, instant);
  return { ...debtor, ...open, noted, contacts, acts, reached, policies, plan, appliedTo: openBook(book, instant) };
}

/** What was approved for a time goes before what a person noted, and that before what the customer's band has. */
function segmentOf(noted: DunningCustomer | undefined, standing: CreditStanding | undefined): string | undefined {
  if (standing?.isSegmentOverridden === true) return standing.dunningSegment;
  return noted?.segment ?? standing?.dunningSegment;
}

/**
 * Of years whose holidays nobody announced yet, weekends are all that is known: enough to say when something may be
 * next, and never enough to send it.
 */
function foreseeing(calendar: Calendar, instant: number): Calendar {
  const near = dateOfDay(Math.floor(instant / DAY) + NEAR_DAYS);
  return {
    name: calendar.name,
    isBusinessDay: (date) => {
      if (date <= near) return calendar.isBusinessDay(date);
      try {
        return calendar.isBusinessDay(date);
      } catch (error) {
        if (error instanceof TermsError) return WEEKENDS.isBusinessDay(date);
        throw error;
      }
    },
  };
}

/** Where the calendar is the furthest behind. */
function earliestDay(instant: number): string {
  return dateOfDay(Math.floor(instant / DAY) - 1);
}

/** Days of the zone of a policy, by its id; of one that is gone, those of UTC. */
function daysOf(policies: readonly DunningPolicy[]): (policy: string) => DayOf {
  const zones = new Map<string, DayOf>();
  return (policy) => {
    const zone = policies.find(({ id }) => id === policy)?.zone ?? "UTC";
    const known = zones.get(zone) ?? dayIn(zone);
    zones.set(zone, known);
    return known;
  };
}

/** In the order in which they are turned to. */
async function personsOf(
  sql: Sql,
  { organisation, customer }: Debtor,
  contacts: readonly DunningContact[],
  { personOf }: ReachedPeople,
): Promise<readonly ContactPerson[]> {
  // Only what the interface took is kept there.
  const bodies = contacts.map(({ id, body }) => ({ id, body: body as KeptContact }));
  const targets = bodies.flatMap(({ body }) => targetsOf(body).map(({ target }) => target));
  const refused = await refusedTargetsOf(sql, organisation, targets);
  const isRefused = (one: { readonly channel: string; readonly target: string }): boolean =>
    refused.some(({ channel, target }) => channel === one.channel && target === one.target);
  return bodies
    .filter(({ body }) => !body.paused)
    .toSorted((a, b) => a.body.place - b.body.place || (a.id < b.id ? -1 : 1))
    .map(({ id, body }) => {
      const channels = targetsOf(body).flatMap((one) => (isRefused(one) ? [] : [one.channel]));
      return { id, customer, channels, sameAs: personOf(id) };
    });
}

/** Of this customer: by notices, and by what people did without one. A call that a policy asked for is in the first. */
async function reachedOf(
  sql: Sql,
  { organisation, customer }: Debtor,
  { acts, since, dayOf }: { readonly acts: readonly StoredDunningAct[]; readonly since: number; readonly dayOf: DayOf },
): Promise<readonly PersonReached[]> {
  const sent = await reachedSince(sql, organisation, [customer], since);
  return [
    ...sent.flatMap(({ person, channel, at }) =>
      person === null || channel === "webhook" ? [] : [{ person, day: dayOf(at) }],
    ),
    ...acts.flatMap(({ contact, send, at }) =>
      contact === null || send !== null ? [] : [{ person: contact, day: dayOf(at) }],
    ),
  ];
}
