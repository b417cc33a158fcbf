import fc from "fast-check";
import type { HistoryEntry } from "../../src/domain/history.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import type { Terms } from "../../src/domain/receivable.ts";

/** Terms of nothing but an amount and a due date, unless more is said. */
export function termsDue(dueDate: string, amount: bigint, over: Partial<Terms> = {}): Terms {
  return {
    currency: `0x${"c0".repeat(20)}`,
    amount,
    dueDay: dayNumber(dueDate),
    utcOffset: 0,
    discountDay1: 0,
    discount1: 0n,
    discountDay2: 0,
    discount2: 0n,
    slidingRate: 0,
    discountOnParts: false,
    lateRate: 0,
    basis: 365,
    graceDays: 0,
    fixedSum: 0n,
    allocation: 0,
    accelerationDays: 0,
    salt: `0x${"5a".repeat(32)}`,
    ...over,
  };
}

/** Acts on a receivable with that due day, among them many that the ledger refuses. */
export function entriesAround(dueDay: number, most = 12): fc.Arbitrary<readonly HistoryEntry[]> {
  const day = fc.integer({ min: dueDay - 60, max: dueDay + 700 });
  const cash = fc.oneof(fc.bigInt(0n, 1000n), fc.bigInt(0n, 10n ** 7n), fc.bigInt(0n, 10n ** 28n));
  const reference = fc.constantFrom("A", "B", "C", "D");
  const entry: fc.Arbitrary<HistoryEntry> = fc.oneof(
    fc.record({ kind: fc.constant("payment" as const), day, cash }),
    fc.record({ kind: fc.constant("receipt" as const), day, cash, reference }),
    fc.record({ kind: fc.constant("return" as const), day, reference }),
    fc.record({ kind: fc.constantFrom("credit" as const, "debit" as const, "waiver" as const), day, amount: cash }),
  );
  return fc.array(entry, { maxLength: most });
}
