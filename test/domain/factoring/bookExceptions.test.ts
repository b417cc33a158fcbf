import { expect } from "chai";
import { walkBook } from "../../../src/domain/factoring/book.ts";
import { twoFactorClocks } from "../../../src/domain/factoring/bookClocks.ts";
import { exceptionsOf } from "../../../src/domain/factoring/bookExceptions.ts";
import type { BookExceptionKind, GivenNotice } from "../../../src/domain/factoring/bookExceptions.ts";
import { facilitiesOf } from "../../../src/domain/factoring/bookFacilities.ts";
import { dayAt, rowsOf } from "../../../src/domain/factoring/bookRows.ts";
import { NoticeReply } from "../../../src/domain/factoring/notice.ts";
import { OfferKind } from "../../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { Story } from "./bookStory.ts";
import { BUYER, SELLER } from "./bookTelling.ts";

describe("The exceptions of a book", () => {
  const story = new Story();
  const id = story.issue({ discountDay1: 0, discount1: 0n });
  const offer = keccakOfText("facility");
  story.sell(id, { offer, kind: OfferKind.Facility });
  const soldAt = story.now;

  function kindsAt(
    {
      notices = [],
      until = 0,
      limit = 1_000_000n,
      instant = story.now,
    }: {
      readonly notices?: readonly GivenNotice[];
      readonly until?: number;
      readonly limit?: bigint;
      readonly instant?: number;
    } = {},
    vouched = true,
  ): readonly BookExceptionKind[] {
    const state = walkBook(story.history);
    const facilities = facilitiesOf(state, new Map([[offer, { limit, until: 0, buyers: new Map() }]]));
    const rows = rowsOf(state, story.history, dayAt(instant));
    const vouchedUntil = new Map(vouched ? [[BUYER, until] as const] : []);
    return exceptionsOf({ rows, facilities, notices, vouchedUntil, instant }).map(({ kind }) => kind);
  }

  function notice(reply: NoticeReply, over: Partial<GivenNotice> = {}): GivenNotice {
    return { ids: [id], debtor: BUYER, givenAt: soldAt, reply, ...over };
  }

  const soon = story.now + 100;

  it("name a notice that is missing, unanswered or refused, and none that is acknowledged", () => {
    expect(kindsAt({ until: soon })).to.deep.equal(["noticeMissing"]);
    expect(kindsAt({ until: soon, notices: [notice(NoticeReply.Received)] })).to.deep.equal(["noticeUnanswered"]);
    expect(kindsAt({ until: soon, notices: [notice(NoticeReply.Refused)] })).to.deep.equal(["noticeRefused"]);
    for (const reply of [NoticeReply.Acknowledged, NoticeReply.Reserved]) {
      expect(kindsAt({ until: soon, notices: [notice(reply)] })).to.deep.equal([]);
    }
    const before = notice(NoticeReply.Acknowledged, { givenAt: soldAt - 1 });
    expect(kindsAt({ until: soon, notices: [before] }), "of an earlier sale").to.deep.equal(["noticeMissing"]);
    const another = notice(NoticeReply.Acknowledged, { debtor: SELLER });
    expect(kindsAt({ until: soon, notices: [another] }), "to somebody else").to.deep.equal(["noticeMissing"]);
  });

  it("name a voucher that is missing or has lapsed, and a limit that is nearly used", () => {
    const notices = [notice(NoticeReply.Acknowledged)];
    expect(kindsAt({ notices }, false)).to.deep.equal(["voucherMissing"]);
    expect(kindsAt({ notices, until: story.now - 1 })).to.deep.equal(["voucherLapsed"]);
    expect(kindsAt({ notices, until: soon, limit: 88_888n })).to.deep.equal(["limitNearlyUsed"]);
    expect(kindsAt({ notices, until: soon, limit: 88_889n })).to.deep.equal([]);
  });

  it("say nothing of the limit of an offer for several, which is for each of them and not for their sum", () => {
    const named = new Story();
    const root = keccakOfText("root");
    for (let n = 0; n < 3; n += 1) named.sell(named.issue(), { offer: root, kind: OfferKind.Several });
    const state = walkBook(named.history);
    const limits = new Map([[root, { limit: 80_000n, until: 0, buyers: new Map() }]]);
    const book = { rows: [], notices: [], vouchedUntil: new Map(), instant: named.now };
    expect(facilitiesOf(state, limits).map(({ kind, deals }) => [kind, deals])).to.deep.equal([["several", 3]]);
    expect(exceptionsOf({ ...book, facilities: facilitiesOf(state, limits) })).to.deep.equal([]);
  });

  it("name disputes, lateness, open recourse, claims and gaps, in this order", () => {
    story.dispute(id, 500n);
    story.claim(id);
    story.credit(id, 30_000n);
    const instant = story.now + 130 * 86_400;
    expect(kindsAt({ instant, until: instant, notices: [notice(NoticeReply.Acknowledged)] })).to.deep.equal([
      "disputed",
      "overdue",
      "recourseOpen",
      "claimOpen",
      "gap",
    ]);
  });
});

describe("The clocks between two factors", () => {
  const found = { dueDay: 100, approved: true, disputedOn: undefined, isDisputed: false, isPaid: false };
  const states = (over: Partial<Parameters<typeof twoFactorClocks>[0]>, day: number): readonly string[] =>
    twoFactorClocks({ ...found, ...over }, day).map(({ clock, due, state }) => `${clock} ${due} ${state}`);

  it("count 90 and 180 days from the due day, and 60 from a dispute (R64)", () => {
    expect(states({}, 190)).to.deep.equal([
      "disputeBeforePayment 190 running",
      "paymentUnderApproval 190 running",
      "disputeAfterPayment 280 running",
    ]);
    expect(states({}, 191)[1]).to.equal("paymentUnderApproval 190 over");
    expect(states({ disputedOn: 110, isDisputed: true }, 120)).to.deep.equal([
      "disputeFacts 170 running",
      "disputeBeforePayment 190 met",
      "paymentUnderApproval 190 suspended",
      "disputeAfterPayment 280 running",
    ]);
    expect(states({ isPaid: true }, 300).every((state) => state.endsWith("met"))).to.equal(true);
    expect(states({ approved: false }, 120)).to.have.length(2);
  });

  it("of a dispute that was notified too late are over, and the payment under approval is not suspended", () => {
    const disputed = (disputedOn: number, day: number): readonly string[] =>
      states({ disputedOn, isDisputed: true }, day).slice(1);
    expect(disputed(190, 191)).to.deep.equal([
      "disputeBeforePayment 190 met",
      "paymentUnderApproval 190 suspended",
      "disputeAfterPayment 280 running",
    ]);
    expect(disputed(191, 192)).to.deep.equal([
      "disputeBeforePayment 190 over",
      "paymentUnderApproval 190 over",
      "disputeAfterPayment 280 met",
    ]);
    expect(disputed(280, 281)[2]).to.equal("disputeAfterPayment 280 met");
    expect(disputed(281, 282)[2]).to.equal("disputeAfterPayment 280 over");
  });

  it("name their source", () => {
    for (const { source } of twoFactorClocks(found, 100)) expect(source).to.include("GRIF 2013");
  });
});
