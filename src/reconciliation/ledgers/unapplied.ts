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

/** Only what is certain: the documents that the money names, or the one thing that has its amount. */
export function applicableMoney({ items, unequal }: SupplierRest): readonly Applicable[] {
  const candidates = createCandidates(
    items.filter((item) => familyOf(item) === "claim"),
    unequal,
  );
  return items.flatMap((money) => {
    if (familyOf(money) !== "money" || money.amount >= 0n) return [];
    const found = candidates.named(money) ?? candidates.ofAmount(money);
    return found === undefined ? [] : [found];
  });
}

interface Candidates {
  named(money: LedgerItem): Applicable | undefined;
  ofAmount(money: LedgerItem): Applicable | undefined;
}

/** Each candidate is taken once. */
function createCandidates(invoices: readonly LedgerItem[], unequal: readonly Match[]): Candidates {
  const byNumber = grouped(invoices, ({ number }) => numberKey(number) || undefined);
  const byAmount = grouped(invoices, ({ amount }) => amount.toString());
  const byRest = new Map<bigint, Match[]>();
  for (const match of unequal) {
    const rest = differenceOf(match);
    byRest.set(rest, [...(byRest.get(rest) ?? []), match]);
  }
  const taken = new Set<LedgerItem | Match>();
  const free = <One extends LedgerItem | Match>(found: readonly One[] = []): One[] =>
    found.filter((one) => !taken.has(one));
  const take = (applicable: Applicable): Applicable => {
    for (const invoice of applicable.invoices) taken.add(invoice);
    if (applicable.match !== undefined) taken.add(applicable.match);
    return applicable;
  };
  return {
    named(money) {
      const numbers = new Set(money.settles.map(numberKey));
      const meant = [...numbers].flatMap((number) => free(byNumber.get(number)));
      if (meant.length === 0 || sumOf(meant) !== -money.amount) return undefined;
      return take({ money, invoices: meant, match: undefined });
    },
    ofAmount(money) {
      const whole = free(byAmount.get((-money.amount).toString()));
      const rests = free(byRest.get(money.amount));
      if (whole.length + rests.length !== 1) return undefined;
      return take({ money, invoices: whole, match: rests[0] });
    },
  };
}

/** What the buyer's side has more than the supplier's, minor units. */
export function differenceOf({ items }: Pick<Match, "items">): bigint {
  return sumOf(items.buyer) - sumOf(items.supplier);
}
