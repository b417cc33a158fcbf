import { expect } from "chai";
import type { BookItem, Move, StateChange } from "../../../src/domain/indicators/book.ts";
import { expectedLossOf } from "../../../src/domain/indicators/ecl.ts";
import { lossRatesOf, recoveriesOf } from "../../../src/domain/indicators/losses.ts";
import { rollsOf } from "../../../src/domain/indicators/rolls.ts";
import { standingsAt, writtenOffOn } from "../../../src/domain/indicators/standing.ts";
import { trailingYear } from "../../../src/domain/factoring/dilution.ts";
import { bookOf, cutOf, invoiced, move, writtenOff } from "./books.ts";

const CUT = cutOf("2024-12-31");

/** Due on 1 March 2024, of which nothing was paid but what is given. */
function due(customer: string, amount: bigint, paid: bigint, changes: readonly StateChange[] = []): BookItem {
  const money = paid === 0n ? [] : [move("payment", "2024-05-02", -paid)];
  return invoiced(customer, ["2024-02-01", "2024-03-01"], amount, money, changes);
}

describe("Losses", () => {
  it("are learned from what the book lost, by segment and bucket, over items at month ends (R48)", () => {
    // Raised after the month ends that are looked at: of what was open then no more was lost than that.
    const lost = due("north", 100n, 0n, [writtenOff("2024-11-30")]);
    const grown = { ...lost, moves: [...lost.moves, move("debit", "2024-06-01", 50n)] };
    const book = bookOf([
      due("north", 100n, 100n),
      due("north", 100n, 100n),
      due("north", 100n, 90n),
      due("north", 100n, 100n),
      grown,
      due("south", 400n, 400n),
    ]);
    const history = { months: 2, horizon: 245, segmentOf: (customer: string) => customer };
    // Month ends 31 March and 30 April; days past due 30 and 60.
    const rates = lossRatesOf(book, CUT, history).filter(({ n }) => n > 0);
    const row = { bucket: "days1To30" as const, n: 5, exposed: 500n, lost: 110n, rate: 220_000n };
    expect(rates).to.deep.equal([
      { ...row, segment: "", n: 6, exposed: 900n, rate: 122_222n },
      { ...row, segment: "", bucket: "days31To60", n: 6, exposed: 900n, rate: 122_222n },
      { ...row, segment: "north" },
      { ...row, segment: "north", bucket: "days31To60" },
      { ...row, segment: "south", n: 1, exposed: 400n, lost: 0n, rate: undefined },
      { ...row, segment: "south", bucket: "days31To60", n: 1, exposed: 400n, lost: 0n, rate: undefined },
    ]);
  });

  it("are of a whole what its parts lost, as a split is no payment", () => {
    const split = [0, 1, 2, 3, 4].flatMap((place): readonly BookItem[] => {
      const whole = invoiced("north", ["2024-05-01", "2024-06-10"], 100n, [move("division", "2024-07-05", -100n)]);
      const part = (name: string, changes: readonly StateChange[]): BookItem => ({
        ...{ ...whole, id: `${whole.id} ${name}`, whole: whole.id, changes },
        moves: [move("division", "2024-07-05", 50n)],
      });
      const paid = {
        ...part("paid", []),
        moves: [move("division", "2024-07-05", 50n), move("payment", "2024-07-09", -50n)],
      };
      // Of the last one nothing was paid at all.
      return [whole, part("lost", [writtenOff("2024-11-01")]), place === 4 ? part("open", []) : paid];
    });
    const rates = lossRatesOf(bookOf(split), CUT, { months: 1, horizon: 180, segmentOf: () => "" });
    expect(rates.filter(({ n }) => n > 0)).to.deep.equal([
      { segment: "", bucket: "days1To30", n: 5, exposed: 500n, lost: 300n, rate: 600_000n },
    ]);
  });

  it("are of different items, and of those whose time is over", () => {
    const history = { months: 12, horizon: 180, segmentOf: (): string => "" };
    const ratesOf = (items: readonly BookItem[]): readonly unknown[] =>
      lossRatesOf(bookOf(items), CUT, history)
        .filter(({ n }) => n > 0)
        .map(({ bucket, n, rate }) => [bucket, n, rate]);
    // One item at twelve month ends is one case (R45).
    expect(ratesOf([invoiced("north", ["2023-01-01", "2023-01-31"], 100n)])).to.deep.equal([
      ["daysOver90", 1, undefined],
    ]);
    // Open at the end of June, due at the end of October: nobody knows yet what becomes of it, paid or not.
    const five = (due: string, after: readonly Move[] = []): readonly BookItem[] =>
      Array.from({ length: 5 }, () => invoiced("north", ["2024-06-01", due], 100n, after));
    expect(ratesOf(five("2024-10-29"))).to.deep.equal([]);
    expect(ratesOf(five("2024-10-29", [move("payment", "2024-11-01", -100n)]))).to.deep.equal([]);
    expect(ratesOf(five("2024-10-01"))).to.deep.equal([["current", 5, 1_000_000n]]);
  });

  it("are expected by the segment's own rate, else that of all, changed by an overlay, or by none", () => {
    const cut = cutOf("2024-03-31");
    const standings = standingsAt(bookOf([due("north", 1_000n, 0n), due("south", 1_000n, 0n)]), cut);
    const rate = { bucket: "days1To30" as const, n: 9, exposed: 1n, lost: 1n };
    const historic = [
      { ...rate, segment: "", rate: 100_000n },
      { ...rate, segment: "north", rate: 200_000n },
      { ...rate, segment: "south", rate: undefined },
    ];
    const overlays = [
      { segment: "south", change: 500_000n, reason: "floods", author: "A" },
      { segment: "", change: -1_000_000n, reason: "insured", author: "B" },
    ];
    const agreed = [{ segment: "south", bucket: "days1To30" as const, rate: 900_000n }];
    const shown = (matrix: Parameters<typeof expectedLossOf>[3]): unknown[] => {
      const { cells, loss, withoutRate } = expectedLossOf(standings, cut.day, (customer) => customer, matrix);
      return [...cells.map(({ basis, rate, loss }) => [basis, rate, loss]), loss, withoutRate];
    };
    expect(shown({ historic, agreed: [], overlays: [] })).to.deep.equal([
      ["segment", 200_000n, 200n],
      ["all", 100_000n, 100n],
      300n,
      0n,
    ]);
    expect(shown({ historic, agreed: [], overlays })).to.deep.equal([
      ["segment", 0n, 0n],
      ["all", 150_000n, 150n],
      150n,
      0n,
    ]);
    // No rate is above the whole.
    expect(shown({ historic: [], agreed, overlays })).to.deep.equal([
      ["none", undefined, undefined],
      ["agreed", 1_000_000n, 1_000n],
      undefined,
      1_000n,
    ]);
  });

  it("leave the claim standing: what comes after a write-off is a gain and makes no loss less (R49)", () => {
    const item = invoiced(
      "north",
      ["2024-02-01", "2024-03-01"],
      100n,
      ["2024-05-01", "2024-08-31", "2024-09-01"].map((date) => move("payment", date, -20n)),
      [writtenOff("2024-08-31")],
    );
    const book = bookOf([item]);
    // As much as 60 was written off of each, whether more of it came in since, or the rest was sold.
    const since = (after: readonly Move[]): readonly unknown[] => {
      const items = Array.from({ length: 5 }, () => ({ ...item, moves: [...item.moves, ...after] }));
      const history = { months: 1, horizon: 200, segmentOf: () => "" };
      const rates = lossRatesOf(bookOf(items), CUT, history).filter(({ n }) => n > 0);
      return rates.map(({ n, exposed, lost, rate }) => [n, exposed, lost, rate]);
    };
    // 80 was open at the end of May, of which 20 came on the day of the write-off, and is no loss.
    const rate = [[5, 400n, 300n, 750_000n]];
    expect(since([])).to.deep.equal(rate);
    expect(since([move("payment", "2024-10-01", -30n)])).to.deep.equal(rate);
    expect(since([move("transfer", "2024-10-01", -40n)])).to.deep.equal(rate);
    // Nobody tidies a loss away: by a credit, by a settlement, or by a debit note after them.
    expect(since([move("credit", "2024-10-01", -40n)])).to.deep.equal(rate);
    const settlement = [move("payment", "2024-10-01", -10n), move("discount", "2024-10-01", -30n)];
    expect(since([...settlement, move("debit", "2024-10-02", 90n)])).to.deep.equal(rate);
    expect(recoveriesOf(book, CUT, trailingYear(CUT.day))).to.equal(20n);
    expect(standingsAt(book, CUT).map(({ open, isWrittenOff }) => [open, isWrittenOff])).to.deep.equal([[40n, true]]);
  });

  it("roll from bucket to bucket and into what was written off in the month (R47)", () => {
    const book = bookOf([
      due("north", 100n, 0n, [writtenOff("2024-07-15")]),
      due("south", 300n, 240n),
      invoiced("east", ["2024-06-01", "2024-07-31"], 500n),
    ]);
    const [july] = rollsOf(book, cutOf("2024-07-31"), 1).months;
    expect(july?.steps.map(({ from, base, rolled, rate }) => [from, base, rolled, rate])).to.deep.equal([
      ["current", 500n, 0n, 0n],
      ["days1To30", 0n, 0n, undefined],
      ["days31To60", 0n, 0n, undefined],
      ["days61To90", 0n, 0n, undefined],
      ["daysOver90", 160n, 100n, 625_000n],
    ]);
    // Insolvent before it was late: no more is written off of a bucket than it held.
    const early = invoiced("west", ["2024-06-01", "2024-06-20"], 900n, [], [writtenOff("2024-07-20")]);
    const [with900] = rollsOf(bookOf([...book.items, early]), cutOf("2024-07-31"), 1).months;
    expect(with900?.steps.map(({ rate }) => rate)).to.deep.equal([0n, 0n, undefined, undefined, 625_000n]);
    expect([july?.writtenOffBefore, with900?.writtenOffBefore]).to.deep.equal([0n, 900n]);
  });

  it("roll through over 90 days past due where they are written off soon after it (R47)", () => {
    // Ten of 100: five are paid, the others are written off when they are 95 days past due, 82 the month before.
    const ten = (lostOn: string, credited = 0n): readonly BookItem[] =>
      Array.from({ length: 10 }, (_, place) => {
        const isPaid = place < 5;
        const after = move(
          isPaid ? "payment" : "credit",
          isPaid ? "2024-07-20" : "2024-10-20",
          isPaid ? -100n : -credited,
        );
        return invoiced("north", ["2024-06-01", "2024-07-10"], 100n, [after], isPaid ? [] : [writtenOff(lostOn)]);
      });
    const rolled = {
      average: [[1_000n, 500n], ...new Array<bigint[]>(4).fill([500n, 500n])],
      before: 0n,
      chain: 500_000n,
    };
    const rolls = (items: readonly BookItem[]): unknown => {
      const { average, writtenOffBefore: before, chain } = rollsOf(bookOf(items), CUT, 6);
      return { average: average.map((step) => [step.base, step.rolled]), before, chain };
    };
    expect(rolls(ten("2024-10-13"))).to.deep.equal(rolled);
    // What is credited since makes it no less.
    expect(rolls(ten("2024-10-13", 100n))).to.deep.equal(rolled);
    // On its 90th day it never was over 90.
    const early = {
      average: [
        [1_000n, 500n],
        [500n, 500n],
        [500n, 500n],
        [500n, 0n],
        [0n, 0n],
      ],
      before: 500n,
    };
    expect(rolls(ten("2024-10-08"))).to.deep.equal({ ...early, chain: undefined });
  });

  it("are of the first day of the write-off in force, in whatever order its days were recorded", () => {
    const [earlier, later] = [writtenOff("2024-07-15"), writtenOff("2024-08-20")];
    const taken = { ...writtenOff("2024-08-01"), isWrittenOff: false };
    const dayOf = (...changes: readonly StateChange[]) => writtenOffOn({ changes }, CUT);
    expect(dayOf(later, { ...earlier, at: later.at + 1 })).to.equal(earlier.day);
    expect(dayOf(earlier, taken, later)).to.equal(later.day);
    expect(dayOf(earlier, taken)).to.equal(undefined);
  });
});
