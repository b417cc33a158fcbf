import { expect } from "chai";
import { dropAbove } from "../../src/store/chainTables.ts";
import { fanOut } from "../../src/store/deliveries.ts";
import { EVENT_KINDS } from "../../src/wire/feed.ts";
import { NoticeReply } from "../../src/domain/factoring/notice.ts";
import { keccak256 } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { filed, notified, paid, sold } from "../store/factoringRows.ts";
import { hash } from "../store/rows.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const [SUPPLIER, BUYER, FACTOR] = [addressOf("supplier"), addressOf("buyer"), addressOf("factor")];
const DESK: Address = `0x${"de".repeat(20)}`;
const ID = hash(0x111);
const HOOK = "00000000-0000-4000-8000-000000000001";
const PARTIES = { assignor: SUPPLIER, assignee: FACTOR, debtor: BUYER, payee: DESK };
const SALE = sold(ID, { buyer: BUYER, terms: { ...sold(ID).terms, seller: SUPPLIER } });
const NOTICE = notified([ID], PARTIES);

describe("What is recorded of factoring", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ resolve: () => Promise.resolve(["93.184.216.34"]) });
    await stage.book.assign({ name: "DeskOpened", factor: FACTOR, desk: DESK });
  });
  afterEach(() => stage.close());

  async function feedOf(name: string) {
    const { data } = await stage.client(await stage.signIn(name)).GET("/v1/feed");
    return data?.items ?? expect.fail("no page");
  }

  async function deal(): Promise<void> {
    const shared = { toFunds: 8_000_000n, toFees: 156_667n, toSeller: 1_543_333n };
    await stage.book.trade(DESK, SALE, paid(ID, 0n, { shared }));
    await stage.book.trade(DESK, { name: "ActProposed", id: ID, by: SUPPLIER, call: "0x1234" });
    await stage.book.trade(DESK, { name: "NonceSpent", nonce: 12n });
  }

  it("comes in the feeds of seller and factor, and a debtor never sees what the money costs", async () => {
    await deal();
    const kinds = ["ReceivableSold", "DealPaid", "ActProposed"];
    for (const [name, expected] of [
      ["supplier", kinds],
      ["factor", ["DeskOpened", ...kinds]],
    ] as const) {
      const told = await feedOf(name);
      expect(told.map(({ event }) => event.name)).to.deep.equal(expected);
      expect(new Set(told.slice(-3).map(({ receivable }) => receivable))).to.deep.equal(new Set([ID]));
    }
    expect(await feedOf("buyer")).to.deep.equal([]);
    const [sale, share, proposal] = await feedOf("supplier");
    expect(sale?.event).to.deep.include({
      ...{ seller: SUPPLIER, buyer: BUYER, desk: DESK, offer: SALE.offer, day: "2024-10-04" },
      ...{ open: "10000000", advance: "8000000", commission: "50000" },
    });
    expect(share?.event).to.deep.include({ source: "Payment", toFunds: "8000000", toSeller: "1543333", bankRef: null });
    expect(proposal?.event).to.deep.include({ by: SUPPLIER, act: keccak256("0x1234") });
  });

  it("comes of a notice to all three, with what the debtor replied, and is taken back there", async () => {
    const { notice, debtor } = NOTICE;
    await stage.book.assign(NOTICE);
    const reply = { name: "NoticeReplied", notice, debtor, by: BUYER } as const;
    await stage.book.assign({ ...reply, reply: NoticeReply.Received, reason: ZERO_HASH });
    await stage.database.transaction((tx) => dropAbove(tx, 2));
    for (const name of ["supplier", "buyer", "factor"]) {
      const told = (await feedOf(name)).filter(({ event }) => event.name !== "DeskOpened");
      expect(told.map(({ kind, event }) => `${kind} ${event.name}`)).to.deep.equal([
        "recorded AssignmentNotified",
        "recorded NoticeReplied",
        "retracted NoticeReplied",
      ]);
      expect(told.map(({ notice: of, receivable }) => [of, receivable])).to.deep.equal(Array(3).fill([notice, null]));
      expect(told[0]?.event).to.deep.include({ ...PARTIES, kind: "Assigned", receivables: [ID] });
      expect(told[1]?.event).to.deep.include({ debtor: BUYER, reply: "Received", reason: null });
    }
    expect(await feedOf("stranger")).to.deep.equal([]);
  });

  it("shows a filing as somebody wrote it, whatever it says", async () => {
    const number = "<script>\u202e 0123 中登";
    await stage.book.assign({ ...filed(number, [ID], SUPPLIER), secured: FACTOR });
    const [told] = await feedOf("supplier");
    expect(told?.event).to.deep.include({ register: "ZDW", number, receivables: [ID], until: null });
  });

  it("goes to webhooks that want it, one lane a receivable or notice", async () => {
    const token = await stage.signIn("factor");
    const body = {
      id: HOOK,
      url: "https://hooks.factor.com/in",
      kinds: ["DealPaid" as const, "NoticeReplied" as const],
    };
    await stage.client(token).POST("/v1/webhooks", { body });
    await deal();
    const { notice, debtor } = NOTICE;
    await stage.book.assign(NOTICE);
    const reason = hash(5);
    await stage.book.assign({ name: "NoticeReplied", notice, debtor, by: BUYER, reply: NoticeReply.Refused, reason });
    await fanOut(stage.database, { now: stage.now, positions: 100, told: EVENT_KINDS });
    const params = { path: { id: HOOK } };
    const { data } = await stage.client(token).GET("/v1/webhooks/{id}/deliveries", { params });
    const deliveries = data?.items ?? expect.fail("no page");
    const subjects = deliveries.map((told) => [told.name, told.receivable, told.notice, told.statement]);
    expect(subjects).to.have.deep.members([
      ["DealPaid", ID, null, null],
      ["NoticeReplied", null, notice, null],
    ]);
  });
});
