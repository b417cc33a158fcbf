import { expect } from "chai";
import { ClaimReason, Source } from "../../../src/domain/factoring/deal.ts";
import {
  claimedOn,
  claimOpenOn,
  foldDeal,
  outstandingOn,
  repaidOf,
  withoutFallen,
} from "../../../src/domain/factoring/dealFold.ts";
import type { DealState } from "../../../src/domain/factoring/dealFold.ts";
import type { DealEvent, RecordedFactoringEvent } from "../../../src/domain/factoring/factoringEvents.ts";
import { EMPTY_FACTORING, foldFactoring, inUseUnder, spentBy } from "../../../src/domain/factoring/factoringFold.ts";
import { NoticeReply } from "../../../src/domain/factoring/notice.ts";
import { foldNotice } from "../../../src/domain/factoring/noticeFold.ts";
import { OfferKind } from "../../../src/domain/factoring/offer.ts";
import { keccak256 } from "../../../src/domain/hash.ts";
import { ReceiptStatus } from "../../../src/domain/receipts.ts";
import type { ReceiptState } from "../../../src/domain/receipts.ts";
import { ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { BUYER, claimed, DESK, EURX, FACTOR, filed, notified } from "../../store/factoringRows.ts";
import { paid, purchased, reassigned, SELLER, sold } from "../../store/factoringRows.ts";
import { address, hash } from "../../store/rows.ts";

const ID = hash(0x111);
const DAY = 20_000;

function after(...events: readonly DealEvent[]): DealState {
  return (
    events.reduce<DealState | undefined>((state, event) => foldDeal(state, DESK, event), undefined) ?? expect.fail()
  );
}

function received(source: Source, bankRef = hash(0xb)): DealEvent {
  const shared = { toFunds: 8_000_000n, toFees: 50_000n, toSeller: 950_000n };
  return paid(ID, 0n, { source, shared, day: DAY, bankRef });
}

function reversed(source: Source, bankRef = hash(0xb)): DealEvent {
  const receipt = { source, toFunds: 8_000_000n, toFees: 50_000n, toSeller: 950_000n, day: DAY };
  return { name: "DealReceiptReversed", id: ID, bankRef, receipt };
}

function recorded(event: RecordedFactoringEvent["event"], at = DESK, logIndex = 0): RecordedFactoringEvent {
  return { event, at: { address: at, blockNumber: 1, blockHash: hash(1), transactionHash: hash(2), logIndex } };
}

describe("The fold of a deal", () => {
  it("owes advance and commission on the day of its sale, and the fee of each day after it", () => {
    const deal = after(sold(ID));
    expect([outstandingOn(deal, DAY), outstandingOn(deal, DAY + 60)]).to.deep.equal([8_050_000n, 8_156_667n]);
    expect([deal.number, deal.live, deal.released, repaidOf(deal)]).to.deep.equal([1, true, 0n, 0n]);
  });

  it("is as if a receipt that was reversed had never come, but for what the seller has got of it", () => {
    const [back, turned] = [Source.FactorReceipt, Source.SellerReceipt] as const;
    const returned = after(sold(ID), received(back), reversed(back));
    expect(outstandingOn(returned, DAY + 60)).to.equal(8_156_667n + 950_000n);
    expect([returned.released, returned.receipts]).to.deep.equal([950_000n, []]);
    // What the seller had turned over goes back to it, and its own part never left it.
    const kept = after(sold(ID), received(turned), reversed(turned));
    expect(outstandingOn(kept, DAY + 60)).to.equal(8_156_667n);
    expect(kept.released).to.equal(0n);
    expect(after(sold(ID), received(back)).receipts).to.have.lengthOf(1);
    expect(after(sold(ID), paid(ID, 1n)).receipts).to.deep.equal([]);
  });

  it("lessens a claim by what is paid since, from any side, and never claims beyond what is outstanding", () => {
    const deal = after(sold(ID), paid(ID, 1_000_000n), claimed(ID, 7_050_000n), paid(ID, 2_000_000n));
    const [claim = expect.fail()] = deal.claims;
    expect(claim.repaidBefore).to.equal(1_000_000n);
    expect(claimOpenOn(deal, claim, DAY)).to.equal(5_050_000n);
    const warranty = { ...claimed(ID, 5_050_000n), reason: ClaimReason.Warranty };
    const twice = foldDeal(deal, DESK, warranty);
    // Both are for one gap, of which the fee of the thirty days is a part.
    expect(claimedOn(twice, DAY)).to.equal(outstandingOn(twice, DAY)).and.to.equal(5_070_000n);
    const over = after(sold(ID), claimed(ID, 5n), paid(ID, 6n));
    expect(claimedOn(over, DAY)).to.equal(0n);
    // What is taken back after a claim makes it no larger than it was raised.
    const again = after(sold(ID), received(Source.SellerReceipt), claimed(ID, 9n), reversed(Source.SellerReceipt));
    expect(claimedOn(again, DAY)).to.equal(9n);
  });

  it("owes for credits what was credited in all, whatever was claimed of it before and paid since", () => {
    const dilution = (amount: bigint): DealEvent => ({ ...claimed(ID, amount), reason: ClaimReason.Dilution });
    expect(claimedOn(after(sold(ID), dilution(3n), dilution(3n), dilution(5n)), DAY)).to.equal(5n);
    expect(claimedOn(after(sold(ID), dilution(3n), paid(ID, 2n), dilution(5n)), DAY)).to.equal(3n);
    // What the debtor pays beyond a claim is no payment on the next one.
    expect(claimedOn(after(sold(ID), dilution(3n), paid(ID, 900n), dilution(5n)), DAY)).to.equal(2n);
    expect(claimedOn(after(sold(ID), dilution(3n), dilution(5n), paid(ID, 4n)), DAY)).to.equal(1n);
  });

  it("names the whole again where recourse is claimed anew after a receipt was taken back", () => {
    const [of, back] = [received(Source.SellerReceipt), reversed(Source.SellerReceipt)];
    const again = after(sold(ID), of, claimed(ID, 9n), back, claimed(ID, 8_000_000n));
    expect([again.claims.length, claimedOn(again, DAY)]).to.deep.equal([1, 8_000_000n]);
  });

  it("drops a claim for what the seller kept once its receipt is taken back, and no other", () => {
    const [kept, other] = [hash(0xba), hash(0xbb)];
    const misdirected = (evidence: Hex): DealEvent => ({
      ...claimed(ID, 7n),
      ...{ reason: ClaimReason.Misdirected, evidence },
    });
    const deal = after(sold(ID), misdirected(kept), misdirected(other), claimed(ID, 5n));
    const back = new Map<Hex, ReceiptState>([
      [kept, { status: ReceiptStatus.Reversed }],
      [hash(0xe), { status: ReceiptStatus.Reversed }],
    ]);
    expect(claimedOn(withoutFallen(deal, undefined), DAY)).to.equal(19n);
    expect(withoutFallen(deal, back).claims.map(({ evidence }) => evidence)).to.deep.equal([other, hash(0xe)]);
  });

  it("keeps each side's word for a call once, until it is done or the deal is over", () => {
    const proposed = (by: typeof SELLER, call: `0x${string}`): DealEvent => ({ name: "ActProposed", id: ID, by, call });
    const deal = after(sold(ID), proposed(SELLER, "0x01"), proposed(SELLER, "0x01"), proposed(FACTOR, "0x02"));
    expect(deal.proposals).to.deep.equal([
      { by: SELLER, act: keccak256("0x01"), call: "0x01" },
      { by: FACTOR, act: keccak256("0x02"), call: "0x02" },
    ]);
    const done = foldDeal(deal, DESK, { name: "ActDone", id: ID, by: FACTOR, act: keccak256("0x01") });
    expect(done.proposals.map(({ call }) => call)).to.deep.equal(["0x02"]);
    expect(foldDeal(deal, DESK, reassigned(ID)).proposals).to.deep.equal([]);
  });

  it("counts the sales of a receivable that came back, and has one live deal at a time", () => {
    const again = after(sold(ID), paid(ID, 8_000_000n), reassigned(ID), sold(ID, { nonce: 8n }));
    expect([again.number, again.live, again.money.funds]).to.deep.equal([2, true, 8_000_000n]);
    expect(() => after(sold(ID), sold(ID))).to.throw(RangeError, "while a deal about it lives");
    expect(() => after(paid(ID, 1n))).to.throw(RangeError, "no live deal");
    expect(() => after(sold(ID), reassigned(ID), paid(ID, 1n))).to.throw(RangeError, "no live deal");
    expect(() => after(sold(ID), reversed(Source.FactorReceipt))).to.throw(RangeError, "is no receipt of");
  });
});

describe("The fold of a notice", () => {
  it("holds the last reply, and why where it says why", () => {
    const given = notified([ID]);
    const { notice, debtor } = given;
    const reply = { name: "NoticeReplied", notice, debtor, by: address(9) } as const;
    const received_ = foldNotice(foldNotice(undefined, given), {
      ...reply,
      reply: NoticeReply.Received,
      reason: ZERO_HASH,
    });
    expect(received_).to.include({ reply: NoticeReply.Received, reason: undefined, repliedBy: address(9) });
    const refused = foldNotice(received_, { ...reply, reply: NoticeReply.Refused, reason: hash(5) });
    expect(refused).to.include({ reply: NoticeReply.Refused, reason: hash(5) });
    expect(() => foldNotice(undefined, { ...reply, reply: NoticeReply.Received, reason: ZERO_HASH })).to.throw(
      RangeError,
      "was never given",
    );
  });
});

describe("The fold of all of factoring", () => {
  it("knows desks, use, waiting cash and nonces, and leaves the state before as it was", () => {
    const facility = { kind: OfferKind.Facility, offer: hash(0xfac), nonce: 99n };
    const owed = { account: SELLER, currency: EURX };
    const before = foldFactoring(EMPTY_FACTORING, [recorded({ name: "DeskOpened", factor: FACTOR, desk: DESK })]);
    const state = foldFactoring(before, [
      ...[recorded(sold(ID, facility)), recorded(sold(hash(2))), recorded(purchased(hash(3)))],
      ...[recorded({ name: "CashOwed", ...owed, amount: 5n }), recorded({ name: "CashOwed", ...owed, amount: 2n })],
      ...[recorded(notified([ID])), recorded(filed("1")), recorded({ name: "NonceSpent", nonce: 4n })],
      recorded({ name: "NonceSpent", signer: BUYER, nonce: 4n }, address(0xfa)),
    ]);
    expect(state.desks.get(DESK)).to.equal(FACTOR);
    expect(before.deals.size).to.equal(0);
    const of = { desk: DESK, offer: facility.offer };
    expect([inUseUnder(state, of), inUseUnder(state, { ...of, buyer: BUYER })]).to.deep.equal([8_000_000n, 8_000_000n]);
    expect(inUseUnder(state, { ...of, buyer: SELLER })).to.equal(0n);
    expect(inUseUnder(state, { desk: DESK, offer: sold(ID).offer })).to.equal(0n);
    expect([...state.owed.values()]).to.deep.equal([{ desk: DESK, ...owed, amount: 7n }]);
    expect([...state.deskNonces.values()].map(({ nonce }) => nonce)).to.deep.equal([7n, 8n, 4n]);
    expect([...state.nonces.values()]).to.deep.equal([{ signer: BUYER, nonce: 4n }]);
    expect([state.purchases.length, state.filings.length, state.notices.size]).to.deep.equal([1, 1, 1]);
    const paidOut = foldFactoring(state, [recorded({ name: "CashWithdrawn", ...owed, amount: 7n })]);
    expect([paidOut.owed.size, state.owed.size]).to.deep.equal([0, 1]);
  });

  it("tells which nonce an event has spent: a facility keeps its own", () => {
    expect(spentBy(sold(ID))).to.equal(7n);
    expect(spentBy(sold(ID, { kind: OfferKind.Facility }))).to.equal(undefined);
    expect(spentBy(purchased(ID))).to.equal(8n);
    expect(spentBy({ name: "NonceSpent", nonce: 4n })).to.equal(4n);
    expect(spentBy({ name: "NonceSpent", signer: BUYER, nonce: 4n })).to.equal(undefined);
    expect(spentBy(reassigned(ID))).to.equal(undefined);
  });
});
