/** Outright purchases, which leave nothing but their record. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** An outright purchase, and where it stands. Minor units. */
export interface StoredPurchase {
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly desk: Address;
  readonly factor: Address;
  readonly id: Hex;
  readonly seller: Address;
  readonly offer: Hex;
  readonly nonce: bigint;
  readonly currency: Address;
  readonly open: bigint;
  readonly price: bigint;
}

const PURCHASE =
  'block_number as "blockNumber", log_index as "logIndex", desk, factor, id, seller, offer, nonce, currency, open, price';
const COLUMNS = [
  ...["block_number", "log_index", "desk", "factor", "id", "seller", "offer", "nonce", "currency", "open", "price"],
];

/** The outright purchases of some receivables, in the order of the chain. */
export async function purchasesOfReceivables(
  sql: Sql,
  ids: readonly Hex[],
): Promise<ReadonlyMap<Hex, readonly StoredPurchase[]>> {
  const rows = await sql.query<StoredPurchase>(
    `select ${PURCHASE} from purchases where id = any($1) order by block_number, log_index`,
    [ids.map(bytes)],
  );
  return Map.groupBy(rows, ({ id }) => id);
}

/** The outright purchases of a factor or from a seller, the last first, at most so many. */
export async function purchasesOf(
  sql: Sql,
  { role, party }: { readonly role: "factor" | "seller"; readonly party: Address },
  limit: number,
): Promise<readonly StoredPurchase[]> {
  return sql.query<StoredPurchase>(
    `select ${PURCHASE} from purchases where ${role} = $1 order by block_number desc, log_index desc limit $2`,
    [bytes(party), limit],
  );
}

/** Every purchase, in the order of the chain. */
export async function allPurchases(sql: Sql): Promise<readonly StoredPurchase[]> {
  return sql.query<StoredPurchase>(`select ${PURCHASE} from purchases order by block_number, log_index`);
}

export async function appendPurchases(tx: Transaction, purchases: readonly StoredPurchase[]): Promise<void> {
  const rows = purchases.map(({ blockNumber, logIndex, nonce, currency, open, price, ...of }) => {
    const words = [of.desk, of.factor, of.id, of.seller, of.offer].map(bytes);
    return [blockNumber, logIndex, ...words, nonce, bytes(currency), open, price];
  });
  await tx.copy("purchases", COLUMNS, rows);
}
