import { expect } from "chai";
import { monthsAfterDay } from "../../src/domain/prediction/forecast.ts";
import { madeOf } from "../../src/gateway/predictions/tasks.ts";
import { bookIn, endOf, FIRST_DAY, USUAL } from "../domain/prediction/worlds.ts";

describe("What is made of a book", () => {
  const world = { ...USUAL, customers: 20, busiest: 30, drifting: 50, seed: 8 };
  const book = bookIn(world);
  const day = FIRST_DAY + world.days;
  const inputs = { book, cut: { day, known: endOf(day) } };
  /** As somebody sorts customers today who knows how they have paid since. */
  const byHindsight = new Map(
    [...Map.groupBy(book.items, ({ customer }) => customer)].map(([customer, items]) => {
      const late = items.filter(({ moves, due }) => (moves[1]?.day ?? day) > due + 25).length;
      return [customer, late * 2 > items.length ? "problem" : "usual"];
    }),
  );

  it("is tested on the past without the segments of now, which know what came after", () => {
    const without = madeOf({ kind: "quality", ...inputs, segments: new Map() });
    expect(without.kind).to.equal("quality");
    expect(madeOf({ kind: "quality", ...inputs, segments: byHindsight })).to.deep.equal(without);
    const next = { kind: "customer", ...inputs, customer: "C1" } as const;
    expect(madeOf({ ...next, segments: byHindsight })).not.to.deep.equal(madeOf({ ...next, segments: new Map() }));
  });

  it("is under another hash where another promise makes another forecast", () => {
    const asked = { ...inputs, segments: new Map(), periods: monthsAfterDay(day, 3), kept: new Map() };
    const open = book.items.filter(({ moves }) => moves.filter((move) => move.day <= day).length === 1);
    const agreed = new Map(open.map(({ id }) => [id, [{ amount: 10n ** 9n, day: day + 2 }]]));
    const made = [new Map(), agreed].map((one) => {
      return madeOf({ kind: "forecast", ...asked, agreed: one, keptByAll: 1_000_000 });
    });
    const [plain, promised] = made.map((one) => (one.kind === "forecast" ? one : expect.fail(one.kind)));
    expect(plain?.forecast).not.to.deep.equal(promised?.forecast);
    expect(plain?.inputs).not.to.equal(promised?.inputs);
  });
});
