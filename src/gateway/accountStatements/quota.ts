/** How many statements of account an organisation makes and mails in a day, by hand and by its schedules. */
import type { Address } from "../../domain/receivable.ts";
import { statementMailsSince } from "../../store/accountStatementMails.ts";
import { accountStatementsSince } from "../../store/accountStatements.ts";
import type { Sql } from "../../store/database.ts";
import { quotaReached } from "../access/refusals.ts";

const DAY = 86_400;
const MOST_A_DAY = 1_000;
const MOST_MAILS_A_DAY = 1_000;

/** Whether one more may be made now, unix seconds, and mailed to its recipients. @throws ProblemError `QuotaReached` */
export async function checkQuota(
  sql: Sql,
  organisation: Address,
  { recipients }: { readonly recipients: readonly string[] },
  now: number,
): Promise<void> {
  const made = await accountStatementsSince(sql, organisation, now - DAY);
  if (made >= MOST_A_DAY) throw quotaReached(made, "account statements of the last day: wait until tomorrow");
  const mails = await statementMailsSince(sql, organisation, now - DAY);
  if (mails + recipients.length > MOST_MAILS_A_DAY) {
    throw quotaReached(mails, "mails with account statements of the last day: wait until tomorrow");
  }
}
