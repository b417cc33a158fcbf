/** To whom buyers let their payment track record be shown, and what was shown to whom: so that none is subtracted. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const REFERENCE_TABLES: readonly string[] = [
  `create table reference_consents (
    number bigint generated always as identity,
    id uuid primary key,
    buyer bytea not null,
    reader bytea not null,
    body jsonb not null,
    until bigint not null,
    signature bytea not null,
    given bigint not null,
    given_by bytea not null,
    revoked bigint,
    revoked_by bytea
  )`,
  "create index reference_consents_of_buyer on reference_consents (buyer, number)",
  "create index reference_consents_to_reader on reference_consents (reader, number)",
  `create table reference_disclosures (
    number bigint generated always as identity primary key,
    consent uuid not null references reference_consents (id),
    buyer bytea not null,
    reader bytea not null,
    currency bytea not null,
    first_day text not null,
    last_day text not null,
    block_number bigint not null,
    block_hash bytea not null,
    as_of bigint not null,
    known bigint not null,
    shown bigint not null,
    shown_by bytea not null
  )`,
  "create index reference_disclosures_of on reference_disclosures (buyer, currency, number)",
];

export interface StoredConsent {
  readonly number: number;
  readonly id: string;
  readonly buyer: Address;
  readonly reader: Address;
  /** Currencies and period, as they were signed. */
  readonly body: unknown;
  /** Last instant, unix seconds. */
  readonly until: number;
  readonly signature: Hex;
  /** Unix seconds. */
  readonly given: number;
  /** Whoever handed it in. */
  readonly givenBy: Address;
  readonly revoked: number | null;
}

const CONSENT = 'number, id, buyer, reader, body, until, signature, given, given_by as "givenBy", revoked';

/** @returns false, and nothing is stored, where the buyer has `most` in force, or there is one of that id. */
export async function addConsent(
  tx: Transaction,
  { id, buyer, reader, body, until, signature, given, givenBy }: Omit<StoredConsent, "number" | "revoked">,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `reference consents of ${buyer}`);
  const rows = await tx.query(
    `insert into reference_consents (id, buyer, reader, body, until, signature, given, given_by)
     select $1, $2, $3, $4, $5, $6, $7, $8 where (select count(*) from reference_consents
       where buyer = $2 and revoked is null and until >= $7) < $9::bigint
     on conflict do nothing returning id`,
    [
      ...[id, bytes(buyer), bytes(reader), JSON.stringify(body), until, bytes(signature), given],
      ...[bytes(givenBy), most],
    ],
  );
  return rows.length === 1;
}

export async function consentOf(sql: Sql, id: string): Promise<StoredConsent | undefined> {
  return (await sql.query<StoredConsent>(`select ${CONSENT} from reference_consents where id = $1`, [id]))[0];
}

/** Those that an organisation gave, or was given, before a place, the latest first. */
export async function consentsBefore(
  sql: Sql,
  organisation: Address,
  side: "given" | "received",
  before: number,
  limit: number,
): Promise<readonly StoredConsent[]> {
  const column = side === "given" ? "buyer" : "reader";
  return sql.query<StoredConsent>(
    `select ${CONSENT} from reference_consents where ${column} = $1 and number < $2::bigint
     order by number desc limit $3`,
    [bytes(organisation), before, limit],
  );
}

/** @returns whether it was in force until then. */
export async function revokeConsent(sql: Sql, id: string, at: number, by: Address): Promise<boolean> {
  const text =
    "update reference_consents set revoked = $2, revoked_by = $3 where id = $1 and revoked is null returning id";
  return (await sql.query(text, [id, at, bytes(by)])).length === 1;
}

/** As of which block a record of which period was shown to whom. */
export interface StoredDisclosure {
  readonly number: number;
  readonly consent: string;
  readonly buyer: Address;
  readonly reader: Address;
  readonly currency: Address;
  /** `YYYY-MM-DD`, as the last day. */
  readonly from: string;
  readonly to: string;
  readonly block: number;
  readonly blockHash: Hex;
  /** The instant that what is open is late up to, unix seconds. */
  readonly asOf: number;
  /** Sealed terms that were opened later did not count, unix seconds. */
  readonly known: number;
  readonly shown: number;
  readonly shownBy: Address;
}

const DISCLOSURE =
  'number, consent, buyer, reader, currency, first_day as "from", last_day as "to", block_number as block, ' +
  'block_hash as "blockHash", as_of as "asOf", known, shown, shown_by as "shownBy"';

/**
 * @param last The number of the latest that it was compared with, nought for none.
 * @returns false, and nothing is kept, where another was shown since, or the consent was taken back.
 */
export async function addDisclosure(
  tx: Transaction,
  disclosure: Omit<StoredDisclosure, "number">,
  last: number,
): Promise<boolean> {
  const { consent, buyer, reader, currency, from, to, block, blockHash, asOf, known, shown, shownBy } = disclosure;
  await lockCount(tx, `reference disclosures of ${buyer}`);
  const rows = await tx.query(
    `insert into reference_disclosures (consent, buyer, reader, currency, first_day, last_day, block_number,
       block_hash, as_of, known, shown, shown_by) select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
     where not exists (select from reference_disclosures where buyer = $2 and currency = $4 and number > $13::bigint)
       and exists (select from reference_consents where id = $1 and revoked is null)
     returning number`,
    [
      ...[consent, bytes(buyer), bytes(reader), bytes(currency), from, to, block, bytes(blockHash), asOf, known],
      ...[shown, bytes(shownBy), last],
    ],
  );
  return rows.length === 1;
}

/** All of a buyer in a currency, the first first. */
export async function disclosuresOfBuyer(
  sql: Sql,
  buyer: Address,
  currency: Address,
): Promise<readonly StoredDisclosure[]> {
  return sql.query<StoredDisclosure>(
    `select ${DISCLOSURE} from reference_disclosures where buyer = $1 and currency = $2 order by number`,
    [bytes(buyer), bytes(currency)],
  );
}

/** Those of a consent, the latest first. */
export async function disclosuresOfConsents(
  sql: Sql,
  consents: readonly string[],
): Promise<readonly StoredDisclosure[]> {
  return sql.query<StoredDisclosure>(
    `select ${DISCLOSURE} from reference_disclosures where consent = any($1::uuid[]) order by number desc`,
    [consents],
  );
}
