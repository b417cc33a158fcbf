import { expect } from "chai";
import fc from "fast-check";
import { sumOf } from "../../../src/domain/account/standing.ts";
import { historyUpTo, walkBook } from "../../../src/domain/factoring/book.ts";
import { facilitiesOf } from "../../../src/domain/factoring/bookFacilities.ts";
import { movementsOf } from "../../../src/domain/factoring/bookMovements.ts";
import { dayAt, rowsOf } from "../../../src/domain/factoring/bookRows.ts";
import type { BookedRow, DealRow } from "../../../src/domain/factoring/bookRows.ts";
import { bookAging, expectedOf, portfolioOf, sumsOf } from "../../../src/domain/factoring/bookSums.ts";
import { Recipient } from "../../../src/domain/factoring/deal.ts";
import { dilutionOf } from "../../../src/domain/factoring/dilution.ts";
import { OfferKind } from "../../../src/domain/factoring/offer.ts";
import { openPrincipal } from "../../../src/domain/money.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { randomStory } from "./bookActs.ts";
import { Story } from "./bookStory.ts";
import { BUYER, FACTOR } from "./bookTelling.ts";

function rowsAt(story: Story, instant = story.now): readonly BookedRow[] {
  return rowsOf(walkBook(story.history), story.history, dayAt(instant));
}

function dealAt(story: Story, id: Hex, instant = story.now): DealRow {
  const row = rowsAt(story, instant).find((one) => one.id === id);
  if (row?.kind !== "advance") throw new Error(`${id} is no deal in the book`);
  return row;
}

describe("A factor's book", () => {
  it("has what is open, in use, earned and in reserve, and accrues to any day without a new event", () => {
    const story = new Story();
    const id = story.issue({ amount: 10_000_000n, dueDay: story.today + 60 });
    story.sell(id);
    expect(dealAt(story, id)).to.deep.include({
      open: 10_000_000n,
      funds: 8_000_000n,
      feesDue: 50_000n,
      reserve: 1_950_000n,
    });
    const later = dealAt(story, id, story.now + 60 * 86_400);
    expect(later).to.deep.include({ feesAccrued: 156_667n, feesDue: 156_667n, reserve: 1_843_333n, gap: 0n });
    expect(dealAt(story, id, story.now + 61 * 86_400).daysPastDue).to.equal(1);
    story.credit(id, 2_500_000n);
    expect(dealAt(story, id)).to.deep.include({ open: 7_500_000n, reserve: 0n, gap: 550_000n });
  });

  it("knows what is open of a sealed receivable from its sale, also after a debit, and its due day not", () => {
    const story = new Story();
    const id = story.issue({ discountDay1: 0, discount1: 0n }, true);
    story.pay(id, 10_000n);
    story.sell(id);
    story.debit(id, 700n);
    story.pay(id, 300n);
    const row = dealAt(story, id);
    expect([row.sold, row.open, row.dueDay, row.daysPastDue]).to.deep.equal([90_000n, 90_400n, undefined, 0]);
    expect(bookAging([row])).to.include({ unknown: 90_400n, current: 0n });
    expect(expectedOf([row])).to.include({ unknown: 90_400n, overdue: 0n });
  });

  it("drops a deal that has nothing left, and one that was reassigned, and counts cash that the ledger keeps", () => {
    const story = new Story();
    const [paid, back] = [story.issue(), story.issue()];
    story.sell(paid);
    story.sell(back);
    story.pay(paid, 10n ** 9n, "kept");
    expect(dealAt(story, paid)).to.deep.include({ open: 0n, kept: 98_000n, funds: 80_000n });
    story.claimKept(paid);
    story.repay(back, 10n ** 9n);
    story.reassign(back);
    expect(rowsAt(story)).to.deep.equal([]);
  });

  it("splits its sums by supplier and by buyer, by age and by expectation, without losing a unit", () => {
    fc.assert(
      fc.property(randomStory, ({ story }) => {
        const rows = rowsAt(story);
        const whole = sumsOf(rows);
        for (const by of ["seller", "buyer"] as const) {
          const parts = portfolioOf(rows, by);
          for (const name of ["open", "kept", "funds", "feesDue", "reserve", "gap", "claimed", "price"] as const) {
            expect(
              sumOf(parts, (part) => part[name]),
              name,
            ).to.equal(whole[name]);
          }
        }
        expect(sumOf(Object.values(bookAging(rows)), (amount) => amount)).to.equal(whole.open);
        expect(sumOf(Object.values(expectedOf(rows)), (amount) => amount)).to.equal(whole.open);
      }),
    );
  });

  it("is at every block what the events up to it say, of the ledger and of each deal", () => {
    fc.assert(
      fc.property(randomStory, fc.nat(), ({ story }, chosen) => {
        const history = historyUpTo(story.history, chosen % (story.block + 1));
        const instant = [...history.ledger, ...history.desk].at(-1)?.timestamp ?? story.now;
        const state = walkBook(history);
        for (const row of rowsOf(state, history, dayAt(instant))) {
          const receivable = state.receivables.get(row.id);
          const terms = receivable?.agreed?.openTerms;
          if (receivable !== undefined && terms !== undefined) {
            expect(row.open).to.equal(openPrincipal(terms, receivable));
          }
          if (row.kind === "advance")
            expect(row.open + row.kept - row.funds - row.feesDue).to.equal(row.reserve - row.gap);
        }
      }),
    );
  });

  it("adds up what came by where it came from, as the purses have it", () => {
    fc.assert(
      fc.property(randomStory, ({ story }) => {
        const { collections } = movementsOf(story.history);
        const advanced = sumOf(story.history.desk, ({ event }) =>
          event.name === "ReceivableSold" ? event.advance : event.name === "ReceivablePurchased" ? event.price : 0n,
        );
        const own = sumOf(collections, ({ source, cash, toSeller }) => (source === "purchase" ? 0n : cash - toSeller));
        const bought = sumOf(collections, ({ source, cash }) => (source === "purchase" ? cash : 0n));
        expect(own + bought - advanced).to.equal(story.purses.factor + keptOutright(story));
      }),
    );
  });

  it("counts as dilution what was credited or discounted since the sale, less discounts taken back (R51)", () => {
    const story = new Story();
    const [first, second] = [story.issue(), story.issue({ discountDay1: 0, discount1: 0n })];
    story.credit(first, 1_000n);
    story.sell(first);
    story.sell(second);
    story.credit(second, 8_000n);
    const bankRef = story.receipt(first, 10n ** 9n, Recipient.Factor);
    const period = { from: story.today - 1, through: story.today + 400 };
    const { sales, reductions } = movementsOf(story.history);
    const [book] = dilutionOf(sales, reductions, period, "book");
    expect(book).to.deep.include({ sales: 199_000n, reductions: 9_980n, ppm: 50_151n });
    story.reverse(first, bankRef);
    const after = movementsOf(story.history);
    expect(dilutionOf(after.sales, after.reductions, period, "book")[0]).to.deep.include({ reductions: 8_000n });
  });

  it("shows the use of offers that several are sold under, with the limits that are known", () => {
    const story = new Story();
    const [first, second, third] = [story.issue(), story.issue(), story.issue()];
    const offer = keccakOfText("facility");
    story.sell(first, { offer, kind: OfferKind.Facility });
    story.sell(second, { offer, kind: OfferKind.Facility });
    story.sell(third);
    story.repay(first, 50_000n);
    const limits = new Map([[offer, { limit: 120_000n, until: 2_000_000_000, buyers: new Map([[BUYER, 500_000n]]) }]]);
    const [use, ...rest] = facilitiesOf(walkBook(story.history), limits);
    expect(rest).to.deep.equal([]);
    expect(use).to.deep.include({ offer, kind: "facility", inUse: 110_000n, limit: 120_000n, deals: 2 });
    expect(use?.buyers).to.deep.equal([{ buyer: BUYER, inUse: 110_000n, limit: 500_000n }]);
  });
});

/** What the ledger keeps on receivables that the factor bought outright counts as collected. */
function keptOutright({ history }: Story): bigint {
  return sumOf(history.ledger, ({ event }) => {
    if (event.name !== "CashKept" && event.name !== "CashClaimed") return 0n;
    if (event.holder !== FACTOR) return 0n;
    return event.name === "CashKept" ? event.amount : -event.amount;
  });
}
