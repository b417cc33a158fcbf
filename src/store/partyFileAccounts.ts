/** Annual accounts of customers as they were entered. What was restated stays; its successor points to it. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const PARTY_ACCOUNT_TABLES: readonly string[] = [
  `create table party_accounts (
    number bigint generated always as identity,
    organisation bytea not null,
    id uuid not null,
    customer bytea not null,
    period_end text not null,
    body jsonb not null,
    replaces uuid,
    entered bigint not null,
    entered_by bytea not null,
    primary key (organisation, id),
    unique (organisation, replaces)
  )`,
  "create index party_accounts_of on party_accounts (organisation, customer, number)",
];

export interface StoredAccounts {
  readonly number: number;
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly customer: Address;
  /** `YYYY-MM-DD` */
  readonly periodEnd: string;
  /** What the interface took, amounts in minor units. */
  readonly body: unknown;
  /** The accounts that these restate. */
  readonly replaces: string | null;
  /** Those that restate these, and when they were entered; null while these stand. */
  readonly replacedBy: string | null;
  readonly replaced: number | null;
  /** Unix seconds. */
  readonly entered: number;
  readonly enteredBy: Address;
}

const ACCOUNTS =
  'a.number, a.id, a.customer, a.period_end as "periodEnd", a.body, a.replaces, b.id as "replacedBy", ' +
  'b.entered as replaced, a.entered, a.entered_by as "enteredBy"';
const FROM = "party_accounts a left join party_accounts b on b.organisation = a.organisation and b.replaces = a.id";

type NewAccounts = Omit<StoredAccounts, "number" | "replacedBy" | "replaced">;

/**
 * @returns false, and nothing is stored, where the customer has `most` of them, or there are some of that id; undefined
 * where those that they restate were restated meanwhile.
 */
export async function addPartyAccounts(
  tx: Transaction,
  organisation: Address,
  { id, customer, periodEnd, body, replaces, entered, enteredBy }: NewAccounts,
  most: number,
): Promise<boolean | undefined> {
  await lockCount(tx, `party accounts of ${organisation}`);
  const taken = "select id from party_accounts where organisation = $1 and replaces = $2";
  if (replaces !== null && (await tx.query(taken, [bytes(organisation), replaces])).length > 0) return undefined;
  const rows = await tx.query(
    `insert into party_accounts (organisation, id, customer, period_end, body, replaces, entered, entered_by)
     select $1, $2, $3, $4, $5, $6, $7, $8
     where (select count(*) from party_accounts where organisation = $1 and customer = $3) < $9::bigint
     on conflict do nothing returning id`,
    [
      ...[bytes(organisation), id, bytes(customer), periodEnd, JSON.stringify(body), replaces, entered],
      ...[bytes(enteredBy), most],
    ],
  );
  return rows.length === 1;
}

/** Makes the name of the source and the reason of a restatement "". @returns false where there are none of that id. */
export async function erasePartyAccountsText(sql: Sql, organisation: Address, id: string): Promise<boolean> {
  const rows = await sql.query(
    `update party_accounts set body = jsonb_set(jsonb_set(body, '{source,name}', '""'), '{reason}',
       case when jsonb_typeof(body -> 'reason') = 'string' then '""' else 'null' end::jsonb)
     where organisation = $1 and id = $2 returning id`,
    [bytes(organisation), id],
  );
  return rows.length === 1;
}

export async function partyAccountsById(
  sql: Sql,
  organisation: Address,
  id: string,
): Promise<StoredAccounts | undefined> {
  const text = `select ${ACCOUNTS} from ${FROM} where a.organisation = $1 and a.id = $2`;
  return (await sql.query<StoredAccounts>(text, [bytes(organisation), id]))[0];
}

/** All of a customer, the latest period first, and of one period the latest entry first. */
export async function partyAccountsOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
): Promise<readonly StoredAccounts[]> {
  return sql.query<StoredAccounts>(
    `select ${ACCOUNTS} from ${FROM} where a.organisation = $1 and a.customer = $2
     order by a.period_end desc, a.number desc`,
    [bytes(organisation), bytes(customer)],
  );
}
