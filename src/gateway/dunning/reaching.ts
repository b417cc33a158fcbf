/**
 * How often the people of a customer were reached: by any policy, about any customer of the organisation, by notices
 * and by what people did. Whoever is turned to for two firms is one person.
 */
import type { PersonReached } from "../../domain/collections/item.ts";
import type { Address } from "../../domain/receivable.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import type { Sql } from "../../store/database.ts";
import { dunningActsSince } from "../../store/dunningActs.ts";
import { samePeople, sentToPeople } from "../../store/dunningPeople.ts";
import type { SamePerson } from "../../store/dunningPeople.ts";

export interface ReachedPeople {
  /** By the people of {@link personOf}. */
  readonly reached: readonly PersonReached[];
  /** Which person a contact of the customer is: the first contact that is the same. */
  readonly personOf: (contact: string) => string;
}

/** @param since Unix seconds. */
export async function reachedPeople(
  sql: Sql,
  { organisation, customer }: { readonly organisation: Address; readonly customer: Address },
  { since, dayOf }: { readonly since: number; readonly dayOf: DayOf },
): Promise<ReachedPeople> {
  const same = await samePeople(sql, organisation, customer);
  const personOf = personsIn(same, customer);
  const sent = await sentToPeople(sql, organisation, customer, since);
  const customers = [...new Set(same.map((one) => one.customer))];
  const acts = await dunningActsSince(sql, organisation, customers, since);
  const contactsOf = Map.groupBy(same, ({ other }) => other);
  // Of two contacts that are the same person a contact counts once.
  const reached = new Map<string, PersonReached>();
  for (const { contact, sequence, at } of sent) {
    const person = personOf(contact);
    reached.set(`${person} send ${sequence}`, { person, day: dayOf(at) });
  }
  for (const { contact: other, send, sequence, at } of acts) {
    // What a policy asked for is among the notices.
    if (other === null || send !== null) continue;
    for (const { contact } of contactsOf.get(other) ?? []) {
      const person = personOf(contact);
      reached.set(`${person} act ${sequence}`, { person, day: dayOf(at) });
    }
  }
  return { reached: [...reached.values()], personOf };
}

/** Contacts of one customer that share an address, or each share one with a third, are one person. */
function personsIn(same: readonly SamePerson[], customer: Address): (contact: string) => string {
  const persons = new Map<string, string>();
  const personOf = (contact: string): string => {
    const person = persons.get(contact) ?? contact;
    return person === contact ? contact : personOf(person);
  };
  for (const { contact, other, customer: whose } of same) {
    if (whose !== customer) continue;
    const [first = "", second = ""] = [personOf(contact), personOf(other)].toSorted();
    if (first !== second) persons.set(second, first);
  }
  return personOf;
}
