/** What both sides say of a difference. */
import { expect } from "chai";
import fc from "fast-check";
import { REPLY_KINDS, RESOLUTIONS } from "../../src/domain/differenceReply.ts";
import { BOOK_SIDES } from "../../src/domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../src/domain/ledgerItem.ts";
import { caseOf } from "../../src/reconciliation/ledgers/casework.ts";
import type { Reply } from "../../src/reconciliation/ledgers/casework.ts";
import { differenceKey } from "../../src/reconciliation/ledgers/differenceKey.ts";
import { item } from "./books.ts";

function reply(side: BookSide, kind: Reply["kind"], resolution: Reply["resolution"] = null): Reply {
  return { side, kind, resolution };
}

const replyOf = (sides: readonly BookSide[]): fc.Arbitrary<Reply> =>
  fc
    .record({
      side: fc.constantFrom(...sides),
      kind: fc.constantFrom(...REPLY_KINDS),
      resolution: fc.constantFrom(...RESOLUTIONS),
    })
    .map(({ side, kind, resolution }) => reply(side, kind, kind === "propose" ? resolution : null));

describe("A difference", () => {
  it("is settled by no side alone, whatever it says", () => {
    for (const side of BOOK_SIDES) {
      fc.assert(
        fc.property(fc.array(replyOf([side])), (replies) => {
          expect(caseOf(replies).state).to.not.equal("settled");
        }),
      );
    }
  });

  it("is settled on nothing but what one side proposed last and the other accepted", () => {
    fc.assert(
      fc.property(fc.array(replyOf(BOOK_SIDES)), (replies) => {
        const { state, resolution, proposedBy } = caseOf(replies);
        if (state !== "settled") return;
        const at = replies.findLastIndex(({ kind }) => kind === "propose");
        expect(replies[at]).to.deep.equal(reply(proposedBy ?? "buyer", "propose", resolution));
        const after = replies.slice(at + 1).filter(({ side }) => side !== proposedBy);
        expect(after.map(({ kind }) => kind)).to.include("accept");
      }),
    );
  });

  it("is open again by a rejection, a withdrawal or another proposal", () => {
    const proposed = reply("supplier", "propose", "creditNote");
    expect(caseOf([proposed])).to.deep.equal({ state: "proposed", resolution: "creditNote", proposedBy: "supplier" });
    expect(caseOf([proposed, reply("buyer", "reject")]).state).to.equal("open");
    expect(caseOf([proposed, reply("supplier", "withdraw")]).state).to.equal("open");
    expect(caseOf([proposed, reply("buyer", "withdraw")]).state).to.equal("proposed");
    const settled = [proposed, reply("buyer", "accept")];
    expect(caseOf(settled).state).to.equal("settled");
    expect(caseOf([...settled, reply("supplier", "withdraw"), reply("buyer", "reject")]).state).to.equal("settled");
    expect(caseOf([...settled, reply("buyer", "propose", "buyerIsRight")]).state).to.equal("proposed");
  });

  it("is the same when its amount, its place or the spelling of its number changes, and another one else", () => {
    const of = (over: Partial<LedgerItem>, side: BookSide = "supplier"): string => {
      const items = { supplier: [], buyer: [], [side]: [item({ number: "INV-7", amount: 5n, ...over })] };
      return differenceKey({ items });
    };
    for (const over of [{ amount: 6n }, { place: "line 9" }, { number: " inv-7" }, { day: 3 }]) {
      expect(
        of(over),
        JSON.stringify(over, (_, value: unknown) => String(value)),
      ).to.equal(of({}));
    }
    const others = [
      of({ number: "INV-8" }),
      of({ currency: "USD" }),
      of({ amount: -5n }),
      of({}, "buyer"),
      of({ dueDay: 1 }),
    ];
    expect(new Set([of({}), ...others]).size).to.equal(6);
    expect(of({ number: "" })).to.not.equal(of({ number: "", amount: 6n }));
  });
});
