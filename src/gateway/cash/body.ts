/** What is kept of a decision: whom it settles what, and why. */
import type { CashDifferenceReason, CashRule } from "../../domain/cashMatch.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Allocation, Decision, Explanation } from "../../reconciliation/cash/model.ts";
import type { NewCashAllocation } from "../../store/cashAllocations.ts";
import type { ListedEntry } from "../../store/cashEntries.ts";
import type { CashMatch } from "../../store/cashMatches.ts";
import type { ItemName } from "./items.ts";

/** Minor units; cash + discount + difference is settled of the item. */
export interface KeptAllocation extends ItemName {
  /** The key of the item. */
  readonly item: string;
  readonly cash: bigint;
  readonly discount: bigint;
  readonly difference: bigint;
  readonly reason: CashDifferenceReason;
}

export interface MatchBody {
  readonly allocations: readonly KeptAllocation[];
  /** Null of what somebody matched by hand. */
  readonly explanation: Omit<Explanation, "rule" | "party"> | null;
}

/** Only what is made here is in the table. */
export function bodyOf({ body }: Pick<CashMatch, "body">): MatchBody {
  return body as MatchBody;
}

/** @throws Error for an item that nobody knows */
export function keptAllocation(
  { item, cash, discount, difference, reason }: Allocation,
  names: ReadonlyMap<string, ItemName>,
): KeptAllocation {
  const name = names.get(item);
  if (name === undefined) throw new Error(`the item ${item} is none of those that were matched`);
  return { item, ...name, cash, discount, difference, reason };
}

/** The same for decisions that settle the same, whatever led to them. */
export function contentOf(rule: CashRule | null, allocations: readonly KeptAllocation[]): Hex {
  const settled = allocations.map(({ item, cash, discount, difference }) => [
    item,
    ...[cash, discount, difference].map(String),
  ]);
  const isEmpty = settled.length === 0;
  return keccakOfText(
    JSON.stringify(isEmpty ? rule : settled.toSorted(([one = ""], [other = ""]) => (one < other ? -1 : 1))),
  );
}

/** What a posted match settles, as the ledger is to be told of it. */
export function allocationsFrom(
  { organisation, bankReference, name, valueDate }: ListedEntry,
  match: number,
  allocations: readonly KeptAllocation[],
): readonly NewCashAllocation[] {
  return allocations.map(({ item, receivable, cash, discount, difference }) => ({
    ...{ match, organisation, item, receivable, cash, settled: cash + discount + difference },
    ...{ bankReference: bankReference ?? name, valueDate: valueDate ?? "" },
  }));
}

/**
 * Whether the ledger can be told of it: what is set off against a receivable did not come by the bank, and no receipt
 * says that it did.
 */
export function isTellable(amount: bigint, allocations: readonly KeptAllocation[]): boolean {
  const toReceivables = allocations.filter(({ receivable }) => receivable !== null);
  const cash = toReceivables.reduce((sum, each) => sum + each.cash, 0n);
  return toReceivables.every((each) => each.cash > 0n) && cash <= amount;
}

/** An explanation without what stands beside it. */
export function explanationOf({ explanation }: Decision): MatchBody["explanation"] {
  const { payer, candidates, solutions, contested } = explanation;
  return { payer, candidates, solutions, contested };
}
