import { expect } from "chai";
import { behaviourByCustomer, behaviourOf } from "../../../src/domain/indicators/behaviour.ts";
import type { BookItem } from "../../../src/domain/indicators/book.ts";
import { amountHistogram, barText, daysLateHistogram } from "../../../src/domain/indicators/histogram.ts";
import { nettedAt } from "../../../src/domain/indicators/netting.ts";
import { paymentsAt } from "../../../src/domain/indicators/payments.ts";
import { promisesAt, promisesKept } from "../../../src/domain/indicators/promises.ts";
import type { BookPromise } from "../../../src/domain/indicators/promises.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";
import { bookOf, cutOf, endOf, invoiced, move } from "./books.ts";
import { CLOCK } from "./options.ts";

const CUT = cutOf("2024-12-31");

/** Issued on 1 June, due on 1 July, and paid so many days late. */
function paid(customer: string, amount: bigint, daysLate: number): BookItem {
  const on = dateOfDay(dayNumber("2024-07-01") + daysLate);
  return invoiced(customer, ["2024-06-01", "2024-07-01"], amount, [move("payment", on, -amount)]);
}

/** Ten days early, on the day, one, ten and forty late. */
const FIVE = bookOf([
  paid("north", 100n, -10),
  paid("north", 200n, 0),
  paid("north", 300n, 1),
  paid("north", 150n, 10),
  paid("north", 250n, 40),
]);

describe("Payment behaviour", () => {
  it("weighs days late by amount, counts those paid early below nought, and has median, P90 and shares (R45)", () => {
    expect(behaviourOf(paymentsAt(FIVE, CUT))).to.deep.equal({
      n: 5,
      amount: 1_000n,
      // (-1,000 + 0 + 300 + 1,500 + 10,000) / 1,000
      meanDaysLate: 10_80n,
      medianDaysLate: 1,
      p90DaysLate: 40,
      onTime: 400_000,
      onTimeByAmount: 300_000n,
    });
  });

  it("says nothing of four payments (R45)", () => {
    const four = { ...FIVE, items: FIVE.items.slice(0, 4) };
    expect(behaviourByCustomer(paymentsAt(four, CUT)).get("north")).to.deep.equal({
      n: 4,
      amount: 750n,
      meanDaysLate: undefined,
      medianDaysLate: undefined,
      p90DaysLate: undefined,
      onTime: undefined,
      onTimeByAmount: undefined,
    });
  });

  it("forgets what was taken back, by its reference, and only from then on", () => {
    const bounced = invoiced("north", ["2024-06-01", "2024-07-01"], 100n, [
      move("payment", "2024-07-01", -60n, { reference: "a" }),
      move("payment", "2024-07-02", -40n, { reference: "b" }),
      move("payment", "2024-07-05", 60n, { reference: "a" }),
      move("payment", "2024-07-09", -60n, { reference: "c" }),
    ]);
    const days = (date: string): readonly (readonly [number, bigint])[] =>
      nettedAt(bounced, "payment", cutOf(date)).map(({ day, amount }) => [day - bounced.due, amount]);
    expect(days("2024-07-04")).to.deep.equal([
      [0, 60n],
      [1, 40n],
    ]);
    expect(days("2024-07-05")).to.deep.equal([[1, 40n]]);
    expect(days("2024-07-31")).to.deep.equal([
      [1, 40n],
      [8, 60n],
    ]);
  });

  it("measures days late from the due day in force", () => {
    const due = { kind: "due" as const, day: dayNumber("2024-06-20"), at: endOf(dayNumber("2024-06-20")) };
    const moved = { ...paid("north", 100n, 20), changes: [{ ...due, due: dayNumber("2024-07-31") }] };
    expect(paymentsAt(bookOf([moved]), CUT).map(({ daysLate }) => daysLate)).to.deep.equal([-10]);
  });

  it("is shown as bars of days late and of amounts, with count, money, median and P90", () => {
    const payments = paymentsAt(FIVE, CUT);
    const late = daysLateHistogram(payments);
    expect(late.bars.filter(({ count }) => count > 0)).to.deep.equal([
      { from: -30, to: -7, count: 1, amount: 100n },
      { from: 0, to: 1, count: 1, amount: 200n },
      { from: 1, to: 8, count: 1, amount: 300n },
      { from: 8, to: 16, count: 1, amount: 150n },
      { from: 31, to: 61, count: 1, amount: 250n },
    ]);
    expect([late.n, late.median, late.p90]).to.deep.equal([5, 1, 40]);
    expect(amountHistogram(payments)).to.deep.equal({
      n: 5,
      median: 200n,
      p90: 300n,
      bars: [
        { from: 100n, to: 200n, count: 2, amount: 250n },
        { from: 200n, to: 500n, count: 3, amount: 750n },
      ],
    });
    expect(late.bars.map((bar) => barText(bar, 0)).slice(0, 3)).to.deep.equal(["[,-30)", "[-30,-7)", "[-7,0)"]);
    // As the amounts beside them, in euro.
    const texts = amountHistogram(payments).bars.map((bar) => barText(bar, 2));
    expect(texts).to.deep.equal(["[1.00,2.00)", "[2.00,5.00)"]);
    expect(amountHistogram([])).to.deep.equal({ n: 0, median: undefined, p90: undefined, bars: [] });
  });

  it("judges promises at the day of the report: kept, late within two working days, broken, replaced (R46)", () => {
    const items = [1, 2, 3, 4, 5, 6, 7].map((days) => paid("north", 100n, 20 + days));
    const promise = (place: number, date: string, over: Partial<BookPromise> = {}): BookPromise => ({
      id: `promise ${place} ${date}`,
      item: items[place]?.id ?? "",
      amount: 100n,
      day: dayNumber(date),
      madeAt: endOf(dayNumber("2024-07-05")),
      ...over,
    });
    // Paid on 22 to 28 July in this order.
    const promises = [
      promise(0, "2024-07-22"),
      promise(1, "2024-07-24"),
      promise(2, "2024-07-23"),
      promise(3, "2024-07-20"),
      promise(4, "2024-07-26"),
      promise(5, "2024-07-10"),
      promise(5, "2024-07-27", { madeAt: endOf(dayNumber("2024-07-06")) }),
      promise(6, "2024-07-30", { item: "of no book" }),
    ];
    const judgedOn = (date: string): unknown => promisesKept(promisesAt(bookOf(items), promises, cutOf(date), CLOCK));
    expect(judgedOn("2024-12-31")).to.deep.equal({
      hits: 4,
      of: 6,
      rate: 666_667,
      states: { open: 0, kept: 4, late: 1, broken: 1, replaced: 1, released: 0 },
    });
    expect(judgedOn("2024-07-23")).to.deep.equal({
      hits: 2,
      of: 3,
      rate: undefined,
      states: { open: 3, kept: 2, late: 0, broken: 1, replaced: 1, released: 0 },
    });
  });
});
