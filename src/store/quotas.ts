/** Counting what somebody has before they get more of it. */
import type { Transaction } from "./database.ts";

/**
 * Waits until nobody else counts the same, and keeps them waiting until the transaction ends: of requests at once none
 * gets what another one has taken. @param what Is counted, and of whom.
 */
export async function lockCount(tx: Transaction, what: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [what]);
}
