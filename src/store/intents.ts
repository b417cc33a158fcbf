/**
 * Intents: what organisations are about to do, and who prepared and signed it. What the chain made of it stands in the
 * tables of the index and of the relays. None of this can be rebuilt from the chain.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { insertParties, PARTIES, partiesIn, signedWith } from "./intentParties.ts";
import type { NewParty, PartiesColumn, StoredParty } from "./intentParties.ts";
import { SIGNATURE, signatureValues, withSignature } from "./intentSignatures.ts";
import type { IntentSignature, SignatureRow } from "./intentSignatures.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

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
  /** Null, like the two after it, until the counterparty has an address; always where it is about no receivable. */
  readonly receivable: Hex | null;
  readonly commitment: Hex | null;
  readonly counterparty: Address | null;
  /** Null where it is about no statement. */
  readonly statement: Hex | null;
  /** Null where it is about no notice of an assignment. */
  readonly notice: Hex | null;
  readonly currency: Address | null;
  /** Minor units. */
  readonly amount: bigint | null;
  /** The last block of the index when it was prepared. */
  readonly afterBlock: number;
  /** All whose signatures it takes, the organisation among them; nobody where its own is all. */
  readonly parties: readonly NewParty[];
}

export interface StoredIntent extends NewIntent {
  readonly batch: string | null;
  /** The organisation's; where others sign too, once they all have. */
  readonly signature: IntentSignature | null;
  readonly parties: readonly StoredParty[];
  readonly withdrawn: number | null;
  /** The organisation that withdrew it. */
  readonly withdrawnBy: Address | null;
  /** Whether another may be prepared of the same subject. */
  readonly over: boolean;
}

type IntentRow = SignatureRow & Omit<StoredIntent, "signature" | "parties"> & { readonly parties: PartiesColumn };

/** Columns of {@link Prepared}. */
export const PREPARED = 'id, organisation, verb, content, deadline, prepared_by as "preparedBy", prepared, body';
const COLUMNS =
  `${PREPARED}, subject, receivable, commitment, counterparty, statement, notice, currency, amount, ` +
  `after_block as "afterBlock", batch, withdrawn, withdrawn_by as "withdrawnBy", over, ${SIGNATURE}, ${PARTIES}`;

/** False, and nothing is stored, where the id or an open intent of the subject is there already. */
export async function insertIntent(sql: Transaction, intent: NewIntent): Promise<boolean> {
  const { id, organisation, verb, subject, content, receivable, commitment, counterparty, statement } = intent;
  const about = [receivable, commitment, counterparty, statement, intent.notice, intent.currency];
  const hex = [content, subject, ...about].map(orNull);
  const rows = await sql.query(
    `insert into intents (id, organisation, verb, content, subject, receivable, commitment, counterparty, statement,
       notice, currency, amount, deadline, prepared_by, prepared, after_block, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict do nothing returning id`,
    [
      id,
      bytes(organisation),
      verb,
      ...hex,
      intent.amount,
      ...[intent.deadline, bytes(intent.preparedBy), intent.prepared, intent.afterBlock, taggedJson(intent.body)],
    ],
  );
  if (rows.length === 1) await insertParties(sql, id, intent.parties);
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

/** What an organisation signed about some receivables, with others or alone. */
export async function signedIntentsOf(
  sql: Sql,
  organisation: Address,
  receivables: readonly Hex[],
): Promise<readonly StoredIntent[]> {
  const values = [bytes(organisation), receivables.map(bytes)];
  const about = "receivable = any($2) and signer is not null";
  return intentsWhere(sql, `${about} and (organisation = $1 or (${signedWith("$1")}))`, values);
}

/** What a party has signed of acts of several about a receivable, whether the others have or not, the newest first. */
export async function partlySignedOf(
  sql: Sql,
  party: Address,
  { verb, receivable }: { readonly verb: string; readonly receivable: Hex },
): Promise<readonly StoredIntent[]> {
  const signed = "select intent from intent_parties where party = $1 and signature is not null";
  const where = `receivable = $2 and verb = $3 and id in (${signed}) order by prepared desc, id`;
  return intentsWhere(sql, where, [bytes(party), bytes(receivable), verb]);
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

/** False where it is withdrawn already, or was signed meanwhile. */
export async function withdrawIntent(
  sql: Sql,
  id: string,
  { isSigned, by, now }: { /** Whether it is known to be. */ readonly isSigned: boolean; by: Address; now: number },
): Promise<boolean> {
  const text =
    "update intents set withdrawn = $2, withdrawn_by = $4, over = true " +
    "where id = $1 and withdrawn is null and (signer is not null) = $3 returning id";
  return (await sql.query(text, [id, now, isSigned, bytes(by)])).length === 1;
}

/** @param where A condition, and maybe an order. */
export async function intentsWhere(
  sql: Sql,
  where: string,
  values: readonly SqlValue[],
): Promise<readonly StoredIntent[]> {
  const rows = await sql.query<IntentRow>(`select ${COLUMNS} from intents where ${where}`, values);
  return rows.map((row) => ({ ...withSignature(row), body: untagged(row.body), parties: partiesIn(row.parties) }));
}

function orNull(hex: Hex | null): string | null {
  return hex === null ? null : bytes(hex);
}
