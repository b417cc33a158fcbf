/** Payment plans as they are read: how each stands, to whom, and in the record of a case. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { PaymentPlan } from "../../src/domain/collections/paymentPlan.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { DAY } from "./book.ts";
import { BUYER, FACTOR, SUPPLIER } from "./factoringScene.ts";
import { AFTER_DUE, openPlanScene, PROPOSED } from "./planScene.ts";
import type { PlanScene } from "./planScene.ts";

const ELSEWHERE: PaymentPlan = {
  ...{ debt: 100_000n, interest: { kind: "sum", amount: 1_000n }, graceDays: 0, salt: keccakOfText("salt") },
  instalments: [{ amount: 101_000n, payBy: dayNumber("2026-12-20") }],
};

describe("Payment plans, as they are read", () => {
  let scene: PlanScene;
  let receivable: Receivable;
  let id: Hex;

  before(async () => {
    scene = await openPlanScene();
  });

  beforeEach(async () => {
    await scene.at(AFTER_DUE);
    receivable = await scene.accepted();
    id = idOf(receivable.header);
  });

  after(() => scene.close());

  const as = (name: keyof PlanScene["sessions"]): string => scene.sessions[name];
  const agreed = async (name: keyof PlanScene["sessions"] = "supplier") =>
    (await scene.planning(as(name), id)).agreed.map(({ state, paid, behind, next }) => [
      state,
      paid,
      behind,
      next?.payBy,
    ]);

  it("stand by what was paid, day by day, to both sides alike", async () => {
    await scene.agree(await scene.act(as("buyer"), scene.proposing(id)));
    expect(await agreed("buyer")).to.deep.equal([["running", "0.00", "0.00", "2026-12-10"]]);
    await scene.paid(id, 25_000n, "2026-12-05");
    await scene.at(AFTER_DUE + 9 * DAY);
    expect(await agreed()).to.deep.equal([["running", "250.00", "150.00", "2026-12-10"]]);
    await scene.paid(id, 15_000n, "2026-12-12");
    expect(await agreed(), "within the days of grace").to.deep.equal([["running", "250.00", "150.00", "2026-12-10"]]);
    await scene.at(AFTER_DUE + 10 * DAY);
    expect(await agreed()).to.deep.equal([["running", "400.00", "0.00", "2027-01-10"]]);
    await scene.at(AFTER_DUE + 43 * DAY);
    expect(await agreed("buyer")).to.deep.equal([["broken", "400.00", "300.00", undefined]]);
    const [plan] = (await scene.planning(as("supplier"), id)).agreed;
    expect(plan).to.deep.include({ brokenOn: "2027-01-13", putsOff: false, interestCounts: true });
    expect(plan?.terms).to.deep.include({ ...PROPOSED });
  });

  it("are all kept, also those that were replaced, and end with an amendment", async () => {
    for (const graceDays of [1, 2]) {
      await scene.agree(await scene.act(as("buyer"), scene.proposing(id, { graceDays })));
    }
    expect((await agreed()).map(([state]) => state)).to.deep.equal(["replaced", "running"]);
    const terms = { ...receivable.terms, dueDay: receivable.terms.dueDay + 30 };
    await scene.book.write({
      ...{ name: "ReceivableAmended", id, by: SUPPLIER, supplierBy: SUPPLIER, buyerBy: BUYER, policy: 0, revision: 1 },
      ...{ terms, document: receivable.document, disputed: 0n, closed: false },
    });
    expect((await agreed()).map(([state]) => state)).to.deep.equal(["replaced", "amended"]);
    const { commitment } = await scene.act(as("buyer"), scene.proposing(id));
    expect(commitment).not.to.equal(commitmentOf(receivable));
  });

  it("are opened by whoever hands in what was agreed at another gateway, exactly as it was", async () => {
    await scene.agreedElsewhere(receivable, ELSEWHERE);
    expect(await agreed()).to.deep.equal([["unopened", null, null, undefined]]);
    const told = {
      ...{ kind: "plan" as const, debt: "1000.00", interest: { kind: "sum" as const, amount: "10.00" }, graceDays: 0 },
      ...{ instalments: [{ amount: "1010.00", payBy: "2026-12-20" }], salt: ELSEWHERE.salt },
    };
    const handIn = async (name: keyof PlanScene["sessions"], body: typeof told) => {
      const path = "/v1/receivables/{id}/collection/openings" as const;
      const { error, response } = await scene.client(as(name)).POST(path, { params: { path: { id } }, body });
      return error === undefined ? response.status : error.type.replace("/problems/", "");
    };
    expect(await handIn("supplier", { ...told, debt: "1000.01" })).to.equal("OpeningNotRecorded");
    expect(await handIn("supplier", { ...told, salt: keccakOfText("another") })).to.equal("OpeningNotRecorded");
    expect(await handIn("stranger", told)).to.equal("NotFound");
    expect(await handIn("supplier", told)).to.equal(200);
    expect(await agreed("buyer")).to.deep.equal([["running", "0.00", "0.00", "2026-12-20"]]);
    const other = await scene.accepted();
    id = idOf(other.header);
    expect(await handIn("supplier", told), "of another receivable").to.equal("OpeningNotRecorded");
  });

  it("show a proposal to those who sign it alone, and what was agreed to whom it is placed with", async () => {
    await scene.place(id, SUPPLIER);
    const intent = await scene.act(as("buyer"), scene.proposing(id));
    expect((await scene.planning(as("agency"), id)).proposals).to.deep.equal([]);
    await scene.agree(intent);
    const seen = await scene.planning(as("agency"), id);
    expect([seen.agreed[0]?.state, seen.proposals]).to.deep.equal(["running", []]);
    const params = { path: { id: intent.id } };
    for (const name of ["agency", "stranger", "factor"] as const) {
      expect((await scene.client(as(name)).GET("/v1/intents/{id}", { params })).response.status, name).to.equal(404);
    }
  });

  it("say nothing of themselves to a factor that the receivable is only offered to", async () => {
    await scene.agree(await scene.act(as("buyer"), scene.proposing(id)));
    const until = shownInstant(AFTER_DUE + 5 * DAY);
    const body = { kind: "offer" as const, id: randomUUID(), grantee: FACTOR, receivables: [id], until };
    expect((await scene.client(as("supplier")).POST("/v1/grants", { body })).response.status).to.equal(201);
    const { agreed: shown, requests, proposals } = await scene.planning(as("factor"), id);
    expect([shown[0]?.state, shown[0]?.terms, requests, proposals]).to.deep.equal(["unopened", null, [], []]);
  });

  it("warn the creditor alone where its insurer does not let it be put off for so long (R71)", async () => {
    const about = { customer: BUYER, title: "Late", jurisdiction: "CN" as const, receivables: [id] };
    const opened = await scene.client(as("supplier")).POST("/v1/cases", { body: { id: randomUUID(), ...about } });
    const insurance = {
      ...{ policy: "P-1", currency: receivable.terms.currency, insuredShare: 900_000, buyerLimit: "5000.00" },
      ...{ coveredFrom: "2026-01-01", coveredUntil: "2027-12-31", maximumExtensionDays: 71, payoutDays: 30 },
      notification: { days: 30, from: "due" as const },
      ...{ waiting: { days: 150, from: "notice" as const }, countsInvoiceDay: false },
    };
    const params = { path: { id: opened.data?.id ?? "" } };
    const body = { id: randomUUID(), entry: { kind: "insurance" as const, insurance } };
    const entered = await scene.client(as("supplier")).POST("/v1/cases/{id}/entries", { params, body });
    expect(entered.response.status).to.equal(201);
    const insured = async (name: "supplier" | "buyer") =>
      (await scene.planning(as(name), id)).proposals.at(-1)?.warnings.filter(({ code }) => code === "insuredExtension");
    const first = await scene.act(as("buyer"), scene.proposing(id));
    // 71 days after 2026-12-01 is the last day of what is proposed.
    expect(await insured("supplier")).to.deep.equal([]);
    const instalments = PROPOSED.instalments.with(2, { amount: "300.00", payBy: "2027-02-11" });
    await scene.act(as("supplier"), scene.proposing(id, { instalments, answers: first.id }));
    scene.now += 1;
    expect((await insured("supplier"))?.map(({ lastDay }) => lastDay)).to.deep.equal(["2027-02-10"]);
    expect(await insured("buyer")).to.deep.equal([]);
  });

  it("are listed in the record of a case, and interrupt limitation", async () => {
    await scene.catchUp();
    await scene.agree(await scene.act(as("buyer"), scene.proposing(id)));
    const about = { customer: BUYER, title: "Late", jurisdiction: "CN" as const, receivables: [id] };
    const { data } = await scene.client(as("supplier")).POST("/v1/cases", { body: { id: randomUUID(), ...about } });
    const [item] = data?.receivables ?? [];
    expect(item?.plans.map(({ state, next }) => [state, next?.payBy])).to.deep.equal([["running", "2026-12-10"]]);
    expect(item?.limitation?.facts.map(({ act, effect }) => [act, effect])).to.deep.equal([["plan", "interrupts"]]);
  });
});
