/** Competing claims over HTTP: which notices count, registrations without an end, and shares of one rank. */
import { expect } from "chai";
import { idsHash, NoticeKind, NoticeReply } from "../../src/domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../src/domain/factoring/notice.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { BUYER, DESK, FACTOR, noticeOf, openFactoringScene, PROOF, saleOf, SUPPLIER, TOKEN } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import { problemOf } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

const [OTHER, THIRD] = [addressOf("other factor"), addressOf("third factor")];
const YEAR = 365 * DAY;

describe("Competing claims to one receivable", () => {
  let scene: FactoringScene;
  let [supplier, buyer, factor, stranger, other] = ["", "", "", "", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, buyer, factor, stranger } = scene.tokens);
    other = await scene.signIn("other factor");
  });

  after(() => scene.close());

  const filed = (secured: Address, filedAt: number, ids: readonly Hex[], until = 0): Promise<void> =>
    scene.book.assign({
      ...{ name: "FilingRecorded", secured, debtor: SUPPLIER, by: secured, ids: [...ids] },
      filing: {
        ...{ register: "ZDW", office: "", number: `N-${filedAt}`, filedAt, until, secured, debtor: SUPPLIER },
        ...{ collateral: ids.length === 0 ? ZERO_HASH : idsHash(ids), document: PROOF },
      },
    });
  const claims = async (id: Hex, law: "prc768" | "ucc9322" | "english" = "prc768", session = factor) =>
    (await scene.client(session).GET("/v1/receivables/{id}/claims", { params: { path: { id }, query: { law } } }))
      .data ?? expect.fail("no claims");
  const own = async (id: Hex) => (await claims(id)).items.find((one) => one.factor === FACTOR);
  const sharing = (session: string, id: Hex, over: object = {}) =>
    scene.client(session).POST("/v1/receivables/{id}/claim-shares", {
      params: { path: { id } },
      body: { currency: TOKEN, collected: "800000.00", by: "finance", amounts: amountsOf("600000.00"), ...over },
    });
  const amountsOf = (first: string, second = "400000.00") => [
    { factor: FACTOR, amount: first },
    { factor: OTHER, amount: second },
  ];

  /** Somebody gives notice of what the desk holds or held, and the debtor says that it arrived. */
  async function noticed(id: Hex, over: Partial<AssignmentNotice> = {}): Promise<void> {
    const notified = noticeOf([id], over);
    await scene.book.assign(notified);
    await scene.book.assign({
      ...{ name: "NoticeReplied", notice: notified.notice, debtor: BUYER, by: BUYER },
      ...{ reply: NoticeReply.Received, reason: ZERO_HASH },
    });
  }

  it("count the receipt of a notice of the assignment that stands, and of no earlier one", async () => {
    const { id } = await scene.dealt();
    await noticed(id);
    expect((await own(id))?.reason).to.equal("noticed");
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    await scene.book.write({ name: "Transfer", from: DESK, to: SUPPLIER, id });
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: DESK, id });
    await scene.trade(saleOf(id));
    const again = await own(id);
    expect(again, "it was the notice of the first sale").to.include({
      ...{ noticeReceivedAt: null, reason: "neitherRegisteredNorNoticed" },
    });
    expect(again?.missing.map(({ step }) => step)).to.include("notice");
    await noticed(id, { kind: NoticeKind.Reassigned, payee: SUPPLIER, givenAt: FIRST_INSTANT + 1 });
    expect((await own(id))?.noticeReceivedAt, "a reassignment is none").to.equal(null);
    await noticed(id, { givenAt: FIRST_INSTANT + 2 });
    const last = await own(id);
    expect(last?.reason).to.equal("noticed");
    expect(Date.parse(last?.noticeReceivedAt ?? "")).to.be.greaterThan(Date.parse(last?.assignedAt ?? ""));
  });

  it("are told to go by the debtor's first reply, which is not when the notice arrived", async () => {
    const { id } = await scene.dealt();
    expect((await claims(id)).notes.join(" ")).to.include("first reply");
  });

  it("say of a registration without an end that the register needs one (R58)", async () => {
    const { id } = await scene.dealt();
    await filed(OTHER, FIRST_INSTANT - YEAR, [id]);
    const [first] = (await claims(id)).items;
    expect(first).to.include({ factor: OTHER, reason: "registered", registeredUntil: null });
    expect(first?.missing.map(({ step }) => step)).to.deep.equal(["term", "notice"]);
    const named = await scene.dealt();
    await filed(OTHER, FIRST_INSTANT - YEAR, [named.id], FIRST_INSTANT + 10 * YEAR);
    expect((await claims(named.id)).items[0]?.missing.map(({ step }) => step)).to.deep.equal(["notice"]);
  });

  it("let a financing statement without an end lapse five years after it was filed (9-515)", async () => {
    const { id } = await scene.dealt();
    await filed(FACTOR, FIRST_INSTANT - 11 * YEAR, [id]);
    await filed(OTHER, FIRST_INSTANT - 2 * YEAR, [id]);
    expect((await claims(id, "ucc9322")).items.map((one) => [one.factor, one.reason])).to.deep.equal([
      [OTHER, "perfected"],
      [FACTOR, "attached"],
    ]);
    expect((await claims(id)).items[0]?.factor, "another law").to.equal(FACTOR);
    await filed(FACTOR, FIRST_INSTANT - 3 * YEAR, [id]);
    const [first] = (await claims(id, "ucc9322")).items;
    expect(first, "the later filing of the same party is in force").to.include({
      ...{ factor: FACTOR, reason: "perfected", registeredAt: shownInstant(FIRST_INSTANT - 3 * YEAR) },
    });
    expect(first?.missing.map(({ step }) => step)).to.deep.equal(["term", "notice"]);
  });

  it("leave whoever has only filed out of Dearle v Hall, and name it (R61)", async () => {
    const { id } = await scene.dealt();
    await filed(OTHER, FIRST_INSTANT - YEAR, [id]);
    const english = await claims(id, "english");
    expect(english.items.map((one) => one.factor)).to.deep.equal([FACTOR]);
    expect(english.leftOut.map((one) => one.factor)).to.deep.equal([OTHER]);
    expect(english.leftOut[0]?.text).to.include("no assignment");
    expect((await claims(id)).leftOut).to.deep.equal([]);
  });

  it("of one rank share what was collected by the amounts stated, 600,000 and 400,000 (R57, V25)", async () => {
    const { id } = await scene.dealt();
    await filed(OTHER, FIRST_INSTANT - 2 * YEAR, [id], FIRST_INSTANT - YEAR);
    expect((await claims(id)).items.map(({ rank }) => rank)).to.deep.equal([1, 1]);
    for (const session of [factor, supplier, other]) {
      const { data } = await sharing(session, id);
      expect(data?.items.map((one) => [one.factor, one.rank, one.share])).to.deep.equal([
        [FACTOR, 1, "480000.00"],
        [OTHER, 1, "320000.00"],
      ]);
      expect(data?.collected).to.equal("800000.00");
      expect(data?.notes.join(" ")).to.include("not the legal order");
    }
    for (const session of [buyer, stranger]) expect((await sharing(session, id)).response.status).to.equal(404);
  });

  it("behind the first rank have no share, and a first rank of one has all of it", async () => {
    const { id } = await scene.dealt();
    await filed(OTHER, FIRST_INSTANT - YEAR, [id], FIRST_INSTANT + 10 * YEAR);
    const { data } = await sharing(factor, id, { amounts: [] });
    expect(data?.items.map((one) => [one.factor, one.rank, one.share])).to.deep.equal([
      [OTHER, 1, "800000.00"],
      [FACTOR, 2, null],
    ]);
  });

  it("are shared out by amounts of each claim of the first rank, and of nobody else", async () => {
    const { id } = await scene.dealt();
    await filed(OTHER, FIRST_INSTANT - 2 * YEAR, [id], FIRST_INSTANT - YEAR);
    const refused = async (over: object) => (await problemOf(sharing(factor, id, over))).code;
    expect(await refused({ amounts: [{ factor: FACTOR, amount: "1.00" }] }), "one is missing").to.equal("AmountUnfit");
    const stray = [...amountsOf("1.00"), { factor: THIRD, amount: "1.00" }];
    expect(await refused({ amounts: stray }), "no claim of that rank").to.equal("AmountUnfit");
    expect(await refused({ amounts: [...amountsOf("1.00"), ...amountsOf("1.00")] }), "twice").to.equal("AmountUnfit");
    expect(await refused({ amounts: amountsOf("0.00", "0.00") }), "nought in all").to.equal("AmountUnfit");
    expect(await refused({ amounts: amountsOf("-1.00") })).to.equal("AmountUnfit");
    expect(await refused({ collected: "1.001" })).to.equal("AmountUnfit");
  });
});
