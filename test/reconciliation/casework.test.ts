/** What both sides say of a difference. */
import { expect } from "chai";
import fc from "fast-check";
import { REPLY_KINDS, RESOLUTIONS } from "../../src/domain/differenceReply.ts";
import { BOOK_SIDES } from "../../src/domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../src/domain/ledgerItem.ts";
import { caseOf } from "../../src/reconciliation/ledgers/casework.ts";
import type { Reply } from "../../src/reconciliation/ledgers/casework.ts";
import { differenceKeys } from "../../src/reconciliation/ledgers/differenceKey.ts";
import { item } from "./books.ts";

const SEEN = { class: "AMOUNT_DIFF", amount: "-20.00" } as const;

function reply(side: BookSide, kind: Reply["kind"], over: Partial<Reply> = {}): Reply {
  return { id: "1", side, kind, resolution: null, proposal: null, seen: SEEN, ...over };
}

const replyOf = (sides: readonly BookSide[]): fc.Arbitrary<Reply> =>
  fc
    .record({
      id: fc.constantFrom("1", "2", "3"),
      side: fc.constantFrom(...sides),
      kind: fc.constantFrom(...REPLY_KINDS),
      resolution: fc.constantFrom(...RESOLUTIONS),
      proposal: fc.constantFrom("1", "2", "3"),
      seen: fc.constantFrom(SEEN, SEEN, { ...SEEN, amount: "-1.00" }),
    })
    .map(({ kind, resolution, proposal, ...rest }) => ({
      ...{ ...rest, kind, resolution: kind === "propose" ? resolution : null },
      proposal: kind === "accept" || kind === "reject" ? proposal : null,
    }));

describe("A difference", () => {
  it("is settled by no side alone, whatever it says", () => {
    for (const side of BOOK_SIDES) {
      fc.assert(
        fc.property(fc.array(replyOf([side])), (replies) => {
          expect(caseOf(replies, SEEN).state).to.not.equal("settled");
        }),
      );
    }
  });

  it("is settled on nothing but a proposal that the other side accepted by its name, of what it still is", () => {
    fc.assert(
      fc.property(fc.array(replyOf(BOOK_SIDES)), (replies) => {
        const { state, resolution, proposedBy, proposal } = caseOf(replies, SEEN);
        if (state !== "settled") return;
        const isOfThis = (one: Reply): boolean => one.seen.amount === SEEN.amount;
        const made = replies.filter((one) => isOfThis(one) && one.kind === "propose" && one.id === proposal);
        expect(made.map((one) => [one.side, one.resolution])).to.deep.include([proposedBy, resolution]);
        const accepted = replies.filter((one) => isOfThis(one) && one.kind === "accept" && one.proposal === proposal);
        expect(accepted.map(({ side }) => side)).to.include(proposedBy === "buyer" ? "supplier" : "buyer");
      }),
    );
  });

  const proposed = reply("supplier", "propose", { id: "a", resolution: "creditNote" });
  const settled = [proposed, reply("buyer", "accept", { proposal: "a" })];

  it("is open again by a rejection, a withdrawal or another proposal", () => {
    expect(caseOf([proposed], SEEN)).to.deep.equal({
      ...{ state: "proposed", resolution: "creditNote", proposedBy: "supplier", proposal: "a" },
    });
    expect(caseOf([proposed, reply("buyer", "reject", { proposal: "a" })], SEEN).state).to.equal("open");
    expect(caseOf([proposed, reply("supplier", "withdraw")], SEEN).state).to.equal("open");
    expect(caseOf([proposed, reply("buyer", "withdraw")], SEEN).state).to.equal("proposed");
    expect(caseOf(settled, SEEN).state).to.equal("settled");
    const other = reply("buyer", "propose", { id: "b", resolution: "buyerIsRight" });
    expect(caseOf([...settled, other], SEEN).state).to.equal("proposed");
  });

  it("takes no acceptance of a proposal that was switched meanwhile", () => {
    const switched = reply("supplier", "propose", { id: "b", resolution: "supplierIsRight" });
    const found = caseOf([proposed, switched, reply("buyer", "accept", { proposal: "a" })], SEEN);
    expect(found).to.include({ state: "proposed", resolution: "supplierIsRight" });
  });

  it("stays settled when a side makes a new proposal and takes it back", () => {
    const other = reply("supplier", "propose", { id: "b", resolution: "buyerIsRight" });
    expect(caseOf([...settled, other, reply("supplier", "withdraw")], SEEN)).to.include({
      state: "settled",
      proposal: "a",
    });
  });

  it("is settled no more when its class or its amount has changed", () => {
    expect(caseOf(settled, { ...SEEN, amount: "-999901.00" }).state).to.equal("open");
    expect(caseOf(settled, { ...SEEN, class: "MISSING_AT_BUYER" }).state).to.equal("open");
  });

  it("is the same when its amount, days, place or the spelling of its number change, and another one else", () => {
    const of = (over: Partial<LedgerItem>, side: BookSide = "supplier"): string => {
      const items = { supplier: [], buyer: [], [side]: [item({ number: "INV-7", amount: 5n, ...over })] };
      return differenceKeys([{ items, class: "MISSING_AT_BUYER" }])[0] ?? "";
    };
    for (const over of [{ amount: 6n }, { place: "line 9" }, { number: " inv-7" }, { day: 3 }, { dueDay: 1 }]) {
      expect(
        of(over),
        JSON.stringify(over, (_, value: unknown) => String(value)),
      ).to.equal(of({}));
    }
    const others = [of({ number: "INV-8" }), of({ currency: "USD" }), of({ amount: -5n }), of({}, "buyer")];
    expect(new Set([of({}), ...others]).size).to.equal(5);
    for (const over of [{ amount: 6n }, { dueDay: 1 }]) {
      expect(of({ number: "" })).to.not.equal(of({ number: "", ...over }));
    }
  });

  it("is of one instalment among several of a number, in whatever order their book has them", () => {
    const keysOf = (dueDays: readonly number[]): string[] =>
      differenceKeys(
        dueDays.map((dueDay) => {
          const supplier = [item({ number: "INV-7", amount: 5n, dueDay })];
          return { items: { supplier, buyer: [] }, class: "MISSING_AT_BUYER" };
        }),
      ).toSorted();
    expect(keysOf([20_030, 20_060])).to.deep.equal(keysOf([20_060, 20_030]));
    expect(new Set(keysOf([20_030, 20_060])).size).to.equal(2);
  });

  it("is another than its double, and of several alike each is one of its own", () => {
    const items = { supplier: [item({ number: "INV-7", amount: 5n })], buyer: [] };
    const keys = differenceKeys([
      { items, class: "MISSING_AT_BUYER" },
      { items, class: "DUPLICATE" },
      { items, class: "DUPLICATE" },
    ]);
    expect(new Set(keys).size).to.equal(3);
  });
});
