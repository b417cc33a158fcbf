/** Disputes over HTTP: what is told of them, and whose turn it is. */
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { sha256 } from "../../src/gateway/http/secrets.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { DAY } from "./book.ts";
import { disputing } from "./disputeScene.ts";
import { openJointScene } from "./intents/joint.ts";
import type { JointScene } from "./intents/joint.ts";
import { addressOf } from "./stage.ts";

describe("A dispute over HTTP", () => {
  let scene: JointScene;
  let does: ReturnType<typeof disputing>;
  let receivable: Receivable;
  beforeEach(async () => {
    scene = await openJointScene(undefined, { config: { sessionSeconds: 400 * DAY } });
    does = disputing(scene);
    receivable = await scene.accepted();
  });
  afterEach(() => scene.close());

  const dayOf = (instant: number): string => dateOfDay(Math.floor((instant + 3_600) / DAY));
  const setRule = (name: "supplier" | "buyer", days: number | null, counterparty: string | null = null) =>
    does.as(name).POST("/v1/dispute-rules", { body: { counterparty: counterparty as Hex | null, days } });
  const answer = async (id: Hex) => (await does.standing("buyer", id)).answer;

  it("is read by those who take part, and is nothing before anything was disputed", async () => {
    const id = idOf(receivable.header);
    expect(await does.read("supplier", id)).to.equal(null);
    await does.dispute(receivable);
    for (const name of ["supplier", "buyer"] as const) {
      expect(await does.read(name, id)).to.deep.include({ state: "open", disputed: "300.00", settledAt: null });
    }
    expect(await does.read("stranger", id)).to.equal(404);
    expect(await does.read("factor", id)).to.equal(404);
  });

  it("shows amount, code, who disputed since when, documents and words of both sides", async () => {
    const content = "photographs of the damage";
    const evidence: Hex = `0x${sha256(content).toString("hex")}`;
    const document = { content: Buffer.from(content).toString("base64"), mediaType: "text/plain" as const };
    const body = { ...document, kind: "other" as const, receivable: idOf(receivable.header) };
    expect((await does.as("buyer").POST("/v1/documents", { body })).response.status).to.equal(201);
    const id = await does.dispute(receivable, 30_000n, evidence);
    scene.now += DAY;
    await does.say("supplier", id);
    const read = await does.standing("supplier", id);
    expect(read.acts).to.deep.equal([
      {
        ...{ kind: "raised", amount: "300.00", code: 7, evidence, by: addressOf("buyer") },
        at: shownInstant(scene.now - DAY),
      },
    ]);
    expect(read).to.deep.include({ creditor: addressOf("supplier"), since: shownInstant(scene.now - DAY) });
    expect(read.documents.map(({ sha256: hash, mediaType }) => [hash, mediaType])).to.deep.equal([
      [evidence, "text/plain"],
    ]);
    expect(read.messages.map(({ text }) => text)).to.deep.equal(["said by supplier"]);
    expect(read.twoFactorClocks).to.deep.equal([]);
  });

  it("is the creditor's turn until it answers, and then the debtor's; further words put nothing off", async () => {
    const id = await does.dispute(receivable);
    const [disputed, side] = [scene.now, "creditor"];
    const expected = { side, since: shownInstant(disputed), days: 30, by: dayOf(disputed + 30 * DAY), overdue: false };
    expect(await answer(id)).to.deep.include(expected);
    scene.now += 5 * DAY;
    await does.say("buyer", id);
    expect(await answer(id)).to.deep.include(expected);
    scene.now = disputed + 30 * DAY;
    expect(await answer(id)).to.include({ overdue: false });
    scene.now += DAY;
    expect(await answer(id)).to.include({ overdue: true });
    await does.say("supplier", id);
    expect(await answer(id)).to.deep.include({ side: "debtor", since: shownInstant(scene.now), overdue: false });
  });

  it("has its deadline by the rule of whose turn it is, as it stood when the turn began", async () => {
    await setRule("supplier", 10);
    await setRule("supplier", 7, addressOf("buyer"));
    scene.now += DAY;
    const id = await does.dispute(receivable);
    expect(await answer(id), "of the past, before any rule").to.include({ days: 30 });
    scene.now += 40 * DAY;
    await setRule("supplier", 9);
    await setRule("supplier", 8, addressOf("buyer"));
    await does.say("supplier", id);
    await does.say("buyer", id);
    expect(await answer(id)).to.include({ side: "creditor", days: 8 });
    await setRule("supplier", null, addressOf("buyer"));
    expect(await answer(id), "taken back at the same instant").to.include({ days: 9 });
    scene.now += DAY;
    await setRule("supplier", 3);
    expect(await answer(id), "a deadline that runs stays").to.include({ days: 9 });
    const { data } = await does.as("supplier").GET("/v1/dispute-rules");
    expect(data?.items.map(({ counterparty, days }) => [counterparty, days])).to.deep.equal([[null, 3]]);
    expect((await setRule("supplier", 61)).response.status).to.equal(400);
  });

  it("is settled once what was disputed is paid, withdrawn or credited, and a later one begins anew", async () => {
    const id = await does.dispute(receivable);
    await does.resolve(id, "Withdrawn", 10_000n, 20_000n);
    expect(await does.standing("buyer", id)).to.deep.include({ state: "open", disputed: "200.00" });
    await does.resolve(id, "Conceded", 20_000n, 0n);
    const settled = await does.standing("buyer", id);
    expect(settled).to.deep.include({ state: "settled", disputed: "0.00", answer: null });
    expect(settled.settledAt).not.to.equal(null);
    expect(settled.acts.map(({ kind }) => kind)).to.deep.equal(["raised", "withdrawn", "conceded"]);
    await does.dispute(receivable, 5_000n);
    const again = await does.standing("buyer", id);
    expect(again).to.deep.include({ state: "open", disputed: "50.00", since: shownInstant(scene.now) });
    expect(again.acts).to.have.length(1);
  });

  it("stands in lists of open and settled ones and by turn, page by page, for those alone who take part", async () => {
    const [second, third] = [await scene.accepted(), await scene.accepted()];
    const ids = [await does.dispute(receivable), await does.dispute(second), await does.dispute(third)];
    await does.resolve(ids[1] ?? "0x", "Withdrawn", 30_000n, 0n);
    await does.say("supplier", ids[2] ?? "0x");
    const list = async (name: "supplier" | "buyer" | "stranger", query: object) => {
      const { data } = await does.as(name).GET("/v1/disputes", { params: { query } });
      return data?.items.map(({ receivable: id }) => ids.indexOf(id as Hex));
    };
    expect(await list("supplier", {})).to.deep.equal([2, 1, 0]);
    expect(await list("buyer", { state: "open" })).to.deep.equal([2, 0]);
    expect(await list("buyer", { state: "settled" })).to.deep.equal([1]);
    expect(await list("supplier", { turn: "creditor" })).to.deep.equal([0]);
    expect(await list("supplier", { turn: "debtor" })).to.deep.equal([2]);
    expect(await list("stranger", {})).to.deep.equal([]);
    const pages: number[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: "1", ...(cursor === undefined ? {} : { cursor }) };
      const { data } = await does.as("supplier").GET("/v1/disputes", { params: { query } });
      pages.push(...(data?.items ?? []).map(({ receivable: id }) => ids.indexOf(id as Hex)));
      cursor = data?.next ?? undefined;
    } while (cursor !== undefined);
    expect(pages).to.deep.equal([2, 1, 0]);
  });

  it("shows the clocks towards the factor where it is assigned, and nothing of them elsewhere", async () => {
    const sold = await scene.sold();
    const id = await does.dispute(sold);
    const read = await does.standing("factor", id);
    expect(read).to.deep.include({ creditor: addressOf("factor") });
    const [disputed, due] = [dayOf(scene.now), sold.terms.dueDay];
    expect(read.twoFactorClocks.map((clock) => [clock.clock, clock.due, clock.state])).to.deep.equal([
      ["disputeNotice", disputed, "met"],
      ["disputeFacts", dayOf(scene.now + 60 * DAY), "running"],
      ["disputeBeforePayment", dateOfDay(due + 90), "met"],
      ["disputeAfterPayment", dateOfDay(due + 180), "running"],
    ]);
  });

  it("shows that a factor can see it since it bought, and no clock once a credit ended the claim", async () => {
    const bought = await scene.accepted();
    const id = await does.dispute(bought);
    await scene.book.write({ name: "Transfer", from: addressOf("supplier"), to: addressOf("factor"), id });
    const later = dayOf(scene.now + DAY);
    const { twoFactorClocks } = await does.standing("factor", id);
    expect(twoFactorClocks.find(({ clock }) => clock === "disputeNotice")?.due).to.equal(later);
    const credit = { name: "ReceivableCredited", id, by: addressOf("factor"), reason: ZERO_HASH } as const;
    await scene.book.write({ ...credit, principal: bought.terms.amount, closed: true });
    expect((await does.standing("factor", id)).twoFactorClocks).to.deep.equal([]);
  });
});
