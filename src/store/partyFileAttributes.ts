/** What reports and policies sort customers by: only what facts in force say in one voice, or what a person chose. */
import type { Address } from "../domain/receivable.ts";
import { INDUSTRY_SCHEMES, standingOf } from "../domain/partyFile/facts.ts";
import type { Choice, Fact, FactKind, FactValue, Standing } from "../domain/partyFile/facts.ts";
import { groupKey, spelledOnce } from "../domain/partyFile/groups.ts";
import type { Sql } from "./database.ts";
import { debtorFactsOf } from "./factorBookCriteria.ts";
import { choiceIn, partyChoicesOf, partyFactsOf } from "./partyFileFacts.ts";
import type { StoredFact } from "./partyFileFacts.ts";
import { attributesAt } from "./portfolioAttributes.ts";

/** Whatever is left out is not known, or contradicted. */
export interface CustomerAttributes {
  /** Such as "NACE 28.1": by the first scheme of {@link INDUSTRY_SCHEMES} that has a code. */
  readonly industry?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Of affiliates (R50): as the party file has it, else as a factor noted it of its debtor. */
  readonly group?: string;
  /** As dunning knows it. */
  readonly segment?: string;
  readonly employees?: number;
  /** `YYYY-MM-DD` */
  readonly founded?: string;
  /** Kinds of facts whose sources contradict each other, none of them chosen. */
  readonly conflicting: readonly FactKind[];
}

const KINDS: readonly FactKind[] = ["industry", "country", "group", "employees", "founded"];

/** As it was known at an instant; a customer of whom nothing was has no entry. @param at Unix seconds. */
export async function attributesOf(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
  at: number,
): Promise<ReadonlyMap<Address, CustomerAttributes>> {
  const facts = Map.groupBy(await partyFactsOf(sql, organisation, customers, KINDS), ({ customer }) => customer);
  const choices = Map.groupBy(await partyChoicesOf(sql, organisation, customers), ({ customer }) => customer);
  const groups = await attributesAt(sql, organisation, "group", customers, at);
  const segments = await attributesAt(sql, organisation, "segment", customers, at);
  const noted = customers.filter((customer) => groups.has(customer) || segments.has(customer));
  const known = new Set([...facts.keys(), ...noted]);
  const attributes = new Map<Address, CustomerAttributes>(
    [...known].map((customer) => {
      const chosen = (choices.get(customer) ?? []).map(choiceIn);
      const group = groups.get(customer);
      const segment = segments.get(customer);
      const said = attributesIn((facts.get(customer) ?? []).map(factIn), chosen, at);
      return [
        customer,
        {
          ...(group === undefined || said.conflicting.includes("group") ? {} : { group }),
          ...(segment === undefined ? {} : { segment }),
          ...said,
        },
      ] as const;
    }),
  );
  return inOneSpelling(attributes);
}

function inOneSpelling(attributes: ReadonlyMap<Address, CustomerAttributes>): ReadonlyMap<Address, CustomerAttributes> {
  const stated = [...attributes].flatMap(([customer, { group }]) => (group ? [[customer, group] as const] : []));
  const groups = spelledOnce(new Map(stated));
  const groupOf = (customer: Address): Pick<CustomerAttributes, "group"> => {
    const group = groups.get(customer);
    return group === undefined ? {} : { group };
  };
  return new Map([...attributes].map(([customer, one]) => [customer, { ...one, ...groupOf(customer) }]));
}

/**
 * Every group of affiliates that is stated of customers, each spelling of it once, in the order of names: the one that
 * a person chose alone, or else all that the party file and a factor's notes say, though they contradict each other.
 * What has expired counts until the file says another: that it was not looked at again frees nobody of its group.
 * A customer of whom none is stated has no entry. @param at Unix seconds.
 */
export async function statedGroupsOf(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
  at: number,
): Promise<ReadonlyMap<Address, readonly string[]>> {
  const facts = Map.groupBy(await partyFactsOf(sql, organisation, customers, ["group"]), ({ customer }) => customer);
  const choices = Map.groupBy(await partyChoicesOf(sql, organisation, customers), ({ customer }) => customer);
  const debtors = await debtorFactsOf(sql, organisation, customers);
  const stated = new Map<Address, readonly string[]>();
  for (const customer of new Set([...facts.keys(), ...debtors.keys()])) {
    const chosen = (choices.get(customer) ?? []).map(choiceIn);
    const [standing] = standingOf((facts.get(customer) ?? []).map(factIn), chosen, at);
    const { facts: inForce = [], expired = [] } = standing ?? {};
    const told = standing?.isChosen === true ? [standing.counts] : inForce.length > 0 ? inForce : expired;
    const names = told.flatMap((fact) => (fact?.value?.kind === "group" ? [fact.value.text] : []));
    const noted = standing?.isChosen === true ? undefined : debtors.get(customer)?.group;
    const spelt = new Map([...names, ...(noted ? [noted] : [])].map((name) => [groupKey(name), name]));
    if (spelt.size > 0)
      stated.set(
        customer,
        [...spelt].sort().map(([, name]) => name),
      );
  }
  return stated;
}

/** What is kept of a fact, as far as attributes need it. */
interface KeptBody {
  readonly value: FactValue;
  readonly expires: string | null;
}

/** A fact as the domain reads it. */
export function factIn(stored: StoredFact): Fact & { readonly stored: StoredFact } {
  const { id, kind, body, entered, withdrawn } = stored;
  // Only what the interface took is kept there.
  const kept = body as KeptBody | null;
  return {
    ...{ id, kind, entered, stored, value: kept?.value, expires: kept?.expires ?? undefined },
    withdrawn: withdrawn ?? undefined,
  };
}

function attributesIn(facts: readonly Fact[], choices: readonly Choice[], at: number): CustomerAttributes {
  const standings = standingOf(facts, choices, at);
  const conflicting = standings.filter((one) => one.isConflicting && !one.isChosen).map(({ kind }) => kind);
  const attributes = standings.reduce((known, one) => ({ ...attributeOf(one), ...known }), {});
  return { ...attributes, ...industryOf(standings), conflicting: [...new Set(conflicting)] };
}

function attributeOf({ counts }: Standing<Fact>): Partial<CustomerAttributes> {
  const value = counts?.value;
  switch (value?.kind) {
    case "country":
      return { country: value.country };
    case "group":
      return { group: value.text };
    case "employees":
      return { employees: value.count };
    case "founded":
      return { founded: value.date };
    default:
      return {};
  }
}

function industryOf(standings: readonly Standing<Fact>[]): Pick<CustomerAttributes, "industry"> {
  for (const scheme of INDUSTRY_SCHEMES) {
    const value = standings.find(({ kind, subject }) => kind === "industry" && subject === scheme)?.counts?.value;
    if (value?.kind === "industry") return { industry: `${scheme} ${value.code}` };
  }
  return {};
}
