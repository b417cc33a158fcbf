/** What a journal comes to by account. */
import { keyOf } from "../fold.ts";
import type { Address } from "../receivable.ts";
import type { DealEntry } from "./journal.ts";

/** Minor units; opening and closing are above nought for debit. */
export interface TrialBalance {
  readonly account: string;
  readonly currency: Address;
  readonly opening: bigint;
  /** Sums of the period. */
  readonly debit: bigint;
  readonly credit: bigint;
  /** `opening + debit - credit`. */
  readonly closing: bigint;
}

/**
 * By currency and account, in the order of accounts. Openings are nought together, and so are closings.
 * @param from First day of the period; entries before it make the opening.
 */
export function trialBalances(entries: readonly DealEntry[], from: number): readonly TrialBalance[] {
  const sums = new Map<string, TrialBalance>();
  for (const { day, currency, lines } of entries) {
    for (const { account, debit, credit } of lines) {
      const key = `${keyOf(currency)}/${account}`;
      const known = sums.get(key) ?? { account, currency, opening: 0n, debit: 0n, credit: 0n, closing: 0n };
      const isBefore = day < from;
      sums.set(key, {
        ...known,
        opening: known.opening + (isBefore ? debit - credit : 0n),
        debit: known.debit + (isBefore ? 0n : debit),
        credit: known.credit + (isBefore ? 0n : credit),
        closing: known.closing + debit - credit,
      });
    }
  }
  return [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, balance]) => balance);
}
