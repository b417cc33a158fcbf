/** Who erased which words that somebody had written freely, and when: that there were some stays to be seen. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const TEXT_ERASURE_TABLES: readonly string[] = [
  `create table text_erasures (
    organisation bytea not null,
    kind text not null,
    subject uuid not null,
    account bytea not null,
    at bigint not null,
    primary key (organisation, kind, subject)
  )`,
];

/** What the words were of. */
export type ErasedKind =
  | "approval"
  | "credit override"
  | "contest of a score"
  | "limit"
  | "limit freeze"
  | "watchlist entry"
  | "annual account";

export interface TextErasure {
  readonly kind: ErasedKind;
  /** Its id. */
  readonly subject: string;
  readonly account: Address;
  /** Unix seconds. */
  readonly at: number;
}

/** Of words that are erased more than once the last time is kept. */
export async function noteErasure(
  tx: Transaction,
  organisation: Address,
  { kind, subject, account, at }: TextErasure,
): Promise<void> {
  await tx.query(
    `insert into text_erasures (organisation, kind, subject, account, at) values ($1, $2, $3, $4, $5)
     on conflict (organisation, kind, subject) do update set account = excluded.account, at = excluded.at`,
    [bytes(organisation), kind, subject, bytes(account), at],
  );
}

/** In the order of time; instants are unix seconds, both included. */
export async function erasuresBetween(
  sql: Sql,
  organisation: Address,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
): Promise<readonly TextErasure[]> {
  return sql.query<TextErasure>(
    `select kind, subject, account, at from text_erasures where organisation = $1 and at between $2 and $3
     order by at, kind, subject limit $4`,
    [bytes(organisation), from, to, limit],
  );
}
