/** Collection as intents: what is signed, who may, what is refused before anybody signs, and what becomes of it. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { collectionsAbi } from "../../../generated/abi.ts";
import { PROMISE_TEXT, REPLY_TEXT } from "../../../src/domain/collections/recordMessages.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { contentHashOf } from "../../../src/documents/letters/contentHash.ts";
import { verbSet } from "../../../src/domain/directory.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import { Verb } from "../../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../../src/domain/receivable.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { contentsKept } from "../../../src/store/collectionContents.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { COLLECTIONS, DAY, FIRST_INSTANT } from "../book.ts";
import { AGENCY, openCollectionScene, SCHEDULE, TERMS } from "../collectionScene.ts";
import type { CollectionScene } from "../collectionScene.ts";
import { BUYER, FACTOR, SUPPLIER } from "../factoringScene.ts";
import { problemOf } from "./scene.ts";
import type { Act, Intent } from "./scene.ts";

/** The receivables of the scene are due on 2026-12-01; the clock of each test stands on the first day after it. */
const AFTER_DUE = FIRST_INSTANT + 31 * DAY + 12 * 3600;

describe("Collection as an intent", () => {
  let scene: CollectionScene;
  let receivable: Receivable;
  let id: Hex;
  let [supplier, buyer, factor, stranger, agency] = ["", "", "", "", ""];

  before(async () => {
    scene = await openCollectionScene();
    scene.now = AFTER_DUE;
    const names = ["supplier", "buyer", "factor", "stranger", "agency"];
    [supplier = "", buyer = "", factor = "", stranger = "", agency = ""] = await Promise.all(
      names.map((name) => scene.signIn(name)),
    );
  });

  beforeEach(async () => {
    scene.refusing = undefined;
    scene.tried.length = 0;
    receivable = await scene.accepted();
    id = idOf(receivable.header);
  });

  after(() => scene.close());

  const refusal = async (session: string, body: Act) => problemOf(scene.client(session).POST("/v1/intents", { body }));
  const code = async (session: string, body: Act): Promise<string> => (await refusal(session, body)).code;
  const recording = (over: object = {}): Act => ({
    ...{ verb: "recordCollection", receivable: id, stage: "friendly", channel: "phone", outcome: "reached" },
    ...{ text: "Called; they look into it.", ...over },
  });
  const called = async (intent: string) => {
    const { data, to } = (await relayOf(scene.database, intent)) ?? expect.fail("nothing was sent");
    return { to, ...decodeFunctionData({ abi: collectionsAbi, data }) };
  };
  const messageOf = ({ message }: Intent): Record<string, unknown> => message?.message ?? expect.fail("no message");

  it("that records an act is the creditor's, says who was reached how, and keeps its words off the chain", async () => {
    const intent = await scene.act(supplier, recording());
    expect(intent.message?.domain).to.include({ name: "Countersign", verifyingContract: COLLECTIONS });
    expect(messageOf(intent)).to.include({ receivable: id, creditor: SUPPLIER, collector: SUPPLIER, kind: "CONTACT" });
    expect(messageOf(intent)).to.include({ stage: "FRIENDLY", channel: "PHONE", outcome: "REACHED", claimed: "0" });
    expect(intent).to.include({ counterparty: BUYER, amount: null, said: "Called; they look into it." });
    const content = messageOf(intent)["content"] as Hex;
    const kept = (await contentsKept(scene.database, id)).get(content) ?? expect.fail("nothing was kept");
    expect(contentHashOf(kept.text, kept.salt)).to.equal(content);
    expect(scene.tried).to.deep.equal([{ to: COLLECTIONS, data: intent.call?.data, from: SUPPLIER }]);
    expect((await scene.act(supplier, recording())).id, "asked again").to.equal(intent.id);
    expect(await scene.signAs(supplier, intent.id, "supplier")).to.include({ status: 200 });
    const { to, functionName, args } = await called(intent.id);
    expect([to, functionName, args[0]]).to.deep.equal([COLLECTIONS, "record", id]);
    await scene.record(intent);
    expect(await scene.read(supplier, intent.id)).to.include({ state: "recorded" });
  });

  it("is no one's but the creditor's and of whom it was placed with, each within its scope and time", async () => {
    expect(await code(stranger, recording())).to.equal("NotFound");
    expect(await code(agency, recording())).to.equal("NotFound");
    expect(await code(buyer, recording())).to.equal("NotAuthorised");
    await scene.place(id, SUPPLIER, { scope: 1 << 1 });
    expect(messageOf(await scene.act(agency, recording()))).to.include({ creditor: SUPPLIER, collector: AGENCY });
    expect(await code(agency, recording({ stage: "firm" }))).to.equal("NotPlaced");
    const step: Act = { verb: "takeCollectionStep", receivable: id, step: "insuranceClaim", text: "claimed" };
    expect(await code(agency, step)).to.equal("NotPlaced");
    await scene.place(id, SUPPLIER, { until: AFTER_DUE - 1 });
    expect(await code(agency, recording())).to.equal("NotPlaced");
  });

  it("is the factor's of what its desk holds, and a placement of the seller counts no more", async () => {
    const { id: sold } = await scene.dealt();
    const intent = await scene.act(factor, recording({ receivable: sold }));
    expect(messageOf(intent)).to.include({ creditor: FACTOR, collector: FACTOR });
    expect(await code(supplier, recording({ receivable: sold }))).to.equal("NotAuthorised");
    await scene.place(sold, SUPPLIER);
    expect(await code(agency, recording({ receivable: sold }))).to.equal("NotPlaced");
    await scene.place(sold, FACTOR);
    expect(messageOf(await scene.act(agency, recording({ receivable: sold })))).to.include({ creditor: FACTOR });
  });

  it("is signed by an agent with a mandate to record", async () => {
    const intent = await scene.act(supplier, recording());
    await scene.mandate("supplier", "clerk", { verbs: verbSet([Verb.PlaceCollection]) });
    expect(await scene.signAs(supplier, intent.id, "clerk")).to.include({ code: "NotAuthorised" });
    await scene.mandate("supplier", "clerk", { verbs: verbSet([Verb.RecordCollection]) });
    expect(await scene.signAs(supplier, intent.id, "clerk")).to.include({ status: 200 });
  });

  it("is refused for what has not happened yet, for a demand before the due date, and without words", async () => {
    expect(await code(supplier, recording({ happened: shownInstant(scene.now + 60) }))).to.equal("RecordInFuture");
    expect(await code(supplier, recording({ kind: "demand", stage: "preDue" }))).to.equal("DemandTooEarly");
    const { detail, code: silent } = await refusal(supplier, recording({ text: undefined }));
    expect([silent, detail.includes("text")]).to.deep.equal(["ArgumentInvalid", true]);
    expect(await code(supplier, recording({ content: keccakOfText("both") }))).to.equal("ArgumentInvalid");
    await scene.book.write({ name: "ReceivableCancelled", id, by: SUPPLIER, reason: keccakOfText("void") });
    expect(await code(supplier, recording())).to.equal("NothingToCollect");
  });

  it("keeps to the adopted schedule: no stage early, none twice in a cycle, none once it is outdated", async () => {
    await scene.adopt(receivable);
    expect(await code(supplier, recording({ stage: "firm" }))).to.equal("StageTooEarly");
    expect(await code(supplier, recording({ stage: "agency" }))).to.equal("StageTooEarly");
    const intent = await scene.act(supplier, recording());
    await scene.record(intent, 1n);
    expect(await code(supplier, recording({ text: "again" }))).to.equal("StageAlreadyRecorded");
    await scene.book.collect({
      ...{ name: "ScheduleAdopted", id, by: SUPPLIER, commitment: keccakOfText("before the amendment") },
      ...{ dueDay: receivable.terms.dueDay, utcOffset: 60, schedule: SCHEDULE },
    });
    expect(await code(supplier, recording({ stage: "firm" }))).to.equal("ScheduleOutdated");
  });

  it("asks for what is undisputed and no more, and under a schedule for all of that by itself", async () => {
    await scene.adopt(receivable);
    const dispute = { name: "ReceivableDisputed", id, by: BUYER, amount: 30_000n, disputed: 30_000n } as const;
    await scene.book.write({ ...dispute, code: 1, evidence: keccakOfText("photo") });
    const intent = await scene.act(supplier, recording());
    expect(messageOf(intent)).to.include({ claimed: "70000" });
    expect(intent).to.include({ amount: "700.00" });
    expect(await code(supplier, recording({ claim: "700.01" }))).to.equal("ClaimOutOfRange");
    expect(await code(supplier, recording({ claim: "0.00" }))).to.equal("ClaimOutOfRange");
    expect(messageOf(await scene.act(supplier, recording({ claim: "10.00" })))).to.include({ claimed: "1000" });
  });

  it("of a placement is the creditor's, and ends by either side with a reason", async () => {
    const placing = (over: object = {}): Act => ({
      ...{ verb: "placeCollection", receivable: id, collector: AGENCY, stages: ["final", "agency"], maySteps: true },
      ...{ fee: 150_000, until: shownInstant(scene.now + 90 * DAY), terms: TERMS, ...over },
    });
    expect(await code(buyer, placing())).to.equal("NotAuthorised");
    expect(await code(supplier, placing({ collector: SUPPLIER }))).to.equal("PlacementInvalid");
    expect(await code(supplier, placing({ stages: [], maySteps: false }))).to.equal("PlacementInvalid");
    expect(await code(supplier, placing({ until: shownInstant(scene.now - 1) }))).to.equal("PlacementInvalid");
    const intent = await scene.act(supplier, placing());
    expect(messageOf(intent)).to.include({
      creditor: SUPPLIER,
      collector: AGENCY,
      scope: (1 << 3) | (1 << 6) | (1 << 7),
    });
    expect(intent.counterparty).to.equal(AGENCY);
    const recall: Act = { verb: "recallCollection", receivable: id, other: AGENCY, reason: "paid directly" };
    expect(await code(supplier, recall)).to.equal("NotPlaced");
    const { scope, until } = messageOf(intent) as { scope: number; until: number };
    await scene.place(id, SUPPLIER, { scope, until });
    expect((await scene.read(supplier, intent.id)).state).to.equal("recorded");
    const ending = await scene.act(supplier, recall);
    expect(messageOf(ending)).to.include({ party: SUPPLIER, collector: AGENCY });
    const back = await scene.act(agency, { ...recall, other: SUPPLIER, reason: "uncollectable" });
    expect(messageOf(back)).to.include({ party: AGENCY, creditor: SUPPLIER });
    const reason = messageOf(back)["reason"] as Hex;
    const ended = { creditor: SUPPLIER, collector: AGENCY, party: AGENCY, by: AGENCY, reason };
    await scene.book.collect({ name: "CollectionRecalled", id, ...ended });
    expect((await scene.read(agency, back.id)).state).to.equal("recorded");
    expect((await scene.read(supplier, ending.id)).state).to.equal("prepared");
  });

  it("of the debtor says in the message what it means, and is recorded by its own words", async () => {
    const record = messageOf(await scene.act(supplier, recording()))["content"] as Hex;
    const reply = { verb: "replyToCollection", receivable: id, record, text: "The goods were late." } as const;
    expect(await code(supplier, reply)).to.equal("NotAuthorised");
    expect(await code(buyer, reply), "not recorded yet").to.equal("ArgumentInvalid");
    await scene.record(await scene.act(supplier, recording()));
    const intent = await scene.act(buyer, reply);
    expect(messageOf(intent)).to.include({ text: REPLY_TEXT, debtor: BUYER, record });
    expect(intent).to.include({ counterparty: SUPPLIER, said: "The goods were late.", amount: null });
    await scene.answer(intent);
    expect((await scene.read(buyer, intent.id)).state).to.equal("recorded");
  });

  it("that promises names a sum that is open and a day that is to come", async () => {
    const promise = (amount: string, payBy: string): Act => ({ verb: "promiseToPay", receivable: id, amount, payBy });
    expect(await code(buyer, promise("100.00", "2026-12-01"))).to.equal("ArgumentInvalid");
    expect(await code(buyer, promise("0.00", "2026-12-10"))).to.equal("AmountOutOfRange");
    expect(await code(buyer, promise("2000.00", "2026-12-10"))).to.equal("AmountOutOfRange");
    expect(await code(buyer, promise("1.001", "2026-12-10"))).to.equal("AmountUnfit");
    expect(await code(factor, promise("1.00", "2026-12-10"))).to.equal("NotFound");
    const intent = await scene.act(buyer, promise("100.00", "2026-12-10"));
    expect(messageOf(intent)).to.include({ text: PROMISE_TEXT });
    expect(messageOf(intent)["payment"]).to.include({ amount: "10000", payBy: 20_797 });
    expect(intent).to.include({ amount: "100.00", said: null });
    await scene.answer(intent);
    expect((await scene.read(buyer, intent.id)).state).to.equal("recorded");
    const later: Act = { ...promise("100.00", "2027-01-10"), verb: "requestExtension", text: "Cash is short." } as Act;
    const asking = await scene.act(buyer, later);
    expect([asking.message?.primaryType, asking.said]).to.deep.equal(["ExtensionRequest", "Cash is short."]);
  });

  it("is refused in the contract's words where the chain would not take it", async () => {
    scene.refusing = { name: "StageAlreadyRecorded", values: { id, stage: "1", cycle: "1" } };
    const { code: refused, detail } = await refusal(supplier, recording());
    expect([refused, detail.includes("friendly")]).to.deep.equal(["StageAlreadyRecorded", true]);
    expect((await contentsKept(scene.database, id)).size, "nothing is kept of it").to.equal(0);
  });
});
