/** Open items of an organisation for which a payment plan was agreed. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { concerns } from "./dunningItems.ts";
import { bytes } from "./values.ts";

export interface PlannedReceivable {
  readonly customer: Address;
  readonly id: Hex;
}

/** In the order of customers and ids, whether the plan counts still or not. */
export async function plannedReceivables(
  sql: Sql,
  organisation: Address,
  limit: number,
): Promise<readonly PlannedReceivable[]> {
  return sql.query<PlannedReceivable>(
    `select distinct r.buyer as customer, r.id from receivables r join events e on e.collection_id = r.id
     where ${concerns("$1")} and not r.closed and r.buyer is not null and e.name = 'PlanAgreed'
     order by customer, r.id limit $2`,
    [bytes(organisation), limit],
  );
}
