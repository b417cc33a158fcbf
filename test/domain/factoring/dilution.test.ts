import { expect } from "chai";
import fc from "fast-check";
import { DILUTION_KINDS, dilutionOf, trailingYear } from "../../../src/domain/factoring/dilution.ts";
import type { Reduction } from "../../../src/domain/factoring/dilution.ts";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";

const PERIOD = { from: 100, through: 200 };
const sale = (seller: string, buyer: string, amount: bigint, day = 150) => ({ seller, buyer, amount, day });
const less = (seller: string, buyer: string, amount: bigint, over: Partial<Reduction> = {}): Reduction => ({
  ...sale(seller, buyer, amount),
  kind: "credit",
  ...over,
});

const SALES = [sale("S", "A", 60_000n), sale("S", "B", 30_000n), sale("T", "A", 10_000n)];
const REDUCTIONS = [
  less("S", "A", 3_000n),
  less("S", "A", 1_800n, { kind: "discount" }),
  less("S", "B", 600n, { kind: "discount" }),
  less("T", "A", 200n),
];

const anyName = fc.constantFrom("A", "B", "C");
const anyRow = fc.record({
  seller: anyName,
  buyer: anyName,
  amount: fc.bigInt(0n, 10_000n),
  day: fc.integer({ min: 90, max: 210 }),
});
const anyReduction = fc
  .tuple(anyRow, fc.constantFrom(...DILUTION_KINDS))
  .map(([row, kind]): Reduction => ({ ...row, kind }));

describe("Dilution", () => {
  it("is reductions over gross sales: 8 % of a pair, by kind (R51)", () => {
    const [pair] = dilutionOf(SALES, REDUCTIONS, PERIOD, "pair");
    expect(pair).to.deep.equal({
      seller: "S",
      buyer: "A",
      sales: 60_000n,
      byKind: { credit: 3_000n, discount: 1_800n },
      reductions: 4_800n,
      ppm: 80_000n,
    });
  });

  it("is that of each seller, of each buyer, and of the book", () => {
    const shown = (["seller", "buyer", "book"] as const).map((grouping) =>
      dilutionOf(SALES, REDUCTIONS, PERIOD, grouping).map((row) => [row.seller, row.buyer, row.reductions, row.ppm]),
    );
    expect(shown).to.deep.equal([
      [
        ["S", undefined, 5_400n, 60_000n],
        ["T", undefined, 200n, 20_000n],
      ],
      [
        [undefined, "A", 5_000n, 71_429n],
        [undefined, "B", 600n, 20_000n],
      ],
      [[undefined, undefined, 5_600n, 56_000n]],
    ]);
  });

  it("counts both ends of the period and nothing beyond", () => {
    const days = [99, 100, 200, 201];
    const rows = days.map((day) => sale("S", "A", 1n, day));
    const [book] = dilutionOf(
      rows,
      days.map((day) => less("S", "A", 1n, { day })),
      PERIOD,
      "book",
    );
    expect([book?.sales, book?.reductions]).to.deep.equal([2n, 2n]);
  });

  it("has no rate where nothing was sold, and says what was taken off all the same", () => {
    expect(dilutionOf([], [less("S", "A", 5n)], PERIOD, "buyer")[0]).to.include({ reductions: 5n, ppm: undefined });
    expect(dilutionOf([], [], PERIOD, "book")).to.have.length(1);
    expect(dilutionOf([], [], PERIOD, "pair")).to.deep.equal([]);
  });

  it("divides the book into pairs, sellers and buyers without a rest", () => {
    fc.assert(
      fc.property(fc.array(anyRow), fc.array(anyReduction), (sales, reductions) => {
        const of = (grouping: "pair" | "seller" | "buyer" | "book"): readonly (readonly [bigint, bigint, bigint])[] =>
          dilutionOf(sales, reductions, PERIOD, grouping).map((row) => [
            row.sales,
            row.reductions,
            Object.values(row.byKind).reduce((total, sum) => total + sum, 0n),
          ]);
        const total = (rows: readonly (readonly [bigint, bigint, bigint])[]): readonly bigint[] =>
          [0, 1, 2].map((column) => rows.reduce((sum, row) => sum + (row[column] ?? 0n), 0n));
        const book = total(of("book"));
        expect(book[1]).to.equal(book[2]);
        for (const grouping of ["pair", "seller", "buyer"] as const) expect(total(of(grouping))).to.deep.equal(book);
      }),
    );
  });

  it("is refused for amounts below nought and a period that ends before it begins", () => {
    expect(() => dilutionOf([sale("S", "A", -1n)], [], PERIOD, "book")).to.throw(FactoringError, "sales[0].amount");
    expect(() => dilutionOf([], [less("S", "A", -1n)], PERIOD, "book")).to.throw(
      FactoringError,
      "reductions[0].amount",
    );
    expect(dilutionOf([], [], { from: 1, through: 1 }, "book"), "of one day").to.have.length(1);
    expect(() => dilutionOf([], [], { from: 2, through: 1 }, "book")).to.throw(FactoringError, "through");
  });
});

describe("The trailing twelve months", () => {
  for (const [through, from] of [
    ["2026-10-31", "2025-11-01"],
    ["2026-10-15", "2025-10-16"],
    ["2024-02-28", "2023-03-01"],
    ["2024-02-29", "2023-03-01"],
    ["2025-02-28", "2024-03-01"],
  ] as const) {
    it(`to ${through} begin on ${from}`, () => {
      expect(dateOfDay(trailingYear(dayNumber(through)).from)).to.equal(from);
    });
  }
});
