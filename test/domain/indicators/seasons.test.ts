import { expect } from "chai";
import type { BookItem, Move } from "../../../src/domain/indicators/book.ts";
import { cohortsOf } from "../../../src/domain/indicators/cohorts.ts";
import { cycleTimesOf } from "../../../src/domain/indicators/cycles.ts";
import { paymentsAt } from "../../../src/domain/indicators/payments.ts";
import { seasonalityOf } from "../../../src/domain/indicators/seasonality.ts";
import { flowsOf } from "../../../src/domain/indicators/flows.ts";
import { whatIf } from "../../../src/domain/indicators/whatIf.ts";
import type { TermsChange } from "../../../src/domain/indicators/whatIf.ts";
import { standingsAt } from "../../../src/domain/indicators/standing.ts";
import { dayNumber } from "../../../src/domain/terms.ts";
import { bookOf, cutOf, endOf, invoiced, move } from "./books.ts";

const CUT = cutOf("2024-12-31");

describe("Cohorts, seasons and other terms", () => {
  it("say which share of a month's invoices was paid after 30, 60, 90 and 120 days, once they are over", () => {
    const book = bookOf([
      invoiced("north", ["2024-09-10", "2024-10-10"], 600n, [move("payment", "2024-10-10", -600n)]),
      invoiced("south", ["2024-09-20", "2024-10-20"], 400n, [
        move("payment", "2024-11-19", -100n),
        move("credit", "2024-11-20", -300n),
      ]),
      invoiced("east", ["2024-10-31", "2024-11-30"], 500n),
    ]);
    const [september, october] = cohortsOf(book, cutOf("2024-12-31"), 4);
    expect(september).to.deep.equal({
      month: 2024 * 12 + 8,
      items: 2,
      amount: 1_000n,
      paid: [600_000n, 700_000n, 700_000n, undefined],
    });
    expect(october?.paid).to.deep.equal([0n, 0n, undefined, undefined]);
  });

  it("find the season of two whole years, and none in less", () => {
    const monthlyFrom = (first: string): readonly BookItem[] =>
      Array.from({ length: 25 }, (_, place) => {
        const month = String((place % 12) + 1).padStart(2, "0");
        const day = `${2022 + Math.floor(place / 12)}-${month}-10`;
        return invoiced("north", [place === 0 ? first : day, "2025-01-01"], place % 12 === 11 ? 890n : 10n);
      });
    const seasonsOn = (date: string, first = "2022-01-01"): ReturnType<typeof seasonalityOf> => {
      const [book, cut] = [bookOf(monthlyFrom(first)), cutOf(date)];
      const flows = flowsOf(book, cut, { from: cut.day, through: cut.day });
      return seasonalityOf(flows, { payments: paymentsAt(book, cut), standings: standingsAt(book, cut) }, cut);
    };
    expect(seasonsOn("2023-12-30")).to.equal(undefined);
    // A month in which sales began on its second day is no full one.
    expect(seasonsOn("2024-01-20", "2022-01-02")).to.equal(undefined);
    const seasons = seasonsOn("2024-01-20");
    expect(seasons?.map(({ sales }) => sales)).to.deep.equal([...new Array<bigint>(11).fill(20n), 1_780n]);
    expect(seasons?.at(-1)).to.deep.equal({
      month: 11,
      sales: 1_780n,
      salesShare: 890_000n,
      late: 0n,
      lateShare: undefined,
      meanDaysLate: undefined,
    });
  });

  it("call no month punctual because its late money did not come yet", () => {
    const monthly = Array.from({ length: 36 }, (_, place): BookItem => {
      const month = `${2022 + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, "0")}`;
      const paid = { ...move("payment", `${month}-10`, -100n), day: dayNumber(`${month}-10`) + 50 };
      const late = { ...paid, at: endOf(paid.day) };
      return invoiced("north", [`${month}-01`, `${month}-10`], 100n, [late]);
    });
    const [book, cut] = [bookOf(monthly), CUT];
    const flows = flowsOf(book, cut, { from: cut.day, through: cut.day });
    const seasons = seasonalityOf(flows, { payments: paymentsAt(book, cut), standings: standingsAt(book, cut) }, cut);
    expect(seasons?.map(({ late, lateShare }) => [late, lateShare])).to.deep.equal(
      Array.from({ length: 12 }, () => [300n, 83_333n]),
    );
    // Nothing of December's came yet, but of the two years before.
    expect(seasons?.map(({ meanDaysLate }) => meanDaysLate)).to.deep.equal(new Array<bigint>(12).fill(50_00n));
  });

  it("are of invoices, not of the parts that one became and that were sold", () => {
    const whole = invoiced("north", ["2024-10-01", "2024-12-30"], 100n, [move("division", "2024-10-05", -100n)]);
    const part = (name: string, amount: bigint, after: readonly Move[]): BookItem => {
      return { ...whole, id: name, whole: whole.id, moves: [move("division", "2024-10-05", amount), ...after] };
    };
    const bought = invoiced("south", ["2024-10-02", "2024-12-30"], 0n);
    const items = [
      whole,
      part("sold", 40n, [move("transfer", "2024-10-06", -40n)]),
      part("kept", 60n, []),
      { ...bought, moves: [move("transfer", "2024-10-09", 70n)] },
    ];
    const [october] = cohortsOf(bookOf(items), CUT, 3);
    expect([october?.items, october?.amount]).to.deep.equal([2, 130n]);
  });

  it("play the year again under other terms: days, discounts, interest and the cost of waiting", () => {
    const unchanged: TermsChange = {
      customers: undefined,
      netDays: undefined,
      discount: undefined,
      lateRateChange: 0,
      costOfCapital: 73_000,
    };
    const payments = paymentsAt(
      bookOf([
        invoiced("north", ["2024-06-01", "2024-07-01"], 100_000n, [move("payment", "2024-07-11", -100_000n)]),
        invoiced("south", ["2024-06-01", "2024-07-01"], 50_000n, [move("payment", "2024-05-31", -50_000n)]),
      ]),
      CUT,
    );
    const same = whatIf(payments, CUT, unchanged);
    expect(same.months.every(({ before, after }) => before === after)).to.equal(true);
    expect(same.effect).to.equal(0n);
    expect(whatIf(payments, CUT, { ...unchanged, netDays: 30 })).to.deep.equal(same);
    const north = { ...unchanged, customers: new Set(["north"]) };
    const longer = whatIf(payments, CUT, { ...north, netDays: 60 });
    expect([longer.n, longer.daysBefore, longer.daysAfter]).to.deep.equal([1, 40_00n, 70_00n]);
    // 100,000 x 30 days x 7.3 % / 365
    expect([longer.holding, longer.effect]).to.deep.equal([600n, -600n]);
    expect(longer.months.map(({ before, after }) => [before, after])).to.deep.equal([
      [100_000n, 0n],
      [0n, 100_000n],
    ]);
    // Where nobody set what money costs, longer terms are not free: nobody knows.
    const unknown = whatIf(payments, CUT, { ...north, netDays: 60, costOfCapital: undefined });
    expect([unknown.holding, unknown.effect, unknown.interest]).to.deep.equal([undefined, undefined, 0n]);
    const discount = { rate: 20_000, days: 10, uptake: 500_000 };
    const sooner = whatIf(payments, CUT, { ...north, discount, lateRateChange: 36_500 });
    // Half of it 30 days sooner for 2 %, and on the other half 3.65 % more a year on 10 days late.
    expect([sooner.discounts, sooner.holding, sooner.interest, sooner.effect]).to.deep.equal([
      1_000n,
      -300n,
      50n,
      -650n,
    ]);
    // Where all of it is paid early nobody is late.
    const all = { ...discount, uptake: 1_000_000 };
    expect(whatIf(payments, CUT, { ...north, discount: all, lateRateChange: 36_500 }).interest).to.equal(0n);
    expect(sooner.daysAfter).to.equal(25_00n);
    expect(sooner.months.map(({ before, after }) => [before, after])).to.deep.equal([
      [0n, 49_000n],
      [100_000n, 50_000n],
    ]);
  });

  it("time the steps of the process from act to act, and count what waits apart", () => {
    const spans = [1, 2, 3, 4, 5].map((days) => ({ step: "issueToAccept" as const, from: 0, to: days }));
    const times = cycleTimesOf([...spans, { step: "disputeToResolve", from: 2, to: 9 }], 6);
    expect(times.issueToAccept).to.deep.equal({ of: 5, median: 3, p90: 5, waiting: 0, longestWaiting: 0 });
    expect(times.disputeToResolve).to.deep.equal({
      of: 0,
      median: undefined,
      p90: undefined,
      waiting: 1,
      longestWaiting: 4,
    });
  });
});
