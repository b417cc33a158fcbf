/** Customers that may be affiliates of each other (R50). */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** Of whom a group was ever stated, in the order of addresses; what counts of it, the party file says. */
export async function statedInGroup(sql: Sql, organisation: Address, group: string): Promise<readonly Address[]> {
  const rows = await sql.query<{ customer: Address }>(
    `select debtor as customer from debtor_facts where organisation = $1 and affiliates = $2
     union select customer from party_facts
       where organisation = $1 and kind = 'group' and body -> 'value' ->> 'text' = $2 order by customer`,
    [bytes(organisation), group],
  );
  return rows.map(({ customer }) => customer);
}
