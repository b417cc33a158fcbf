/** Two books that are compared again whenever something arrives. */
import { expect } from "chai";
import fc from "fast-check";
import { BOOK_SIDES } from "../../src/domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../src/domain/ledgerItem.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { continued } from "../../src/reconciliation/ledgers/continuing.ts";
import type { Continued, Life } from "../../src/reconciliation/ledgers/continuing.ts";
import { differenceKeys } from "../../src/reconciliation/ledgers/differenceKey.ts";
import type { Difference } from "../../src/reconciliation/ledgers/differences.ts";
import { LEDGER_POLICY } from "../../src/reconciliation/ledgers/policy.ts";
import { reconcileBooks } from "../../src/reconciliation/ledgers/reconcile.ts";
import { CUT_OFF, item, plantedBooks } from "./books.ts";

type Books = Readonly<Record<BookSide, readonly LedgerItem[]>>;

/** A pair that is compared at each call, with all differences that were ever found. */
function openPair(): { compare(books: Books, at: number): Continued; lives(): readonly Life[] } {
  const lives = new Map<Hex, Life>();
  return {
    lives: () => [...lives.values()],
    compare(items, at) {
      const results = reconcileBooks({ items, cutOff: CUT_OFF }, LEDGER_POLICY);
      const keys = new Map<Difference, Hex>();
      for (const { differences } of results) {
        for (const [place, key] of differenceKeys(differences).entries()) {
          const difference = differences[place];
          if (difference !== undefined) keys.set(difference, key);
        }
      }
      const keyOf = (difference: Difference): Hex => keys.get(difference) ?? "0x";
      const found = continued([...lives.values()], results, keyOf, { at, due: `day ${at + 14}` });
      for (const life of [...found.open.values(), ...found.cleared]) lives.set(life.key, life);
      return found;
    },
  };
}

const question = ({ key, class: name, owner, amount }: Life): string => `${key} ${name} ${owner} ${amount}`;
const open = (lives: readonly Life[]): string[] =>
  lives
    .filter(({ cleared }) => cleared === null)
    .map(question)
    .toSorted();

/** Two books, and after how many of their items each comparison is made. */
const growing = plantedBooks.chain(({ supplier, buyer }) => {
  const arriving = [
    ...supplier.map((one) => ({ one, side: "supplier" })),
    ...buyer.map((one) => ({ one, side: "buyer" })),
  ];
  return fc.record({
    order: fc.shuffledSubarray(arriving, { minLength: arriving.length }),
    steps: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
  });
});

function booksOf(arrived: readonly { readonly one: LedgerItem; readonly side: string }[]): Books {
  const of = (wanted: BookSide): LedgerItem[] => arrived.filter(({ side }) => side === wanted).map(({ one }) => one);
  return { supplier: of("supplier"), buyer: of("buyer") };
}

describe("Books that are compared again and again", () => {
  it("stand, after whatever arrived in whatever portions, as comparing all of it at once says", () => {
    fc.assert(
      fc.property(growing, ({ order, steps }) => {
        const pair = openPair();
        let arrived = 0;
        for (const [at, step] of steps.entries()) {
          arrived += step;
          pair.compare(booksOf(order.slice(0, arrived)), at);
        }
        const last = pair.compare(booksOf(order), steps.length);
        const once = openPair();
        once.compare(booksOf(order), steps.length);
        expect(open(pair.lives())).to.deep.equal(open(once.lives()));
        expect(open([...last.open.values()])).to.deep.equal(open(once.lives()));
      }),
      { numRuns: 40 },
    );
  });

  it("lose no difference: each that was ever found is open, or cleared with when and why, and due as at first", () => {
    fc.assert(
      fc.property(growing, ({ order, steps }) => {
        const pair = openPair();
        const first = new Map<Hex, Life>();
        let arrived = 0;
        for (const [at, step] of [...steps, order.length].entries()) {
          arrived += step;
          const before = open(pair.lives());
          const { open: found, opened, cleared } = pair.compare(booksOf(order.slice(0, arrived)), at);
          for (const life of found.values()) if (life.due !== null && !first.has(life.key)) first.set(life.key, life);
          for (const { key, due } of found.values()) expect(due).to.equal(first.get(key)?.due ?? null);
          for (const life of cleared) expect(life.cleared).to.include({ at });
          expect(before.length + opened.length - cleared.length, "none is lost").to.equal(found.size);
        }
      }),
      { numRuns: 40 },
    );
  });

  const own = item({ number: "INV-1", amount: 100n });

  it("tell why a difference is there no more: matched, part of another one, or gone from a book", () => {
    const pair = openPair();
    pair.compare({ supplier: [own], buyer: [] }, 1);
    const [matched] = pair.compare({ supplier: [own], buyer: [own] }, 2).cleared;
    expect(matched).to.deep.include({ class: "MISSING_AT_BUYER", cleared: { at: 2, why: "matched", from: [] } });
    pair.compare({ supplier: [own], buyer: [] }, 3);
    const [gone] = pair.compare({ supplier: [], buyer: [] }, 4).cleared;
    expect(gone?.cleared).to.deep.equal({ at: 4, why: "gone", from: ["supplier"] });
    pair.compare({ supplier: [own], buyer: [] }, 5);
    const [other] = pair.compare({ supplier: [own], buyer: [{ ...own, amount: 90n }] }, 6).cleared;
    expect(other?.cleared).to.deep.equal({ at: 6, why: "otherDifference", from: [] });
  });

  it("give nobody more time: a difference that comes back is due when it was, whatever it has become", () => {
    const pair = openPair();
    const differing = { supplier: [own], buyer: [{ ...own, amount: 90n }] };
    const [first] = pair.compare(differing, 1).open.values();
    pair.compare({ supplier: [own], buyer: [own] }, 2);
    const [back] = pair.compare({ ...differing, supplier: [{ ...own, amount: 80n }] }, 3).open.values();
    expect(back).to.include({ key: first?.key, due: "day 15", found: 1, changed: 3, cleared: null });
  });

  it("give nobody more time for another due day, another number or both, and tell what a difference follows", () => {
    const pair = openPair();
    const buyer = [{ ...own, amount: 90n }];
    const [first] = pair.compare({ supplier: [own], buyer }, 1).open.values();
    const [moved] = pair.compare({ supplier: [{ ...own, dueDay: CUT_OFF + 90 }], buyer }, 20).open.values();
    expect(moved).to.include({ key: first?.key, due: "day 15", found: 1, changed: 1, follows: null });
    const renumbered = pair.compare({ supplier: [{ ...own, number: "X", dueDay: 7, day: 1 }], buyer }, 21).open;
    const alone = [...renumbered.values()].find(({ class: name }) => name === "MISSING_AT_SUPPLIER");
    expect(alone).to.include({ due: "day 15", found: 1, changed: 21, follows: first?.key });
    pair.compare({ supplier: [own], buyer: [own] }, 22);
    const [back] = pair.compare({ supplier: [], buyer: [{ ...own, dueDay: 5 }] }, 30).open.values();
    expect(back).to.include({ key: alone?.key, due: "day 15", found: 1, changed: 30, follows: first?.key });
  });

  it("give a document that was never asked about its own day, and a double another than its original", () => {
    const pair = openPair();
    pair.compare({ supplier: [own], buyer: [] }, 1);
    const [fresh] = pair.compare({ supplier: [own], buyer: [own, { ...own, number: "NEW" }] }, 5).open.values();
    expect(fresh).to.include({ class: "MISSING_AT_SUPPLIER", due: "day 19", follows: null });
    const { open: doubled } = pair.compare({ supplier: [own, { ...own }], buyer: [own] }, 6);
    expect([...doubled.values()].map((life) => [life.class, life.due, life.follows])).to.deep.equal([
      ["DUPLICATE", "day 20", null],
    ]);
  });

  it("give a difference that nobody owned its day once somebody does", () => {
    const paid = item({ kind: "payment", number: "T-1", amount: -50n, day: CUT_OFF - 5 });
    const pair = openPair();
    const [transit] = pair.compare({ supplier: [], buyer: [paid] }, 1).open.values();
    expect(transit).to.include({ class: "PAYMENT_IN_TRANSIT", owner: "none", due: null });
    const [late] = pair.compare({ supplier: [], buyer: [{ ...paid, day: CUT_OFF - 15 }] }, 8).open.values();
    expect(late).to.include({ class: "MISSING_AT_SUPPLIER", owner: "supplier", due: "day 22", found: 1 });
  });

  it("clear nothing that a firm only spells otherwise, and count every item of both books once", () => {
    const pair = openPair();
    pair.compare({ supplier: [own], buyer: [] }, 1);
    const { opened, cleared } = pair.compare({ supplier: [{ ...own, number: " inv-1", place: "9" }], buyer: [] }, 2);
    expect([opened, cleared]).to.deep.equal([[], []]);
    expect(BOOK_SIDES.map((side) => pair.lives()[0]?.documents[side].length)).to.deep.equal([1, 0]);
  });
});
