/**
 * Which customers of which organisations are looked at when, for anything that looks again at whoever something changed
 * of. All of it follows from the index and from what is kept, and is made again by the next look.
 */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** What is looked at, and where that is kept. Fragments of SQL. */
export interface LookedAt {
  /** The table of organisations: `organisation`, `due`, `seen_block`. */
  readonly heads: string;
  /** The table of their customers: `organisation`, `customer`, `due`, `looked`, `fault`. */
  readonly looks: string;
  /** The column `organisation` of those whose customers are looked at. */
  readonly organisations: string;
  /** The column `buyer` of whom something of the organisation `$1` changed after the block `$3`. */
  readonly changed: string;
}

/** A customer that is to be looked at. */
export interface CustomerLook {
  readonly organisation: Address;
  readonly customer: Address;
}

/** How a look ended; unix seconds. */
interface LookEnd {
  readonly due: number;
  /** Null where nothing came of it. */
  readonly looked: number | null;
  /** Why nothing came of it. */
  readonly fault: string | null;
}

export interface CustomerLooks {
  /**
   * Puts the customers of an organisation on the list whose head is due: those of whom something changed since are
   * looked at at once. @returns whether any head was due.
   */
  readonly refresh: (tx: Transaction, now: number, pauseSeconds: number) => Promise<boolean>;
  /** The one that has been due longest, held until the transaction ends: nobody else takes it meanwhile. */
  readonly hold: (tx: Transaction, now: number) => Promise<CustomerLook | undefined>;
  /** When it is looked at next, and why nothing came of the last time. */
  readonly move: (sql: Sql, look: CustomerLook, end: LookEnd) => Promise<void>;
  /** Has a customer looked at as soon as can be, or all of them, since something became known or was decided. */
  readonly again: (sql: Sql, organisation: Address, customer: Address | null, now: number) => Promise<void>;
}

export function customerLooks({ heads, looks, organisations, changed }: LookedAt): CustomerLooks {
  return {
    async refresh(tx, now, pauseSeconds) {
      await tx.query(
        `insert into ${heads} (organisation, due, seen_block)
         select distinct organisation, $1::bigint, -1 from (${organisations}) s
         where not exists (select from ${heads} h where h.organisation = s.organisation) on conflict do nothing`,
        [now],
      );
      const [head] = await tx.query<{ organisation: Address; seen: number }>(
        `select organisation, seen_block as seen from ${heads} where due <= $1
         order by due, organisation limit 1 for update skip locked`,
        [now],
      );
      if (head === undefined) return false;
      const [cursor] = await tx.query<{ folded: number }>("select folded_number as folded from cursor");
      const folded = cursor?.folded ?? -1;
      // An index that was built anew may not have come as far: then everything counts as changed.
      const seen = head.seen > folded ? -1 : head.seen;
      await tx.query(
        `insert into ${looks} as known (organisation, customer, due)
         select distinct $1::bytea, buyer, $2::bigint from (${changed}) as changed where buyer is not null
         on conflict (organisation, customer) do update set due = least(known.due, excluded.due)`,
        [bytes(head.organisation), now, seen],
      );
      const next = [bytes(head.organisation), now + pauseSeconds, folded];
      await tx.query(`update ${heads} set due = $2, seen_block = $3 where organisation = $1`, next);
      return true;
    },
    async hold(tx, now) {
      const [row] = await tx.query<CustomerLook>(
        `select organisation, customer from ${looks} where due <= $1
         order by due, organisation, customer limit 1 for update skip locked`,
        [now],
      );
      return row;
    },
    async move(sql, { organisation, customer }, { due, looked, fault }) {
      await sql.query(
        `update ${looks} set due = $3, looked = coalesce($4, looked), fault = $5
         where organisation = $1 and customer = $2`,
        [bytes(organisation), bytes(customer), due, looked, fault],
      );
    },
    async again(sql, organisation, customer, now) {
      await sql.query(
        `update ${looks} set due = least(due, $3::bigint)
         where organisation = $1 and ($2::bytea is null or customer = $2)`,
        [bytes(organisation), customer && bytes(customer), now],
      );
    },
  };
}
