import { expect } from "chai";
import type { Book } from "../../../src/domain/indicators/book.ts";
import { monthsAfterDay } from "../../../src/domain/prediction/forecast.ts";
import { forecastHash, inputsHash } from "../../../src/domain/prediction/inputs.ts";
import type { ForecastInputs } from "../../../src/domain/prediction/inputs.ts";
import { bookIn, endOf, FIRST_DAY, segmentIn, USUAL } from "./worlds.ts";

const DAY = FIRST_DAY + 300;
const CUT = { day: DAY, known: endOf(DAY) };
const BOOK = bookIn({ ...USUAL, customers: 3, busiest: 10, seed: 3 });
const PART = { amount: 5_000n, day: DAY + 9 };
const ASKED: ForecastInputs = {
  ...{ periods: monthsAfterDay(DAY, 3), seed: 1, keptByAll: 700_000, unapplied: 0n },
  agreed: new Map([
    ["C0-1", [PART]],
    ["C1-1", [PART]],
  ]),
  kept: new Map([
    ["C0", 500_000],
    ["C1", 900_000],
  ]),
};

describe("The hash of what a prediction is made of", () => {
  const disputed = (amount: bigint): Book => ({
    ...BOOK,
    items: BOOK.items.map((item) => {
      return { ...item, changes: [{ kind: "disputed", amount, day: item.day, at: endOf(item.day) }] };
    }),
  });

  it("is another for every other sum that is disputed, which no forecast awaits", () => {
    const hashes = [BOOK, disputed(1n), disputed(1_000n)].map((book) => inputsHash(book, CUT, segmentIn));
    expect(new Set(hashes).size).to.equal(3);
  });

  it("is the same in any order, and heeds nothing that came after the cut", () => {
    const { agreed, kept } = ASKED;
    const turned = { ...ASKED, agreed: new Map([...agreed].toReversed()), kept: new Map([...kept].toReversed()) };
    expect(forecastHash("0x01", turned)).to.equal(forecastHash("0x01", ASKED));
    const later = { ...BOOK, items: BOOK.items.filter(({ day }) => day <= DAY).toReversed() };
    expect(inputsHash(later, CUT, segmentIn)).to.equal(inputsHash(BOOK, CUT, segmentIn));
  });

  it("of a forecast is another for each input: periods, seed, promises, how they are kept, unapplied money", () => {
    const others: readonly Partial<ForecastInputs>[] = [
      {},
      { periods: monthsAfterDay(DAY, 2) },
      { seed: 2 },
      { agreed: new Map([["C0-1", [PART]]]) },
      { agreed: new Map([["C0-1", [{ ...PART, amount: 5_001n }]]]) },
      { agreed: new Map([["C0-1", [{ ...PART, day: DAY + 10 }]]]) },
      { kept: new Map([["C0", 500_001]]) },
      { keptByAll: undefined },
      { unapplied: 1n },
    ];
    const hashes = others.map((other) => forecastHash("0x01", { ...ASKED, ...other }));
    expect(new Set([...hashes, forecastHash("0x02", ASKED)]).size).to.equal(others.length + 1);
  });
});
