/** Payment plans as proposals: what fits the debt, counter-offers, and how many may be agreed. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex, Receivable } from "../../../src/domain/receivable.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { COLLECTIONS, DAY } from "../book.ts";
import { BUYER, SUPPLIER } from "../factoringScene.ts";
import { AFTER_DUE, openPlanScene } from "../planScene.ts";
import type { PlanScene } from "../planScene.ts";
import { planWays } from "../planWays.ts";

const SALT = keccakOfText("salt");

describe("The proposal of a payment plan", () => {
  let scene: PlanScene;
  let receivable: Receivable;
  let id: Hex;

  before(async () => {
    scene = await openPlanScene();
  });

  beforeEach(async () => {
    scene.refusing = undefined;
    await scene.at(AFTER_DUE);
    receivable = await scene.accepted();
    id = idOf(receivable.header);
    scene.tried.length = 0;
  });

  after(() => scene.close());

  const { as, proposing, refused, code, signs, states } = planWays(
    () => scene,
    () => id,
  );

  it("is refused by field, value and way out where it does not fit the debt", async () => {
    const parts = (...instalments: readonly (readonly [string, string])[]) => ({
      instalments: instalments.map(([amount, payBy]) => ({ amount, payBy })),
    });
    const faults: readonly (readonly [object, string])[] = [
      [{ debt: "999.99", ...parts(["999.99", "2026-12-20"]) }, "debt"],
      [{ debt: "1040.29", ...parts(["1040.29", "2026-12-20"]) }, "debt"],
      [parts(["999.00", "2026-12-20"]), "instalments"],
      [parts(["500.00", "2026-12-20"], ["500.00", "2026-12-20"]), "instalments.1.payBy"],
      [parts(["1000.00", "2026-12-01"]), "instalments.0.payBy"],
      [parts(["1000.00", "2036-12-20"]), "instalments.0.payBy"],
      [{ interest: { kind: "sum", amount: "5.00" } }, "instalments"],
    ];
    for (const [over, field] of faults) {
      const { code: why, at, detail, status } = await refused("buyer", over);
      expect([why, status, at], JSON.stringify(over)).to.deep.equal(["PlanUnfit", 422, [`body.${field}`]]);
      expect(detail).to.match(/ is .+: (give|they have to come to) /u);
    }
    expect((await refused("buyer", { debt: "999.999" })).at).to.deep.equal(["body.debt"]);
    // Whoever plans charges too may: 40.00 of fixed sum and 28 cents of the first day.
    const all = { debt: "1040.28", ...parts(["1040.28", "2026-12-20"]) };
    expect(await scene.act(as("buyer"), proposing(all))).to.include({ state: "prepared" });
  });

  it("warns of terms that a law may not take well, and refuses nothing for it (F07)", async () => {
    const intent = await scene.act(as("buyer"), proposing());
    const warnings = async () => (await scene.planning(as("supplier"), id)).proposals.at(-1)?.warnings ?? [];
    expect((await warnings()).map(({ code: cap }) => cap)).to.deep.equal(["euBusiness60", "cnLarge60"]);
    expect((await warnings())[1]?.source).to.include("第九条");
    const soon = { debt: "1000.00", instalments: [{ amount: "1000.00", payBy: "2026-12-04" }], answers: intent.id };
    await scene.act(as("supplier"), proposing(soon));
    expect(await warnings()).to.deep.equal([]);
  });

  it("leaves out what is disputed, and is refused of what nobody collects any more", async () => {
    const disputed = { id, by: BUYER, amount: 30_000n, disputed: 30_000n, code: 1, evidence: SALT } as const;
    await scene.book.write({ name: "ReceivableDisputed", ...disputed });
    const extension = { debt: "700.00", instalments: [{ amount: "700.00", payBy: "2026-12-31" }] };
    expect(await scene.act(as("supplier"), proposing(extension))).to.include({ amount: "700.00" });
    await scene.book.write({ name: "ReceivableCancelled", id, by: SUPPLIER, reason: SALT });
    expect(await code("buyer", extension)).to.equal("NothingToCollect");
  });

  it("answers a request for an extension that the debtor made, and no other", async () => {
    const payment = await scene.requested(id);
    expect((await refused("supplier", { answers: SALT })).at).to.deep.equal(["body.answers"]);
    const intent = await scene.act(as("supplier"), proposing({ answers: payment }));
    const { requests, proposals } = await scene.planning(as("buyer"), id);
    expect(requests).to.deep.include({
      ...{ payment, at: requests[0]?.at, amount: "1000.00", payBy: "2027-01-31", isOpen: true, answeredBy: intent.id },
    });
    expect(proposals.map(({ answers, by }) => [answers, by])).to.deep.equal([[payment, SUPPLIER]]);
    await scene.agree(intent);
    expect((await scene.planning(as("buyer"), id)).requests[0]).to.include({ isOpen: false });
  });

  it("takes the place of another as a counter-offer, which is over then", async () => {
    const first = await scene.act(as("buyer"), proposing());
    await signs("buyer", first);
    const { code: why, detail } = await refused("supplier", { graceDays: 0 });
    expect([why, detail.includes(first.id)]).to.deep.equal(["IntentExists", true]);
    const second = await scene.act(as("supplier"), proposing({ graceDays: 0, answers: first.id }));
    expect(await scene.read(as("buyer"), first.id)).to.include({ state: "withdrawn", withdrawnBy: SUPPLIER });
    expect(await signs("supplier", first)).to.include({ code: "IntentOver" });
    const third = await scene.act(as("buyer"), proposing({ graceDays: 1, answers: second.id }));
    const { proposals } = await scene.planning(as("supplier"), id);
    expect(proposals.map(({ intent, state, answers, missing }) => [intent, state, answers, missing])).to.deep.equal([
      [first.id, "countered", null, []],
      [second.id, "countered", first.id, []],
      [third.id, "open", second.id, [SUPPLIER, BUYER]],
    ]);
    expect((await scene.act(as("buyer"), proposing({ graceDays: 1, answers: second.id }))).id).to.equal(third.id);
    const again = await scene.signingRefusal("buyer", third.id);
    expect([again.code, again.detail.includes(first.id)], "can still be sent").to.deep.equal(["AlreadySigned", true]);
    expect((await scene.read(as("buyer"), first.id)).revocation?.to, "the way out").to.equal(COLLECTIONS);
    const { nonce } = first.message?.message as { nonce: string };
    await scene.book.collect({ name: "NonceSpent", signer: BUYER, nonce: BigInt(nonce) });
    expect(await signs("buyer", third)).to.include({ status: 200 });
    expect((await scene.planning(as("supplier"), id)).proposals[2]?.missing).to.deep.equal([SUPPLIER]);
    expect(await scene.planning(as("stranger"), id).catch(() => undefined), "a stranger's").to.equal(undefined);
  });

  it("is signed or countered where both happen at one moment, and never both", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { header } = await scene.accepted();
      id = idOf(header);
      const first = await scene.act(as("buyer"), proposing());
      await signs("buyer", first);
      const shown = await scene.read(as("supplier"), first.id);
      const [signed, countered] = await Promise.all([
        scene.sign(as("supplier"), shown, "supplier"),
        refused("supplier", { graceDays: 9, answers: first.id }),
      ]);
      const isSigned = signed.status === 200;
      expect(countered.code, `round ${round}`).to.equal(isSigned ? "ProposalOver" : "none");
      expect(await states()).to.deep.equal(isSigned ? ["signed"] : ["countered", "open"]);
      expect(await scene.isRelayed(first.id)).to.equal(isSigned);
    }
  });

  it("counters nothing that is another receivable's, a stranger's, or agreed already", async () => {
    const other = idOf((await scene.accepted()).header);
    const foreign = await scene.act(as("buyer"), scene.proposing(other));
    for (const answers of [foreign.id, randomUUID()]) {
      expect((await refused("supplier", { answers })).at).to.deep.equal(["body.answers"]);
    }
    const agreed = await scene.act(as("buyer"), proposing());
    await scene.agree(agreed);
    expect(await code("supplier", { answers: agreed.id, graceDays: 3 })).to.equal("ProposalOver");
    expect(await scene.read(as("buyer"), foreign.id), "untouched").to.include({ state: "prepared" });
  });

  it("is refused by withdrawing it, and taken back by whoever proposed it", async () => {
    const first = await scene.act(as("buyer"), proposing());
    await scene.withdraw(as("supplier"), first.id);
    scene.now += 1;
    const second = await scene.act(as("buyer"), proposing({ graceDays: 5 }));
    await scene.withdraw(as("buyer"), second.id);
    expect(await states("buyer")).to.deep.equal(["refused", "withdrawn"]);
    expect(await code("supplier"), "nothing is on the table").to.equal("none");
  });

  it("is countered by nothing that came after it was over", async () => {
    const [first, second] = [await scene.act(as("buyer"), proposing()), { graceDays: 5 }];
    await scene.withdraw(as("buyer"), first.id);
    scene.now += 1;
    await scene.act(as("supplier"), proposing({ ...second, answers: first.id }));
    expect(await states()).to.deep.equal(["withdrawn", "open"]);
  });

  it("is one of two that are made at one moment, and never both", async () => {
    for (let round = 0; round < 4; round += 1) {
      id = idOf((await scene.accepted()).header);
      // Both wait at their first look into the tables, so that they go on side by side.
      const both = await scene.database.transaction(async () => {
        const asked = [code("buyer"), code("supplier", { graceDays: 9 })];
        await new Promise((done) => setTimeout(done, 100));
        return () => Promise.all(asked);
      });
      expect((await both()).toSorted(), `round ${round}`).to.deep.equal(["IntentExists", "none"]);
      expect(await states()).to.deep.equal(["open"]);
    }
  });

  it("can be signed for 30 days at most", async () => {
    const day = (days: number) => ({ deadline: shownInstant(scene.now + days * DAY) });
    expect((await refused("buyer", day(31))).code).to.equal("DeadlineInvalid");
    expect(await scene.act(as("buyer"), proposing(day(30)))).to.include(day(30));
  });

  it("may be agreed as often as the creditor has set, or three times", async () => {
    const limit = (mostPlans: number) => scene.client(as("supplier")).POST("/v1/plan-limit", { body: { mostPlans } });
    expect((await scene.client(as("buyer")).GET("/v1/plan-limit")).data).to.deep.equal({ mostPlans: 3, setBy: null });
    for (const graceDays of [1, 2, 3]) await scene.agree(await scene.act(as("buyer"), proposing({ graceDays })));
    const { code: why, detail, status } = await refused("buyer", { graceDays: 4 });
    expect([why, status]).to.deep.equal(["PlansTooMany", 409]);
    expect(detail).to.equal(
      "plans is 3 that were agreed before: 3 may be: keep to what was agreed, or amend the terms themselves",
    );
    expect((await limit(4)).data).to.deep.equal({ mostPlans: 4, setBy: SUPPLIER });
    const fourth = await scene.act(as("buyer"), proposing({ graceDays: 4 }));
    await limit(3);
    expect(await signs("buyer", fourth), "asked again at signing").to.include({ code: "PlansTooMany" });
    expect((await scene.planning(as("buyer"), id)).mostPlans).to.equal(3);
    expect((await limit(0)).response.status).to.equal(400);
    await limit(3);
  });
});
