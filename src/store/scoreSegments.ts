/** What scored customers owe, by currencies. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { OPEN_STATUSES } from "./dunningItems.ts";
import { holdersOf } from "./holders.ts";
import { bytes } from "./values.ts";

interface OpenOfCustomer {
  readonly customer: Address;
  readonly currency: Address;
  /** Open principal, minor units. */
  readonly amount: bigint;
}

/** Of what the organisation holds now, where somebody here knows the sum. */
export async function openOfCustomers(
  sql: Sql,
  organisation: Address,
  customers: readonly Address[],
): Promise<readonly OpenOfCustomer[]> {
  return sql.query<OpenOfCustomer>(
    `select r.buyer as customer, coalesce(r.currency, c.currency) as currency,
       sum(greatest(coalesce(r.amount, c.amount) - r.settled, 0))::numeric as amount
     from receivables r left join contents c on r.currency is null and c.commitment = r.commitment
     where r.buyer = any($2) and r.holder in ${holdersOf("$1")} and not r.closed and r.status in (${OPEN_STATUSES})
       and r.supplier is not null and coalesce(r.currency, c.currency) is not null
     group by 1, 2 order by 1, 2`,
    [bytes(organisation), customers.map(bytes)],
  );
}
