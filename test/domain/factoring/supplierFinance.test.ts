import { expect } from "chai";
import fc from "fast-check";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";
import { supplierFinanceSums } from "../../../src/domain/factoring/supplierFinance.ts";
import type { DisclosedPayable } from "../../../src/domain/factoring/supplierFinance.ts";

function payable(id: string, days: number, over: Partial<DisclosedPayable> = {}): DisclosedPayable {
  const place = { arrangement: undefined, presentedAs: "Trade payables", comparableBy: "steel" };
  return { id, ...place, carrying: 1_000n, supplierPaid: 0n, invoiceDay: 100, dueDay: 100 + days, ...over };
}

const inside = { arrangement: "Programme 1", supplierPaid: 1_000n };

const anyPayables = fc
  .array(
    fc.record({
      days: fc.integer({ min: 0, max: 180 }),
      arrangement: fc.constantFrom(undefined, "P1", "P2"),
      presentedAs: fc.constantFrom("Trade payables", "Borrowings"),
      comparableBy: fc.constantFrom("steel", "coal"),
      carrying: fc.bigInt(0n, 10_000n),
    }),
    { maxLength: 10 },
  )
  .map((all) =>
    all.map(({ days, ...row }, n) => {
      const supplierPaid = row.arrangement === undefined ? 0n : row.carrying / 2n;
      return payable(`L${n}`, days, { ...row, supplierPaid });
    }),
  );

describe("The disclosure of supplier finance", () => {
  it("has the carrying amount, what suppliers were paid of it, and both ranges of due dates (R74)", () => {
    const sums = supplierFinanceSums([
      payable("A", 120, inside),
      payable("B", 90, { ...inside, carrying: 500n, supplierPaid: 200n, presentedAs: "Borrowings" }),
      payable("C", 30),
      payable("D", 60),
      payable("E", 5, { comparableBy: "office" }),
    ]);
    expect(sums).to.deep.include({ count: 2, carrying: 1_500n, supplierPaid: 1_200n });
    expect(sums.inside).to.deep.equal({ least: 90, most: 120 });
    expect(sums.outside, "of comparable payables only").to.deep.equal({ least: 30, most: 60 });
    expect(sums.byPresentation.get("Borrowings")).to.deep.equal({ count: 1, carrying: 500n, supplierPaid: 200n });
  });

  it("shows each group of comparable payables apart, and where there is nothing to compare with", () => {
    const coal = payable("B", 45, { ...inside, comparableBy: "coal" });
    expect(supplierFinanceSums([payable("A", 90, inside), coal, payable("C", 30)]).ranges).to.deep.equal([
      { comparableBy: "steel", inside: { least: 90, most: 90 }, outside: { least: 30, most: 30 } },
      { comparableBy: "coal", inside: { least: 45, most: 45 }, outside: undefined },
    ]);
  });

  it("is empty for a buyer that has no arrangement", () => {
    const sums = supplierFinanceSums([payable("A", 30)]);
    expect(sums).to.deep.include({ count: 0, carrying: 0n, inside: undefined, outside: undefined, ranges: [] });
  });

  it("divides into arrangements and places in the balance sheet without a rest", () => {
    fc.assert(
      fc.property(anyPayables, (payables) => {
        const sums = supplierFinanceSums(payables);
        for (const parts of [sums.byArrangement, sums.byPresentation]) {
          const of = (pick: "carrying" | "supplierPaid"): bigint =>
            [...parts.values()].reduce((total, part) => total + part[pick], 0n);
          expect([of("carrying"), of("supplierPaid")]).to.deep.equal([sums.carrying, sums.supplierPaid]);
        }
        expect(sums.supplierPaid <= sums.carrying).to.equal(true);
        for (const { inside: range } of sums.ranges) expect(range.least <= range.most).to.equal(true);
      }),
    );
  });

  for (const [what, field, rows] of [
    ["a payable twice", "payables.id", [payable("A", 1), payable("A", 1)]],
    ["an amount below nought", "payables A.carrying", [payable("A", 1, { carrying: -1n })]],
    ["more paid than is carried", "payables A.supplierPaid", [payable("A", 1, { ...inside, supplierPaid: 1_001n })]],
    ["a supplier paid outside", "payables A.supplierPaid", [payable("A", 1, { supplierPaid: 1n })]],
    ["a due date before the invoice", "payables A.dueDay", [payable("A", -1)]],
  ] as const) {
    it(`is refused for ${what}, naming it`, () => {
      expect(() => supplierFinanceSums(rows))
        .to.throw(FactoringError)
        .with.property("field", field);
    });
  }
});
