/** The rests of an account's items while its postings are gone through one by one. */
import type { Book, Effect } from "./book.ts";

/** How an effect divides, minor units: `rest + waiting` is its amount. */
export interface Divided {
  /** How the rest of an open item changes. */
  readonly rest: bigint;
  /** How unapplied money changes, + for less of it. */
  readonly waiting: bigint;
}

export interface ItemLedger {
  apply(effect: Effect): Divided;
  /**
   * What an assignment takes from the supplier's own items, or brings back to them: the rest, and what was overpaid.
   */
  assign(item: string, isAssigned: boolean): Divided;
  isAssigned(item: string | undefined): boolean;
  /** Whether a payment, or the one that is taken back, went to the payee of an assigned item. */
  wentToPayee(payment: Effect): boolean;
  /**
   * How the allowances of the touched items change: that of `item` to `amount`, and each no further than what is left
   * of its item; the supplier has none for what it assigned.
   */
  allowances(item: string | undefined, amount: bigint | undefined, effects: readonly Effect[]): readonly bigint[];
}

interface Row {
  readonly isCredit: boolean;
  net: bigint;
  isAssigned: boolean;
  /** What its holder holds for lost, and the part of it that is still open. */
  lost: bigint;
  allowance: bigint;
}

export function createItemLedger(book: Book): ItemLedger {
  const rows = new Map<string, Row>();
  for (const [number, { kind }] of book.items) {
    rows.set(number, { isCredit: kind === "creditNote", net: 0n, isAssigned: false, lost: 0n, allowance: 0n });
  }
  const toPayees = new Set<string>();
  const isAssigned = (item: string | undefined): boolean => item !== undefined && (rows.get(item)?.isAssigned ?? false);

  return {
    apply({ item, amount }) {
      const row = item === undefined ? undefined : rows.get(item);
      if (row === undefined) return { rest: 0n, waiting: amount };
      const before = restOf(row);
      row.net += amount;
      const rest = restOf(row) - before;
      return { rest, waiting: amount - rest };
    },
    assign(item, isAssigned) {
      const row = rows.get(item);
      if (row === undefined || row.isAssigned === isAssigned) return { rest: 0n, waiting: 0n };
      row.isAssigned = isAssigned;
      const rest = restOf(row);
      const waiting = row.net - rest;
      return isAssigned ? { rest: -rest, waiting: -waiting } : { rest, waiting };
    },
    isAssigned,
    wentToPayee({ item, reference, amount }) {
      const payment = JSON.stringify([item, reference]);
      if (amount < 0n && isAssigned(item)) toPayees.add(payment);
      return toPayees.has(payment);
    },
    allowances(item, amount, effects) {
      const touched = new Set([item, ...effects.map((effect) => effect.item)]);
      return [...touched].flatMap((number) => {
        const row = number === undefined ? undefined : rows.get(number);
        if (row === undefined) return [];
        if (number === item && amount !== undefined) row.lost = amount;
        const rest = row.isAssigned ? 0n : restOf(row);
        const next = row.lost < rest ? row.lost : rest > 0n ? rest : 0n;
        const change = next - row.allowance;
        row.allowance = next;
        return change === 0n ? [] : [change];
      });
    },
  };
}

/** A claim that is settled beyond its amount has no rest: the excess waits unapplied (R35). */
function restOf({ isCredit, net }: Row): bigint {
  return isCredit || net > 0n ? net : 0n;
}
