/**
 * The dunning engine: for every item the one level that fires now, or why none does (G01, R28). It is a function of
 * what it is given, and writes nothing: a dry run is the same plan, unsent. Whoever sends a plan records its levels and
 * contacts in the same transaction; planned again, nothing is left to be sent (V30).
 */
import { openBook } from "./book.ts";
import type { DunningBook } from "./book.ts";
import { mayReachFrom } from "./caps.ts";
import { evaluate } from "./evaluate.ts";
import type { Finding, Firing } from "./finding.ts";
import type { ContactPerson, DunningItem, PersonReached } from "./item.ts";
import { bundle } from "./notice.ts";
import type { DunningNotice } from "./notice.ts";

/** What is open and what happened, as read at one instant: of one customer, or of many. */
export interface DunningState {
  readonly items: readonly DunningItem[];
  /** Of each customer in the order in which they are turned to. */
  readonly persons: readonly ContactPerson[];
  /** Who was reached in the last weeks. The pauses and the seven days of a cap are looked up here. */
  readonly reached: readonly PersonReached[];
}

export interface DunningPlan {
  /** One for each item, in the order of the items. */
  readonly findings: readonly Finding[];
  /** What is to be sent now, the weightiest first; each finding that fires is a row of one of them. */
  readonly notices: readonly DunningNotice[];
}

/**
 * Plans for an instant, unix seconds; a later one than now shows what would be sent then if nothing changed.
 * Items that share a person must be planned together, or the cap of that person is not seen by all.
 * @throws TimeZoneError, TermsError for a policy whose zone is unknown, or whose calendar knows nothing of a day.
 */
export function planDunning(book: DunningBook, state: DunningState, instant: number): DunningPlan {
  const appliedTo = openBook(book, instant);
  const persons = Map.groupBy(state.persons, ({ customer }) => customer);
  const found = state.items.map((item) => {
    const applied = appliedTo(item);
    return { applied, finding: evaluate(item, applied, persons.get(item.customer) ?? []) };
  });
  const clocks = new Map(found.map(({ applied }) => [applied?.by.policy.id, applied?.clock]));
  const sameAs = new Map(state.persons.map((person) => [person.id, person.sameAs ?? person.id]));
  const reached = new Map<string, number[]>();
  for (const { person, day } of state.reached) noteReached(reached, person, day);

  const capped = new Map<Firing, number>();
  const notices: DunningNotice[] = [];
  for (const notice of bundle(found.flatMap(({ finding }) => (finding.fires ? [finding] : [])))) {
    const { policy, level, day, rows } = notice;
    const person = sameAs.get(notice.person) ?? notice.person;
    const clock = clocks.get(policy.id);
    const isCapped = level.channel !== "webhook" && clock !== undefined;
    const from = isCapped ? mayReachFrom(policy.cap, reached.get(person) ?? [], day, clock.workedFrom) : day;
    if (from > day) for (const row of rows) capped.set(row, from);
    else {
      if (isCapped) noteReached(reached, person, day);
      notices.push(notice);
    }
  }
  const findings = found.map(({ finding }) => (finding.fires ? restIfCapped(finding, capped.get(finding)) : finding));
  return { findings, notices };
}

function noteReached(reached: Map<string, number[]>, person: string, day: number): void {
  const days = reached.get(person);
  if (days === undefined) reached.set(person, [day]);
  else days.push(day);
}

function restIfCapped(finding: Firing, from: number | undefined): Finding {
  if (from === undefined) return finding;
  const { item, customer, dueDay, claim, applied, passed, disregarded, person, level } = finding;
  const found = { item, customer, dueDay, claim, applied, passed, disregarded };
  return { ...found, fires: false, rest: { code: "capped", person, next: { level: level.id, day: from } } };
}
