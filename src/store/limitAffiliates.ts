/** Customers that may be affiliates of each other (R50). */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema: the group by which a name is compared, so that one group is read and not all names. What was
 * kept before has it where the name is of plain or of Chinese letters; without it a name may be of any group.
 */
export const LIMIT_GROUP_COLUMNS: readonly string[] = [
  "alter table debtor_facts add column group_key text",
  "alter table party_facts add column group_key text",
  `update debtor_facts set group_key = ${keyOf("affiliates")} where ${isPlain("affiliates")}`,
  `update party_facts set group_key = ${keyOf("(body -> 'value' ->> 'text')")}
    where kind = 'group' and ${isPlain("(body -> 'value' ->> 'text')")}`,
  "create index debtor_facts_by_group on debtor_facts (organisation, group_key) where affiliates is not null",
  `create index party_facts_by_group on party_facts (organisation, group_key)
    where kind = 'group' and body is not null`,
];

function keyOf(name: string): string {
  return `lower(btrim(regexp_replace(${name}, ' +', ' ', 'g')) collate "C")`;
}

function isPlain(name: string): string {
  return `${name} ~ '^[ -~\\u4E00-\\u9FFF]*$'`;
}

/** Of whom a group was ever stated, and maybe others, in the order of addresses: the party file says what counts. */
export async function statedInGroup(sql: Sql, organisation: Address, groupKey: string): Promise<readonly Address[]> {
  const rows = await sql.query<{ customer: Address }>(
    `select debtor as customer from debtor_facts
       where organisation = $1 and affiliates is not null and (group_key = $2 or group_key is null)
     union select customer from party_facts
       where organisation = $1 and kind = 'group' and body is not null and (group_key = $2 or group_key is null)
     order by customer`,
    [bytes(organisation), groupKey],
  );
  return rows.map(({ customer }) => customer);
}
