/** What a supplier prepared for buyers that have no address yet. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema: what waits is few among all that an organisation ever prepared. */
export const WAITING_INDEXES: readonly string[] = [
  "create index intents_waiting on intents (organisation) where receivable is null and not over",
];

export interface WaitingIntent {
  readonly id: string;
  readonly currency: Address;
  /** Minor units. */
  readonly amount: bigint;
  /** Identifiers of the buyer as the invoice has them. */
  readonly buyerIds: readonly string[];
}

/** Those of a supplier that can still be joined. @param now Unix seconds. */
export async function waitingIntents(sql: Sql, supplier: Address, now: number): Promise<readonly WaitingIntent[]> {
  return sql.query<WaitingIntent>(
    `select id, currency, amount, coalesce(body -> 'draft' -> 'buyerIds', '[]') as "buyerIds" from intents
     where organisation = $1 and receivable is null and statement is null and not over and verb = 'issue'
       and withdrawn is null and deadline >= $2 and currency is not null and amount is not null`,
    [bytes(supplier), now],
  );
}
