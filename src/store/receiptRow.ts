/** How what became of a bank reference lies in its row. */
import { ReceiptStatus } from "../domain/receipts.ts";
import type { ReceiptState } from "../domain/receipts.ts";
import type { Hex } from "../domain/receivable.ts";
import type { StoredState } from "./stateRow.ts";
import { bytes, hexOf } from "./values.ts";
import type { SqlScalar } from "./values.ts";

export const RECEIPT_COLUMNS: readonly string[] = [
  "id",
  "bank_ref",
  "status",
  "cash",
  "value_day",
  "holder",
  "principal",
  "discount",
  "charges",
  "late_days",
];

/** A receipt in one JSON array, numerics as text so that no digit is lost; what {@link receiptOf} reads. */
export const RECEIPT_AS_JSON =
  "json_build_array(bank_ref, status, cash::text, value_day, holder, " +
  "principal::text, discount::text, charges::text, late_days::text)";

/** The values of {@link RECEIPT_COLUMNS} for every bank reference of a receivable. */
export function* rowsOfReceipts({ id, state }: StoredState): Generator<readonly SqlScalar[]> {
  for (const [bankRef, receipt] of state.receipts) {
    yield [bytes(id), bytes(bankRef), receipt.status, ...detailsOf(receipt)];
  }
}

function detailsOf(receipt: ReceiptState): readonly SqlScalar[] {
  switch (receipt.status) {
    case ReceiptStatus.Advised:
      return [receipt.advice.cash, receipt.advice.valueDay, null, null, null, null, null];
    case ReceiptStatus.Recorded: {
      const { holder, principal, discount, charges, lateDays } = receipt.recorded;
      return [null, null, bytes(holder), principal, discount, charges, lateDays];
    }
    case ReceiptStatus.Reversed:
      return [null, null, null, null, null, null, null];
  }
}

type Text = string | null;
export type ReceiptJson = readonly [string, ReceiptStatus, Text, number | null, Text, Text, Text, Text, Text];

/** A bank reference and what became of it, from {@link RECEIPT_AS_JSON}. */
export function receiptOf(json: ReceiptJson): readonly [Hex, ReceiptState] {
  const [reference, status, cash, valueDay, holder, ...amounts] = json;
  const bankRef = hexOf(reference);
  if (status === ReceiptStatus.Advised) {
    return [bankRef, { status, advice: { bankRef, cash: BigInt(cash ?? 0), valueDay: valueDay ?? 0 } }];
  }
  if (status !== ReceiptStatus.Recorded) return [bankRef, { status: ReceiptStatus.Reversed }];
  const [principal = 0n, discount = 0n, charges = 0n, lateDays = 0n] = amounts.map((amount) => BigInt(amount ?? 0));
  const recorded = {
    bankRef,
    holder: hexOf(holder ?? ""),
    principal,
    discount,
    charges,
    lateDays,
  };
  return [bankRef, { status, recorded }];
}
