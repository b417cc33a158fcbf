/** Groups of affiliates as warnings name them (R50): in another spelling a group is no other. */
import type { BookItem } from "../../domain/indicators/book.ts";
import { groupKey } from "../../domain/partyFile/groups.ts";
import { subjectOf } from "../../domain/risk/backTest.ts";
import type { Watched } from "../../domain/risk/watching.ts";
import type { Warning } from "../../domain/risk/warnings.ts";

/** Who is in a book now. */
export interface BookSubjects {
  readonly customers: ReadonlySet<string>;
  /** Names of groups by what every spelling of them has in common. */
  readonly groups: ReadonlyMap<string, string>;
}

export function subjectsOf({ book, groupOf }: Pick<Watched, "book" | "groupOf">): BookSubjects {
  const customers = new Set(book.items.map(({ customer }) => customer));
  const names = [...customers].filter((customer) => groupOf(customer) !== customer).map(groupOf);
  return { customers, groups: new Map([...new Set(names)].map((name) => [groupKey(name), name])) };
}

type Found = Pick<Warning, "rule" | "subject">;

/** Warnings of a group by the name that it had in those before. @param told Those names, what counts first. */
export function spelledAsTold<One extends { readonly warning: Found }>(
  warnings: readonly One[],
  { customers, groups }: BookSubjects,
  told: readonly string[],
): readonly One[] {
  const names = new Set(groups.values());
  const spellings = new Map<string, string>();
  for (const name of told) {
    // A key of imported history may read like a group, and is not one.
    if (!customers.has(name) && !spellings.has(groupKey(name))) spellings.set(groupKey(name), name);
  }
  return warnings.map((one) => {
    const { rule, subject } = one.warning;
    if (rule !== "concentration" || !names.has(subject)) return one;
    return { ...one, warning: { ...one.warning, subject: spellings.get(groupKey(subject)) ?? subject } };
  });
}

/**
 * The items of whom warnings of a book are about. Of a group that is no more, or a customer that is in one since: those
 * of the customers whose items the warning named. @param byId All items of the book.
 */
export function itemsOfSubjects(
  watched: Watched,
  { groups }: BookSubjects,
  byId: ReadonlyMap<string, BookItem>,
): (warning: Pick<Warning, "rule" | "subject" | "items">) => readonly BookItem[] {
  const { items } = watched.book;
  const ofCustomer = Map.groupBy(items, ({ customer }) => customer);
  const ofGroup = Map.groupBy(items, subjectOf(watched, { rule: "concentration" }));
  return ({ rule, subject, items: named }) => {
    if (rule !== "concentration") return ofCustomer.get(subject) ?? [];
    const own = ofGroup.get(subject) ?? ofGroup.get(groups.get(groupKey(subject)) ?? subject);
    if (own !== undefined) return own;
    const customers = new Set(named.flatMap((id) => byId.get(id)?.customer ?? []));
    return [...customers].flatMap((customer) => ofCustomer.get(customer) ?? []);
  };
}
