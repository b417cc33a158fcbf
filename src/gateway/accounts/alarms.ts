/** Tells everybody whom a change of a bank account concerns: in the list of alarms, by e-mail and by webhook. */
import type { Address } from "../../domain/receivable.ts";
import { raiseAlarms } from "../../store/bankAccounts.ts";
import type { Transaction } from "../../store/database.ts";
import { raiseNotice } from "../../store/notices.ts";
import type { ALARM_KINDS } from "../../wire/account.ts";
import type { AccountChange, NoticeKind } from "../../wire/notice.ts";

const KINDS: Readonly<Record<AccountChange, (typeof ALARM_KINDS)[number]>> = {
  stated: "accountChangeStated",
  approved: "accountChangeApproved",
  withdrawn: "accountWithdrawn",
};
const NOTICE: NoticeKind = "BankAccountChanged";

/** In the transaction of the change, so that none goes unheard. @param account By its id. @param at Unix seconds. */
export async function alarm(
  tx: Transaction,
  payee: Address,
  account: string,
  change: AccountChange,
  at: number,
): Promise<void> {
  const organisations = await raiseAlarms(tx, payee, { kind: KINDS[change], subject: account, at });
  const data = { payee, account, change };
  const notice = { key: `${NOTICE} ${account} ${change}`, kind: NOTICE, data, at };
  await raiseNotice(tx, notice, { organisations, isAlarm: true });
}
