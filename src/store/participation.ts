/** Who takes part in what. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/**
 * Whether a party is supplier, buyer or holder of a receivable. One statement, whatever the answer and whether there
 * is such a receivable, so that nobody can tell the two apart by the time it takes.
 */
export async function takesPart(sql: Sql, party: Address, id: Hex): Promise<boolean> {
  const rows = await sql.query("select 1 as one from receivables where id = $1 and $2 in (supplier, buyer, holder)", [
    bytes(id),
    bytes(party),
  ]);
  return rows.length === 1;
}
