/** Which engine stands behind the port. */
import type { Database } from "./database.ts";
import { openPglite } from "./pglite.ts";
import { openPostgres } from "./postgres.ts";

/** A server by its URL; or PGlite on a directory, or in memory where there is none. */
export type DatabaseOptions = { readonly url: string } | { readonly directory: string | undefined };

/**
 * Opens a database; see {@link openPostgres} and {@link openPglite} for what can go wrong. Its tables are made by
 * `migrate`.
 */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return "url" in options ? openPostgres(options.url) : openPglite(options.directory);
}
