/** What has to be there before an organisation issues: derived from what is stored, and never ticked by hand. */
import { ZERO_HASH } from "../domain/receivable.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transactions } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const ONBOARDING_TABLES: readonly string[] = [
  `create table blocking_items (
    organisation bytea not null,
    item text not null,
    account bytea not null,
    since bigint not null,
    primary key (organisation, item)
  )`,
];

/** The facts that the items of an organisation follow from. */
export interface OrganisationFacts {
  /** A registrar that is believed vouches for it now. */
  readonly vouched: boolean;
  readonly viewingKey: boolean;
  /** People and agents who may act for it beside its own account, now. */
  readonly people: number;
  /** Somebody signed in for it. */
  readonly joined: boolean;
}

/** @param registrars Whose vouchers are believed. */
export async function organisationFacts(
  sql: Sql,
  organisation: Address,
  registrars: readonly Address[],
  now: number,
): Promise<OrganisationFacts> {
  const [row] = await sql.query<OrganisationFacts>(
    `select
       exists (select from vouchers where organisation = $1 and $2::bigint between since and until
         and registrar = any($3)) as vouched,
       exists (select from viewing_keys where organisation = $1 and key <> $4) as "viewingKey",
       (select count(*) from (
         select account from members where organisation = $1 and role <> 'sales' union
         select agent from mandates where organisation = $1 and verbs <> 0 and $2::bigint between since and until
       ) as people where account <> $1) as people,
       exists (select from organisations where organisation = $1) as joined`,
    [bytes(organisation), now, registrars.map(bytes), bytes(ZERO_HASH)],
  );
  return row ?? { vouched: false, viewingKey: false, people: 0, joined: false };
}

/** Items without which the organisation issues nothing. */
export async function blockingItems(sql: Sql, organisation: Address): Promise<ReadonlySet<string>> {
  const text = "select item from blocking_items where organisation = $1";
  const rows = await sql.query<{ item: string }>(text, [bytes(organisation)]);
  return new Set(rows.map(({ item }) => item));
}

/** Replaces them all. @param account Who says so. */
export async function setBlockingItems(
  database: Transactions,
  organisation: Address,
  items: readonly string[],
  account: Address,
  now: number,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("delete from blocking_items where organisation = $1 and not item = any($2)", [
      bytes(organisation),
      items,
    ]);
    await tx.query(
      `insert into blocking_items (organisation, item, account, since) select $1, unnest($2::text[]), $3, $4
       on conflict do nothing`,
      [bytes(organisation), [...new Set(items)], bytes(account), now],
    );
  });
}
