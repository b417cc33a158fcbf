/** Notices of assignment, replies and filings as intents: what is signed, who may, and what becomes of them. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { factoringAbi } from "../../../generated/abi.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { idsHash, noticeHash, NoticeKind, NoticeReply } from "../../../src/domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../../src/domain/factoring/notice.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { FACTORING } from "../book.ts";
import { BUYER, DESK, FACTOR, openFactoringScene, PROOF, SUPPLIER } from "../factoringScene.ts";
import type { FactoringScene } from "../factoringScene.ts";
import { addressOf, openStage } from "../stage.ts";
import { problemOf } from "./scene.ts";
import type { Act, Intent } from "./scene.ts";

describe("A notice of assignment as an intent", () => {
  let scene: FactoringScene;
  let [supplier, buyer, factor, stranger] = ["", "", "", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, buyer, factor, stranger } = scene.tokens);
  });

  beforeEach(() => {
    scene.refusing = undefined;
    scene.tried.length = 0;
  });

  after(() => scene.close());

  const giving = (ids: readonly Hex[], over: object = {}): Act => ({
    verb: "giveNotice",
    kind: "Assigned",
    receivables: [...ids],
    proof: PROOF,
    ...over,
  });
  const replying = (notice: Hex, reply: string, reason?: string): Act =>
    ({ verb: "replyToNotice", notice, reply, ...(reason === undefined ? {} : { reason }) }) as Act;
  const refusal = async (session: string, body: Act) => problemOf(scene.client(session).POST("/v1/intents", { body }));
  const called = async (id: string) => {
    const { data, to } = (await relayOf(scene.database, id)) ?? expect.fail("nothing was sent");
    return { to, ...decodeFunctionData({ abi: factoringAbi, data }) };
  };
  const noticeIn = ({ message }: Intent): AssignmentNotice => {
    const { notice } = message?.message as { notice: AssignmentNotice };
    return notice;
  };

  it("says who assigned what to whom as the ledger has it, whichever of the two gives it", async () => {
    const [one, two] = [await scene.dealt(), await scene.dealt()];
    const intent = await scene.act(factor, giving([one.id, two.id]));
    const notice = noticeIn(intent);
    expect(notice).to.deep.include({ kind: NoticeKind.Assigned, assignor: SUPPLIER, assignee: FACTOR, debtor: BUYER });
    expect(notice).to.deep.include({ payee: DESK, receivables: idsHash([one.id, two.id]), proof: PROOF });
    expect(intent).to.deep.include({
      notice: noticeHash(notice),
      counterparty: BUYER,
      receivable: null,
      amount: "2000.00",
    });
    expect(scene.tried).to.deep.equal([{ to: FACTORING, data: intent.call?.data, from: FACTOR }]);
    expect(intent.message?.domain).to.include({ name: "Countersign", verifyingContract: FACTORING });
    const own = await scene.act(supplier, giving([one.id, two.id]));
    expect(own.message?.message).to.include({ giver: SUPPLIER });
    expect((await scene.act(supplier, giving([one.id, two.id]))).id, "asked again").to.equal(own.id);
  });

  it("is signed by the giver, carried by the gateway, and recorded by its event", async () => {
    const { id } = await scene.dealt();
    const intent = await scene.act(factor, giving([id]));
    expect((await scene.signAs(factor, intent.id, "stranger")).code).to.equal("NotAuthorised");
    expect(await scene.signAs(factor, intent.id, "factor")).to.include({ status: 200 });
    const { to, functionName, args } = await called(intent.id);
    expect([to, functionName, (args[2] as string).toLowerCase()]).to.deep.equal([FACTORING, "giveNotice", FACTOR]);
    expect((await scene.read(factor, intent.id)).state).to.equal("signed");
    const content = noticeIn(intent);
    await scene.book.assign({
      ...{ name: "AssignmentNotified", notice: noticeHash(content), assignee: FACTOR, debtor: BUYER },
      ...{ by: FACTOR, content, ids: [id] },
    });
    expect(await scene.read(factor, intent.id)).to.include({ state: "recorded", sentDirectly: true });
  });

  it("must be recorded within a day of its own instant, and names none that the chain has not come to", async () => {
    const { id } = await scene.dealt();
    const intent = await scene.act(factor, giving([id]));
    const { givenAt } = noticeIn(intent);
    expect(givenAt).to.be.at.most(scene.now);
    expect(intent.deadline).to.equal(shownInstant(givenAt + 86_400));
  });

  it("is refused to everybody else, about what is not assigned, and about several debtors or holders", async () => {
    const { id, receivable } = await scene.dealt();
    const plain = await scene.accepted();
    expect((await refusal(stranger, giving([id]))).code).to.equal("NotFound");
    expect((await refusal(buyer, giving([id]))).code).to.equal("NotAuthorised");
    expect((await refusal(supplier, giving([idOf(plain.header)]))).code).to.equal("NoticeMalformed");
    expect((await refusal(factor, giving([id, id]))).code).to.equal("NoticeMalformed");
    expect((await refusal(factor, giving([id, keccakOfText("nothing")]))).code).to.equal("NotFound");
    expect((await refusal(supplier, giving([idOf(receivable.header)], { kind: "Reassigned" }))).code).to.equal(
      "NoticeMalformed",
    );
  });

  it("of a reassignment names the seller as payee again", async () => {
    const { id } = await scene.dealt();
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    await scene.book.write({ name: "Transfer", from: DESK, to: SUPPLIER, id });
    const intent = await scene.act(factor, giving([id], { kind: "Reassigned" }));
    expect(noticeIn(intent)).to.include({
      ...{ kind: NoticeKind.Reassigned, assignor: SUPPLIER, assignee: FACTOR, payee: SUPPLIER },
    });
    const claiming = await refusal(supplier, giving([id], { kind: "Reassigned" }));
    expect(claiming.code, "nobody calls money back to itself").to.equal("NotAuthorised");
  });

  it("is replied to by the debtor alone, first that it arrived and then what it says to it", async () => {
    const { id } = await scene.dealt();
    const notice = await scene.notify(id);
    expect((await refusal(stranger, replying(notice, "Received"))).code).to.equal("NotFound");
    expect((await refusal(factor, replying(notice, "Received"))).code).to.equal("NotAuthorised");
    const received = await scene.act(buyer, replying(notice, "Received"));
    expect(received.message?.message).to.include({ reply: "RECEIVED", reason: ZERO_HASH });
    expect(await scene.signAs(buyer, received.id, "buyer")).to.include({ status: 200 });
    const { args, functionName } = await called(received.id);
    expect([functionName, args[1]]).to.deep.equal(["replyToNotice", NoticeReply.Received]);
    const answer = { name: "NoticeReplied", notice, debtor: BUYER, by: BUYER } as const;
    await scene.book.assign({ ...answer, reply: NoticeReply.Received, reason: ZERO_HASH });
    expect((await scene.read(buyer, received.id)).state).to.equal("recorded");
    expect((await refusal(buyer, replying(notice, "Received"))).code).to.equal("NoticeAnswered");
    const acknowledged = await scene.act(buyer, replying(notice, "Acknowledged"));
    await scene.book.assign({ ...answer, reply: NoticeReply.Refused, reason: keccakOfText("no proof came") });
    expect(await scene.read(buyer, acknowledged.id)).to.include({ state: "refused", error: "NoticeAnswered" });
    expect((await refusal(buyer, replying(notice, "Acknowledged"))).code).to.equal("NoticeAnswered");
  });

  it("is refused or reserved with a reason, and acknowledged without one", async () => {
    const { id } = await scene.dealt();
    const notice = await scene.notify(id);
    for (const [reply, reason] of [
      ["Refused", undefined],
      ["Reserved", undefined],
      ["Acknowledged", "why"],
    ] as const) {
      expect((await refusal(buyer, replying(notice, reply, reason))).code, reply).to.equal("StatementIncomplete");
    }
    const reserved = await scene.act(buyer, replying(notice, "Reserved", "goods are missing"));
    expect(reserved).to.include({ said: "goods are missing", notice });
    expect(reserved.message?.message).to.include({
      ...{ reply: "ACKNOWLEDGED_RESERVING", reason: keccakOfText("goods are missing") },
    });
  });

  it("takes a second pair of eyes above the amount that its signer set, whatever else it names", async () => {
    const { id } = await scene.dealt();
    const notice = await scene.notify(id);
    const rule = { currency: "0xe0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0" as const, above: "999.99" };
    await scene.client(buyer).POST("/v1/checking-rules", { body: rule });
    const intent = await scene.act(buyer, replying(notice, "Acknowledged"));
    expect(intent.checker).to.equal(true);
    expect((await scene.signAs(buyer, intent.id, "buyer")).code).to.equal("CheckerMissing");
  });

  it("stands beside filings, which the secured party states of what it may see", async () => {
    const { id } = await scene.dealt();
    const filing = (over: object = {}): Act => ({
      ...{ verb: "recordFiling", register: "UCC", office: "DE", number: "2026-77", filedAt: "2026-11-02T00:00:00Z" },
      ...{ debtor: SUPPLIER, receivables: [id], document: PROOF, ...over },
    });
    expect((await refusal(stranger, filing())).code).to.equal("NotFound");
    expect((await refusal(factor, filing({ filedAt: "2030-01-01T00:00:00Z" }))).code).to.equal("StatementIncomplete");
    expect((await refusal(factor, filing({ until: "2026-11-01T00:00:00Z" }))).code).to.equal("StatementIncomplete");
    expect((await refusal(factor, filing({ debtor: FACTOR }))).code).to.equal("StatementIncomplete");
    const intent = await scene.act(factor, filing());
    const said = (intent.message?.message as { filing: Record<string, unknown> }).filing;
    expect(said).to.include({ register: "UCC", office: "DE", secured: FACTOR, collateral: idsHash([id]) });
    await scene.signAs(factor, intent.id, "factor");
    expect((await called(intent.id)).functionName).to.equal("recordFiling");
    const all = await scene.act(factor, filing({ receivables: undefined, number: "2026-78" }));
    expect((all.message?.message as { filing: object }).filing).to.include({ collateral: ZERO_HASH });
    const content = { ...said, filedAt: Number(said["filedAt"]), until: Number(said["until"]) };
    await scene.book.assign({
      ...{ name: "FilingRecorded", secured: FACTOR, debtor: SUPPLIER, by: FACTOR, ids: [id] },
      filing: content as never,
    });
    expect((await scene.read(factor, intent.id)).state).to.equal("recorded");
    expect((await scene.read(factor, all.id)).state).to.equal("prepared");
  });

  it("is nobody's at a ledger without factoring", async () => {
    const { id } = await scene.dealt();
    const lens = addressOf("lens");
    const bare = { chainId: 31_337, ledger: lens, directory: lens, lens, block: 0, blockHash: PROOF };
    const other = await openStage({ addresses: bare, database: scene.database });
    const { error } = await other.client(factor).POST("/v1/intents", { body: giving([id]) });
    await other.gateway.close();
    expect(error?.type).to.equal("/problems/ArgumentInvalid");
    expect(error?.detail).to.contain("knows no factoring");
  });
});
