/** With whom a customer is counted together: its group of affiliates, not the legal entity alone (R50). */
import { groupKey } from "../../domain/partyFile/groups.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { statedInGroup } from "../../store/limitAffiliates.ts";
import { statedGroupsOf } from "../../store/partyFileAttributes.ts";

export interface AffiliateGroup {
  /** As it was written of the customer. */
  readonly name: string;
  /** All of the group, the customer among them, in the order of addresses. */
  readonly customers: readonly Address[];
}

/**
 * The groups that a customer is stated to be in, in the order of their names: one, unless what is known of it
 * contradicts itself. Then each of them counts until a person chooses: a word against another lifts no limit.
 * @param at Unix seconds.
 */
export async function affiliatesOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<readonly AffiliateGroup[]> {
  const own = (await statedGroupsOf(sql, organisation, [customer], at)).get(customer) ?? [];
  const groups: AffiliateGroup[] = [];
  for (const name of own) {
    const key = groupKey(name);
    const candidates = await statedInGroup(sql, organisation, key);
    const known = await statedGroupsOf(sql, organisation, candidates, at);
    const isIn = (one: Address): boolean => (known.get(one) ?? []).some((group) => groupKey(group) === key);
    groups.push({ name, customers: candidates.filter(isIn) });
  }
  return groups;
}
