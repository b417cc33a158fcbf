/** Empties the index, so that it follows from the chain once more. What is kept stays as it is. */
import { alone } from "./backup.ts";
import { INDEX_TABLES, PLACES, SCANNED_PLACE } from "./backupTables.ts";
import type { Database, Transaction } from "./database.ts";
import { StoreRefusedError } from "./errors.ts";
import { identityOf } from "./identity.ts";
import type { LedgerIdentity } from "./identity.ts";
import { migrate } from "./migrations.ts";

/**
 * All of it, or nothing. Afterwards an index of the same ledger begins at the block of the deployment.
 * @returns Whose index it is.
 * @throws StoreRefusedError "DatabaseInUse", "NotAnIndex"
 */
export async function rebuild(database: Database): Promise<LedgerIdentity> {
  return alone(database, async (leader) => {
    await migrate(database);
    return leader.transaction(async (tx) => {
      const identity = await identityOf(tx);
      if (identity === undefined) {
        throw new StoreRefusedError("NotAnIndex", "The database is no ledger's yet: there is nothing to rebuild.");
      }
      await moveReaders(tx);
      await tx.query(`truncate ${INDEX_TABLES.filter((name) => name !== "feed_head").join(", ")}`);
      await tx.query("update feed_head set last = 0");
      return identity;
    });
  });
}

/**
 * Positions of the feed begin anew, without what was taken back: who has read up to one has read up to the place of the
 * same event, and what tells of something that was taken back is forgotten.
 */
async function moveReaders(tx: Transaction): Promise<void> {
  await tx.query(`update subscriptions set scanned = ${SCANNED_PLACE}`);
  await tx.query("delete from deliveries where not exists (select from events where sequence = position)");
  // By way of negative ones, since no two rows may have one position even for a moment.
  await tx.query(`update deliveries set position = -place from ${PLACES} where places.sequence = position`);
  await tx.query("update deliveries set position = -position");
}
