/** With whom a customer is counted together: its group of affiliates, not the legal entity alone (R50). */
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { statedInGroup } from "../../store/limitAffiliates.ts";
import { attributesOf } from "../../store/partyFileAttributes.ts";

export interface Affiliates {
  /** Undefined where none is known, or where what is known of it contradicts itself. */
  readonly group: string | undefined;
  /** All of the group, the customer among them, in the order of addresses. */
  readonly customers: readonly Address[];
}

/** @param at Unix seconds. */
export async function affiliatesOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<Affiliates> {
  const group = (await attributesOf(sql, organisation, [customer], at)).get(customer)?.group;
  if (group === undefined) return { group, customers: [customer] };
  const candidates = await statedInGroup(sql, organisation, group);
  const known = await attributesOf(sql, organisation, candidates, at);
  return { group, customers: candidates.filter((one) => known.get(one)?.group === group) };
}
