/** What an organisation notes of those who owe it: their segment, who answers for them, and whom to turn to. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { keepDunningPerson } from "./dunningPeople.ts";
import { noteAttributes } from "./portfolioAttributes.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `body` of a contact is personal data: it goes with its row. */
export const DUNNING_CUSTOMER_TABLES: readonly string[] = [
  `create table dunning_customers (
    organisation bytea not null,
    customer bytea not null,
    segment text,
    owner bytea,
    noted bigint not null,
    primary key (organisation, customer)
  )`,
  "create index dunning_customers_by_segment on dunning_customers (organisation, segment)",
  `create table dunning_contacts (
    organisation bytea not null,
    id uuid not null,
    customer bytea not null,
    body jsonb not null,
    noted bigint not null,
    primary key (organisation, id)
  )`,
  "create index dunning_contacts_of on dunning_contacts (organisation, customer)",
];

export interface DunningCustomer {
  readonly customer: Address;
  readonly segment: string | null;
  /** Who answers for its items, unless a level says otherwise. */
  readonly owner: Address | null;
  /** Unix seconds. */
  readonly noted: number;
}

const CUSTOMER = "customer, segment, owner, noted";

/** Keeps it in the place of what was noted before. @returns whether there was room among `most`. */
export async function keepDunningCustomer(
  tx: Transaction,
  organisation: Address,
  { customer, segment, owner, noted }: DunningCustomer,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `dunning customers of ${organisation}`);
  const rows = await tx.query(
    `insert into dunning_customers (organisation, customer, segment, owner, noted)
     select $1, $2, $3, $4, $5
     where (select count(*) from dunning_customers where organisation = $1 and customer <> $2) < $6::bigint
     on conflict (organisation, customer) do update set segment = excluded.segment, owner = excluded.owner,
       noted = excluded.noted returning customer`,
    [bytes(organisation), bytes(customer), segment, owner === null ? null : bytes(owner), noted, most],
  );
  if (rows.length === 0) return false;
  await noteAttributes(tx, organisation, "segment", [{ subject: customer, value: segment ?? "" }], noted);
  return true;
}

/** What is noted of one; undefined where nothing is. */
export async function dunningCustomerOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
): Promise<DunningCustomer | undefined> {
  const text = `select ${CUSTOMER} from dunning_customers where organisation = $1 and customer = $2`;
  return (await sql.query<DunningCustomer>(text, [bytes(organisation), bytes(customer)]))[0];
}

/** After a customer, in the order of addresses. @param segment Of this one alone, where given. */
export async function dunningCustomersAfter(
  sql: Sql,
  organisation: Address,
  segment: string | undefined,
  after: Address | null,
  limit: number,
): Promise<readonly DunningCustomer[]> {
  return sql.query<DunningCustomer>(
    `select ${CUSTOMER} from dunning_customers where organisation = $1 and ($2::text is null or segment = $2)
       and ($3::bytea is null or customer > $3) order by customer limit $4`,
    [bytes(organisation), segment ?? null, after && bytes(after), limit],
  );
}

export interface DunningContact {
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly customer: Address;
  /** As it was noted: personal data. */
  readonly body: unknown;
  /** Unix seconds. */
  readonly noted: number;
}

const CONTACT = "id, customer, body, noted";

/**
 * Keeps a person in the place of what was noted of it before.
 * @returns false, and nothing is stored, where the customer has `most` others, or the id is of another customer's.
 */
export async function keepDunningContact(
  tx: Transaction,
  organisation: Address,
  { id, customer, body, noted }: DunningContact,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `dunning contacts of ${organisation}`);
  const rows = await tx.query(
    `insert into dunning_contacts as known (organisation, id, customer, body, noted)
     select $1, $2, $3, $4, $5 where (select count(*) from dunning_contacts
       where organisation = $1 and customer = $3 and id <> $2) < $6::bigint
     on conflict (organisation, id) do update set body = excluded.body, noted = excluded.noted
       where known.customer = excluded.customer returning id`,
    [bytes(organisation), id, bytes(customer), JSON.stringify(body), noted, most],
  );
  if (rows.length === 1) await keepDunningPerson(tx, organisation, id);
  return rows.length === 1;
}

/** Those of a customer, in the order of their ids. */
export async function dunningContactsOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
): Promise<readonly DunningContact[]> {
  const text = `select ${CONTACT} from dunning_contacts where organisation = $1 and customer = $2 order by id`;
  return sql.query<DunningContact>(text, [bytes(organisation), bytes(customer)]);
}

/** One person; undefined if there is none of this id. */
export async function dunningContactOf(
  sql: Sql,
  organisation: Address,
  id: string,
): Promise<DunningContact | undefined> {
  const text = `select ${CONTACT} from dunning_contacts where organisation = $1 and id = $2`;
  return (await sql.query<DunningContact>(text, [bytes(organisation), id]))[0];
}

/** Erases a person. @returns whether there was one. */
export async function eraseDunningContact(sql: Sql, organisation: Address, id: string): Promise<boolean> {
  const text = "delete from dunning_contacts where organisation = $1 and id = $2 returning id";
  return (await sql.query(text, [bytes(organisation), id])).length === 1;
}
