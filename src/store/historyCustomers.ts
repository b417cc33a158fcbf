/** Whom imports of history were about, each customer once: who set whose credit with them stays known. */
import type { Address } from "../domain/receivable.ts";
import type { Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. A customer is an address in lower case or a key of the firm's own records; of an erased import
 * addresses alone are kept.
 */
export const HISTORY_CUSTOMER_TABLES: readonly string[] = [
  `create table history_customers (
    import bigint not null references history_imports (number) on delete cascade,
    organisation bytea not null,
    customer text not null,
    primary key (import, customer)
  )`,
  `insert into history_customers
   select import, organisation, customer from history_items
   union select number, organisation, jsonb_array_elements_text(customers) from history_imports
     where customers is not null`,
  "create index history_customers_of_organisation on history_customers (organisation, customer)",
  "alter table history_imports drop column customers",
];

export async function keepHistoryCustomers(
  tx: Transaction,
  organisation: Address,
  number: number,
  customers: Iterable<string>,
): Promise<void> {
  const rows = [...new Set(customers)].map((customer) => [number, bytes(organisation), customer]);
  await tx.copy("history_customers", ["import", "organisation", "customer"], rows);
}

/** Keeps of an import's customers the addresses that they have, and no key of the firm's own records. */
export async function eraseHistoryKeys(tx: Transaction, organisation: Address, number: number): Promise<void> {
  await tx.query(
    `insert into history_customers select c.import, c.organisation, p.address from history_customers c
       join parties p on p.organisation = $1 and p.party = c.customer
     where c.import = $2 and p.address <> '' on conflict do nothing`,
    [bytes(organisation), number],
  );
  await tx.query("delete from history_customers where import = $1 and customer !~ '^0x[0-9a-f]{40}$'", [number]);
}
