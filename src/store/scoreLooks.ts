/** Which customers are looked at when, to see whether something asks for another score. */
import type { Address } from "../domain/receivable.ts";
import { customerLooks } from "./customerLooks.ts";
import type { CustomerLook } from "./customerLooks.ts";
import type { Transaction } from "./database.ts";
import { concerns } from "./dunningItems.ts";
import { bytes } from "./values.ts";

/** Whoever was never looked at and is owed by comes on the list with the next receivable that changes. */
export const {
  again: scoreSoon,
  hold: holdScoreLook,
  move: moveScoreLook,
  refresh: refreshScoreLooks,
} = customerLooks({
  ...{ heads: "credit_heads", looks: "credit_looks", organisations: "select organisation from credit_policies" },
  changed: `select buyer from receivables r where ${concerns("$1")} and changed_block > $3 and supplier is not null
    union select r.buyer from events e join receivables r on r.id = e.collection_id
      where e.block_number > $3 and ${concerns("$1")}`,
});

/**
 * Notes that a customer is looked at now, and when it is next. Of two who look at one customer at once, under
 * repeatable reads, the later one is refused and tries again.
 */
export async function noteScoreLook(
  tx: Transaction,
  { organisation, customer }: CustomerLook,
  { now, due }: { readonly now: number; readonly due: number },
): Promise<void> {
  await tx.query(
    `insert into credit_looks (organisation, customer, due, looked) values ($1, $2, $3, $4)
     on conflict (organisation, customer) do update set due = excluded.due, looked = excluded.looked, fault = null`,
    [bytes(organisation), bytes(customer), due, now],
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
