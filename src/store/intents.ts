/**
 * Intents: what organisations are about to do, and who prepared and signed it. What the chain made of it stands in the
 * tables of the index and of the relays. None of this can be rebuilt from the chain.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";
import type { SqlScalar, SqlValue } from "./values.ts";

export const INTENT_TABLES: readonly string[] = [
  // subject is what an act is about, where it can be wanted only once; content tells one request from another. One
  // intent of a subject is open at a time; what is over makes room for the next.
  `create table intents (
    id text primary key,
    organisation bytea not null,
    verb text not null,
    subject bytea,
    content bytea not null,
    receivable bytea,
    commitment bytea,
    counterparty bytea,
    currency bytea,
    amount numeric(80, 0),
    deadline bigint not null,
    prepared_by bytea not null,
    prepared bigint not null,
    after_block bigint not null,
    body jsonb not null,
    batch text,
    signer bytea,
    handed_in_by bytea,
    signature bytea,
    mandate jsonb,
    signed bigint,
    withdrawn bigint,
    over boolean not null default false
  )`,
  "create unique index intents_open on intents (organisation, subject) where not over and subject is not null",
  "create index intents_prepared on intents (organisation, prepared, id)",
  "create index intents_of_receivable on intents (receivable) where receivable is not null",
  "create index intents_of_batch on intents (batch) where batch is not null",
];

/** Whose signature it is, under which mandate, and who handed it in. */
export interface IntentSignature {
  readonly signer: Address;
  readonly handedInBy: Address;
  readonly signature: Hex;
  /** Null where the organisation's own account signed. */
  readonly mandate: { readonly document: Hex; readonly until: number } | null;
  /** Unix seconds. */
  readonly signed: number;
}

/** What intents and batches of them have in common. */
export interface Prepared {
  /** A UUID. */
  readonly id: string;
  readonly organisation: Address;
  readonly verb: string;
  /** Hash of what was asked for. */
  readonly content: Hex;
  /** Last instant, unix seconds. */
  readonly deadline: number;
  readonly preparedBy: Address;
  readonly prepared: number;
  /** What the gateway needs to make message and call of it; bigints allowed. */
  readonly body: unknown;
}

export interface NewIntent extends Prepared {
  /** What it is about, where it can be wanted only once. */
  readonly subject: Hex | null;
  /** Null, like the three after it, until the counterparty has an address. */
  readonly receivable: Hex | null;
  readonly commitment: Hex | null;
  readonly counterparty: Address | null;
  readonly currency: Address | null;
  /** Minor units. */
  readonly amount: bigint | null;
  /** The last block of the index when it was prepared. */
  readonly afterBlock: number;
}

export interface StoredIntent extends NewIntent {
  readonly batch: string | null;
  readonly signature: IntentSignature | null;
  readonly withdrawn: number | null;
  /** Whether another may be prepared of the same subject. */
  readonly over: boolean;
}

export interface SignatureRow {
  readonly signer: Address | null;
  readonly handed_in_by: Address;
  readonly signature: Hex;
  readonly mandate: IntentSignature["mandate"];
  readonly signed: number;
}

type IntentRow = SignatureRow & Omit<StoredIntent, "signature">;

/** Columns of {@link Prepared} and {@link SignatureRow}. */
export const PREPARED = 'id, organisation, verb, content, deadline, prepared_by as "preparedBy", prepared, body';
export const SIGNATURE = "signer, handed_in_by, signature, mandate, signed";
const COLUMNS =
  `${PREPARED}, subject, receivable, commitment, counterparty, currency, amount, after_block as "afterBlock", ` +
  `batch, withdrawn, over, ${SIGNATURE}`;

/** False, and nothing is stored, where the id or an open intent of the subject is there already. */
export async function insertIntent(sql: Sql, intent: NewIntent): Promise<boolean> {
  const { id, organisation, verb, subject, content, receivable, commitment, counterparty, currency } = intent;
  const hex = [content, subject, receivable, commitment, counterparty, currency].map(orNull);
  const rows = await sql.query(
    `insert into intents (id, organisation, verb, content, subject, receivable, commitment, counterparty, currency,
       amount, deadline, prepared_by, prepared, after_block, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing returning id`,
    [
      id,
      bytes(organisation),
      verb,
      ...hex,
      intent.amount,
      ...[intent.deadline, bytes(intent.preparedBy), intent.prepared, intent.afterBlock, taggedJson(intent.body)],
    ],
  );
  return rows.length === 1;
}

export async function intentOf(sql: Sql, id: string): Promise<StoredIntent | undefined> {
  return (await intentsWhere(sql, "id = $1", [id]))[0];
}

/** Those of some ids, in the order of the ids. */
export async function intentsOf(sql: Sql, ids: readonly string[]): Promise<readonly StoredIntent[]> {
  return intentsWhere(sql, "id = any($1) order by array_position($1::text[], id)", [ids]);
}

/** The one of a subject that is not over. */
export async function openIntentOf(sql: Sql, organisation: Address, subject: Hex): Promise<StoredIntent | undefined> {
  const values = [bytes(organisation), bytes(subject)];
  return (await intentsWhere(sql, "organisation = $1 and subject = $2 and not over", values))[0];
}

/** How many of a subject there were, over or not. */
export async function countOfSubject(sql: Sql, organisation: Address, subject: Hex): Promise<number> {
  const text = "select count(*)::int as count from intents where organisation = $1 and subject = $2";
  const [row] = await sql.query<{ count: number }>(text, [bytes(organisation), bytes(subject)]);
  return row?.count ?? 0;
}

/** Makes room for another of the same subject. */
export async function endIntent(sql: Sql, id: string): Promise<void> {
  await sql.query("update intents set over = true where id = $1", [id]);
}

/** An organisation's signed intents about some receivables. */
export async function signedIntentsOf(
  sql: Sql,
  organisation: Address,
  receivables: readonly Hex[],
): Promise<readonly StoredIntent[]> {
  const values = [bytes(organisation), receivables.map(bytes)];
  return intentsWhere(sql, "organisation = $1 and receivable = any($2) and signer is not null", values);
}

/** The parts of an intent that wait for the counterparty's address. */
export type BoundIntent = Pick<NewIntent, "id" | "receivable" | "commitment" | "counterparty" | "body">;

/** False where the counterparty has an address already, or the intent was withdrawn. */
export async function bindIntent(sql: Sql, bound: BoundIntent): Promise<boolean> {
  const { id, receivable, commitment, counterparty, body } = bound;
  const rows = await sql.query(
    `update intents set receivable = $2, commitment = $3, counterparty = $4, body = $5
     where id = $1 and receivable is null and withdrawn is null returning id`,
    [id, ...[receivable, commitment, counterparty].map(orNull), taggedJson(body)],
  );
  return rows.length === 1;
}

/** False where it is signed or withdrawn already. @param batch By which one it is signed, if by one. */
export async function signIntent(sql: Sql, id: string, signed: IntentSignature, batch?: string): Promise<boolean> {
  const rows = await sql.query(
    `update intents set (${SIGNATURE}, batch) = ($2, $3, $4, $5, $6, $7)
     where id = $1 and signer is null and withdrawn is null returning id`,
    [id, ...signatureValues(signed), batch ?? null],
  );
  return rows.length === 1;
}

/** False where it is withdrawn already, or was signed meanwhile. @param isSigned Whether it is known to be. */
export async function withdrawIntent(sql: Sql, id: string, isSigned: boolean, now: number): Promise<boolean> {
  const text =
    "update intents set withdrawn = $2, over = true " +
    "where id = $1 and withdrawn is null and (signer is not null) = $3 returning id";
  return (await sql.query(text, [id, now, isSigned])).length === 1;
}

/** The values of {@link SIGNATURE}. */
export function signatureValues({
  signer,
  handedInBy,
  signature,
  mandate,
  signed,
}: IntentSignature): readonly SqlScalar[] {
  return [...[signer, handedInBy, signature].map(bytes), mandate === null ? null : JSON.stringify(mandate), signed];
}

/** @param where A condition, and maybe an order. */
export async function intentsWhere(
  sql: Sql,
  where: string,
  values: readonly SqlValue[],
): Promise<readonly StoredIntent[]> {
  const rows = await sql.query<IntentRow>(`select ${COLUMNS} from intents where ${where}`, values);
  return rows.map(shown);
}

/** A row with its signature put together and its body as it was given. */
export function shown<Row extends SignatureRow & { readonly body: unknown }>(
  row: Row,
): Omit<Row, keyof SignatureRow> & { readonly signature: IntentSignature | null } {
  const { signer, handed_in_by: handedInBy, signature, mandate, signed, ...rest } = row;
  const body = untagged(row.body);
  return { ...rest, body, signature: signer === null ? null : { signer, handedInBy, signature, mandate, signed } };
}

function orNull(hex: Hex | null): string | null {
  return hex === null ? null : bytes(hex);
}
