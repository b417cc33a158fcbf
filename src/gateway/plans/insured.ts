/** How long a creditor may put off what is insured, before it signs a plan that is longer (R71). */
import { caseFile } from "../../domain/cases/caseFile.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { caseEntriesOf, casesAgainst } from "../../store/cases.ts";
import type { Sql } from "../../store/database.ts";

interface Insured {
  readonly id: Hex;
  readonly customer: Address;
  readonly currency: Address;
  /** As it was agreed at first; days since 1970-01-01. */
  readonly firstDueDay: number;
}

/** The last day that its insurers let it be put off to, by the creditor's open cases; undefined where none says. */
export async function insuredUntil(
  sql: Sql,
  creditor: Address,
  { id, customer, currency, firstDueDay }: Insured,
): Promise<number | undefined> {
  const days: number[] = [];
  for (const one of await casesAgainst(sql, creditor, customer)) {
    const { isClosed, insurance, receivables } = caseFile(await caseEntriesOf(sql, one));
    if (isClosed || insurance?.currency !== currency || !receivables.includes(id)) continue;
    days.push(firstDueDay + insurance.maximumExtensionDays);
  }
  return days.length === 0 ? undefined : Math.min(...days);
}
