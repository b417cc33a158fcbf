import { expect } from "chai";
import fc from "fast-check";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";
import { supplierFinanceSums } from "../../../src/domain/factoring/supplierFinance.ts";
import type { DisclosedPayable } from "../../../src/domain/factoring/supplierFinance.ts";

function payable(id: string, days: number, over: Partial<DisclosedPayable> = {}): DisclosedPayable {
  const amounts = { carrying: 1_000n, supplierPaid: 0n };
  return { id, arrangement: undefined, ...amounts, invoiceDay: 100, dueDay: 100 + days, ...over };
}

const inside = { arrangement: "Programme 1", supplierPaid: 1_000n };

const anyPayables = fc
  .array(
    fc.record({
      days: fc.integer({ min: 0, max: 180 }),
      arrangement: fc.constantFrom(undefined, "P1", "P2"),
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
      payable("B", 90, { ...inside, carrying: 500n, supplierPaid: 200n }),
      payable("C", 30),
      payable("D", 60),
    ]);
    expect(sums).to.deep.include({ count: 2, carrying: 1_500n, supplierPaid: 1_200n });
    expect(sums.inside).to.deep.equal({ least: 90, most: 120 });
    expect(sums.outside).to.deep.equal({ least: 30, most: 60 });
  });

  it("has no range of payables outside where there is nothing to compare with, on either side", () => {
    expect(supplierFinanceSums([payable("A", 90, inside)]).outside).to.equal(undefined);
    expect(supplierFinanceSums([payable("A", 90)]).outside).to.equal(undefined);
  });

  it("is empty for a buyer that has no arrangement", () => {
    const sums = supplierFinanceSums([payable("A", 30)]);
    expect(sums).to.deep.include({ count: 0, carrying: 0n, inside: undefined, outside: undefined });
  });

  it("divides into arrangements without a rest", () => {
    fc.assert(
      fc.property(anyPayables, (payables) => {
        const sums = supplierFinanceSums(payables);
        const of = (pick: "carrying" | "supplierPaid"): bigint =>
          [...sums.byArrangement.values()].reduce((total, part) => total + part[pick], 0n);
        expect([of("carrying"), of("supplierPaid")]).to.deep.equal([sums.carrying, sums.supplierPaid]);
        expect(sums.supplierPaid <= sums.carrying).to.equal(true);
        if (sums.inside !== undefined) expect(sums.inside.least <= sums.inside.most).to.equal(true);
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
