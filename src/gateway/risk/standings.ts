/** How customers stand now: grades, accounts, groups, and the amounts from which somebody approves. */
import type { Book } from "../../domain/indicators/book.ts";
import { monthsAfter } from "../../domain/months.ts";
import type { GradeAttestation, Trust } from "../../domain/partyFile/grades.ts";
import type { Address } from "../../domain/receivable.ts";
import type { CustomerStanding, Sign } from "../../domain/risk/warnings.ts";
import { dayNumber } from "../../domain/terms.ts";
import { approvalPoliciesOf } from "../../store/approvalPolicies.ts";
import type { Sql } from "../../store/database.ts";
import { attributesOf } from "../../store/partyFileAttributes.ts";
import { agenciesAt } from "../../store/partyFileGrades.ts";
import { gradesOfAll, lastAccountsOf } from "../../store/riskSigns.ts";
import type { AskedSigns } from "./signs.ts";

const DAY = 86_400;
/** Accounts are stale so many months after their period (A07). */
const STALE_MONTHS = 15;
const ADDRESS = /^0x[0-9a-f]{40}$/;

function addressIn(customer: string): readonly Address[] {
  return ADDRESS.test(customer) ? [customer as Address] : [];
}

interface KnownGrade extends GradeAttestation {
  readonly ppm: number;
  readonly imported: number;
  readonly attestation: string;
}

/** Grades of agencies that the organisation trusts, by customer, agency and scale, in the order of their days. */
async function trustedGrades(
  sql: Sql,
  organisation: Address,
  now: number,
): Promise<ReadonlyMap<string, readonly KnownGrade[]>> {
  const agencies = await agenciesAt(sql, organisation, now);
  const grades = (await gradesOfAll(sql, organisation)).flatMap((stored): KnownGrade[] => {
    // Only what the interface took is kept in either body.
    const attestation = stored.body as GradeAttestation;
    const trust = agencies.get(stored.agency)?.body as Trust | undefined;
    const scale = trust?.isTrusted === true ? trust.scales.find((one) => one.scale === attestation.scale) : undefined;
    const ppm = scale?.grades.find(({ grade }) => grade === attestation.grade)?.ppm;
    const own = { ...attestation, subject: stored.customer, agency: stored.agency };
    return ppm === undefined ? [] : [{ ...own, ppm, imported: stored.imported, attestation: stored.attestation }];
  });
  const sorted = grades.toSorted((left, right) => (left.asOf < right.asOf ? -1 : left.asOf > right.asOf ? 1 : 0));
  return Map.groupBy(sorted, ({ subject, agency, scale }) => JSON.stringify([subject, agency, scale]));
}

/** Each grade that is below the one before it of the same agency and scale. */
export async function downgrades(sql: Sql, { organisation, now }: AskedSigns): Promise<readonly Sign[]> {
  return [...(await trustedGrades(sql, organisation, now)).values()].flatMap((grades) =>
    grades.flatMap((grade, place): Sign[] => {
      const before = grades[place - 1];
      if (before === undefined || grade.ppm >= before.ppm) return [];
      const { subject: customer, imported: at, attestation: reference } = grade;
      // It warns once it is known here, however long ago it was given.
      return [{ kind: "gradeLowered", customer, day: Math.floor(at / DAY), at, reference }];
    }),
  );
}

/** Customers whose trusted grades all expired: since the day after the last. */
export async function expiredGrades(sql: Sql, { organisation, now }: AskedSigns): Promise<readonly CustomerStanding[]> {
  const grades = [...(await trustedGrades(sql, organisation, now)).values()].flat();
  return [...Map.groupBy(grades, ({ subject }) => subject)].flatMap(([customer, own]): CustomerStanding[] => {
    const last = Math.max(...own.map(({ expires }) => dayNumber(expires)));
    return last < Math.floor(now / DAY) ? [{ customer, gradeExpired: last + 1 }] : [];
  });
}

/** Customers whose last accounts are stale, and since when. */
export async function staleAccounts(sql: Sql, { organisation, now }: AskedSigns): Promise<readonly CustomerStanding[]> {
  return (await lastAccountsOf(sql, organisation)).flatMap(({ customer, periodEnd }): CustomerStanding[] => {
    const since = dayNumber(monthsAfter(periodEnd, STALE_MONTHS)) + 1;
    return since <= Math.floor(now / DAY) ? [{ customer, accountsStale: since }] : [];
  });
}

/** The group of a customer by the party file, or the customer. */
export async function groupsOf(
  sql: Sql,
  { organisation, now }: AskedSigns,
  book: Book,
): Promise<(customer: string) => string> {
  const customers = [...new Set(book.items.map(({ customer }) => customer))].flatMap(addressIn);
  const attributes = await attributesOf(sql, organisation, customers, now);
  return (customer) => attributes.get(customer as Address)?.group ?? customer;
}

/**
 * The amounts of invoices from which somebody has to approve what is beyond a limit, minor units. No other tier is
 * about invoices, and one of all currencies has no amount.
 */
export async function tiersOf(sql: Sql, { organisation, currency, now }: AskedSigns): Promise<readonly bigint[]> {
  const policy = (await approvalPoliciesOf(sql, organisation)).findLast(({ since }) => since <= now);
  const tiers = (policy?.tiers ?? []).filter(
    (tier) => tier.kind === "limitExceeded" && tier.currency === currency.address,
  );
  return [...new Set(tiers.filter(({ from, approvers }) => from > 0n && approvers > 0).map(({ from }) => from))];
}
