/** Content of receivables sealed to one more reader, without touching the chain. It stands nowhere else. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const DISCLOSURE_TABLES: readonly string[] = [
  `create table disclosures (
    id bytea not null,
    reader bytea not null,
    organisation bytea not null,
    account bytea not null,
    commitment bytea not null,
    sealed bytea not null,
    made bigint not null,
    primary key (id, reader, organisation)
  )`,
];

export interface Disclosure {
  readonly receivable: Hex;
  readonly reader: Address;
  /** The party that shows it. */
  readonly by: Address;
  /** Of the revision that is shown. */
  readonly commitment: Hex;
  /** To the reader's viewing key. */
  readonly sealed: Hex;
  /** Unix seconds. */
  readonly made: number;
}

/** Keeps what a party shows a reader; it takes the place of what the party showed it of that receivable before. */
export async function keepDisclosure(sql: Sql, disclosed: Disclosure, account: Address): Promise<void> {
  const { receivable, reader, by, commitment, sealed, made } = disclosed;
  await sql.query(
    `insert into disclosures (id, reader, organisation, account, commitment, sealed, made)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id, reader, organisation) do update set account = excluded.account,
       commitment = excluded.commitment, sealed = excluded.sealed, made = excluded.made`,
    [...[receivable, reader, by, account, commitment, sealed].map(bytes), made],
  );
}

/** What an organisation was shown of a receivable, and what it showed, newest first. */
export async function disclosuresOf(sql: Sql, id: Hex, organisation: Address): Promise<readonly Disclosure[]> {
  return sql.query<Disclosure>(
    `select id as receivable, reader, organisation as by, commitment, sealed, made from disclosures
     where id = $1 and $2 in (reader, organisation) order by made desc, reader, organisation`,
    [bytes(id), bytes(organisation)],
  );
}
