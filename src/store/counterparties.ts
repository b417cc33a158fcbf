/**
 * How an invoice's identifiers lead to an address: legal ids that organisations open, which count only where a
 * registrar's voucher has their salted hash; what an organisation noted of its own partners; and links by which a
 * partner without an address joins. None of this can be rebuilt from the chain.
 */
import { keccakOfText } from "../domain/hash.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

export const COUNTERPARTY_TABLES: readonly string[] = [
  // hash is that of opening and value, as a voucher has it. level is the value as it is compared.
  `create table legal_ids (
    organisation bytea not null,
    hash bytea not null,
    value text not null,
    opening text not null,
    level text not null,
    primary key (organisation, hash)
  )`,
  "create index legal_ids_by_level on legal_ids (level)",
  `create table address_book (
    owner bytea not null,
    level text not null,
    organisation bytea not null,
    primary key (owner, level, organisation)
  )`,
  `create table invitations (
    intent text primary key,
    token_hash bytea not null unique,
    expires bigint not null,
    joined_by bytea,
    account bytea,
    joined bigint
  )`,
];

/** A legal id and the text that a registrar hashed before it. */
export interface LegalId {
  readonly value: string;
  readonly opening: string;
}

/** Identifiers are compared without blanks and case, as register numbers and LEIs are. */
export function levelled(value: string): string {
  return value.normalize("NFKC").replaceAll(/\s+/g, "").toUpperCase();
}

/** Whose vouchers are believed, and when. */
export interface Believing {
  readonly registrars: readonly Address[];
  /** Unix seconds. */
  readonly now: number;
}

/** That one of the registrars `$3` vouches at `$2` for what an organisation opened. */
const VOUCHED =
  "exists (select from vouchers v where v.organisation = i.organisation and v.legal_id = i.hash " +
  "and v.until >= $2 and v.registrar = any($3))";

/**
 * Keeps the opening of a legal id. @returns false, and nothing is stored, where no registrar that is believed vouches
 * for it.
 */
export async function openLegalId(
  sql: Sql,
  organisation: Address,
  { value, opening }: LegalId,
  { registrars, now }: Believing,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into legal_ids (organisation, hash, value, opening, level)
     select organisation, legal_id, $3, $4, $5 from vouchers
       where organisation = $1 and legal_id = $2 and until >= $6 and registrar = any($7) limit 1
     on conflict (organisation, hash) do update set value = excluded.value, opening = excluded.opening
     returning organisation`,
    [
      ...[bytes(organisation), bytes(keccakOfText(`${opening}${value}`)), value, opening, levelled(value)],
      ...[now, registrars.map(bytes)],
    ],
  );
  return rows.length === 1;
}

export type OpenedLegalId = LegalId & { readonly vouched: boolean };

/** What an organisation opened, and whether a voucher in force says the same. */
export async function legalIdsOf(
  sql: Sql,
  organisation: Address,
  { registrars, now }: Believing,
): Promise<readonly OpenedLegalId[]> {
  return sql.query<OpenedLegalId>(
    `select value, opening, ${VOUCHED} as vouched from legal_ids i where organisation = $1 order by level`,
    [bytes(organisation), now, registrars.map(bytes)],
  );
}

/** Organisations that a registrar vouches to have one of the identifiers. */
export async function vouchedFor(
  sql: Sql,
  values: readonly string[],
  { registrars, now }: Believing,
): Promise<readonly Address[]> {
  const rows = await sql.query<{ organisation: Address }>(
    `select distinct organisation from legal_ids i where level = any($1) and ${VOUCHED}`,
    [values.map(levelled), now, registrars.map(bytes)],
  );
  return rows.map(({ organisation }) => organisation);
}

/** Addresses that an organisation noted for one of the identifiers. */
export async function notedBy(sql: Sql, owner: Address, values: readonly string[]): Promise<readonly Address[]> {
  const text = "select distinct organisation from address_book where owner = $1 and level = any($2)";
  const rows = await sql.query<{ organisation: Address }>(text, [bytes(owner), values.map(levelled)]);
  return rows.map(({ organisation }) => organisation);
}

/** Notes for an organisation that the identifiers lead to an address. */
export async function note(sql: Sql, owner: Address, values: readonly string[], organisation: Address): Promise<void> {
  await sql.query(
    "insert into address_book (owner, level, organisation) select $1, unnest($2::text[]), $3 on conflict do nothing",
    [bytes(owner), [...new Set(values.map(levelled))], bytes(organisation)],
  );
}

export interface NewInvitation {
  readonly intent: string;
  readonly tokenHash: Hex;
  /** Last instant, unix seconds. */
  readonly expires: number;
}

export interface StoredInvitation extends NewInvitation {
  readonly joinedBy: Address | null;
}

const INVITATION = 'intent, token_hash as "tokenHash", expires, joined_by as "joinedBy"';

export async function invite(sql: Sql, { intent, tokenHash, expires }: NewInvitation): Promise<void> {
  await sql.query("insert into invitations (intent, token_hash, expires) values ($1, $2, $3)", [
    intent,
    bytes(tokenHash),
    expires,
  ]);
}

export async function invitationsOf(sql: Sql, intents: readonly string[]): Promise<readonly StoredInvitation[]> {
  return sql.query<StoredInvitation>(`select ${INVITATION} from invitations where intent = any($1)`, [intents]);
}

/** The invitation of a token; undefined if there is none, or it was used, or has expired. */
export async function invitationBy(sql: Sql, tokenHash: Hex, now: number): Promise<StoredInvitation | undefined> {
  const text = `select ${INVITATION} from invitations where token_hash = $1 and joined_by is null and expires >= $2`;
  return (await sql.query<StoredInvitation>(text, [bytes(tokenHash), now]))[0];
}

/** Uses it up. False where somebody else did. @param account Who was signed in. */
export async function join(
  sql: Sql,
  intent: string,
  joined: { readonly organisation: Address; readonly account: Address; readonly at: number },
): Promise<boolean> {
  const rows = await sql.query(
    `update invitations set joined_by = $2, account = $3, joined = $4
     where intent = $1 and joined_by is null returning intent`,
    [intent, bytes(joined.organisation), bytes(joined.account), joined.at],
  );
  return rows.length === 1;
}
