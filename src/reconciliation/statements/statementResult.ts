/** Both books of a statement compared, and the result that both firms sign. */
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import type { LedgerPolicy } from "../ledgers/policy.ts";
import type { Sides } from "../ledgers/pool.ts";
import { reconcileBooks } from "../ledgers/reconcile.ts";
import type { CurrencyResult } from "../ledgers/reconcile.ts";
import { comparedBooks, resultTree } from "./resultTree.ts";
import type { ResultTree } from "./resultTree.ts";
import { codeOf } from "./statedBook.ts";
import type { BookItems, StatedBook, Stating } from "./statedBook.ts";

export interface StatementResult {
  readonly reconciled: CurrencyResult;
  readonly tree: ResultTree;
}

/**
 * The same at both firms, whatever the order of their items. Roots that differ give at least one exception.
 * @throws RangeError for two books without any item, which have nothing to compare
 */
export function statementResult(stating: Stating, books: Sides<StatedBook>, policy: LedgerPolicy): StatementResult {
  const items = { supplier: allOf(books.supplier), buyer: allOf(books.buyer) };
  const results = reconcileBooks({ items, cutOff: stating.lastDay }, policy);
  const reconciled = results.find(({ currency }) => currency === codeOf(stating.statement.currency));
  if (reconciled === undefined) throw new RangeError("neither book has an item: there is nothing to compare");
  return { reconciled, tree: resultTree(stating, reconciled, { books: comparedBooks(books), policy }) };
}

function allOf({ items, later }: BookItems): readonly LedgerItem[] {
  return [...items, ...later];
}
