/** Items of an organisation for which a payment plan was agreed. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { concerns } from "./dunningItems.ts";
import { bytes } from "./values.ts";

/** Of what was not closed at an instant, in the order of ids, whether the plan counts still or not. */
export async function plannedReceivables(
  sql: Sql,
  organisation: Address,
  known: number,
  limit: number,
): Promise<readonly Hex[]> {
  const rows = await sql.query<{ readonly id: Hex }>(
    `select distinct r.id from receivables r join events e on e.collection_id = r.id
       left join blocks b on b.number = r.changed_block
     where ${concerns("$1")} and (not r.closed or b.timestamp > $2) and r.buyer is not null and e.name = 'PlanAgreed'
     order by r.id limit $3`,
    [bytes(organisation), known, limit],
  );
  return rows.map(({ id }) => id);
}
