/**
 * Which customers are looked at when, and what the last look made of their open items: the worklist. All of it follows
 * from the index and from what is kept, and is made again by the next look.
 */
import { Status } from "../domain/receivable.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { customerLooks } from "./customerLooks.ts";
import type { Sql } from "./database.ts";
import { holdersOf } from "./holders.ts";
import { bytes } from "./values.ts";

/** As `mostUrgentFirst` of the domain has it, all of it rising, so that a page begins after a place. */
const MOST_URGENT_FIRST = "(-score), (-asked), due_day, id";

/**
 * A step of the schema. `stage` is that of the last notice, `score` how urgent the item is. `body` is the whole
 * explanation, which a page alone reads. Sums are kept by customer, owner and stage: nobody adds up all items for a
 * page.
 */
export const DUNNING_ITEM_TABLES: readonly string[] = [
  `create table dunning_heads (
    organisation bytea primary key,
    due bigint not null,
    seen_block bigint not null
  )`,
  "create index dunning_heads_due on dunning_heads (due)",
  `create table dunning_looks (
    organisation bytea not null,
    customer bytea not null,
    due bigint not null,
    looked bigint,
    fault text,
    primary key (organisation, customer)
  )`,
  "create index dunning_looks_due on dunning_looks (due)",
  `create table dunning_items (
    organisation bytea not null,
    id bytea not null,
    customer bytea not null,
    owner bytea,
    stage text,
    currency bytea not null,
    score numeric(120, 0) not null,
    asked numeric(80, 0) not null,
    due_day bigint not null,
    open numeric(80, 0) not null,
    overdue numeric(80, 0) not null,
    disputed numeric(80, 0) not null,
    promised numeric(80, 0) not null,
    looked bigint not null,
    body jsonb not null,
    primary key (organisation, id)
  )`,
  ...["", "owner, ", "stage, ", "customer, "].map(
    (filter) =>
      `create index dunning_items_by_${filter === "" ? "urgency" : filter.replace(", ", "")} on dunning_items
       (organisation, currency, ${filter}${MOST_URGENT_FIRST})`,
  ),
  `create table dunning_sums (
    organisation bytea not null,
    customer bytea not null,
    currency bytea not null,
    owner bytea,
    stage text,
    items bigint not null,
    open numeric(80, 0) not null,
    overdue numeric(80, 0) not null,
    disputed numeric(80, 0) not null,
    promised numeric(80, 0) not null
  )`,
  "create index dunning_sums_of on dunning_sums (organisation, customer)",
];

/** What somebody may still owe for. */
export const OPEN_STATUSES = [Status.Issued, Status.Queried, Status.Rejected, Status.Accepted].join(", ");

/** Whether an organisation is owed a receivable, or was before it was assigned. @param organisation A parameter. */
export const concerns = (organisation: string): string =>
  `(r.supplier = ${organisation} or r.holder in ${holdersOf(organisation)})`;

/** What a customer owes or owed to an organisation and is open, in the order of ids. */
export async function openIdsOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  limit: number,
): Promise<readonly Hex[]> {
  const rows = await sql.query<{ id: Hex }>(
    `select id from receivables r where buyer = $2 and ${concerns("$1")} and not closed
       and status in (${OPEN_STATUSES}) and supplier is not null order by id limit $3`,
    [bytes(organisation), bytes(customer), limit],
  );
  return rows.map(({ id }) => id);
}

/**
 * Customers of whoever has a policy, or is here and has something placed with it, once anything is open, or something
 * of their receivables or of their collection changed.
 */
export const {
  again: lookAgain,
  hold: holdDueLook,
  move: moveLook,
  refresh: refreshLooks,
} = customerLooks({
  ...{ heads: "dunning_heads", looks: "dunning_looks" },
  organisations: `select organisation from dunning_scopes
    union select organisation from (select organisation from sign_ins union select organisation from api_keys) here
      where exists (select from placements p where p.collector = here.organisation)`,
  changed: `select buyer from receivables r where ${concerns("$1")} and changed_block > $3 and supplier is not null
    union select r.buyer from events e join receivables r on r.id = e.collection_id
      where e.block_number > $3 and ${concerns("$1")}
    union select r.buyer from placements p join receivables r on r.id = p.id
      where p.collector = $1 and (r.changed_block > $3 or exists (select from events e
        where e.collection_id = r.id and e.block_number > $3))
    union select r.buyer from events e join receivables r on r.id = e.collection_id
      join dunning_looks l on l.organisation = $1 and l.customer = r.buyer
      where e.collection_id is not null and e.body ->> 'collector' = '0x' || encode($1, 'hex')
        and e.name = 'CollectionRecalled' and e.block_number > $3`,
});

/** Customers that could not be looked at, with why: an administrator mends it. */
export async function failedLooks(
  sql: Sql,
  organisation: Address,
  limit: number,
): Promise<readonly { readonly customer: Address; readonly fault: string }[]> {
  return sql.query(
    `select customer, fault from dunning_looks where organisation = $1 and fault is not null
     order by customer limit $2`,
    [bytes(organisation), limit],
  );
}

/** Customers with anything open, after one, in the order of addresses. */
export async function customersAfter(
  sql: Sql,
  organisation: Address,
  after: Address | null,
  limit: number,
): Promise<readonly Address[]> {
  const rows = await sql.query<{ customer: Address }>(
    `select distinct buyer as customer from receivables r where ${concerns("$1")} and not closed
       and status in (${OPEN_STATUSES}) and supplier is not null and ($2::bytea is null or buyer > $2)
     order by customer limit $3`,
    [bytes(organisation), after && bytes(after), limit],
  );
  return rows.map(({ customer }) => customer);
}

/** Whether a customer owes or owed anything to an organisation, open or not. */
export async function isDebtorOf(sql: Sql, organisation: Address, customer: Address): Promise<boolean> {
  const text = `select 1 as one from receivables r where buyer = $2 and ${concerns("$1")} limit 1`;
  return (await sql.query(text, [bytes(organisation), bytes(customer)])).length === 1;
}

/** Whether a customer owes or owed all of some receivables to an organisation. */
export async function areOwedBy(
  sql: Sql,
  organisation: Address,
  customer: Address,
  ids: readonly Hex[],
): Promise<boolean> {
  const [row] = await sql.query<{ known: number }>(
    `select count(*)::int as known from receivables r where id = any($3) and buyer = $2 and ${concerns("$1")}`,
    [bytes(organisation), bytes(customer), ids.map(bytes)],
  );
  return row?.known === new Set(ids).size;
}
