/** The policies of a firm with what they apply to: which one an item is chased by at an instant. */
import { adjust, withHolidays } from "../businessDays.ts";
import type { Calendar } from "../businessDays.ts";
import type { Address } from "../receivable.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import { dayIn } from "../timeZone.ts";
import type { DayOf } from "../timeZone.ts";
import type { AppliedPolicy } from "./finding.ts";
import type { DunningItem } from "./item.ts";
import { localTime } from "./localTime.ts";
import type { LocalTime } from "./localTime.ts";
import type { DunningPolicy, Level, PolicyAssignment, PolicyException, PolicyScope } from "./policy.ts";

/** What a firm has laid down. An assignment or exception of a policy that is not among them says nothing. */
export interface DunningBook {
  /** One version of each: the one in force. */
  readonly policies: readonly DunningPolicy[];
  readonly assignments: readonly PolicyAssignment[];
  readonly exceptions: readonly PolicyException[];
  /** The calendar of a name, without a policy's own holidays. @throws TermsError for a name it does not know. */
  readonly calendar: (name: string) => Calendar;
}

/** A policy at an instant. */
export interface PolicyClock extends LocalTime {
  readonly policy: DunningPolicy;
  /** The day as `YYYY-MM-DD`. */
  readonly date: string;
  /** The day of an instant there. */
  readonly dayOf: DayOf;
  /** The first day worked on or after a day. @throws TermsError where the calendar knows nothing of it. */
  readonly workedFrom: (day: number) => number;
  /** The day from which something that is due on a day may be sent, now that it is so late in the day. */
  readonly sendableFrom: (day: number) => number;
}

/** What applies to an item. */
export interface Applied {
  readonly by: AppliedPolicy;
  readonly clock: PolicyClock;
  readonly hold: PolicyException | undefined;
  readonly isSkipped: (level: Level) => boolean;
}

const NARROWEST_FIRST = ["item", "customer", "segment", "all"] as const;

/** Opens the book at an instant, unix seconds. @returns what applies to an item then; undefined where nothing does. */
export function openBook(book: DunningBook, instant: number): (item: DunningItem) => Applied | undefined {
  const clocks = new Map(book.policies.map((policy) => [policy.id, once(() => clockOf(policy, book, instant))]));
  const assignments = byScope(book.assignments);
  const exceptions = byScope(book.exceptions);
  /** The policy of an id, for items of its currency. */
  const clockFor = (id: string, currency: Address): PolicyClock | undefined => {
    const clock = clocks.get(id)?.();
    return clock?.policy.currency === currency ? clock : undefined;
  };
  const inScope = (key: string, currency: Address): Pick<Found, "clock" | "exception"> | undefined => {
    for (const { id, does, until } of exceptions.get(key) ?? []) {
      const clock = does.kind === "use" ? clockFor(does.policy, currency) : undefined;
      if (clock !== undefined && clock.date <= until) return { clock, exception: id };
    }
    for (const { policy } of assignments.get(key) ?? []) {
      const clock = clockFor(policy, currency);
      if (clock !== undefined) return { clock, exception: undefined };
    }
    return undefined;
  };
  return (item) => {
    for (const scope of NARROWEST_FIRST) {
      const found = inScope(keyOf(item, scope), item.currency);
      if (found !== undefined) return appliedOf(item, { scope, ...found }, exceptions);
    }
    return undefined;
  };
}

interface Found {
  readonly scope: PolicyScope["kind"];
  readonly clock: PolicyClock;
  readonly exception: string | undefined;
}

function appliedOf(
  item: DunningItem,
  { scope, clock, exception }: Found,
  exceptions: ReadonlyMap<string, readonly PolicyException[]>,
): Applied {
  const { policy, date } = clock;
  const departs =
    exceptions.size === 0
      ? []
      : NARROWEST_FIRST.flatMap((kind) => exceptions.get(keyOf(item, kind)) ?? []).filter(({ until }) => date <= until);
  const skipped = departs.flatMap(({ does }) =>
    does.kind === "skip" && does.policy === policy.id ? [does.level] : [],
  );
  return {
    by: { policy, scope, exception },
    clock,
    hold: departs.find(({ does }) => does.kind === "hold"),
    isSkipped: ({ id }) => skipped.includes(id),
  };
}

function clockOf(policy: DunningPolicy, book: DunningBook, instant: number): PolicyClock {
  const calendar = withHolidays(book.calendar(policy.calendar), policy.holidays);
  const known = new Map<number, number>();
  const workedFrom = (day: number): number => {
    const worked = known.get(day) ?? dayNumber(adjust(dateOfDay(day), "following", calendar));
    known.set(day, worked);
    return worked;
  };
  const { day: today, minute } = localTime(policy.zone, instant);
  const first = workedFrom(minute < policy.window.to ? today : today + 1);
  const sendableFrom = (day: number): number => (day > first ? workedFrom(day) : first);
  // What tells days of a zone is dear to make, and most items have no promise to be dated.
  const days = once(() => dayIn(policy.zone));
  return {
    policy,
    day: today,
    date: dateOfDay(today),
    minute,
    dayOf: (then) => days()(then),
    workedFrom,
    sendableFrom,
  };
}

function byScope<Told extends { readonly scope: PolicyScope }>(told: readonly Told[]): Map<string, Told[]> {
  const found = new Map<string, Told[]>();
  for (const one of told) {
    const key = scopeKey(one.scope);
    const others = found.get(key);
    if (others === undefined) found.set(key, [one]);
    else others.push(one);
  }
  return found;
}

function scopeKey(scope: PolicyScope): string {
  switch (scope.kind) {
    case "all":
      return "all";
    case "segment":
      return `segment ${scope.segment}`;
    case "customer":
      return `customer ${scope.customer}`;
    case "item":
      return `item ${scope.item}`;
  }
}

/** Of a customer without a segment, a key that no scope has. */
function keyOf({ id, customer, segment }: DunningItem, kind: PolicyScope["kind"]): string {
  switch (kind) {
    case "all":
      return "all";
    case "segment":
      return segment === undefined ? "" : scopeKey({ kind, segment });
    case "customer":
      return scopeKey({ kind, customer });
    case "item":
      return scopeKey({ kind, item: id });
  }
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => (made ??= { value: make() }).value;
}
