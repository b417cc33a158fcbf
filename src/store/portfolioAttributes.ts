/**
 * What an organisation called its customers by, and from when: what reports sort by, and by whose address it knew a key
 * of its own records. Nothing of it is ever changed, so that a report as of an instant says again what it said then.
 */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. Of what was noted before it, only the last is known; an empty value stands for none. */
export const PORTFOLIO_ATTRIBUTE_TABLES: readonly string[] = [
  `create table portfolio_attributes (
    organisation bytea not null,
    kind text not null,
    subject text not null,
    at bigint not null,
    value text not null,
    primary key (organisation, kind, subject, at)
  )`,
  `insert into portfolio_attributes
   select organisation, 'segment', '0x' || encode(customer, 'hex'), noted, segment from dunning_customers
     where segment is not null
   union all select organisation, 'group', '0x' || encode(debtor, 'hex'), noted, affiliates from debtor_facts
     where affiliates is not null
   union all select organisation, 'address', party, changed, address from parties where address <> ''`,
];

/**
 * A step of the schema. What a database of before knew counts from the beginning, as it did in its reports until then:
 * since when it was known nobody can say, and the instant of its last change would take it out of every earlier report.
 * The rows that the step before wrote are those of its own transaction; what was noted since keeps its instant.
 */
export const PORTFOLIO_ATTRIBUTE_BEGINNINGS: readonly string[] = [
  `update portfolio_attributes a set at = 0 from migrations m
   where m.name = 'attributes of customers' and a.xmin = m.xmin`,
];

/** Of a customer its segment, and the group that a factor notes of it; of a key of an address book its address. */
export type AttributeKind = "segment" | "group" | "address";

export interface NewAttribute {
  /** An address in lower case, or the key. */
  readonly subject: string;
  /** Empty for none. */
  readonly value: string;
}

/** Keeps what differs from what was known, each subject once. @param at Unix seconds. */
export async function noteAttributes(
  sql: Sql,
  organisation: Address,
  kind: AttributeKind,
  told: readonly NewAttribute[],
  at: number,
): Promise<void> {
  // No clock that is behind another one puts what is new before what is known.
  await sql.query(
    `insert into portfolio_attributes (organisation, kind, subject, at, value)
     select $1, $2, told.subject, greatest($5::bigint, last.at), told.value
     from unnest($3::text[], $4::text[]) as told (subject, value)
     left join lateral (select at, value from portfolio_attributes a
       where a.organisation = $1 and a.kind = $2 and a.subject = told.subject order by at desc limit 1) last on true
     where told.value <> coalesce(last.value, '')
     on conflict (organisation, kind, subject, at) do update set value = excluded.value`,
    [bytes(organisation), kind, told.map(({ subject }) => subject), told.map(({ value }) => value), at],
  );
}

/** What was known of some subjects at an instant, unix seconds. */
export async function attributesAt(
  sql: Sql,
  organisation: Address,
  kind: AttributeKind,
  subjects: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<NewAttribute>(
    `select subject, value from (select distinct on (subject) subject, value from portfolio_attributes
       where organisation = $1 and kind = $2 and subject = any($3) and at <= $4 order by subject, at desc) known
     where value <> ''`,
    [bytes(organisation), kind, subjects, at],
  );
  return new Map(rows.map(({ subject, value }) => [subject, value]));
}

/**
 * In SQL, the address that a key had at an instant, as a look by the primary key to join laterally: a database whose
 * tables nobody analysed reads a whole address book for each row that it is joined with. All three are SQL too.
 */
export function addressAt(organisation: string, party: string, at: string): string {
  return `(select value as address from portfolio_attributes where organisation = ${organisation}
    and kind = 'address' and subject = ${party} and at <= ${at} order by at desc limit 1)`;
}
