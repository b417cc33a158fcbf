/**
 * The accounts that organisations are paid to. The account itself is sealed by whoever calls; what stands here in the
 * open is who stated, signed, approved and confirmed it, and when. Nothing is ever overwritten: a change is a new row.
 */
import { Status } from "../domain/receivable.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { behind, holdersOf } from "./holders.ts";
import { TAKEN_UP } from "./threads.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const BANK_ACCOUNT_TABLES: readonly string[] = [
  `create table bank_accounts (
    id uuid primary key,
    organisation bytea not null,
    sealed text not null,
    hash bytea not null,
    since bigint not null,
    until bigint not null,
    stated_by bytea not null,
    stated bigint not null,
    signer bytea,
    signature bytea,
    signed bigint,
    approved_by bytea,
    approved bigint,
    withdrawn bigint
  )`,
  "create index bank_accounts_of_organisation on bank_accounts (organisation, since)",
  `create table account_confirmations (
    bank_account uuid not null references bank_accounts (id),
    organisation bytea not null,
    kind text not null,
    channel text not null,
    evidence bytea not null,
    account bytea not null,
    at bigint not null,
    primary key (bank_account, organisation)
  )`,
  `create table alarms (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    kind text not null,
    about bytea not null,
    subject text not null,
    at bigint not null
  )`,
  "create index alarms_of_organisation on alarms (organisation, number)",
];

export interface Confirmation {
  readonly organisation: Address;
  /** A registrar vouches for everybody; a buyer that called back knows for itself. */
  readonly kind: "registrar" | "buyer";
  readonly channel: string;
  /** Hash of the record of it. */
  readonly evidence: Hex;
  /** Who did it. */
  readonly account: Address;
  /** Unix seconds, as all instants here. */
  readonly at: number;
}

export interface NewBankAccount {
  /** A UUID. */
  readonly id: string;
  readonly organisation: Address;
  readonly sealed: string;
  /** What the payee signs. */
  readonly hash: Hex;
  readonly since: number;
  /** Last instant. */
  readonly until: number;
  readonly statedBy: Address;
  readonly stated: number;
}

export interface StoredBankAccount extends NewBankAccount {
  readonly signer: Address | null;
  readonly signature: Hex | null;
  readonly signed: number | null;
  readonly approvedBy: Address | null;
  readonly approved: number | null;
  readonly withdrawn: number | null;
  readonly confirmations: readonly Confirmation[];
}

const ACCOUNT = `a.id, a.organisation, a.sealed, a.hash, a.since, a.until, a.stated_by as "statedBy", a.stated,
  a.signer, a.signature, a.signed, a.approved_by as "approvedBy", a.approved, a.withdrawn,
  (select coalesce(json_agg(json_build_object(
    'organisation', '0x' || encode(c.organisation, 'hex'), 'kind', c.kind, 'channel', c.channel,
    'evidence', '0x' || encode(c.evidence, 'hex'), 'account', '0x' || encode(c.account, 'hex'), 'at', c.at)
    order by c.at, c.organisation), '[]')
    from account_confirmations c where c.bank_account = a.id) as confirmations`;
/** Signed, approved by a second person, not taken back, and within its time at `$2`. */
const VALID =
  "a.signed is not null and a.approved is not null and a.withdrawn is null and $2::bigint between a.since and a.until";
/** Newest first: what was agreed to begin later replaces what began before. */
const NEWEST = "order by a.since desc, a.approved desc, a.id limit 1";

/** False, and nothing is stored, where the id is there already. */
export async function stateAccount(sql: Sql, one: NewBankAccount): Promise<boolean> {
  const { id, organisation, sealed, hash, since, until, statedBy, stated } = one;
  const rows = await sql.query(
    `insert into bank_accounts (id, organisation, sealed, hash, since, until, stated_by, stated)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [id, bytes(organisation), sealed, bytes(hash), since, until, bytes(statedBy), stated],
  );
  return rows.length === 1;
}

/** How many accounts an organisation stated since an instant. */
export async function statedSince(sql: Sql, organisation: Address, since: number): Promise<number> {
  const text = "select count(*)::int as count from bank_accounts where organisation = $1 and stated > $2";
  return (await sql.query<{ count: number }>(text, [bytes(organisation), since]))[0]?.count ?? 0;
}

export async function bankAccountOf(sql: Sql, id: string): Promise<StoredBankAccount | undefined> {
  return (await sql.query<StoredBankAccount>(`select ${ACCOUNT} from bank_accounts a where id = $1`, [id]))[0];
}

/** All that an organisation ever stated, the newest first. */
export async function bankAccountsOf(sql: Sql, organisation: Address): Promise<readonly StoredBankAccount[]> {
  return sql.query<StoredBankAccount>(
    `select ${ACCOUNT} from bank_accounts a where organisation = $1 order by a.stated desc, a.id limit 200`,
    [bytes(organisation)],
  );
}

/** The account in force that a registrar or any buyer confirmed. */
export async function accountInForce(
  sql: Sql,
  organisation: Address,
  now: number,
): Promise<StoredBankAccount | undefined> {
  const [row] = await sql.query<StoredBankAccount>(
    `select ${ACCOUNT} from bank_accounts a where organisation = $1 and ${VALID}
       and exists (select from account_confirmations c where c.bank_account = a.id) ${NEWEST}`,
    [bytes(organisation), now],
  );
  return row;
}

/** False where it is signed already, or taken back. */
export async function signAccount(
  sql: Sql,
  id: string,
  { signer, signature, signed }: { readonly signer: Address; readonly signature: Hex; readonly signed: number },
): Promise<boolean> {
  const rows = await sql.query(
    `update bank_accounts set signer = $2, signature = $3, signed = $4
     where id = $1 and signed is null and withdrawn is null returning id`,
    [id, bytes(signer), bytes(signature), signed],
  );
  return rows.length === 1;
}

/** False where it is not signed, was approved before, or taken back, or the approver stated it. */
export async function approveAccount(sql: Sql, id: string, approver: Address, now: number): Promise<boolean> {
  const rows = await sql.query(
    `update bank_accounts set approved_by = $2, approved = $3
     where id = $1 and signed is not null and approved is null and withdrawn is null and stated_by <> $2 returning id`,
    [id, bytes(approver), now],
  );
  return rows.length === 1;
}

export async function withdrawAccount(sql: Sql, id: string, now: number): Promise<boolean> {
  const text = "update bank_accounts set withdrawn = $2 where id = $1 and withdrawn is null returning id";
  return (await sql.query(text, [id, now])).length === 1;
}

/** False where the organisation confirmed it before. */
export async function confirmAccount(sql: Sql, id: string, confirmation: Confirmation): Promise<boolean> {
  const { organisation, kind, channel, evidence, account, at } = confirmation;
  const rows = await sql.query(
    `insert into account_confirmations (bank_account, organisation, kind, channel, evidence, account, at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning kind`,
    [id, bytes(organisation), kind, channel, bytes(evidence), bytes(account), at],
  );
  return rows.length === 1;
}

/**
 * Who pays `$1`: buyers of what it issued, or holds and takes for its own, and of its frame contracts.
 */
const PAYERS = `select buyer from receivables where (supplier = $1 or (holder in ${holdersOf("$1")} and ${TAKEN_UP}))
    and buyer is not null and buyer <> $1
  union select buyer from frame_contracts c where supplier = $1
    and (select count(*) from frame_contract_signatures s where s.contract = c.id) = 2`;

export async function pays(sql: Sql, payee: Address, payer: Address): Promise<boolean> {
  const text = `select 1 as one from (${PAYERS}) as payers where buyer = $2 limit 1`;
  return (await sql.query(text, [bytes(payee), bytes(payer)])).length === 1;
}

const OPEN = [Status.Issued, Status.Queried, Status.Accepted].join(", ");

/**
 * Whom a change of an account of `$1` concerns: itself, who pays it, and who has a frame contract or a receivable with
 * it that is open.
 */
const CONCERNED = `${PAYERS} union select $1::bytea
  union select case when supplier = $1 then buyer else supplier end from frame_contracts c where $1 in (supplier, buyer)
    and (select count(*) from frame_contract_signatures s where s.contract = c.id) = 2
  ${["supplier", "buyer", "holder"]
    .map(
      (role) =>
        `union select party from receivables, unnest(array[supplier, buyer, ${behind("holder")}]) as parties (party) ` +
        `where ${role} in ${role === "holder" ? holdersOf("$1") : "($1)"} and not closed and status in (${OPEN})`,
    )
    .join(" ")}`;

/** Alarms everybody whom it concerns. @param subject What it is about, by its id. @returns those who were alarmed */
export async function raiseAlarms(
  sql: Sql,
  payee: Address,
  { kind, subject, at }: { readonly kind: string; readonly subject: string; readonly at: number },
): Promise<readonly Address[]> {
  const alarmed = await sql.query<{ organisation: Address }>(
    `insert into alarms (organisation, kind, about, subject, at)
     select whom, $2, $1, $3, $4 from (${CONCERNED}) a (whom) where whom is not null returning organisation`,
    [bytes(payee), kind, subject, at],
  );
  return alarmed.map(({ organisation }) => organisation);
}

export interface Alarm {
  readonly number: number;
  readonly kind: string;
  /** Whose account it is. */
  readonly about: Address;
  readonly subject: string;
  readonly at: number;
}

/** Alarms before a number, the newest first. */
export async function alarmsBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly Alarm[]> {
  return sql.query<Alarm>(
    `select number, kind, about, subject, at from alarms where organisation = $1 and number < $2
     order by number desc limit $3`,
    [bytes(organisation), before, limit],
  );
}
