/** Money that the supplier has and has not put against what it pays, where the buyer shows that as paid. */
import { familyOf } from "../../domain/ledgerItem.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import { numberKey } from "./keys.ts";
import { grouped, sumOf } from "./pool.ts";
import type { Match } from "./pool.ts";

/** Unapplied money with what it pays: invoices that only the supplier shows, or the rest that it shows too much. */
export interface Applicable {
  readonly money: LedgerItem;
  readonly invoices: readonly LedgerItem[];
  /** A match whose difference is exactly this money. */
  readonly match: Match | undefined;
}

export interface SupplierRest {
  readonly items: readonly LedgerItem[];
  /** Matches of both books whose sums differ. */
  readonly unequal: readonly Match[];
}

/**
 * Only what is certain: first the documents that money names; then, of money that names nothing, the one thing that has
 * its amount, where no other money has it.
 */
export function applicableMoney({ items, unequal }: SupplierRest): readonly Applicable[] {
  const invoices = items.filter((item) => familyOf(item) === "claim");
  const money = items.filter((item) => familyOf(item) === "money" && item.amount < 0n);
  const named = namedBy(money, invoices);
  const taken = new Set(named.flatMap((applicable) => applicable.invoices));
  const rest = invoices.filter((invoice) => !taken.has(invoice));
  return [
    ...named,
    ...alikeIn(
      money.filter(({ settles }) => settles.length === 0),
      rest,
      unequal,
    ),
  ];
}

function namedBy(money: readonly LedgerItem[], invoices: readonly LedgerItem[]): readonly Applicable[] {
  const byNumber = grouped(invoices, ({ number }) => numberKey(number) || undefined);
  return money.flatMap((one) => {
    const numbers = [...new Set(one.settles.map(numberKey))];
    const meant = numbers.flatMap((number) => byNumber.get(number) ?? []);
    if (meant.length === 0 || sumOf(meant) !== -one.amount) return [];
    // What was meant is spent, and no other money finds it.
    for (const number of numbers) byNumber.delete(number);
    return [{ money: one, invoices: meant, match: undefined }];
  });
}

function alikeIn(
  money: readonly LedgerItem[],
  invoices: readonly LedgerItem[],
  unequal: readonly Match[],
): readonly Applicable[] {
  const candidates = new Map<bigint, (LedgerItem | Match)[]>();
  const add = (amount: bigint, candidate: LedgerItem | Match): void => {
    const known = candidates.get(amount);
    if (known === undefined) candidates.set(amount, [candidate]);
    else known.push(candidate);
  };
  for (const invoice of invoices) add(-invoice.amount, invoice);
  for (const match of unequal) add(differenceOf(match), match);
  return [...grouped(money, ({ amount }) => amount.toString()).values()].flatMap(([one, another]) => {
    const [thing, otherThing] = (one === undefined ? undefined : candidates.get(one.amount)) ?? [];
    if (one === undefined || another !== undefined || thing === undefined || otherThing !== undefined) return [];
    const isMatch = "rule" in thing;
    return [{ money: one, invoices: isMatch ? [] : [thing], match: isMatch ? thing : undefined }];
  });
}

/** What the buyer's side has more than the supplier's, minor units. */
export function differenceOf({ items }: Pick<Match, "items">): bigint {
  return sumOf(items.buyer) - sumOf(items.supplier);
}
