import { expect } from "chai";
import type { Book, BookItem } from "../../../src/domain/indicators/book.ts";
import { curvesOf } from "../../../src/domain/prediction/customerCurve.ts";
import { fitModel } from "../../../src/domain/prediction/fit.ts";
import { inputsHash } from "../../../src/domain/prediction/inputs.ts";
import type { PaymentModel, SegmentOf } from "../../../src/domain/prediction/model.ts";
import { outcomesAt } from "../../../src/domain/prediction/outcome.ts";
import { predictItem, predictNext } from "../../../src/domain/prediction/predict.ts";
import type { Prediction, Unpredicted } from "../../../src/domain/prediction/predict.ts";
import { bookIn, dice, endOf, FIRST_DAY, itemOf, segmentIn, USUAL } from "./worlds.ts";

const DAY = FIRST_DAY + 600;
const CUT = { day: DAY, known: endOf(DAY) };
const noSegment: SegmentOf = () => undefined;

function bookOf(items: readonly BookItem[]): Book {
  return { currency: "EUR", exponent: 2, items, unapplied: [] };
}

/** So many items, each due on its own day and paid so late; `open` ones are due on the day of the cut. */
function itemsOf(customer: string, lates: readonly number[], open = 0): readonly BookItem[] {
  const paid = lates.map((late, place) => {
    const due = DAY - 200 - place;
    return itemOf(customer, place, { day: due - 30, due, paidOn: due + late, amount: 100n });
  });
  const waiting = Array.from({ length: open }, (_, place) => {
    return itemOf(customer, 1_000 + place, { day: DAY - 30, due: DAY, paidOn: undefined, amount: 100n });
  });
  return [...paid, ...waiting];
}

function fitted(book: Book, segmentOf: SegmentOf = noSegment): PaymentModel {
  const model = fitModel(book, CUT, segmentOf);
  if (model.kind === "tooFew") throw new Error(`only ${model.known} outcomes are known`);
  return model;
}

function predicted(book: Book, id: string, segmentOf: SegmentOf = noSegment): Prediction {
  const outcome = outcomesAt(book, CUT).find(({ item }) => item.id === id);
  if (outcome === undefined) throw new Error(`${id} is not in the book`);
  const found = predictItem(curvesOf(fitted(book, segmentOf)), outcome, DAY);
  if (found.kind !== "prediction") throw new Error(`${id} is not predicted`);
  return found;
}

function times<Value>(count: number, value: Value): readonly Value[] {
  return Array.from({ length: count }, () => value);
}

/** All of a prediction but the item itself. */
function shown({ outcome, ...rest }: Prediction | Unpredicted): unknown {
  return { ...rest, item: outcome.item.id };
}

describe("the model of payment", () => {
  it("says nothing of fewer than 20 items whose outcome is known, and how many there are", () => {
    const few = bookOf(itemsOf("A", times(19, 5), 3));
    expect(fitModel(few, CUT, noSegment)).to.deep.equal({ kind: "tooFew", known: 19, needed: 20 });
    expect(fitModel(bookOf(itemsOf("A", times(20, 5), 3)), CUT, noSegment).kind).to.equal("model");
  });

  it("says nothing of an item that is later than 20 items ever were", () => {
    const old = itemOf("B", 1, { day: DAY - 130, due: DAY - 100, paidOn: undefined, amount: 100n });
    const book = bookOf([...itemsOf("A", [...times(40, 5), ...times(19, 150)]), old]);
    const outcome = outcomesAt(book, CUT).find(({ item }) => item === old);
    expect(outcome && predictItem(curvesOf(fitted(book)), outcome, DAY).kind).to.equal("tooFewAsLate");
    const enough = bookOf([...book.items, ...itemsOf("C", [150])]);
    expect(outcome && predictItem(curvesOf(fitted(enough)), outcome, DAY).kind).to.equal("prediction");
  });

  it("draws a customer with few items towards all, and believes one with many", () => {
    const others = ["B", "C", "D", "E", "F", "G"].flatMap((name, place) => {
      return itemsOf(name, [...times(20 - 2 * place, 3), ...times(2 * place, 40)]);
    });
    const few = predicted(bookOf([...others, ...itemsOf("A", [40, 40], 1)]), "A-1000").late[30] ?? 0;
    const many = predicted(bookOf([...others, ...itemsOf("A", times(60, 40), 1)]), "A-1000").late[30] ?? 0;
    const stranger = predicted(bookOf([...others, ...itemsOf("A", [], 1)]), "A-1000").late[30] ?? 0;
    expect([stranger < few, few < many, many > 950_000]).to.deep.equal([true, true, true]);
    expect(stranger).to.be.closeTo(250_000, 20_000);
  });

  it("learns of a new customer from its segment", () => {
    const names = Array.from({ length: 12 }, (_, place) => `S${place}`);
    const items = names.flatMap((name, place) => itemsOf(name, times(10, place % 2 === 0 ? 2 : 50)));
    const book = bookOf([...items, ...itemsOf("S100", [], 1)]);
    const segmentOf: SegmentOf = (name) => (Number(name.slice(1)) % 2 === 0 ? "prompt" : "slow");
    expect(predicted(book, "S100-1000").late[30]).to.be.closeTo(500_000, 30_000);
    const prompt = predicted(book, "S100-1000", segmentOf);
    expect(prompt.late[30]).to.be.at.most(150_000);
    expect(prompt.levels.map((level) => level.of)).to.deep.equal(["all", "segment", "customer"]);
  });

  it("knows that an item which is late already was not paid before", () => {
    const book = bookOf([...itemsOf("A", [...times(60, 2), ...times(30, 45)]), ...itemsOf("B", times(20, 2))]);
    const late = itemOf("A", 99, { day: DAY - 45, due: DAY - 15, paidOn: undefined, amount: 100n });
    const found = predicted(bookOf([...book.items, late]), "A-99");
    expect(found.daysLate).to.equal(15);
    expect(found.late[0]).to.equal(1_000_000);
    expect(found.late[30]).to.be.at.least(990_000);
    expect(found.medianDay).to.equal(DAY - 15 + 45);
    expect(found.expectedDay).to.equal(DAY - 15 + 45);
  });

  it("explains each prediction by counts, rates and weights that give it again where all is known", () => {
    const others = ["B", "C", "D", "E", "F", "G"].flatMap((name, place) => {
      return itemsOf(name, [...times(20 - 2 * place, -1), ...times(2 * place, 20)]);
    });
    const book = bookOf([...others, ...itemsOf("A", [...times(7, -1), ...times(3, 20)], 0)]);
    // Seen from before any day: nothing is open, so that shares are plain counts.
    const model = fitted(book);
    const curves = curvesOf(model);
    const [all, customer] = curves.levelsOf("A", -31);
    expect(customer).to.include({
      of: "customer",
      items: 1_000,
      added: (model.strengths[0]?.customer ?? 0) * 100,
    });
    expect(customer?.late).to.include({ 0: 300_000, 30: 0 });
    const weight = (customer?.weight ?? 0) / 1_000_000;
    const again = weight * 300_000 + (1 - weight) * (all?.late[0] ?? 0);
    expect(predictNext(curves, "A").late[0]).to.be.closeTo(again, 3);
  });

  it("says the same to the byte of the same items in another order, and other words of other items", () => {
    const { items, ...rest } = bookIn({ ...USUAL, seed: 77 });
    const said = (book: Book): string => {
      const curves = curvesOf(fitted(book, segmentIn));
      const open = outcomesAt(book, CUT).filter((one) => one.open > 0n);
      const sorted = open.toSorted((one, other) => (one.item.id < other.item.id ? -1 : 1));
      return JSON.stringify([
        inputsHash(book, CUT, segmentIn),
        sorted.map((one) => shown(predictItem(curves, one, DAY))),
      ]);
    };
    const roll = dice(5);
    const shuffled = items.map((item) => ({ item, at: roll() })).toSorted((one, other) => one.at - other.at);
    const first = said({ ...rest, items });
    expect(said({ ...rest, items: shuffled.map(({ item }) => item) })).to.equal(first);
    expect(said({ ...rest, items: items.slice(1) })).to.not.equal(first);
  });

  it("knows nothing of what was recorded after its cut", () => {
    const { items, ...rest } = bookIn({ ...USUAL, seed: 78 });
    const known = items.flatMap((item) => {
      const moves = item.moves.filter(({ at }) => at <= CUT.known);
      return moves.length === 0 ? [] : [{ ...item, moves }];
    });
    const said = (book: Book): string => {
      const open = outcomesAt(book, CUT).filter((one) => one.open > 0n);
      const curves = curvesOf(fitted(book, segmentIn));
      return JSON.stringify([
        inputsHash(book, CUT, segmentIn),
        open.map(({ item, due }) => [item.id, due, curves.of(item.customer, DAY - due)]),
      ]);
    };
    expect(said({ ...rest, items: known })).to.equal(said({ ...rest, items }));
    expect(known.length).to.be.below(items.length);
  });
});
