/** What an act about several receivables is worth to the rules of whoever signs it. */
import type { Address, Hex } from "../../domain/receivable.ts";
import { ruleAt, rulesOf } from "../../store/checkingRules.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { statesOf } from "../../store/readModel.ts";
import type { NewIntent } from "../../store/intents.ts";

/**
 * What is open of them, if all are in one currency whose amounts are known here. Otherwise nobody knows the sum, in the
 * currency of which the organisation has a rule, so that no notice passes a rule by naming something else beside.
 */
export async function noticeSum(
  sql: Sql,
  organisation: Address,
  ids: readonly Hex[],
  now: number,
): Promise<Pick<NewIntent, "currency" | "amount">> {
  const sums = new Map<Address, bigint>();
  let isKnown = true;
  for (const { state } of (await statesOf(sql, ids)).values()) {
    const terms = state.agreed?.openTerms ?? (await contentOf(sql, state.commitment))?.receivable.terms;
    if (terms === undefined) isKnown = false;
    else sums.set(terms.currency, (sums.get(terms.currency) ?? 0n) + terms.amount - state.settled);
  }
  const [currency, ...others] = sums.keys();
  if (isKnown && currency !== undefined && others.length === 0) return { currency, amount: sums.get(currency) ?? null };
  const rules = await rulesOf(sql, organisation);
  const ruled = rules.map((rule) => rule.currency).find((one) => (ruleAt(rules, one, now)?.above ?? null) !== null);
  return { currency: ruled ?? currency ?? null, amount: null };
}
