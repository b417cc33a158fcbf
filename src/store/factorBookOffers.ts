/** What factors offered by way of this gateway, by the hash that the chain knows. */
import type { BuyerLimit, Conditions } from "../domain/factoring/offer.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/** Limits of an offer under which several receivables are sold; minor units, and unix seconds. */
export interface OfferLimits {
  readonly limit: bigint;
  readonly until: number;
  readonly buyers: ReadonlyMap<Address, bigint>;
}

/** Of some offers, those of this factor that are known here. */
export async function offersOf(
  sql: Sql,
  factor: Address,
  hashes: readonly Hex[],
): Promise<ReadonlyMap<Hex, OfferLimits>> {
  const rows = await sql.query<{ readonly hash: Hex; readonly body: unknown }>(
    "select hash, body from quote_offers where factor = $1 and hash = any($2) and kind in ('several', 'facility')",
    [bytes(factor), hashes.map(bytes)],
  );
  return new Map(
    rows.map(({ hash, body }) => {
      // Of these kinds a body has both.
      const { conditions, buyers } = untagged(body) as { conditions: Conditions; buyers: readonly BuyerLimit[] };
      const byBuyer = new Map(buyers.map(({ buyer, limit }) => [buyer, limit]));
      return [hash, { limit: conditions.limit, until: conditions.until, buyers: byBuyer }];
    }),
  );
}
