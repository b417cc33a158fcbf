import { expect } from "chai";
import fc from "fast-check";
import { EMPTY_LEDGER, post, statesOf } from "../../src/reconciliation/cash/ledger.ts";
import type { CashLine, OpenItem } from "../../src/reconciliation/cash/model.ts";
import { DAY, TOLERANT, decide, item, line } from "./cashScenes.ts";

const MANY = { numRuns: 1_000 };
const number = (index: number): string => `INV-77700${index}`;

/** Few items of small and round amounts, with credits, discounts and disputes, so that readings collide. */
const anyItems: fc.Arbitrary<readonly OpenItem[]> = fc
  .array(
    fc.record({
      amount: fc
        .oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: -20, max: -1 }))
        .map((units) => units * 1_000),
      cents: fc.integer({ min: 0, max: 3 }),
      due: fc.integer({ min: 20, max: 22 }),
      discount: fc.option(fc.record({ until: fc.integer({ min: 9, max: 11 }), onParts: fc.boolean() })),
      disputed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((rows) =>
    rows.map(({ amount, cents, due, discount, disputed }, index) =>
      item(number(index), BigInt(amount + Math.sign(amount) * cents), {
        due: DAY + due,
        disputed,
        discount:
          discount === null ? undefined : { rate: 30_000n, until: DAY + discount.until, onParts: discount.onParts },
      }),
    ),
  );

/** Lines that quote some items and pay something near their sum, or a part of it. */
function linesFor(items: readonly OpenItem[]): fc.Arbitrary<readonly CashLine[]> {
  const any = fc.record({
    quoted: fc.subarray([...items.keys()]),
    said: fc.boolean(),
    share: fc.constantFrom(1n, 2n, 3n),
    off: fc.integer({ min: -3, max: 3 }),
    day: fc.integer({ min: 8, max: 12 }),
  });
  return fc.array(any, { minLength: 1, maxLength: 6 }).map((rows) =>
    rows.map(({ quoted, said, share, off, day }, index) => {
      const sum = quoted.reduce((total, place) => total + (items[place]?.amount ?? 0n), 0n);
      const text = said ? quoted.map(number).join(" ") : "";
      return line(`b${index}`, sum / share + BigInt(off), text, { valueDate: DAY + day });
    }),
  );
}

const anyScene = anyItems.chain((items) => linesFor(items).map((lines) => ({ items, lines })));

describe("Cash application of items and lines that collide", () => {
  it("takes no item beyond what is open, nor turns its sign", () => {
    fc.assert(
      fc.property(anyScene, ({ items, lines }) => {
        const ledger = post(EMPTY_LEDGER, decide({ items, lines, policy: TOLERANT }), lines);
        const states = statesOf(items, ledger);
        for (const { id, amount } of items) {
          const open = states.get(id)?.open ?? 0n;
          const isWithin = amount >= 0n ? open >= 0n && open <= amount : open <= 0n && open >= amount;
          expect(isWithin, `${id}: ${open} of ${amount}`).to.equal(true);
        }
      }),
      MANY,
    );
  });

  it("posts each line to the cent, with no difference beyond the tolerance and no discount out of time", () => {
    fc.assert(
      fc.property(anyScene, ({ items, lines }) => {
        decide({ items, lines, policy: TOLERANT }).forEach(
          ({ disposition, allocations, unapplied, explanation }, index) => {
            if (disposition !== "POST") return;
            expect(unapplied).to.equal(0n);
            expect(explanation.solutions).to.equal(1);
            expect(new Set(allocations.map(({ item: id }) => id)).size).to.equal(allocations.length);
            const difference = allocations.reduce((sum, each) => sum + each.difference, 0n);
            expect(difference <= 100n && difference >= -100n).to.equal(true);
            for (const { item: id, discount } of allocations) {
              const until = items.find((each) => each.id === id)?.discount?.until ?? -1;
              if (discount !== 0n) expect(lines[index]?.valueDate ?? Infinity).to.be.at.most(until);
            }
          },
        );
      }),
      MANY,
    );
  });
});
