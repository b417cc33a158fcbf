import { expect } from "chai";
import { BUCKETS } from "../../../src/domain/account/aging.ts";
import { agingAt } from "../../../src/domain/indicators/aging.ts";
import type { Book, BookItem, Cut, StateChange } from "../../../src/domain/indicators/book.ts";
import { expectedLossOf } from "../../../src/domain/indicators/ecl.ts";
import type { LossMatrix } from "../../../src/domain/indicators/ecl.ts";
import { chainOf } from "../../../src/domain/indicators/rolls.ts";
import { indicatorsOf } from "../../../src/domain/indicators/set.ts";
import { standingsAt, unappliedAt } from "../../../src/domain/indicators/standing.ts";
import { bookOf, cutOf, invoiced, move, writtenOff } from "./books.ts";
import { OPTIONS } from "./options.ts";

/** Opening 850, sales 300, 350 and 400, 1,000 collected, closing 900, of which 600 is not past due. */
const QUARTER = bookOf([
  invoiced("north", ["2024-05-15", "2024-06-14"], 850_00n, [move("payment", "2024-07-20", -850_00n)]),
  invoiced("north", ["2024-07-10", "2024-08-09"], 300_00n),
  invoiced("south", ["2024-08-20", "2024-10-19"], 350_00n, [move("payment", "2024-09-10", -150_00n)]),
  invoiced("east", ["2024-09-15", "2024-10-15"], 400_00n),
]);
const CUT = cutOf("2024-09-30");

function bucketsAt(book: Book, cut: Cut, basis: "due" | "invoice" = "due"): readonly string[] {
  const { buckets } = agingAt(standingsAt(book, cut), unappliedAt(book, cut), cut, basis);
  return buckets.filter(({ amount }) => amount !== 0n).map(({ name }) => name);
}

/** Open in one bucket each, in their order. */
function spread(amounts: readonly bigint[]): Book {
  const dues = ["2024-10-30", "2024-09-15", "2024-08-15", "2024-07-15", "2024-05-01"];
  return bookOf(amounts.map((amount, place) => invoiced("north", ["2024-04-01", dues[place] ?? ""], amount)));
}

function agreed(rates: readonly bigint[]): LossMatrix {
  const rows = BUCKETS.map(({ name }, place) => ({ segment: "", bucket: name, rate: rates[place] ?? 0n }));
  return { historic: [], agreed: rows, overlays: [] };
}

describe("Indicators, by their worked examples", () => {
  it("ages what is due on 30 September: current on the day, 1-30 on 30 October, 31-60 on the 31st (V16, R41)", () => {
    const book = bookOf([invoiced("north", ["2024-08-31", "2024-09-30"], 100n)]);
    const names = ["2024-09-30", "2024-10-30", "2024-10-31"].map((date) => bucketsAt(book, cutOf(date)));
    expect(names).to.deep.equal([["current"], ["days1To30"], ["days31To60"]]);
    expect(bucketsAt(book, cutOf("2024-09-30"), "invoice")).to.deep.equal(["days1To30"]);
  });

  it("has a DSO of 78.86 days, 76.50 by countback, 52.57 at best and 26.29 delinquent (V17, R43)", () => {
    const { figures, dso, period } = indicatorsOf(QUARTER, CUT, OPTIONS);
    expect(figures).to.deep.equal({
      opening: 850_00n,
      closing: { total: 900_00n, current: 600_00n },
      writtenOff: 0n,
      sales: 1_050_00n,
      transfers: 0n,
    });
    expect(period.through - period.from + 1).to.equal(92);
    expect(dso).to.deep.equal({
      simple: 78_86n,
      countback: 76_50n,
      // 82 days x 300 / 300 + 41 x 200 / 350 + 15 x 400 / 400
      true: 120_43n,
      best: 52_57n,
      averageDaysDelinquent: 26_29n,
      // 1,050 over an average of 875: 1.2 times, and 92 days over 1.2.
      turnover: 1_200_000n,
      ofTurnover: 76_67n,
    });
  });

  it("has a CEI of 76.92 %, and of 50.00 % by the form that divides sales by three months (V18, R44)", () => {
    expect(indicatorsOf(QUARTER, CUT, OPTIONS).cei).to.deep.equal({ plain: 769_231n, crf: 500_000n, months: 3 });
  });

  it("is no more effective by writing off what nobody paid (R44, R49)", () => {
    const old = (changes: readonly StateChange[], paid: bigint): BookItem =>
      invoiced("west", ["2024-05-01", "2024-06-01"], 100_00n, [move("payment", "2024-09-25", -paid)], changes);
    const effect = (changes: readonly StateChange[], paid = 0n): readonly (bigint | undefined)[] => {
      const { cei, figures } = indicatorsOf(bookOf([...QUARTER.items, old(changes, paid)]), CUT, OPTIONS);
      return [cei.plain, cei.crf, figures.writtenOff];
    };
    // 1,000 of 1,400; and what is paid after the write-off is collected as it would be without one.
    const [[plain, crf], [partly, partlyCrf]] = [effect([]), effect([], 30_00n)];
    expect(plain).to.equal(714_286n);
    expect(effect([writtenOff("2024-09-20")])).to.deep.equal([plain, crf, 100_00n]);
    expect(effect([writtenOff("2024-09-20")], 30_00n)).to.deep.equal([partly, partlyCrf, 70_00n]);
    // What was written off before the period is neither there nor to be collected.
    expect(effect([writtenOff("2024-06-20")])).to.deep.equal([769_231n, 500_000n, 0n]);
    // Nor does it move between the ends of the period by being sold, or by a debit note.
    for (const moved of [move("transfer", "2024-09-20", -100_00n), move("debit", "2024-09-20", 300_00n)]) {
      const lost = old([writtenOff("2024-06-20")], 0n);
      const sold = { ...lost, moves: [...lost.moves, moved] };
      const { cei, dso } = indicatorsOf(bookOf([...QUARTER.items, sold]), CUT, OPTIONS);
      expect([cei.plain, cei.crf, dso.simple]).to.deep.equal([769_231n, 500_000n, 78_86n]);
    }
  });

  it("chains roll rates of 15, 40, 50, 70 and 50 % to a loss of 1.05 % (V19, R47)", () => {
    const steps = [15n, 40n, 50n, 70n, 50n].map((rolled) => ({ base: 100n, rolled }));
    expect(chainOf(steps)).to.equal(10_500n);
    expect(chainOf([...steps, { base: 0n, rolled: 0n }])).to.equal(undefined);
  });

  it("expects a loss of 45 + 120 + 144 + 165 + 106 = 580 by the standard's matrix (V20, R48)", () => {
    const book = spread([15_000n, 7_500n, 4_000n, 2_500n, 1_000n]);
    const matrix = agreed([3_000n, 16_000n, 36_000n, 66_000n, 106_000n]);
    const expected = expectedLossOf(standingsAt(book, CUT), CUT.day, () => "", matrix);
    expect(expected.cells.map(({ loss }) => loss)).to.deep.equal([45n, 120n, 144n, 165n, 106n]);
    expect([expected.loss, expected.open, expected.inDefault]).to.deep.equal([580n, 30_000n, 1_000n]);
  });

  it("expects 75, 165, 108 and 112.50 by rates of 0.5, 2.2, 2.7 and 4.5 % (R48)", () => {
    const book = spread([15_000_00n, 7_500_00n, 4_000_00n, 2_500_00n]);
    const expected = expectedLossOf(
      standingsAt(book, CUT),
      CUT.day,
      () => "",
      agreed([5_000n, 22_000n, 27_000n, 45_000n]),
    );
    expect(expected.cells.map(({ loss }) => loss)).to.deep.equal([75_00n, 165_00n, 108_00n, 112_50n]);
  });
});
