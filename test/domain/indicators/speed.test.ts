import { expect } from "chai";
import type { BookItem } from "../../../src/domain/indicators/book.ts";
import { indicatorsOf } from "../../../src/domain/indicators/set.ts";
import { bookOf, cutOf, endOf } from "./books.ts";
import { OPTIONS } from "./options.ts";

const ITEMS = 100_000;
const CUT = cutOf("2026-06-30");

/** Invoiced over two years, paid in two parts, every tenth of them not at all. */
function itemOf(place: number): BookItem {
  const day = CUT.day - (place % 730);
  const amount = BigInt(1_000 + (place % 977));
  const paid = (after: number, part: bigint) => ({
    kind: "payment" as const,
    day: day + after,
    at: endOf(day + after),
    amount: -part,
    reference: "",
  });
  return {
    id: `item ${place}`,
    number: `R-${place}`,
    customer: `customer ${place % 1_000}`,
    day,
    due: day + 30,
    moves: [
      { kind: "invoice", day, at: endOf(day), amount, reference: "" },
      ...(place % 10 === 0 ? [] : [paid(20 + (place % 40), 500n), paid(40 + (place % 50), amount - 500n)]),
    ],
    changes: [],
  };
}

/** Of the processor, so that a busy machine does not make it more. */
function secondsOf(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}

describe("All indicators of 100,000 items of three moves each", () => {
  it("take well under three seconds, as every pass is over the items alone", () => {
    const book = bookOf(Array.from({ length: ITEMS }, (_, place) => itemOf(place)));
    const options = { ...OPTIONS, segmentOf: (customer: string) => customer.slice(-1) };
    expect(indicatorsOf(book, CUT, options).aging.due.total > 0n).to.equal(true);
    const took = [1, 2].map(() => secondsOf(() => indicatorsOf(book, CUT, options)));
    expect(Math.min(...took)).to.be.lessThan(3);
  });
});
