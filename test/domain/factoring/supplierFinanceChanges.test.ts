import { expect } from "chai";
import fc from "fast-check";
import { sumOf } from "../../../src/domain/account/standing.ts";
import { historyUpTo, walkBook } from "../../../src/domain/factoring/book.ts";
import { Recipient } from "../../../src/domain/factoring/deal.ts";
import { payableChanges, payableIn } from "../../../src/domain/factoring/supplierFinanceChanges.ts";
import type { OwedPayable, PayableChanges } from "../../../src/domain/factoring/supplierFinanceChanges.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { randomStory } from "./bookActs.ts";
import { Story } from "./bookStory.ts";
import { BUYER, FACTOR, SELLER, TOKEN } from "./bookTelling.ts";

const NOTHING: PayableChanges = { entered: 0n, left: 0n, paid: 0n, discounted: 0n, credited: 0n, amended: 0n };

function owedIn(story: Story, id: Hex, block = story.block): OwedPayable | "sealed" | undefined {
  return payableIn(walkBook(historyUpTo(story.history, block)), story.history, id, BUYER);
}

function financedAt(story: Story, ids: readonly Hex[], block: number): bigint {
  return sumOf(ids, (id) => {
    const owed = owedIn(story, id, block);
    return owed === undefined || owed === "sealed" || owed.arrangement === undefined ? 0n : owed.carrying;
  });
}

function changesIn(story: Story, after = -1): PayableChanges | undefined {
  return payableChanges(story.history, BUYER, after).get(TOKEN);
}

describe("What a buyer owes of what its suppliers sold", () => {
  it("has been paid to the supplier as far as the factor has paid it and not got back (R74)", () => {
    const story = new Story();
    const id = story.issue({ amount: 100_000n, discountDay1: 0, discount1: 0n });
    expect(owedIn(story, id)).to.deep.include({ carrying: 100_000n, arrangement: undefined, supplierPaid: 0n });
    story.sell(id);
    expect(owedIn(story, id)).to.deep.include({ carrying: 100_000n, arrangement: FACTOR, supplierPaid: 80_000n });
    story.credit(id, 25_000n);
    expect(owedIn(story, id), "never more than is owed").to.deep.include({ carrying: 75_000n, supplierPaid: 75_000n });
    story.pay(id, 60_000n, "kept");
    expect(owedIn(story, id), "what is kept is the factor's").to.deep.include({ carrying: 15_000n });
    expect(owedIn(story, id)).to.deep.include({ supplierPaid: 15_000n });
    story.repay(id, 10n ** 9n);
    expect(owedIn(story, id), "repaid by the seller itself").to.deep.include({ carrying: 15_000n, supplierPaid: 0n });
  });

  it("has been paid in whole for what was bought outright, while the factor holds it", () => {
    const story = new Story();
    const id = story.issue({ amount: 50_000n, discountDay1: 0, discount1: 0n });
    story.purchase(id, 49_000n);
    expect(owedIn(story, id)).to.deep.include({ arrangement: FACTOR, supplierPaid: 50_000n });
    story.handOn(id, SELLER);
    expect(owedIn(story, id)).to.deep.include({ arrangement: undefined, supplierPaid: 0n });
  });

  it("is nothing to anybody else, and not told where its terms are sealed", () => {
    const story = new Story();
    const id = story.issue({}, true);
    expect(owedIn(story, id)).to.equal("sealed");
    expect(payableIn(walkBook(story.history), story.history, id, SELLER)).to.equal(undefined);
  });
});

describe("The changes of what a buyer's arrangements finance", () => {
  it("tell cash from all that is none: financed, credited, discounted, debited, taken back (44H(c))", () => {
    const story = new Story();
    const [first, second] = [story.issue(), story.issue({ discountDay1: 0, discount1: 0n })];
    story.pay(second, 10_000n);
    expect(changesIn(story), "in no arrangement").to.equal(undefined);
    story.sell(first);
    story.sell(second);
    expect(changesIn(story)).to.deep.equal({ ...NOTHING, entered: 190_000n });
    const middle = story.block;
    story.credit(second, 8_000n);
    story.debit(second, 500n);
    const bankRef = story.receipt(first, 10n ** 9n, Recipient.Factor);
    const paid = { ...NOTHING, paid: -98_000n, discounted: -2_000n, credited: -8_000n, amended: 500n };
    expect(changesIn(story, middle)).to.deep.equal(paid);
    story.reverse(first, bankRef);
    expect(changesIn(story, middle)).to.deep.equal({ ...paid, paid: 0n, discounted: 0n });
    story.repay(second, 10n ** 9n);
    story.reassign(second);
    expect(changesIn(story, middle)).to.deep.include({ left: -82_500n });
  });

  it("are together what is financed at the end less what was at the beginning, whatever happened", () => {
    fc.assert(
      fc.property(randomStory, fc.nat({ max: 40 }), ({ story, ids }, opening) => {
        const changes = changesIn(story, opening) ?? NOTHING;
        const sum = sumOf(Object.values<bigint>({ ...changes }), (change) => change);
        expect(sum).to.equal(financedAt(story, ids, story.block) - financedAt(story, ids, opening));
        expect(changes.entered >= 0n && changes.left <= 0n).to.equal(true);
      }),
    );
  });
});
