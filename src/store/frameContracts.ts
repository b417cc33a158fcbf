/**
 * Frame contracts of pairs, signed by both, and invoices that wait because their terms differ. None of this is on the
 * chain, and none of it can be rebuilt from there.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. A version that both signed is never changed or removed; what comes later replaces it. */
export const FRAME_CONTRACT_TABLES: readonly string[] = [
  `create table frame_contracts (
    id uuid primary key,
    supplier bytea not null,
    buyer bytea not null,
    version bigint not null,
    from_date text not null,
    hash bytea not null,
    body jsonb not null,
    proposer bytea not null,
    account bytea not null,
    proposed bigint not null,
    withdrawn bigint,
    unique (supplier, buyer, version)
  )`,
  "create index frame_contracts_of_buyer on frame_contracts (buyer, supplier)",
  `create table frame_contract_signatures (
    contract uuid not null references frame_contracts (id),
    organisation bytea not null,
    signer bytea not null,
    power text not null,
    account bytea not null,
    signature bytea not null,
    signed bigint not null,
    primary key (contract, organisation)
  )`,
  `create table held_intents (
    intent text primary key,
    organisation bytea not null,
    contract uuid not null references frame_contracts (id),
    differences jsonb not null,
    held bigint not null,
    approver bytea,
    approved bigint
  )`,
];

/** Whose signature it is, and by what power: the organisation's own, or that of an administrator of it. */
export interface ContractSignature {
  readonly organisation: Address;
  readonly signer: Address;
  readonly power: "own" | "administrator";
  /** Who handed it in. */
  readonly account: Address;
  readonly signature: Hex;
  /** Unix seconds. */
  readonly signed: number;
}

export interface NewFrameContract {
  /** A UUID. */
  readonly id: string;
  readonly supplier: Address;
  readonly buyer: Address;
  readonly version: number;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** What both sign. */
  readonly hash: Hex;
  /** What the message is made of. */
  readonly body: unknown;
  readonly proposer: Address;
  readonly account: Address;
  readonly proposed: number;
}

export interface StoredFrameContract extends NewFrameContract {
  readonly withdrawn: number | null;
  readonly signatures: readonly ContractSignature[];
}

const CONTRACT = `c.id, c.supplier, c.buyer, c.version, c.from_date as "from", c.hash, c.body, c.proposer, c.account,
  c.proposed, c.withdrawn, (select coalesce(json_agg(json_build_object(
    'organisation', '0x' || encode(s.organisation, 'hex'), 'signer', '0x' || encode(s.signer, 'hex'),
    'power', s.power, 'account', '0x' || encode(s.account, 'hex'), 'signature', '0x' || encode(s.signature, 'hex'),
    'signed', s.signed) order by s.signed, s.organisation), '[]')
    from frame_contract_signatures s where s.contract = c.id) as signatures`;
const BOTH = "(select count(*) from frame_contract_signatures s where s.contract = c.id) = 2";

/** False, and nothing is stored, where the id or the version is there already. */
export async function addFrameContract(sql: Sql, contract: NewFrameContract): Promise<boolean> {
  const { id, supplier, buyer, version, from, hash, body, proposer, account, proposed } = contract;
  const rows = await sql.query(
    `insert into frame_contracts (id, supplier, buyer, version, from_date, hash, body, proposer, account, proposed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [
      ...[id, bytes(supplier), bytes(buyer), version, from, bytes(hash), JSON.stringify(body)],
      ...[bytes(proposer), bytes(account), proposed],
    ],
  );
  return rows.length === 1;
}

export async function frameContractOf(sql: Sql, id: string): Promise<StoredFrameContract | undefined> {
  return (await sql.query<StoredFrameContract>(`select ${CONTRACT} from frame_contracts c where id = $1`, [id]))[0];
}

/**
 * All versions in which an organisation takes part: first those that it proposed or signed, since anybody may propose
 * to anybody; then by pair and the newest first. @param other Only with it.
 */
export async function frameContractsOf(
  sql: Sql,
  organisation: Address,
  other: Address | undefined,
): Promise<readonly StoredFrameContract[]> {
  return sql.query<StoredFrameContract>(
    `select ${CONTRACT} from frame_contracts c
     where $1 in (supplier, buyer) and ($2::bytea is null or $2 in (supplier, buyer))
     order by (proposer = $1 or exists (
         select from frame_contract_signatures s where s.contract = c.id and s.organisation = $1)) desc,
       supplier, buyer, version desc limit 500`,
    [bytes(organisation), other === undefined ? null : bytes(other)],
  );
}

/** How many contracts an organisation proposed to another that nobody took back and that are not signed by both. */
export async function openProposals(sql: Sql, proposer: Address, other: Address): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from frame_contracts c
     where proposer = $1 and $2 in (supplier, buyer) and withdrawn is null and not ${BOTH}`,
    [bytes(proposer), bytes(other)],
  );
  return row?.count ?? 0;
}

/** How many versions of a pair there are, and the last one that both signed. */
export async function lastVersions(
  sql: Sql,
  supplier: Address,
  buyer: Address,
): Promise<{ readonly count: number; readonly previous: Hex | null }> {
  const [row] = await sql.query<{ count: number; previous: Hex | null }>(
    `select coalesce(max(version), 0) as count, (select hash from frame_contracts c
       where supplier = $1 and buyer = $2 and ${BOTH} order by from_date desc, version desc limit 1) as previous
     from frame_contracts where supplier = $1 and buyer = $2`,
    [bytes(supplier), bytes(buyer)],
  );
  return row ?? { count: 0, previous: null };
}

/** The version that both signed and that is in force on a day; a later one replaces it from its first day on. */
export async function contractInForce(
  sql: Sql,
  supplier: Address,
  buyer: Address,
  day: string,
): Promise<StoredFrameContract | undefined> {
  const [row] = await sql.query<StoredFrameContract>(
    `select ${CONTRACT} from frame_contracts c
     where supplier = $1 and buyer = $2 and from_date <= $3 and ${BOTH}
     order by from_date desc, version desc limit 1`,
    [bytes(supplier), bytes(buyer), day],
  );
  return row;
}

/** Keeps others from signing or withdrawing a contract until the transaction ends. */
export async function lockFrameContract(sql: Sql, id: string): Promise<void> {
  await sql.query("select id from frame_contracts where id = $1 for update", [id]);
}

/** False where the organisation signed already, or the contract was withdrawn. */
export async function signFrameContract(sql: Sql, id: string, signature: ContractSignature): Promise<boolean> {
  const { organisation, signer, power, account, signature: bytesOf, signed } = signature;
  const rows = await sql.query(
    `insert into frame_contract_signatures (contract, organisation, signer, power, account, signature, signed)
     select id, $2, $3, $4, $5, $6, $7 from frame_contracts where id = $1 and withdrawn is null
     on conflict do nothing returning contract`,
    [id, bytes(organisation), bytes(signer), power, bytes(account), bytes(bytesOf), signed],
  );
  return rows.length === 1;
}

/** Takes a proposal back. False where both signed it, or it was withdrawn before. */
export async function withdrawFrameContract(sql: Sql, id: string, now: number): Promise<boolean> {
  const rows = await sql.query(
    `update frame_contracts c set withdrawn = $2 where id = $1 and withdrawn is null and not ${BOTH} returning id`,
    [id, now],
  );
  return rows.length === 1;
}

/** A term of an invoice that is not that of the contract. */
export interface Difference {
  readonly term: string;
  readonly contract: string;
  readonly invoice: string;
}

export interface HeldIntent {
  readonly intent: string;
  readonly organisation: Address;
  /** Of the contract. */
  readonly contract: string;
  readonly differences: readonly Difference[];
  /** Unix seconds. */
  readonly held: number;
  readonly approver: Address | null;
  readonly approved: number | null;
}

/** Holds an intent until a second member approves. One that is held stays so. */
export async function holdIntent(sql: Sql, held: Omit<HeldIntent, "approver" | "approved">): Promise<void> {
  await sql.query(
    `insert into held_intents (intent, organisation, contract, differences, held) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [held.intent, bytes(held.organisation), held.contract, JSON.stringify(held.differences), held.held],
  );
}

/** Of some intents those that were held, approved or not. */
export async function heldIntents(sql: Sql, intents: readonly string[]): Promise<readonly HeldIntent[]> {
  return sql.query<HeldIntent>(
    `select intent, organisation, contract, differences, held, approver, approved from held_intents
     where intent = any($1) order by held, intent`,
    [intents],
  );
}

/** What waits for approval in an organisation, the oldest first. */
export async function waitingIntents(sql: Sql, organisation: Address, limit: number): Promise<readonly HeldIntent[]> {
  return sql.query<HeldIntent>(
    `select intent, organisation, contract, differences, held, approver, approved from held_intents
     where organisation = $1 and approved is null order by held, intent limit $2`,
    [bytes(organisation), limit],
  );
}

/** False where it was approved before. */
export async function approveIntent(sql: Sql, intent: string, approver: Address, now: number): Promise<boolean> {
  const text =
    "update held_intents set approver = $2, approved = $3 where intent = $1 and approved is null returning intent";
  return (await sql.query(text, [intent, bytes(approver), now])).length === 1;
}
