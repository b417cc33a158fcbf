import { expect } from "chai";
import type { Book, Move } from "../../../src/domain/indicators/book.ts";
import { backTest } from "../../../src/domain/prediction/backTest.ts";
import type { BackTest } from "../../../src/domain/prediction/backTest.ts";
import type { Quality } from "../../../src/domain/prediction/quality.ts";
import type { Scored } from "../../../src/domain/prediction/scoring.ts";
import { triedCuts } from "../../../src/domain/prediction/tryingCuts.ts";
import { verdictOf } from "../../../src/domain/prediction/verdict.ts";
import { bookIn, endOf, FIRST_DAY, NOISE, USUAL } from "./worlds.ts";
import type { World } from "./worlds.ts";

/** No seed by which the model was made: those were small. */
const HELD_OUT = Array.from({ length: 12 }, (_, place) => 4_001 + 17 * place);

function tested(world: World): BackTest {
  const day = FIRST_DAY + world.days + 60;
  return backTest(bookIn(world), { day, known: endOf(day) });
}

interface Sums {
  readonly model: number;
  readonly overall: number;
  readonly own: number;
  readonly predictions: number;
  /** Histories on which the model had the least Brier score. */
  readonly best: number;
  readonly verdicts: readonly string[];
  readonly tenths: readonly { readonly predictions: number; readonly predicted: number; readonly happened: number }[];
}

/** Brier scores weighed by their predictions, over all histories. */
function sumsOf(world: World): Sums {
  const found = HELD_OUT.flatMap((seed) => allOf(tested({ ...world, seed })));
  const predictions = found.reduce((sum, one) => sum + one.predictions, 0);
  const mean = (which: "model" | "overall" | "own"): number => {
    return found.reduce((sum, one) => sum + Number(one.brier?.[which]) * one.predictions, 0) / predictions;
  };
  const least = ({ brier }: Quality): boolean => {
    return brier !== undefined && brier.model < brier.overall && brier.model < brier.own;
  };
  return {
    ...{ model: mean("model"), overall: mean("overall"), own: mean("own"), predictions },
    best: found.filter(least).length,
    verdicts: found.flatMap(({ verdicts }) => [`overall ${verdicts.overall}`, `own ${verdicts.own}`]),
    tenths: Array.from({ length: 10 }, (_, tenth) => {
      const rows = found.flatMap(({ calibration }) => calibration[tenth] ?? []);
      const inside = rows.reduce((sum, row) => sum + row.predictions, 0);
      const weighed = (which: "predicted" | "happened"): number => {
        return rows.reduce((sum, row) => sum + (row[which] ?? 0) * row.predictions, 0) / inside;
      };
      return { predictions: inside, predicted: weighed("predicted"), happened: weighed("happened") };
    }),
  };
}

function allOf({ qualities }: BackTest): readonly Quality[] {
  return qualities.filter(({ days }) => days === "all");
}

function count(words: readonly string[], word: string): number {
  return words.filter((one) => one === word).length;
}

describe("predictions of histories that the model has not seen", () => {
  const worlds: Readonly<Record<string, World>> = {
    "customers with habits, some of which change": USUAL,
    "customers whose habits stay": { ...USUAL, drifting: 0 },
    "many customers with few items each": { ...USUAL, customers: 200, busiest: 20 },
    "customers of whom more than half change": { ...USUAL, drifting: 60 },
    "a book without segments": { ...USUAL, segmentsApart: 0 },
  };
  for (const [name, world] of Object.entries(worlds)) {
    it(`are better than the overall rate and the customer's own: ${name}`, function () {
      this.timeout(60_000);
      const sums = sumsOf(world);
      expect(sums.predictions).to.be.above(10_000);
      expect(sums.model).to.be.below(sums.overall * 0.97);
      expect(sums.model).to.be.below(sums.own * 0.97);
      expect(sums.best).to.be.at.least(10);
      expect(count(sums.verdicts, "overall better")).to.be.at.least(6);
      expect([count(sums.verdicts, "overall worse"), count(sums.verdicts, "own worse")]).to.deep.equal([0, 0]);
    });
  }

  it("happen about as often as they say where habits stay", function () {
    this.timeout(60_000);
    const { tenths } = sumsOf({ ...USUAL, drifting: 0 });
    for (const { predictions, predicted, happened } of tenths) {
      expect(predictions).to.be.above(300);
      expect(Math.abs(predicted - happened)).to.be.below(90_000);
    }
  });

  it("do not claim to be better than the overall rate where customers do not differ", function () {
    this.timeout(60_000);
    const sums = sumsOf(NOISE);
    expect(count(sums.verdicts, "overall better")).to.be.at.most(2);
    expect(sums.model).to.be.within(sums.overall * 0.98, sums.overall * 1.02);
    // The customer's own rate takes chance for habit.
    expect(sums.model).to.be.below(sums.own);
  });
});

describe("the test by time", () => {
  it("refuses to speak of a history that is too short", () => {
    const { cuts, qualities } = tested({ ...USUAL, customers: 2, busiest: 8, days: 300 });
    expect(cuts).to.deep.equal([]);
    expect(qualities.map(({ brier, verdicts }) => [brier, verdicts.own])).to.deep.equal(
      Array.from({ length: 4 }, () => [undefined, "tooFew"]),
    );
  });

  it("makes no prediction from what came after: what happens later changes the score and no prediction", () => {
    const book = bookIn({ ...USUAL, seed: 99 });
    const day = FIRST_DAY + 700;
    const cut = { day, known: endOf(day) };
    const half = FIRST_DAY + 400;
    // Whatever is paid after half of the time is paid forty days later: then all customers look worse.
    const paidLater = {
      ...book,
      items: book.items.map((item) => {
        const put = (move: Move): Move => ({ ...move, day: move.day + 40, at: move.at + 40 * 86_400 });
        const isLater = ({ kind, day: on }: Move): boolean => kind === "payment" && on > half;
        return { ...item, moves: item.moves.map((move) => (isLater(move) ? put(move) : move)) };
      }),
    };
    const saidBefore = (told: Book): ReadonlyMap<string, Scored> => {
      const rows = [...triedCuts(told, cut)].flatMap(({ model, said }) => {
        return model.cut.day > half
          ? []
          : said.map((one) => [`${model.cut.day} ${one.item} ${one.days}`, one] as const);
      });
      return new Map(rows);
    };
    const [usual, other] = [saidBefore(book), saidBefore(paidLater)];
    const chances = ({ predicted, overall, own }: Scored): readonly number[] => [predicted, overall, own];
    let compared = 0;
    let changed = 0;
    for (const [key, one] of usual) {
      const same = other.get(key);
      if (same === undefined) continue;
      expect(chances(same)).to.deep.equal(chances(one));
      compared += 1;
      if (same.isLate !== one.isLate) changed += 1;
    }
    expect([usual.size, other.size]).to.deep.equal([compared, compared]);
    expect(compared).to.be.above(500);
    expect(changed).to.be.above(20);
  });

  it("tells worth from chance by customers, and two standard errors", () => {
    expect(verdictOf([5n, 5n, 5n, 5n])).to.equal("tooFew");
    expect(verdictOf([5n, 6n, 5n, 4n, 5n])).to.equal("better");
    expect(verdictOf([-5n, -6n, -5n, -4n, -5n])).to.equal("worse");
    expect(verdictOf([50n, -6n, 5n, -4n, 5n])).to.equal("even");
    expect(verdictOf([0n, 0n, 0n, 0n, 0n])).to.equal("even");
  });
});
