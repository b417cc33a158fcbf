import { expect } from "chai";
import type { BookItem, StateChange } from "../../../src/domain/indicators/book.ts";
import { bookDilution } from "../../../src/domain/indicators/dilution.ts";
import { disputesOf } from "../../../src/domain/indicators/disputes.ts";
import { concentrationOf, exposureBy } from "../../../src/domain/indicators/exposure.ts";
import { holdingCostOf, workingCapitalOf } from "../../../src/domain/indicators/holding.ts";
import { INDICATORS } from "../../../src/domain/indicators/registry.ts";
import { standingsAt } from "../../../src/domain/indicators/standing.ts";
import { dayNumber } from "../../../src/domain/terms.ts";
import { bookOf, cutOf, invoiced, move, writtenOff } from "./books.ts";

const CUT = cutOf("2024-12-31");

/** Due on 1 March 2024, of which nothing was paid but what is given. */
function due(customer: string, amount: bigint, paid: bigint, changes: readonly StateChange[] = []): BookItem {
  const money = paid === 0n ? [] : [move("payment", "2024-05-02", -paid)];
  return invoiced(customer, ["2024-02-01", "2024-03-01"], amount, money, changes);
}

describe("Concentration, dilution and holding", () => {
  const open = (customer: string, amount: bigint): BookItem => invoiced(customer, ["2024-12-01", "2025-01-31"], amount);

  it("shares what is open among groups of affiliates, not among legal entities (R50)", () => {
    const standings = standingsAt(
      bookOf([open("a", 200n), open("a GmbH", 200n), open("b", 300n), open("c", 300n), open("d", -50n)]),
      CUT,
    );
    const { groups, total, largest, topFive, hhi, top } = concentrationOf(standings, (name) => name.slice(0, 1));
    expect([groups, total, largest, topFive, hhi]).to.deep.equal([3, 1_000n, 400_000n, 1_000_000n, 340_000n]);
    expect(top[0]).to.deep.equal({ group: "a", open: 400n, share: 400_000n });
    const four = standingsAt(bookOf(["a", "b", "c", "d"].map((name) => open(name, 7n))), CUT);
    expect(concentrationOf(four, (name) => name).hhi).to.equal(250_000n);
    expect(concentrationOf(four, () => "").hhi).to.equal(250_000n);
    expect(concentrationOf([], (name) => name).largest).to.equal(undefined);
  });

  it("sums what is open and overdue by industry, segment or country, written off left out", () => {
    const book = bookOf([
      open("a", 600n),
      open("b", 200n),
      due("c", 200n, 0n),
      due("d", 9n, 0n, [writtenOff("2024-08-01")]),
    ]);
    const rows = exposureBy(standingsAt(book, CUT), CUT.day, (customer) => (customer === "a" ? "C28" : ""));
    expect(rows).to.deep.equal([
      { key: "C28", customers: 1, items: 1, open: 600n, overdue: 0n, disputed: 0n, share: 600_000n },
      { key: "", customers: 2, items: 2, open: 400n, overdue: 200n, disputed: 0n, share: 400_000n },
    ]);
  });

  it("is 8 % where 8 of 100 sold in the trailing year were credited or discounted and stayed so (R51)", () => {
    const book = bookOf([
      invoiced("north", ["2023-12-31", "2024-01-31"], 900n, [move("credit", "2023-12-31", -900n)]),
      invoiced("north", ["2024-01-01", "2024-01-31"], 60_000n, [
        move("credit", "2024-02-01", -3_000n),
        move("discount", "2024-02-02", -1_000n, { reference: "a" }),
        move("discount", "2024-02-03", 1_000n, { reference: "a" }),
        move("discount", "2024-02-04", -1_800n, { reference: "b" }),
      ]),
      invoiced("south", ["2024-12-31", "2025-01-31"], 40_000n, [
        move("credit", "2024-12-31", -3_200n),
        move("payment", "2024-12-31", -40_000n),
      ]),
    ]);
    const { book: all, byCustomer } = bookDilution(book, CUT);
    expect([all?.sales, all?.reductions, all?.ppm]).to.deep.equal([100_000n, 8_000n, 80_000n]);
    expect(byCustomer.map(({ buyer, ppm }) => [buyer, ppm])).to.deep.equal([
      ["north", 80_000n],
      ["south", 80_000n],
    ]);
  });

  it("says what is disputed, and by whom, of what is not written off (R39)", () => {
    const at = { day: CUT.day, at: CUT.known };
    const disputing = (customer: string, amount: bigint, changes: readonly StateChange[] = []): BookItem =>
      due(customer, 100n, 0n, [{ ...at, kind: "disputed", amount }, ...changes]);
    const book = bookOf([disputing("a", 30n), disputing("b", 500n), disputing("c", 9n, [writtenOff("2024-08-01")])]);
    expect(disputesOf(standingsAt(book, CUT))).to.deep.equal({
      items: 2,
      amount: 130n,
      share: 650_000n,
      customers: [
        { customer: "b", amount: 100n },
        { customer: "a", amount: 30n },
      ],
    });
  });

  it("costs the average daily balance times the cost of capital times days over 365", () => {
    const book = bookOf([
      invoiced("north", ["2024-10-01", "2024-10-31"], 365_000n, [move("payment", "2024-10-21", -365_000n)]),
    ]);
    const period = { from: dayNumber("2024-10-01"), through: dayNumber("2024-10-31") };
    const { averageBalance, cost } = holdingCostOf(book, CUT, period, 100_000);
    // 20 of 31 days; 365,000 x 20 days x 10 % / 365
    expect([averageBalance, cost]).to.deep.equal([235_484n, 2_000n]);
    expect(holdingCostOf(book, CUT, period, undefined).cost).to.equal(undefined);
    expect(workingCapitalOf(1_000n, 150n, 50n).net).to.equal(800n);
    expect(workingCapitalOf(1_000n, 150n, undefined).net).to.equal(undefined);
  });

  it("is described, each with formula and inputs, by a name that no other has", () => {
    expect(new Set(INDICATORS.map(({ name }) => name)).size).to.equal(INDICATORS.length);
    for (const { name, formula, inputs } of INDICATORS) {
      expect(formula, name).not.to.equal("");
      expect(Object.keys(inputs), name).not.to.be.empty;
    }
  });
});
