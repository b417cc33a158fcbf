/**
 * Changes of credit policies, limits and freezes, overrides and upheld contests, and what was given past limits: who,
 * when, and the reason given.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A period, unix seconds, both included. */
interface Between {
  readonly from: number;
  readonly to: number;
}

export interface CreditChange {
  readonly at: number;
  readonly account: Address;
  readonly subject: string;
  readonly reason: string;
}

const CUSTOMER = "'0x' || encode(customer, 'hex')";

/** In the order of time. */
export async function creditChangesBetween(
  sql: Sql,
  organisation: Address,
  { from, to }: Between,
  limit: number,
): Promise<readonly CreditChange[]> {
  return sql.query<CreditChange>(
    `select at, account, subject, reason from (
       select set_at as at, set_by as account, 'credit policy ' || version as subject, reason
         from credit_policies where organisation = $1
       union all select set_at, set_by, 'limit of ' || subject, reason from limits where organisation = $1
       union all select since, frozen_by, 'freeze of ' || ${CUSTOMER}, reason from limit_freezes where organisation = $1
       union all select lifted, lifted_by, 'lifted freeze of ' || ${CUSTOMER}, coalesce(lift_reason, '')
         from limit_freezes where organisation = $1 and lifted is not null
       union all select decided, decided_by, 'approved credit override of ' || ${CUSTOMER}, reason
         from credit_overrides where organisation = $1 and decision = 'approved'
       union all select ended, ended_by, 'ended credit override of ' || ${CUSTOMER}, reason
         from credit_overrides where organisation = $1 and decision = 'approved' and ended_by is not null
       union all select decided, decided_by, 'upheld contest of ' || kind || ' by ' || ${CUSTOMER}, answer
         from credit_contests where organisation = $1 and decision = 'upheld'
       union all select at, account, 'indicator settings', reason from indicator_settings where organisation = $1
     ) as changes where at between $2 and $3 order by at, subject limit $4`,
    [bytes(organisation), from, to, limit],
  );
}

/** A receivable that was issued past the gateway and beyond its customer's limit. */
export interface PastLimit {
  readonly at: number;
  readonly receivable: Hex;
  readonly customer: Address;
}

/** In the order in which they were found. */
export async function pastLimitsBetween(
  sql: Sql,
  organisation: Address,
  { from, to }: Between,
  limit: number,
): Promise<readonly PastLimit[]> {
  return sql.query<PastLimit>(
    `select found as at, receivable, customer from limit_exceptions
     where organisation = $1 and exposure > limit_amount and found between $2 and $3
     order by found, receivable limit $4`,
    [bytes(organisation), from, to, limit],
  );
}
