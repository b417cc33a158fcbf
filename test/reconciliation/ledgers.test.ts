/** Two books of one pair (reconciliation.md 4.2). */
import { expect } from "chai";
import fc from "fast-check";
import { BOOK_SIDES } from "../../src/domain/ledgerItem.ts";
import type { LedgerItem } from "../../src/domain/ledgerItem.ts";
import { DIFFERENCE_CLASSES } from "../../src/domain/ledgerDifference.ts";
import { LEDGER_POLICY } from "../../src/reconciliation/ledgers/policy.ts";
import { reconcileBooks } from "../../src/reconciliation/ledgers/reconcile.ts";
import type { CurrencyResult } from "../../src/reconciliation/ledgers/reconcile.ts";
import { CUT_OFF, item, plantedBooks } from "./books.ts";

function run(supplier: readonly LedgerItem[], buyer: readonly LedgerItem[]): readonly CurrencyResult[] {
  return reconcileBooks({ items: { supplier, buyer }, cutOff: CUT_OFF }, LEDGER_POLICY);
}

/** How often each class was found. */
function classesOf(results: readonly CurrencyResult[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { differences } of results)
    for (const { class: name } of differences) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Few values, so that much meets by chance. */
const crowdedItem = fc
  .record({
    kind: fc.constantFrom("invoice", "debitNote", "creditNote", "payment", "unapplied"),
    number: fc.constantFrom("", "INV 1001", "inv-1001", "1001", "1002", "INV.01002"),
    order: fc.constantFrom("", "PO1", "PO2"),
    days: fc.integer({ min: -12, max: 40 }),
    dueDay: fc.constantFrom(undefined, CUT_OFF, CUT_OFF + 30),
    currency: fc.constantFrom("EUR", "USD"),
    amount: fc.constantFrom(-300n, -200n, -100n, -1n, 0n, 1n, 100n, 200n, 300n),
    settles: fc.constantFrom([], ["1001"], ["INV 1001", "1002"]),
    disputed: fc.boolean(),
    assignedTo: fc.constantFrom("", "", "", "Factor AG"),
    receivable: fc.constantFrom(undefined, undefined, `0x${"ab".repeat(32)}` as const, `0x${"AB".repeat(32)}` as const),
  })
  .map(({ days, ...rest }) => item({ ...rest, day: CUT_OFF - days }));

const placed = (side: string, items: readonly LedgerItem[]): LedgerItem[] =>
  items.map((one, index) => ({ ...one, place: `${side} ${index}` }));
const crowdedBook = (side: string): fc.Arbitrary<LedgerItem[]> =>
  fc.array(crowdedItem, { maxLength: 14 }).map((items) => placed(side, items));

/** All that a result says of items, wherever they stand. */
function withoutPlaces(results: readonly CurrencyResult[]): unknown {
  return JSON.parse(
    JSON.stringify(results, (key, value: unknown) => {
      if (key === "place") return undefined;
      return typeof value === "bigint" ? value.toString() : value;
    }),
  );
}

function placesIn(results: readonly CurrencyResult[]): string[] {
  return results.flatMap(({ matches, differences }) =>
    [...matches, ...differences].flatMap(({ items }) =>
      BOOK_SIDES.flatMap((side) => items[side].map(({ place }) => place)),
    ),
  );
}

describe("Two books", () => {
  it("give back every planted difference in its class, and nothing else", () => {
    fc.assert(
      fc.property(plantedBooks, ({ planted, supplier, buyer }) => {
        const expected: Record<string, number> = {};
        for (const { class: name } of planted) {
          // A document in another currency differs in both bridges.
          if (name !== undefined) expected[name] = (expected[name] ?? 0) + (name === "CURRENCY" ? 2 : 1);
        }
        expect(Object.keys(expected)).to.have.members(DIFFERENCE_CLASSES);
        expect(classesOf(run(supplier, buyer))).to.deep.equal(expected);
      }),
    );
  });

  it("have each item up to the cut-off in exactly one match or difference, whatever they hold", () => {
    fc.assert(
      fc.property(crowdedBook("supplier"), crowdedBook("buyer"), (supplier, buyer) => {
        const counted = [...supplier, ...buyer].filter(({ day }) => day <= CUT_OFF);
        const settled = new Set(counted.filter(({ amount }) => amount === 0n).map(({ place }) => place));
        const open = counted.filter(({ amount }) => amount !== 0n).map(({ place }) => place);
        const found = placesIn(run(supplier, buyer));
        expect(new Set(found).size, "none twice").to.equal(found.length);
        // What is settled may tell what another item is, and is no difference by itself.
        expect(found.filter((place) => !settled.has(place)).toSorted()).to.deep.equal(open.toSorted());
      }),
    );
  });

  it("are bridged to 0.00 per currency, and every difference adds up, whatever they hold", () => {
    fc.assert(
      fc.property(crowdedBook("supplier"), crowdedBook("buyer"), (supplier, buyer) => {
        for (const { currency, balances, bridge, differences } of run(supplier, buyer)) {
          const of = (items: readonly LedgerItem[]): bigint =>
            items
              .filter((one) => one.currency === currency && one.day <= CUT_OFF)
              .reduce((total, { amount }) => total + amount, 0n);
          expect(balances).to.deep.equal({ supplier: of(supplier), buyer: of(buyer) });
          expect(bridge.lines.reduce((balance, { amount }) => balance + amount, bridge.supplier)).to.equal(of(buyer));
          const total = differences.reduce((sum, { items, amount }) => {
            expect(amount).to.equal(of(items.buyer) - of(items.supplier));
            return sum + amount;
          }, 0n);
          expect(total).to.equal(of(buyer) - of(supplier));
        }
      }),
    );
  });

  it("give the same result in whatever order their items come", () => {
    const shuffled = (items: readonly LedgerItem[]): fc.Arbitrary<LedgerItem[]> =>
      fc.shuffledSubarray([...items], { minLength: items.length });
    const books = fc
      .tuple(crowdedBook("supplier"), crowdedBook("buyer"))
      .chain(([supplier, buyer]) => fc.tuple(fc.constant({ supplier, buyer }), shuffled(supplier), shuffled(buyer)));
    fc.assert(
      fc.property(books, ([{ supplier, buyer }, otherSupplier, otherBuyer]) => {
        const other = run(placed("s", otherSupplier), placed("b", otherBuyer));
        expect(withoutPlaces(other)).to.deep.equal(withoutPlaces(run(supplier, buyer)));
      }),
    );
  });
});
