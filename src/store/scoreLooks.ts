/** Which customers are looked at when, to see whether something asks for another score. All of it can be made again. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { concerns } from "./dunningItems.ts";
import { bytes } from "./values.ts";

/** A customer of whom it is asked whether it is scored again. */
export interface ScoreLook {
  readonly organisation: Address;
  readonly customer: Address;
}

/**
 * Puts the customers of an organisation on the list that has a credit policy, and whose head is due: those of whose
 * receivables, or of whose collection, something changed since are looked at at once.
 * @returns whether any head was due.
 */
export async function refreshScoreLooks(tx: Transaction, now: number, pauseSeconds: number): Promise<boolean> {
  await tx.query(
    `insert into credit_heads (organisation, due, seen_block)
     select distinct organisation, $1::bigint, -1 from credit_policies p
     where not exists (select from credit_heads h where h.organisation = p.organisation) on conflict do nothing`,
    [now],
  );
  const [head] = await tx.query<{ organisation: Address; seen: number }>(
    `select organisation, seen_block as seen from credit_heads where due <= $1
     order by due, organisation limit 1 for update skip locked`,
    [now],
  );
  if (head === undefined) return false;
  const [cursor] = await tx.query<{ folded: number }>("select folded_number as folded from cursor");
  const folded = cursor?.folded ?? -1;
  // An index that was built anew may not have come as far: then everything counts as changed.
  const seen = head.seen > folded ? -1 : head.seen;
  await tx.query(
    `insert into credit_looks as known (organisation, customer, due)
     select distinct $1::bytea, buyer, $2::bigint from (
       select buyer from receivables r where ${concerns("$1")} and changed_block > $3 and supplier is not null
       union select r.buyer from events e join receivables r on r.id = e.collection_id
         where e.block_number > $3 and ${concerns("$1")}
     ) as changed where buyer is not null
     on conflict (organisation, customer) do update set due = least(known.due, excluded.due)`,
    [bytes(head.organisation), now, seen],
  );
  await tx.query("update credit_heads set due = $2, seen_block = $3 where organisation = $1", [
    bytes(head.organisation),
    now + pauseSeconds,
    folded,
  ]);
  return true;
}

/** The one that has been due longest, held until the transaction ends: nobody else takes it meanwhile. */
export async function holdScoreLook(tx: Transaction, now: number): Promise<ScoreLook | undefined> {
  const [row] = await tx.query<ScoreLook>(
    `select organisation, customer from credit_looks where due <= $1
     order by due, organisation, customer limit 1 for update skip locked`,
    [now],
  );
  return row;
}

/**
 * Notes that a customer is looked at now, and when it is next. Of two who look at one customer at once, under
 * repeatable reads, the later one is refused and tries again.
 */
export async function noteScoreLook(
  tx: Transaction,
  { organisation, customer }: ScoreLook,
  { now, due }: { readonly now: number; readonly due: number },
): Promise<void> {
  await tx.query(
    `insert into credit_looks (organisation, customer, due, looked) values ($1, $2, $3, $4)
     on conflict (organisation, customer) do update set due = excluded.due, looked = excluded.looked, fault = null`,
    [bytes(organisation), bytes(customer), due, now],
  );
}

/** Why nothing came of a look, and when it is tried again. */
export async function faultScoreLook(
  sql: Sql,
  { organisation, customer }: ScoreLook,
  { due, fault }: { readonly due: number; readonly fault: string },
): Promise<void> {
  await sql.query("update credit_looks set due = $3, fault = $4 where organisation = $1 and customer = $2", [
    bytes(organisation),
    bytes(customer),
    due,
    fault,
  ]);
}

/**
 * Has a customer looked at as soon as can be, or all of them, since something became known of them. Whoever was never
 * looked at and is owed by comes on the list with the next receivable that changes.
 */
export async function scoreSoon(sql: Sql, organisation: Address, customer: Address | null, now: number): Promise<void> {
  await sql.query(
    `update credit_looks set due = least(due, $3::bigint)
     where organisation = $1 and ($2::bytea is null or customer = $2)`,
    [bytes(organisation), customer && bytes(customer), now],
  );
}

/** Has all customers looked at from an instant on, and whoever is not on the list yet comes on it. */
export async function scoreAllFrom(tx: Transaction, organisation: Address, at: number): Promise<void> {
  await scoreSoon(tx, organisation, null, at);
  await tx.query(
    `insert into credit_heads (organisation, due, seen_block) values ($1, $2, -1)
     on conflict (organisation) do update set due = least(credit_heads.due, excluded.due), seen_block = -1`,
    [bytes(organisation), at],
  );
}
