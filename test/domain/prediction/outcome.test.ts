import { expect } from "chai";
import type { BookItem, Move } from "../../../src/domain/indicators/book.ts";
import { wasLate } from "../../../src/domain/prediction/late.ts";
import { outcomesAt } from "../../../src/domain/prediction/outcome.ts";
import type { Outcome } from "../../../src/domain/prediction/outcome.ts";
import { endOf, itemOf, moveOf } from "./worlds.ts";

const DUE = 20_030;
const CUT = { day: 20_100, known: endOf(20_100) };

function itemWith(moves: readonly Move[], rest: Partial<BookItem> = {}): BookItem {
  return { ...itemOf("C1", 1, { day: 20_000, due: DUE, paidOn: undefined, amount: 100n }), moves, ...rest };
}

function outcomeWith(moves: readonly Move[], rest: Partial<BookItem> = {}): Outcome | undefined {
  return outcomesAt({ items: [itemWith(moves, rest)] }, CUT)[0];
}

const invoice = moveOf("invoice", 20_000, 100n);

describe("what became of an item", () => {
  it("paid on a day is so many days late", () => {
    const found = outcomeWith([invoice, moveOf("payment", 20_042, -100n)]);
    expect(found).to.include({ entry: -30, last: 12, isPaid: true, open: 0n });
  });

  it("open is seen unpaid until the day of the cut, and no longer", () => {
    expect(outcomeWith([invoice])).to.include({ entry: -30, last: 70, isPaid: false, open: 100n });
    expect(outcomeWith([invoice, moveOf("payment", 20_101, -100n)])).to.include({ last: 70, isPaid: false });
  });

  it("paid in parts is paid with the last of them", () => {
    const parts = [moveOf("payment", 20_020, -40n), moveOf("payment", 20_050, -58n), moveOf("discount", 20_050, -2n)];
    expect(outcomeWith([invoice, ...parts])).to.include({ last: 20, isPaid: true });
  });

  it("money that is taken back leaves it unpaid until it comes again", () => {
    const back = [moveOf("payment", 20_035, -100n), moveOf("payment", 20_040, 100n)];
    expect(outcomeWith([invoice, ...back])).to.include({ isPaid: false, last: 70, open: 100n });
    expect(outcomeWith([invoice, ...back, moveOf("payment", 20_060, -100n)])).to.include({ isPaid: true, last: 30 });
  });

  it("credited, divided or assigned away it was unpaid until the day before, and is no payment", () => {
    for (const kind of ["credit", "division", "transfer"] as const) {
      expect(outcomeWith([invoice, moveOf(kind, 20_050, -100n)])).to.include({ isPaid: false, last: 19, open: 0n });
    }
    expect(outcomeWith([invoice, moveOf("credit", 20_000, -100n)])).to.equal(undefined);
  });

  it("mostly paid and the rest credited is paid", () => {
    const moves = [moveOf("payment", 20_050, -90n), moveOf("credit", 20_055, -10n)];
    expect(outcomeWith([invoice, ...moves])).to.include({ isPaid: true, last: 25 });
  });

  it("mostly paid and the rest divided or assigned away is no payment: others see whether the rest comes", () => {
    for (const kind of ["division", "transfer"] as const) {
      const moves = [moveOf("payment", 20_045, -60n), moveOf(kind, 20_050, -40n)];
      expect(outcomeWith([invoice, ...moves])).to.include({ isPaid: false, last: 19, open: 0n });
    }
    const back = [moveOf("transfer", 20_040, -100n), moveOf("transfer", 20_050, 100n)];
    expect(outcomeWith([invoice, ...back, moveOf("payment", 20_055, -100n)])).to.include({ isPaid: true, last: 25 });
  });

  it("bought by assignment it waits from then on, and paid before its invoice it is paid on the invoice's day", () => {
    expect(outcomeWith([moveOf("transfer", 20_050, 100n)])).to.include({ entry: 20 });
    const early = [moveOf("payment", 19_990, -100n), invoice];
    expect(outcomeWith(early)).to.include({ entry: -30, last: -30, isPaid: true });
  });

  it("is late by the due day in force", () => {
    const changes = [{ kind: "due", day: 20_010, at: endOf(20_010), due: 20_040 }] as const;
    expect(outcomeWith([invoice, moveOf("payment", 20_042, -100n)], { changes })).to.include({ last: 2 });
  });

  it("answers a question only once its day has come, also if it was paid before", () => {
    const paid = outcomeWith([invoice, moveOf("payment", 20_042, -100n)]);
    expect(paid && wasLate(paid, 0, CUT.day)).to.equal(true);
    expect(paid && wasLate(paid, 30, CUT.day)).to.equal(false);
    expect(paid && wasLate(paid, 90, CUT.day)).to.equal(undefined);
    const left = outcomeWith([invoice, moveOf("credit", 20_050, -100n)]);
    expect(left && [wasLate(left, 0, CUT.day), wasLate(left, 30, CUT.day)]).to.deep.equal([true, undefined]);
  });
});
