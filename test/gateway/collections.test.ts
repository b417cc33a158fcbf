/** How the collection of a receivable is read: by whom, with which words, and how promises stand (R46). */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { contentHashOf } from "../../src/documents/letters/contentHash.ts";
import { openingsOf } from "../../src/gateway/evidence/openings.ts";
import { collectionEventsOf } from "../../src/store/collectionEvents.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { AGENCY, ASKED_SCHEDULE, openCollectionScene } from "./collectionScene.ts";
import type { Collection, CollectionScene } from "./collectionScene.ts";
import { BUYER, FACTOR, SUPPLIER } from "./factoringScene.ts";
import { addressOf } from "./stage.ts";
import type { Act } from "./intents/scene.ts";

/** Noon of the day after the receivables of the scene are due; by then its book has told of a few days at most. */
const AFTER_DUE = FIRST_INSTANT + 31 * DAY + 12 * 3600;

describe("The collection of a receivable", () => {
  let scene: CollectionScene;
  let receivable: Receivable;
  let id: Hex;
  let [supplier, buyer, factor, stranger, agency, auditor] = ["", "", "", "", "", ""];

  before(async () => {
    scene = await openCollectionScene();
  });

  beforeEach(async () => {
    scene.now = AFTER_DUE;
    const names = ["supplier", "buyer", "factor", "stranger", "agency", "auditor"];
    [supplier = "", buyer = "", factor = "", stranger = "", agency = "", auditor = ""] = await Promise.all(
      names.map((name) => scene.signIn(name)),
    );
    receivable = await scene.accepted();
    id = idOf(receivable.header);
  });

  after(() => scene.close());

  const recording = (text: string, over: object = {}): Act => ({
    ...{ verb: "recordCollection", receivable: id, stage: "friendly", channel: "phone", outcome: "reached", text },
    ...over,
  });
  const promised = async (amount: string, payBy: string): Promise<void> =>
    scene.answer(await scene.act(buyer, { verb: "promiseToPay", receivable: id, amount, payBy }));
  const statusFor = async (session: string, of: Hex): Promise<number> =>
    (await scene.client(session).GET("/v1/receivables/{id}/collection", { params: { path: { id: of } } })).response
      .status;
  const standings = ({ entries }: Collection): unknown[] =>
    entries.flatMap(({ payment }) => (payment === null ? [] : [[payment.amount, payment.standing, payment.rest]]));

  it("is empty at first, and names the creditor", async () => {
    const read = await scene.collection(buyer, id);
    expect(read).to.deep.include({ creditor: SUPPLIER, schedule: null, placements: [], entries: [] });
    const { id: sold } = await scene.dealt();
    expect(await scene.collection(buyer, sold)).to.include({ creditor: FACTOR });
  });

  it("shows both sides each record and answer with its words, and the hash that the chain has of them", async () => {
    const intent = await scene.act(supplier, recording("Please pay."));
    expect((await scene.collection(supplier, id)).entries, "what was only prepared").to.deep.equal([]);
    await scene.record(intent);
    const content = (intent.message?.message["content"] as Hex | undefined) ?? expect.fail("no content");
    const reply = { verb: "replyToCollection", receivable: id, record: content, text: "It was late." } as const;
    await scene.answer(await scene.act(buyer, reply));
    const read = await scene.collection(buyer, id);
    const words = read.entries.map(({ entry, content: said }) => [entry.name, said?.text]);
    expect(words).to.deep.equal([
      ["CollectionRecorded", "Please pay."],
      ["DebtorAnswered", "It was late."],
    ]);
    const [first] = read.entries;
    expect(contentHashOf(first?.content?.text ?? "", first?.content?.salt as Hex)).to.equal(content);
    expect((await scene.collection(supplier, id)).entries).to.deep.equal(read.entries);
  });

  it("keeps steps and the reasons of recalls among those who collect", async () => {
    const step = { creditor: SUPPLIER, collector: SUPPLIER, by: SUPPLIER, step: 0, doneAt: scene.now } as const;
    const act: Act = { verb: "takeCollectionStep", receivable: id, step: "insuranceNotification", text: "file 7" };
    const intent = await scene.act(supplier, act);
    const content = intent.message?.message["content"] as Hex;
    await scene.book.collect({ name: "CollectionStepTaken", id, ...step, content });
    const seen = async (session: string) => (await scene.collection(session, id)).entries[0]?.content?.text ?? null;
    expect([await seen(supplier), await seen(buyer)]).to.deep.equal(["file 7", null]);
    // The debtor copies the hash, which everybody sees, into an answer of its own.
    const answer = { kind: 0, record: content, payment: ZERO_HASH, content };
    await scene.book.collect({ name: "DebtorAnswered", id, debtor: BUYER, by: BUYER, answer, body: "0x" });
    expect((await scene.collection(buyer, id)).entries.map((entry) => entry.content)).to.deep.equal([null, null]);
  });

  it("is for its parties, for whom it is placed with while that counts, and for nobody else", async () => {
    await scene.record(await scene.act(supplier, recording("Please pay.")));
    expect(await statusFor(stranger, id)).to.equal(404);
    expect(await statusFor(agency, id)).to.equal(404);
    await scene.place(id, SUPPLIER, { scope: 0b10, until: scene.now + DAY });
    const read = await scene.collection(agency, id);
    expect(read.placements).to.deep.include({
      ...{ creditor: SUPPLIER, collector: AGENCY, stages: ["friendly"], maySteps: false, fee: 150_000 },
      ...{ until: shownInstant(scene.now + DAY), terms: read.placements[0]?.terms },
    });
    expect(read.entries[0]?.content?.text).to.equal("Please pay.");
    scene.now += DAY + 1;
    agency = await scene.signIn("agency");
    expect(await statusFor(agency, id), "over").to.equal(404);
    await scene.place(id, SUPPLIER);
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: addressOf("next"), id });
    expect(await statusFor(agency, id), "sold").to.equal(404);
  });

  it("shows an auditor everything, and to whom it is only offered no words and no sums", async () => {
    await scene.record(await scene.act(supplier, recording("Please pay.")));
    await promised("100.00", "2026-12-10");
    const give = async (kind: "audit" | "offer", grantee: string): Promise<void> => {
      const about =
        kind === "audit"
          ? { kind, scope: { of: "receivables" as const, receivables: [id] } }
          : { kind, receivables: [id] };
      const until = shownInstant(scene.now + DAY);
      const body = { id: randomUUID(), grantee: addressOf(grantee), until, ...about };
      const { error, response } = await scene.client(supplier).POST("/v1/grants", { body });
      expect(response.status, JSON.stringify(error)).to.equal(201);
    };
    await give("audit", "auditor");
    await give("offer", "factor");
    const sees = ({ entries }: Collection) =>
      entries.map(({ content, payment }) => content !== null || payment !== null);
    expect(sees(await scene.collection(auditor, id))).to.deep.equal([true, true]);
    expect(sees(await scene.collection(factor, id))).to.deep.equal([false, false]);
  });

  it("says of the adopted schedule when each stage may be recorded next, and whether it is current", async () => {
    await scene.adopt(receivable);
    const { schedule } = await scene.collection(buyer, id);
    expect(schedule).to.deep.include({ schedule: ASKED_SCHEDULE, isCurrent: true, dueDate: "2026-12-01" });
    const nextOf = (stage: string, read = schedule) => read?.stages.find((one) => one.stage === stage);
    // Midnight by the clock of the terms, an hour ahead of UTC.
    expect(nextOf("friendly")).to.deep.equal({ stage: "friendly", cycle: 0, next: "2026-12-01T23:00:00Z" });
    expect(nextOf("agency")).to.deep.equal({ stage: "agency", cycle: 0, next: null });
    await scene.record(await scene.act(supplier, recording("Please pay.")), 1n);
    const after = (await scene.collection(buyer, id)).schedule;
    expect(nextOf("friendly", after)).to.deep.equal({ stage: "friendly", cycle: 1, next: "2026-12-31T23:00:00Z" });
    const path = { params: { path: { counterparty: BUYER } } };
    const { data } = await scene.client(supplier).GET("/v1/collection-schedules/{counterparty}", path);
    expect(data?.items).to.deep.equal([{ supplier: SUPPLIER, buyer: BUYER, schedule: ASKED_SCHEDULE }]);
    const none = await scene.client(stranger).GET("/v1/collection-schedules/{counterparty}", path);
    expect(none.data?.items).to.deep.equal([]);
  });

  it("says of each promise how it stands by what was settled by its day, with two business days of grace", async () => {
    // The days of the book are its blocks'; a promise counts what is settled after it.
    await promised("100.00", "2026-12-10");
    expect(standings(await scene.collection(buyer, id))).to.deep.equal([["100.00", "open", "100.00"]]);
    await scene.book.write({
      ...{ name: "ReceiptRecorded", id, by: SUPPLIER, holder: SUPPLIER, bankRef: keccakOfText(`bank ${id}`) },
      ...{
        principal: 6_000n,
        discount: 0n,
        charges: 0n,
        lateDays: 0n,
        valueDay: 20_797,
        advised: false,
        closed: false,
      },
    });
    expect(standings(await scene.collection(supplier, id))).to.deep.equal([["100.00", "open", "40.00"]]);
    // Thursday's promise: Friday and Monday are its grace.
    scene.now = FIRST_INSTANT + 43 * DAY + 12 * 3600;
    buyer = await scene.signIn("buyer");
    expect(standings(await scene.collection(buyer, id))).to.deep.equal([["100.00", "open", "40.00"]]);
    scene.now += DAY;
    buyer = await scene.signIn("buyer");
    expect(standings(await scene.collection(buyer, id))).to.deep.equal([["100.00", "broken", "40.00"]]);
  });

  it("keeps a step and a reason from the debtor though it copies their hashes into events before theirs", async () => {
    const by = { creditor: SUPPLIER, collector: SUPPLIER, by: SUPPLIER } as const;
    const step: Act = { verb: "takeCollectionStep", receivable: id, step: "insuranceNotification", text: "file 7" };
    const content = (await scene.act(supplier, step)).message?.message["content"] as Hex;
    await scene.place(id, SUPPLIER);
    const recall: Act = { verb: "recallCollection", receivable: id, other: AGENCY, reason: "Too slow." };
    const reason = (await scene.act(supplier, recall)).message?.message["reason"] as Hex;
    for (const copied of [content, reason]) {
      const answer = { kind: 0, record: ZERO_HASH, payment: ZERO_HASH, content: copied };
      await scene.book.collect({ name: "DebtorAnswered", id, debtor: BUYER, by: BUYER, answer, body: "0x" });
    }
    const words = async (session: string) =>
      (await scene.collection(session, id)).entries.map((entry) => entry.content?.text ?? null);
    const none = [null, null, null];
    expect([await words(supplier), await words(buyer)], "nobody said it yet").to.deep.equal([none, none]);
    await scene.book.collect({ name: "CollectionStepTaken", id, ...by, step: 0, doneAt: scene.now, content });
    await scene.book.collect({ name: "CollectionRecalled", id, ...by, collector: AGENCY, party: SUPPLIER, reason });
    expect(await words(supplier)).to.deep.equal([null, "file 7", "Too slow.", "file 7", "Too slow."]);
    expect(await words(buyer)).to.deep.equal([...none, null, null]);
    const own = (await openingsOf(scene.database, BUYER, [id], await collectionEventsOf(scene.database, [id]))).known;
    expect(own, "nor does its archive of evidence").to.deep.equal([]);
  });

  it("shows the debtor what it was told, though a step had the hash of it first", async () => {
    const intent = await scene.act(supplier, recording("Please pay."));
    const content = intent.message?.message["content"] as Hex;
    const step = { creditor: SUPPLIER, collector: AGENCY, by: AGENCY, step: 0, doneAt: scene.now } as const;
    await scene.book.collect({ name: "CollectionStepTaken", id, ...step, content });
    await scene.record(intent);
    expect((await scene.collection(buyer, id)).entries.at(-1)?.content?.text).to.equal("Please pay.");
  });
});
