/** Outright purchases, which leave nothing but their record. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Transaction } from "./database.ts";
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

const COLUMNS = [
  ...["block_number", "log_index", "desk", "factor", "id", "seller", "offer", "nonce", "currency", "open", "price"],
];

export async function appendPurchases(tx: Transaction, purchases: readonly StoredPurchase[]): Promise<void> {
  const rows = purchases.map(({ blockNumber, logIndex, nonce, currency, open, price, ...of }) => {
    const words = [of.desk, of.factor, of.id, of.seller, of.offer].map(bytes);
    return [blockNumber, logIndex, ...words, nonce, bytes(currency), open, price];
  });
  await tx.copy("purchases", COLUMNS, rows);
}
