/** Which limits of a customer are in force, and how much of each is used. */
import { limitInForce, usePpm } from "../../domain/exposure/limit.ts";
import type { LimitSource } from "../../domain/exposure/limit.ts";
import { groupKey } from "../../domain/partyFile/groups.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { limitsOf } from "../../store/limits.ts";
import type { StoredLimit } from "../../store/limits.ts";
import { creditStanding } from "../scores/standing.ts";
import type { CreditStanding } from "../scores/standing.ts";
import { affiliatesOf } from "./affiliates.ts";
import type { AffiliateGroup } from "./affiliates.ts";
import { exposuresOf } from "./exposures.ts";

export interface LimitInForce {
  readonly source: LimitSource;
  /** Of whom it speaks, as it is kept: of a customer, also where the band does. */
  readonly subject: string;
  readonly currency: Address;
  /** Minor units. */
  readonly amount: bigint;
  /** Unix seconds; null for as long as nothing else is set. */
  readonly until: number | null;
  /** Whose exposures count against it. */
  readonly customers: readonly Address[];
}

export interface CustomerLimits {
  /** More than one where the party file contradicts itself. */
  readonly groups: readonly AffiliateGroup[];
  /** Undefined where the organisation has no credit policy. */
  readonly standing: CreditStanding | undefined;
  /** In the order of currencies; of a currency the customer's own or else its band's, and then its groups'. */
  readonly limits: readonly LimitInForce[];
}

const GROUP = "group ";

/** The name of the group that a limit is about, as it is compared; undefined where it is about a customer. */
export function groupOfSubject(subject: string): string | undefined {
  return subject.startsWith(GROUP) ? subject.slice(GROUP.length) : undefined;
}

/** How the subject of a limit is kept, and how an approval names it after `limit `. */
export function subjectOfGroup(group: string): string {
  return `${GROUP}${groupKey(group)}`;
}

/** @param at Unix seconds. */
export async function limitsInForce(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<CustomerLimits> {
  const groups = await affiliatesOf(sql, organisation, customer, at);
  const standing = await creditStanding(sql, organisation, customer, at);
  const subjects = groups.map(({ name }) => subjectOfGroup(name));
  const set = await limitsOf(sql, organisation, [customer, ...subjects]);
  const own = inForceBy(set, customer, at);
  const shared = groups.map(({ name, customers }) => ({
    customers,
    inForce: inForceBy(set, subjectOfGroup(name), at),
  }));
  const band = new Map((standing?.limits ?? []).map(({ currency, amount }) => [currency, amount]));
  const currencies = [
    ...new Set([...own.keys(), ...band.keys(), ...shared.flatMap(({ inForce }) => [...inForce.keys()])]),
  ].sort();
  const limits = currencies.flatMap((currency): LimitInForce[] => {
    const one = own.get(currency);
    const banded = band.get(currency);
    return [
      ...(one ? [limitFrom("customer", one, [customer])] : []),
      ...(one || banded === undefined ? [] : [bandLimit(currency, banded, customer)]),
      ...shared.flatMap(({ customers, inForce }) => {
        const all = inForce.get(currency);
        return all ? [limitFrom("group", all, customers)] : [];
      }),
    ];
  });
  return { groups, standing, limits };
}

/**
 * Those that a currency is checked against. Whoever is spoken of, the customer or a group of it, has a limit of nought
 * in each currency of which nothing is said: whoever sells chooses the currency. So another group lifts no limit.
 */
export function limitsFor(limits: readonly LimitInForce[], currency: Address): readonly LimitInForce[] {
  return [...Map.groupBy(limits, ({ subject }) => subject).values()].flatMap((said) => {
    const own = said.find((limit) => limit.currency === currency);
    return own ?? said.slice(0, 1).map((any) => ({ ...any, currency, amount: 0n, until: null }));
  });
}

function inForceBy(set: readonly StoredLimit[], subject: string, at: number): ReadonlyMap<Address, StoredLimit> {
  const own = Map.groupBy(
    set.filter((one) => one.subject === subject),
    ({ currency }) => currency,
  );
  const found = [...own].flatMap(([currency, limits]) => {
    const stated = limits.map((one) => ({ ...one, amount: one.amount ?? undefined, until: one.until ?? undefined }));
    const last = limitInForce(stated, at);
    const stored = last && limits.find(({ number }) => number === last.number);
    return stored === undefined ? [] : ([[currency, stored]] as const);
  });
  return new Map(found);
}

function limitFrom(
  source: LimitSource,
  { subject, currency, amount, until }: StoredLimit,
  customers: readonly Address[],
): LimitInForce {
  return { source, subject, currency, amount: amount ?? 0n, until, customers };
}

function bandLimit(currency: Address, amount: bigint, customer: Address): LimitInForce {
  return { source: "band", subject: customer, currency, amount, until: null, customers: [customer] };
}

export interface LimitUse {
  readonly currency: Address;
  readonly source: LimitSource;
  /** Minor units, like the exposure. */
  readonly limit: bigint;
  readonly exposure: bigint;
  /** Parts per million, rounded half up; 1,000,000,000 of a limit of nought. */
  readonly usePpm: bigint;
  /** Unix seconds; null for as long as nothing else is set. */
  readonly until: number | null;
}

/**
 * How much of each limit in force is used, those of nought among them in which something is owed: of a currency there
 * may be two, the group's beside the customer's.
 */
export async function limitUse(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<readonly LimitUse[]> {
  const { limits } = await limitsInForce(sql, organisation, customer, at);
  return usesOf(sql, organisation, limits, at);
}

export async function usesOf(
  sql: Sql,
  organisation: Address,
  limits: readonly LimitInForce[],
  at: number,
): Promise<readonly LimitUse[]> {
  const uses: LimitUse[] = [];
  for (const said of Map.groupBy(limits, ({ subject }) => subject).values()) {
    const { byCurrency } = await exposuresOf(sql, { organisation, customers: said[0]?.customers ?? [], at });
    const owed = [...byCurrency].flatMap(([currency, { total }]) => (total > 0n ? [currency] : []));
    for (const currency of [...new Set([...said.map((one) => one.currency), ...owed])].sort()) {
      const exposure = byCurrency.get(currency)?.total ?? 0n;
      for (const { amount: limit, source, until } of limitsFor(said, currency)) {
        uses.push({ currency, source, limit, exposure, usePpm: usePpm(exposure, limit), until });
      }
    }
  }
  return uses;
}
