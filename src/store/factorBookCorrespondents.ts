/** With which other factors, and as what, organisations act. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { holdersOf } from "./holders.ts";
import { grantShows } from "./grants.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

export interface StoredCorrespondent {
  readonly number: number;
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  /** Hash of what was asked. */
  readonly content: Hex;
  /** One of the two is there. */
  readonly receivable: Hex | null;
  readonly offer: Hex | null;
  /** As it was asked. */
  readonly body: unknown;
  /** Unix seconds. */
  readonly noted: number;
  readonly ended: number | null;
}

const FIELDS = "number, id, content, receivable, offer, body, noted, ended";

/** Keeps a record. @returns False where `most` have not ended. */
export async function keepCorrespondent(
  tx: Transaction,
  organisation: Address,
  { id, content, receivable, offer, body, noted }: Omit<StoredCorrespondent, "number" | "ended">,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `correspondents of ${organisation}`);
  const [counted] = await tx.query<{ count: number }>(
    "select count(*) as count from correspondents where organisation = $1 and ended is null",
    [bytes(organisation)],
  );
  if ((counted?.count ?? 0) >= most) return false;
  await tx.query(
    `insert into correspondents (organisation, id, content, receivable, offer, body, noted)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      ...[bytes(organisation), id, bytes(content), receivable && bytes(receivable), offer && bytes(offer)],
      ...[JSON.stringify(body), noted],
    ],
  );
  return true;
}

export async function correspondentOf(
  sql: Sql,
  organisation: Address,
  id: string,
): Promise<StoredCorrespondent | undefined> {
  const text = `select ${FIELDS} from correspondents where organisation = $1 and id = $2`;
  return (await sql.query<StoredCorrespondent>(text, [bytes(organisation), id]))[0];
}

/** Records before a place, the latest first. */
export async function correspondentsBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly StoredCorrespondent[]> {
  return sql.query<StoredCorrespondent>(
    `select ${FIELDS} from correspondents where organisation = $1 and number < $2 order by number desc limit $3`,
    [bytes(organisation), before, limit],
  );
}

/** @returns whether there is such a record; one that has ended stays so. */
export async function endCorrespondent(sql: Sql, organisation: Address, id: string, now: number): Promise<boolean> {
  const rows = await sql.query(
    "update correspondents set ended = coalesce(ended, $3) where organisation = $1 and id = $2 returning id",
    [bytes(organisation), id, now],
  );
  return rows.length === 1;
}

/** Whether an organisation may see a receivable, as a party, by its desk or by a grant. @param now Unix seconds. */
export async function mayDealWith(sql: Sql, organisation: Address, id: Hex, now: number): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as one from receivables r where id = $1 and ($2 in (supplier, buyer, holder)
       or holder in ${holdersOf("$2::bytea")} or exists (select from grants g where g.grantee = $2
         and ${grantShows("$3::bigint")}))`,
    [bytes(id), bytes(organisation), now],
  );
  return rows.length === 1;
}

/** Whether an organisation's desk bought anything under an offer. */
export async function soldUnder(sql: Sql, factor: Address, offer: Hex): Promise<boolean> {
  const rows = await sql.query("select 1 as one from deals where factor = $1 and offer = $2 limit 1", [
    bytes(factor),
    bytes(offer),
  ]);
  return rows.length === 1;
}

/** A receivable under a record. */
export interface CorrespondentReceivable {
  readonly id: Hex;
  /** The number of the record. */
  readonly correspondent: number;
}

/**
 * The receivables under records that have not ended and that the organisation may still see, in the order of their ids.
 * @param after Of the page before.
 */
export async function receivablesUnder(
  sql: Sql,
  organisation: Address,
  { receivable, after, now }: { receivable: Hex | undefined; after: CorrespondentReceivable | undefined; now: number },
  limit: number,
): Promise<readonly CorrespondentReceivable[]> {
  return sql.query<CorrespondentReceivable>(
    `select r.id, c.number as correspondent from correspondents c
       join receivables r on r.id = c.receivable
         or (c.offer is not null and r.id in
           (select id from deals d where d.factor = $1 and d.offer = c.offer and d.live))
     where c.organisation = $1 and c.ended is null and ($2::bytea is null or r.id = $2)
       and ($3::bytea is null or (r.id, c.number) > ($3, $4))
       and ($1 in (r.supplier, r.buyer, r.holder) or r.holder in ${holdersOf("$1::bytea")}
         or exists (select from grants g where g.grantee = $1 and ${grantShows("$5::bigint")}))
     order by r.id, c.number limit $6`,
    [
      ...[bytes(organisation), receivable === undefined ? null : bytes(receivable)],
      ...[after === undefined ? null : bytes(after.id), after?.correspondent ?? 0, now, limit],
    ],
  );
}
