import { expect } from "chai";
import fc from "fast-check";
import { historyUpTo } from "../../../src/domain/factoring/book.ts";
import { dayAt, rowsOf } from "../../../src/domain/factoring/bookRows.ts";
import { Recipient } from "../../../src/domain/factoring/deal.ts";
import { outstandingOn } from "../../../src/domain/factoring/dealFold.ts";
import { walkBook } from "../../../src/domain/factoring/book.ts";
import { dealJournal } from "../../../src/domain/factoring/journal.ts";
import type { DealEntry } from "../../../src/domain/factoring/journal.ts";
import { trialBalances } from "../../../src/domain/factoring/journalBalances.ts";
import { JOURNAL_CHARTS } from "../../../src/domain/factoring/journalChart.ts";
import type { JournalRole, JournalSide } from "../../../src/domain/factoring/journalChart.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { dayNumber } from "../../../src/domain/terms.ts";
import { randomStory } from "./bookActs.ts";
import { Story } from "./bookStory.ts";
import { FACTOR, SELLER } from "./bookTelling.ts";

function entriesOf({ history }: Story, side: JournalSide, through: number): readonly DealEntry[] {
  return dealJournal(history, { side, owner: side === "factor" ? FACTOR : SELLER, through });
}

/** The balance of an account, above nought for debit. */
function balanceOf(entries: readonly DealEntry[], side: JournalSide, role: JournalRole, id?: Hex): bigint {
  let sum = 0n;
  for (const entry of entries) {
    if (id !== undefined && entry.receivable !== id) continue;
    for (const { account, debit, credit } of entry.lines) {
      if (account === JOURNAL_CHARTS[side][role]) sum += debit - credit;
    }
  }
  return sum;
}

describe("The journal of a deal", () => {
  it("books R54 to the cent on both sides", () => {
    const story = new Story();
    const id = story.issue({ amount: 10_000_000n, dueDay: story.today + 60, discountDay1: 0, discount1: 0n });
    story.sell(id);
    story.wait(30);
    story.credit(id, 300_000n);
    story.wait(30);
    story.pay(id, 9_700_000n);
    const factor = entriesOf(story, "factor", story.today);
    const seller = entriesOf(story, "seller", story.today);
    expect(balanceOf(factor, "factor", "bank")).to.equal(156_667n);
    expect(balanceOf(factor, "factor", "commissions")).to.equal(-50_000n);
    expect(balanceOf(factor, "factor", "fees")).to.equal(-106_667n);
    for (const role of ["receivables", "settlement", "transit"] as const) {
      expect(balanceOf(factor, "factor", role), role).to.equal(0n);
    }
    expect(balanceOf(seller, "seller", "bank")).to.equal(9_543_333n);
    expect(
      balanceOf(seller, "seller", "settlement"),
      "what the account of the buyer moves there, less the credit",
    ).to.equal(-9_700_000n);
    expect(balanceOf(seller, "seller", "fees") + balanceOf(seller, "seller", "commissions")).to.equal(156_667n);
  });

  it("earns the fee month by month, and the same whatever periods are asked for", () => {
    const story = new Story();
    const id = story.issue({ amount: 10_000_000n });
    story.sell(id);
    const january = dayNumber("2027-01-31");
    const fees = entriesOf(story, "factor", january).filter(({ kind }) => kind === "FeeEarned");
    expect(fees.map(({ day }) => day)).to.deep.equal(
      ["2026-11-30", "2026-12-31", "2027-01-31"].map((date) => dayNumber(date)),
    );
    const [november, december] = ["2026-11-30", "2026-12-31"].map((date) =>
      entriesOf(story, "factor", dayNumber(date)),
    );
    expect(november).to.deep.equal(entriesOf(story, "factor", january).slice(0, november?.length));
    expect(balanceOf(december ?? [], "factor", "fees")).to.equal(
      -((8_000_000n * 60n * 8n * 2n + 36_000n) / (2n * 36_000n)),
    );
  });

  it("keeps what a returned receipt left with the seller as a claim and as no fee", () => {
    const story = new Story();
    const id = story.issue({ amount: 100_000n, discountDay1: 0, discount1: 0n });
    story.sell(id);
    story.wait(5);
    const bankRef = story.receipt(id, 100_000n, Recipient.Factor);
    story.wait(1);
    story.reverse(id, bankRef);
    const entries = entriesOf(story, "factor", story.today);
    const deal = story.dealOf(id);
    if (deal === undefined) throw new Error("no deal");
    expect(balanceOf(entries, "factor", "settlement")).to.equal(outstandingOn(deal, story.today) - 100_000n);
    expect(balanceOf(entries, "factor", "transit")).to.equal(0n);
    // Six days of 80,000 at 8 % and the commission of 500; the 19,411 that the seller kept are none of it.
    expect(balanceOf(entries, "factor", "fees") + balanceOf(entries, "factor", "commissions")).to.equal(-607n);
  });

  it("books an outright purchase, its collection and what is handed on", () => {
    const story = new Story();
    const [first, second] = [story.issue({ amount: 10_000_000n }), story.issue({ amount: 50_000n })];
    story.purchase(first, 9_866_667n);
    story.purchase(second, 49_000n);
    story.wait(40);
    story.pay(first, 20_000_000n);
    story.handOn(second, SELLER);
    story.pay(second, 60_000n);
    const entries = entriesOf(story, "factor", story.today);
    expect(balanceOf(entries, "factor", "receivables")).to.equal(0n);
    expect(balanceOf(entries, "factor", "discounts")).to.equal(-133_333n - 1_000n);
    expect(balanceOf(entries, "factor", "soldOn")).to.equal(50_000n);
    expect(-balanceOf(entries, "factor", "charges") > 4_000n, "late interest is the factor's").to.equal(true);
    const seller = entriesOf(story, "seller", story.today);
    expect(balanceOf(seller, "seller", "settlement")).to.equal(-10_050_000n);
    expect(balanceOf(seller, "seller", "bank")).to.equal(9_915_667n);
  });

  it("balances in every entry, ties to ledger, deals and purses at every block, and mirrors the other side", () => {
    fc.assert(
      fc.property(randomStory, ({ story, ids }) => {
        const factor = entriesOf(story, "factor", story.today);
        const seller = entriesOf(story, "seller", story.today);
        for (const { id, lines } of [...factor, ...seller]) {
          const sum = lines.reduce((total, { debit, credit }) => total + debit - credit, 0n);
          if (sum !== 0n) throw new Error(`${id} does not balance`);
          expect(lines.every(({ debit, credit }) => debit >= 0n && credit >= 0n && (debit === 0n) !== (credit === 0n)));
        }
        const state = walkBook(story.history);
        const rows = rowsOf(state, story.history, dayAt(story.now));
        for (const id of ids) {
          const row = rows.find((one) => one.id === id);
          const [owed, open] = [
            balanceOf(factor, "factor", "settlement", id),
            balanceOf(factor, "factor", "receivables", id),
          ];
          expect(open, "receivables are what the ledger keeps").to.equal(row?.open ?? 0n);
          if (row?.kind === "advance") expect(-owed).to.equal(row.open + row.kept - row.funds - row.feesDue);
          else expect(owed, "nothing is left between factor and seller").to.equal(0n);
        }
        const waiting = balanceOf(factor, "factor", "waiting") + balanceOf(factor, "factor", "transit");
        expect(balanceOf(factor, "factor", "bank") + waiting, "the factor's purse").to.equal(
          story.purses.factor + keptBy(story),
        );
        const before = story.today - 20;
        const whole = trialBalances(factor, before);
        expect(whole.reduce((sum, { opening }) => sum + opening, 0n)).to.equal(0n);
        expect(whole.reduce((sum, { closing }) => sum + closing, 0n)).to.equal(0n);
        for (const { opening, debit, credit, closing } of whole) expect(opening + debit - credit).to.equal(closing);
      }),
    );
  });

  it("leaves at every block between the sides what was sold, less what was credited or discounted", () => {
    fc.assert(
      fc.property(randomStory, fc.nat(), ({ story, ids }, chosen) => {
        const block = chosen % (story.block + 1);
        const history = historyUpTo(story.history, block);
        const factor = dealJournal(history, { side: "factor", owner: FACTOR, through: story.today });
        const seller = dealJournal(history, { side: "seller", owner: SELLER, through: story.today });
        for (const id of ids) {
          const both = balanceOf(factor, "factor", "settlement", id) + balanceOf(seller, "seller", "settlement", id);
          expect(both, "what the seller's account with the buyer moved there").to.equal(-movedBy(history, id));
        }
      }),
    );
  });
});

/** Cash that the ledger keeps for the desk or the factor. */
function keptBy({ history }: Story): bigint {
  let kept = 0n;
  for (const { event } of history.ledger) {
    if (event.name === "CashKept") kept += event.amount;
    if (event.name === "CashClaimed") kept -= event.amount;
  }
  return kept;
}

/** Sold, less credits and discounts and more debits while it was sold, less what went back. */
function movedBy(history: Story["history"], id: Hex): bigint {
  let moved = 0n;
  walkBook(history, ({ recorded: { event }, id: about, deal, purchase, before, now }, state) => {
    if (about !== id) return;
    if (event.name === "ReceivableSold" || event.name === "ReceivablePurchased") moved += event.open;
    if (deal === undefined || purchase !== undefined) return;
    if (event.name === "ReceivablePaid" || event.name === "ReceiptRecorded") moved -= event.discount;
    if (event.name === "ReceiptReversed") moved += event.discount;
    if (event.name === "ReceivableCredited") moved -= event.principal;
    if (event.name === "ReceivableDebited") moved += event.amount;
    if (event.name === "ReceivableReassigned") {
      const face = state.faces.get(now.commitment) ?? 0n;
      moved -= face - before.settled;
    }
  });
  return moved;
}
