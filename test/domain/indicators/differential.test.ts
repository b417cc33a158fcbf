import { expect } from "chai";
import fc from "fast-check";
import { agingAt, agingByCustomer } from "../../../src/domain/indicators/aging.ts";
import type { AgingReport } from "../../../src/domain/indicators/aging.ts";
import type { Book, Cut } from "../../../src/domain/indicators/book.ts";
import {
  firstDayOf,
  lastDayOf,
  monthEnds,
  monthOf,
  monthText,
  trailingMonths,
} from "../../../src/domain/indicators/calendar.ts";
import { holdingCostOf } from "../../../src/domain/indicators/holding.ts";
import { lossRatesOf } from "../../../src/domain/indicators/losses.ts";
import { rollsOf } from "../../../src/domain/indicators/rolls.ts";
import { indicatorsOf } from "../../../src/domain/indicators/set.ts";
import { standingsAt, unappliedAt } from "../../../src/domain/indicators/standing.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";
import { anyBook, anyCut, endOf, RANDOM_DAYS } from "./books.ts";
import * as brute from "./bruteForce.ts";
import { OPTIONS } from "./options.ts";

function agings(book: Book, cut: Cut): { readonly due: AgingReport; readonly invoice: AgingReport } {
  const [standings, unapplied] = [standingsAt(book, cut), unappliedAt(book, cut)];
  return { due: agingAt(standings, unapplied, cut, "due"), invoice: agingAt(standings, unapplied, cut, "invoice") };
}

function columns({ buckets }: AgingReport): Record<string, readonly bigint[]> {
  return Object.fromEntries(
    buckets.map(({ name, amount, disputed, writtenOff, notYetDue }) => [
      name,
      [amount, disputed, writtenOff, notYetDue],
    ]),
  );
}

/** A fraction rounded half up, below nought too. */
function half(numerator: bigint, denominator: bigint): bigint | undefined {
  if (denominator <= 0n) return undefined;
  const doubled = 2n * numerator + denominator;
  const rest = ((doubled % (2n * denominator)) + 2n * denominator) % (2n * denominator);
  return (doubled - rest) / (2n * denominator);
}

const someMoment = fc.tuple(anyBook, anyCut);

describe("Indicators beside a brute-force fold", () => {
  it("age the same amounts into the same buckets, by due date and by invoice date (R41)", () => {
    fc.assert(
      fc.property(someMoment, ([book, cut]) => {
        const { due, invoice } = agings(book, cut);
        expect(columns(due)).to.deep.equal(brute.bucketsOf(book, cut, (row) => cut.day - row.due));
        expect(columns(invoice)).to.deep.equal(brute.bucketsOf(book, cut, ({ item }) => cut.day - item.day));
      }),
    );
  });

  it("lose nothing: buckets, credits and unapplied money are the balance, of each customer too (R42)", () => {
    fc.assert(
      fc.property(someMoment, ([book, cut]) => {
        const isSeen = ({ day, at }: { readonly day: number; readonly at: number }): boolean =>
          day <= cut.day && at <= cut.known;
        const moved = book.items.flatMap(({ moves }) => moves.filter(isSeen)).map(({ amount }) => amount);
        const waiting = book.unapplied.filter(isSeen).map(({ amount }) => amount);
        const balance = brute.total(moved) - brute.total(waiting);
        for (const report of Object.values(agings(book, cut))) {
          const inBuckets = brute.total(report.buckets.map(({ amount }) => amount));
          expect(report.total).to.equal(balance);
          expect(inBuckets + report.credits - report.unapplied).to.equal(balance);
        }
        const each = agingByCustomer(standingsAt(book, cut), unappliedAt(book, cut), cut, "due");
        expect(brute.total([...each.values()].map(({ total }) => total))).to.equal(balance);
      }),
    );
  });

  it("count back the same days of sales, and find the same CEI, opening and closing (R43, R44)", () => {
    fc.assert(
      fc.property(someMoment, ([book, cut]) => {
        const { figures, dso, cei, period } = indicatorsOf(book, cut, OPTIONS);
        const [closing, current] = brute.carried(book, cut);
        const [opening] = brute.carried(book, { day: period.from - 1, known: cut.known });
        const [sales, transfers] = brute.carriedMoves(book, cut, period.from, period.through);
        const { closing: end } = figures;
        expect([figures.opening, end.total, end.current]).to.deep.equal([opening, closing, current]);
        expect([figures.sales, figures.transfers]).to.deep.equal([sales, transfers]);
        expect(dso.countback).to.equal(brute.countback(book, cut));
        const came = opening + sales + transfers;
        const lost = brute.lostSince(book, cut, period.from - 1);
        expect(figures.writtenOff).to.equal(lost);
        expect(cei.plain).to.equal(half((came - closing - lost) * 1_000_000n, came - current));
        const days = BigInt(period.through - period.from + 1);
        expect(dso.simple).to.equal(half(closing * days * 100n, sales));
        expect(dso.averageDaysDelinquent).to.equal(half((closing - current) * days * 100n, sales));
      }),
    );
  });

  it("roll the same amounts from bucket to bucket, month by month (R47)", () => {
    fc.assert(
      fc.property(someMoment, ([book, cut]) => {
        const ends = monthEnds(cut.day, 5);
        const { months, average } = rollsOf(book, cut, 4);
        const endsOf = (place: number): readonly [number, number] => [ends[place] ?? 0, ends[place + 1] ?? 0];
        const slow = months.map((_, place) => brute.rolled(book, cut.known, endsOf(place)));
        expect(months.map(({ steps }) => steps.map(({ base, rolled }) => [base, rolled]))).to.deep.equal(slow);
        // Nothing that was written off in a month is lost on the way.
        for (const [place, { steps, writtenOffBefore }] of months.entries()) {
          const rolled = steps.at(-1)?.rolled ?? 0n;
          expect(rolled + writtenOffBefore).to.equal(brute.writtenOffIn(book, cut.known, endsOf(place)));
        }
        const sums = average.map((_, step) =>
          [0, 1].map((side) => brute.total(slow.map((month) => month[step]?.[side] ?? 0n))),
        );
        expect(average.map(({ base, rolled }) => [base, rolled])).to.deep.equal(sums);
      }),
    );
  });

  it("lose the same of what was in each bucket, whatever happened since the write-off (R48, R49)", () => {
    fc.assert(
      fc.property(someMoment, ([book, cut]) => {
        const [months, horizon] = [6, 120];
        const rates = lossRatesOf(book, cut, { months, horizon, segmentOf: (customer) => customer });
        const ends = monthEnds(cut.day - horizon, months);
        for (const [segment, rows] of Map.groupBy(rates, (row) => row.segment)) {
          const items = book.items.filter(({ customer }) => segment === "" || customer === segment);
          const fast = rows.filter(({ n }) => n > 0).map(({ bucket, exposed, lost }) => [bucket, exposed, lost]);
          expect(fast).to.deep.equal(brute.lossesOf({ ...book, items }, cut, ends));
        }
      }),
    );
  });

  it("hold the same balance day by day, whatever was written off meanwhile", () => {
    fc.assert(
      fc.property(someMoment, ([book, cut]) => {
        const period = { from: cut.day - 40, through: cut.day };
        const slow = brute.balanceDays(book, cut.known, period.from, period.through);
        const { averageBalance, cost } = holdingCostOf(book, cut, period, 60_000);
        expect(averageBalance).to.equal(half(slow, 41n));
        expect(cost).to.equal(half(slow * 60_000n, 365_000_000n));
      }),
      { numRuns: 50 },
    );
  });

  it("know the months of the calendar as the calendar does", () => {
    fc.assert(
      fc.property(fc.integer({ min: dayNumber("1970-01-01"), max: dayNumber("2199-12-31") }), (day) => {
        const month = monthOf(day);
        expect(monthText(month)).to.equal(dateOfDay(day).slice(0, 7));
        expect(dateOfDay(firstDayOf(month))).to.equal(`${monthText(month)}-01`);
        expect(dateOfDay(lastDayOf(month) + 1)).to.equal(`${monthText(month + 1)}-01`);
      }),
    );
    const periods = ["2024-09-30", "2024-02-29", "2024-03-15"].map((date) => trailingMonths(dayNumber(date), 3).from);
    expect(periods.map(dateOfDay)).to.deep.equal(["2024-07-01", "2023-12-01", "2023-12-16"]);
    expect(monthEnds(dayNumber("2024-03-30"), 2).map(dateOfDay)).to.deep.equal(["2024-01-31", "2024-02-29"]);
    expect(monthEnds(dayNumber("2024-03-31"), 1).map(dateOfDay)).to.deep.equal(["2024-03-31"]);
  });
});

describe("A report of the past", () => {
  it("is changed by nothing that is recorded later, and by nothing that is dated later (R42)", () => {
    const late = fc.record({ isDated: fc.boolean(), by: fc.integer({ min: 1, max: 60 }), amount: fc.bigInt(1n, 99n) });
    fc.assert(
      fc.property(anyBook, anyCut, anyBook, late, (book, cut, further, { isDated, by, amount }) => {
        const later = isDated ? { day: cut.day + by, at: 0 } : { day: RANDOM_DAYS.from, at: cut.known + by };
        const grown = {
          ...book,
          items: [
            ...book.items.map((item) => ({
              ...item,
              moves: [...item.moves, { ...later, kind: "payment" as const, amount: -amount, reference: "" }],
              changes: [...item.changes, { ...later, kind: "writtenOff" as const, isWrittenOff: true }],
            })),
            ...further.items.map((item) => ({
              ...item,
              id: `later ${item.id}`,
              moves: item.moves.map((move) => ({ ...move, ...later })),
            })),
          ],
          unapplied: [...book.unapplied, { ...later, customer: "north", amount }],
        };
        const instant = Math.min(cut.known, endOf(cut.day));
        const asked = { step: "issueToAccept" as const, from: instant - 9, to: undefined };
        const soon = isDated ? instant + 1 : cut.known + by;
        const then = { ...OPTIONS, instant, spans: [asked] };
        const since = {
          ...then,
          spans: [
            { ...asked, to: soon },
            { ...asked, from: soon },
          ],
        };
        expect(indicatorsOf(grown, cut, since)).to.deep.equal(indicatorsOf(book, cut, then));
      }),
    );
  });

  it("is that of its day where only the day is given: what was known at its end, and no more", () => {
    fc.assert(
      fc.property(anyBook, anyCut, (book, { day }) => {
        const then = { day, known: endOf(day) };
        const known = {
          ...book,
          items: book.items.map((item) => ({ ...item, moves: item.moves.filter(({ at }) => at <= then.known) })),
        };
        expect(agings(known, then)).to.deep.equal(agings(book, then));
      }),
    );
  });
});
