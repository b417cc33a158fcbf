/** What collection tells of a customer: promises that were not kept, and whether it is reported insolvent. */
import { judgePromises } from "../../domain/collections/promises.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { promisedSince } from "../../store/dunningStatistics.ts";
import { planCustomer } from "../dunning/planning.ts";

const YEAR = 366 * 86_400;
const MOST_PROMISED = 2_000;

interface CollectionFacts {
  /** Promises of the trailing year that were broken; undefined where no policy says when one is. */
  readonly broken: number | undefined;
  /** Whether a notice of insolvency stands of anything that it owes. */
  readonly isInsolvent: boolean;
}

/** @throws TermsError for a calendar that knows nothing of a day. */
export async function collectionOf(
  sql: Sql,
  debtor: { readonly organisation: Address; readonly customer: Address },
  now: number,
): Promise<CollectionFacts> {
  const { items: open } = await planCustomer(sql, debtor, now);
  const isInsolvent = open.some(({ item }) => item.isInsolvent);
  const promised = await promisedSince(sql, debtor.organisation, now - YEAR, MOST_PROMISED, debtor.customer);
  if (promised.length === 0) return { broken: 0, isInsolvent };
  const ids = promised.map(({ id }) => id);
  const { items, appliedTo } = await planCustomer(sql, debtor, now, ids);
  let broken = 0;
  let isJudged = false;
  for (const { item } of items) {
    const applied = appliedTo(item);
    if (applied === undefined) continue;
    isJudged = true;
    const judged = judgePromises(item, applied.by.policy.promises, applied.clock);
    broken += judged.filter(({ state, madeAt }) => state === "broken" && madeAt >= now - YEAR).length;
  }
  return { broken: isJudged ? broken : undefined, isInsolvent };
}
