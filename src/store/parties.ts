/** Whom an organisation deals with, as its ERP has them: by the ERP's own ids. Nobody else sees any of it. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { noteAttributes } from "./portfolioAttributes.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const PARTY_TABLES: readonly string[] = [
  `create table parties (
    organisation bytea not null,
    party text not null,
    name text not null,
    legal_id text not null,
    vat_id text not null,
    country text not null,
    address text not null,
    changed bigint not null,
    primary key (organisation, party)
  )`,
  "create index parties_by_address on parties (organisation, address)",
];

/** A party; what is not known is the empty text. */
export interface PartyRow {
  /** What the ERP calls it. */
  readonly party: string;
  readonly name: string;
  readonly legalId: string;
  readonly vatId: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  /** On the ledger, 0x and 40 digits in lower case. */
  readonly address: string;
}

export interface StoredParty extends PartyRow {
  /** Unix seconds. */
  readonly changed: number;
}

const PARTY = 'party, name, legal_id as "legalId", vat_id as "vatId", country, address';

/** Those of some ids. */
export async function partiesOf(
  sql: Sql,
  organisation: Address,
  parties: readonly string[],
): Promise<readonly PartyRow[]> {
  const text = `select ${PARTY} from parties where organisation = $1 and party = any($2)`;
  return sql.query<PartyRow>(text, [bytes(organisation), parties]);
}

/** Writes parties, each once. */
export async function putParties(
  sql: Sql,
  organisation: Address,
  rows: readonly PartyRow[],
  now: number,
): Promise<void> {
  await sql.query(
    `insert into parties (organisation, party, name, legal_id, vat_id, country, address, changed)
     select $1, *, $8 from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
     on conflict (organisation, party) do update set name = excluded.name, legal_id = excluded.legal_id,
       vat_id = excluded.vat_id, country = excluded.country, address = excluded.address, changed = excluded.changed`,
    [
      bytes(organisation),
      rows.map(({ party }) => party),
      rows.map(({ name }) => name),
      rows.map(({ legalId }) => legalId),
      rows.map(({ vatId }) => vatId),
      rows.map(({ country }) => country),
      rows.map(({ address }) => address),
      now,
    ],
  );
  const addresses = rows.map(({ party, address }) => ({ subject: party, value: address }));
  await noteAttributes(sql, organisation, "address", addresses, now);
}

/** The next parties after one, in the order of their ids. */
export async function partiesAfter(
  sql: Sql,
  organisation: Address,
  after: string,
  limit: number,
): Promise<readonly StoredParty[]> {
  return sql.query<StoredParty>(
    `select ${PARTY}, changed from parties where organisation = $1 and party > $2 order by party limit $3`,
    [bytes(organisation), after, limit],
  );
}

/** Parties that stand for an address of the ledger. */
export async function partiesAt(sql: Sql, organisation: Address, address: Address): Promise<readonly string[]> {
  const text = "select party from parties where organisation = $1 and address = $2";
  const rows = await sql.query<{ party: string }>(text, [bytes(organisation), address]);
  return rows.map(({ party }) => party);
}
