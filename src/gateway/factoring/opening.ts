/** Opens an indirect payment, and tells everybody whom it concerns. */
import type { Transaction } from "../../store/database.ts";
import { openIndirectPayment } from "../../store/indirectPayments.ts";
import type { NewIndirectPayment } from "../../store/indirectPayments.ts";
import { raiseNotice } from "../../store/notices.ts";
import type { NoticeKind } from "../../wire/notice.ts";

const OPENED: NoticeKind = "IndirectPaymentOpened";
const MISDIRECTED: NoticeKind = "PaymentMisdirected";

/**
 * Seller and factor are told what was seen; the debtor is told whom to pay, and nothing of what anybody's bank says.
 * @returns whether it is new
 */
export async function openAndTell(tx: Transaction, payment: NewIndirectPayment): Promise<boolean> {
  if (!(await openIndirectPayment(tx, payment))) return false;
  const { id, receivable, seller, factor, debtor, opened: at } = payment;
  const opened = { key: `${OPENED} ${id}`, kind: OPENED, data: { indirectPayment: id, receivable }, at };
  await raiseNotice(tx, opened, { organisations: [seller, factor], isAlarm: true });
  const told = { key: `${MISDIRECTED} ${id}`, kind: MISDIRECTED, data: { receivable, payee: factor }, at };
  await raiseNotice(tx, told, { organisations: [debtor], isAlarm: true });
  return true;
}
