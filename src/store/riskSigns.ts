/** What other tables know of customers that early warning reads. */
import { COLLECTION_STEPS } from "../domain/collections/record.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { concerns } from "./dunningItems.ts";
import { bytes } from "./values.ts";

/** A payment that went to whoever is no longer to be paid. */
interface StrayPayment {
  readonly id: string;
  readonly debtor: Address;
  /** Days since 1970-01-01. */
  readonly valueDay: number;
  /** Unix seconds. */
  readonly opened: number;
  /** When it was found to be none, unix seconds. */
  readonly dismissed: number | null;
}

/** Those about receivables that an organisation sold, or bought, in one currency. */
export async function strayPaymentsOf(
  sql: Sql,
  organisation: Address,
  currency: Address,
): Promise<readonly StrayPayment[]> {
  return sql.query<StrayPayment>(
    `select id, debtor, value_day as "valueDay", opened, dismissed from indirect_payments
     where (seller = $1 or factor = $1) and currency = $2 order by number`,
    [bytes(organisation), bytes(currency)],
  );
}

/** A receivable of an organisation on whose debtor somebody took a step of insolvency, or took it back. */
interface InsolvencyStep {
  readonly id: Hex;
  readonly customer: Address;
}

const STEPS = ["insolvencyNotice", "insolvencyWithdrawal"].map((step) =>
  COLLECTION_STEPS.indexOf(step as (typeof COLLECTION_STEPS)[number]),
);

export async function insolvencyStepsOf(sql: Sql, organisation: Address): Promise<readonly InsolvencyStep[]> {
  return sql.query<InsolvencyStep>(
    `select distinct r.id, r.buyer as customer from events e join receivables r on r.id = e.collection_id
     where ${concerns("$1")} and e.name = 'CollectionStepTaken' and (e.body ->> 'step')::int in (${STEPS.join(", ")})
     order by r.id`,
    [bytes(organisation)],
  );
}

/** A customer whose insolvency its seller told an organisation of, that it bought from, and did not withdraw. */
interface ToldInsolvent {
  readonly customer: Address;
  readonly at: number;
}

export async function toldInsolvent(sql: Sql, organisation: Address): Promise<readonly ToldInsolvent[]> {
  return sql.query<ToldInsolvent>(
    `select debtor as customer, min(at)::bigint as at from insolvency_told where recipient = $1 and kind = 'noticed'
     group by debtor order by debtor`,
    [bytes(organisation)],
  );
}

/** A grade as its agency signed it. */
interface GradeOfCustomer {
  readonly attestation: Hex;
  readonly customer: Address;
  readonly agency: Address;
  readonly body: unknown;
  /** Unix seconds. */
  readonly imported: number;
}

/** All that were not revoked, in the order in which they came. */
export async function gradesOfAll(sql: Sql, organisation: Address): Promise<readonly GradeOfCustomer[]> {
  return sql.query<GradeOfCustomer>(
    `select g.attestation, g.customer, g.agency, g.body, g.imported from party_grades g
     where g.organisation = $1 and not exists (select from party_grade_revocations r
       where r.organisation = g.organisation and r.attestation = g.attestation)
     order by g.imported, g.attestation`,
    [bytes(organisation)],
  );
}

/** The end of the last period of which a customer's accounts are known, `YYYY-MM-DD`. */
interface LastAccounts {
  readonly customer: Address;
  readonly periodEnd: string;
}

export async function lastAccountsOf(sql: Sql, organisation: Address): Promise<readonly LastAccounts[]> {
  return sql.query<LastAccounts>(
    `select customer, max(period_end) as "periodEnd" from party_accounts where organisation = $1
     group by customer order by customer`,
    [bytes(organisation)],
  );
}

/**
 * Everyone of whom an organisation may have a limit in force: those with one of their own or a score; and where it has
 * a credit policy, or a limit of any group, all who owe it or may soon.
 */
export async function customersWithLimits(sql: Sql, organisation: Address): Promise<readonly Address[]> {
  const rows = await sql.query<{ customer: Address }>(
    `with shared as (select from credit_policies where organisation = $1
       union all select from limits where organisation = $1 and subject !~ '^0x')
     select customer from (
       select decode(substr(subject, 3), 'hex') as customer from limits where organisation = $1 and subject ~ '^0x'
       union select customer from credit_scores where organisation = $1
       union select buyer from receivables r where exists (select from shared) and ${concerns("$1")} and not closed
         and supplier is not null
       union select counterparty from intents where exists (select from shared) and organisation = $1
         and verb = 'issue' and counterparty is not null
     ) as limited order by customer`,
    [bytes(organisation)],
  );
  return rows.map(({ customer }) => customer);
}
