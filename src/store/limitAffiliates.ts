/** Customers that may be affiliates of each other (R50). */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** Every group that was ever stated of anybody, as it was written. */
export async function groupsStated(sql: Sql, organisation: Address): Promise<readonly string[]> {
  const rows = await sql.query<{ name: string }>(
    `select affiliates as name from debtor_facts where organisation = $1 and affiliates is not null
     union select body -> 'value' ->> 'text' from party_facts
       where organisation = $1 and kind = 'group' and body is not null order by name`,
    [bytes(organisation)],
  );
  return rows.map(({ name }) => name);
}

/** Of whom any of some names of a group was ever stated, in the order of addresses; the party file says what counts. */
export async function statedInGroup(
  sql: Sql,
  organisation: Address,
  names: readonly string[],
): Promise<readonly Address[]> {
  const rows = await sql.query<{ customer: Address }>(
    `select debtor as customer from debtor_facts where organisation = $1 and affiliates = any($2)
     union select customer from party_facts
       where organisation = $1 and kind = 'group' and body -> 'value' ->> 'text' = any($2) order by customer`,
    [bytes(organisation), names],
  );
  return rows.map(({ customer }) => customer);
}
