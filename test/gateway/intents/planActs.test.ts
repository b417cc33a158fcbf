/** Payment plans as intents: who proposes and who signs, and what is sent. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { collectionsAbi } from "../../../generated/abi.ts";
import { planHash } from "../../../src/domain/collections/paymentPlan.ts";
import { PLAN_TEXT } from "../../../src/domain/collections/planMessages.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { verbSet } from "../../../src/domain/directory.ts";
import { Verb } from "../../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../../src/domain/receivable.ts";
import { plansKept } from "../../../src/store/paymentPlans.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { COLLECTIONS, DAY } from "../book.ts";
import { BUYER, FACTOR, SUPPLIER } from "../factoringScene.ts";
import { AFTER_DUE, openPlanScene, PROPOSED } from "../planScene.ts";
import type { PlanScene } from "../planScene.ts";
import { messageOf, planWays } from "../planWays.ts";

describe("A payment plan as an intent", () => {
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

  it("says to both what it means, takes the signature of each, and is sent with the last one", async () => {
    const intent = await scene.act(as("buyer"), proposing({ text: "We are paid in January ourselves." }));
    expect(intent).to.include({ verb: "agreePlan", receivable: id, counterparty: SUPPLIER, amount: "1000.00" });
    expect(intent.said).to.equal("We are paid in January ourselves.");
    expect(intent.parties.map(({ organisation, roles }) => [organisation, ...roles])).to.deep.equal([
      [SUPPLIER, "creditor"],
      [BUYER, "debtor"],
    ]);
    const shown = await scene.read(as("supplier"), intent.id);
    for (const [seen, party] of [
      [intent, BUYER],
      [shown, SUPPLIER],
    ] as const) {
      expect(seen.message?.primaryType).to.equal("PlanAgreement");
      expect(seen.message?.domain.verifyingContract).to.equal(COLLECTIONS);
      expect(messageOf(seen)).to.include({ text: PLAN_TEXT, creditor: SUPPLIER, party });
      expect(messageOf(seen)["plan"]).to.deep.include({ debt: "100000", interest: "RESTS", graceDays: 2 });
    }
    expect(scene.tried, "nothing that one side could send alone").to.deep.equal([]);
    expect(await signs("buyer", intent)).to.include({ status: 200 });
    expect(scene.tried.at(-1), "as the supplier would send it").to.include({ from: SUPPLIER });
    expect([await scene.isRelayed(intent.id), (await scene.read(as("supplier"), intent.id)).state]).to.deep.equal([
      false,
      "partlySigned",
    ]);
    expect(await signs("supplier", intent)).to.include({ status: 200 });
    const { data, to } = (await relayOf(scene.database, intent.id)) ?? expect.fail("nothing was sent");
    const { functionName, args } = decodeFunctionData({ abi: collectionsAbi, data });
    const [kept] = (await plansKept(scene.database, [id])).get(id) ?? [];
    expect([to, functionName, args[0], args[3]]).to.deep.equal([COLLECTIONS, "agreePlan", id, kept?.[0]]);
    expect((args[2] as string).toLowerCase()).to.equal(SUPPLIER);
    expect([(args[4] as unknown[]).length, (args[5] as unknown[]).length]).to.deep.equal([1, 1]);
    expect(kept === undefined ? undefined : planHash(kept[1]), "what is kept opens what is sent").to.equal(kept?.[0]);
  });

  it("is recorded by its event, and asked for again is the same", async () => {
    const intent = await scene.act(as("supplier"), proposing());
    expect((await scene.act(as("supplier"), proposing())).id).to.equal(intent.id);
    await scene.agree(intent);
    expect(await scene.read(as("buyer"), intent.id)).to.include({ state: "recorded" });
    expect(await states()).to.deep.equal(["agreed"]);
  });

  it("is signed by an agent with a mandate for plans, and by no other", async () => {
    const intent = await scene.act(as("buyer"), proposing());
    await scene.mandate("buyer", "clerk", { verbs: verbSet([Verb.AnswerCollection]) });
    expect(await signs("buyer", intent, "clerk")).to.include({ code: "NotAuthorised" });
    await scene.mandate("buyer", "clerk", { verbs: verbSet([Verb.AgreePlan]) });
    expect(await signs("buyer", intent, "clerk")).to.include({ status: 200 });
  });

  it("is the creditor's and the debtor's, and nobody's beside", async () => {
    expect(await code("stranger")).to.equal("NotFound");
    await scene.place(id, SUPPLIER);
    expect(await code("agency"), "an agency agrees on nothing").to.equal("NotFound");
    const intent = await scene.act(as("supplier"), proposing());
    expect(await scene.signAs(as("stranger"), intent.id, "stranger").catch(String)).to.include("NotFound");
  });

  it("is the factor's to sign of what its desk holds, and the supplier's signature does not do (R59)", async () => {
    const sold = await scene.dealt();
    const of = { receivable: sold.id };
    const { code: why, detail } = await refused("supplier", of);
    expect([why, detail.includes(FACTOR)]).to.deep.equal(["NotAuthorised", true]);
    const intent = await scene.act(as("buyer"), proposing(of));
    expect(intent.parties.map(({ organisation }) => organisation)).to.deep.equal([FACTOR, BUYER]);
    expect(messageOf(intent)).to.include({ creditor: FACTOR });
    expect(await signs("buyer", intent)).to.include({ status: 200 });
    expect(await scene.signAs(as("supplier"), intent.id, "supplier").catch(String)).to.include("NotFound");
    expect(await signs("factor", intent, "supplier"), "the supplier's key for the factor").to.include({
      code: "NotAuthorised",
    });
    expect(await scene.isRelayed(intent.id)).to.equal(false);
    expect(await signs("factor", intent)).to.include({ status: 200 });
    expect(await scene.isRelayed(intent.id)).to.equal(true);
  });

  it("that was proposed before the receivable was sold waits for nobody any more", async () => {
    const intent = await scene.act(as("supplier"), proposing());
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: FACTOR, id });
    scene.refusing = { name: "NotCreditor", values: { id, creditor: SUPPLIER } };
    expect(await signs("buyer", intent)).to.include({ code: "NotCreditor" });
    expect(await states("buyer")).to.deep.equal(["outdated"]);
    scene.refusing = undefined;
    expect((await scene.act(as("buyer"), proposing())).parties[0]?.organisation).to.equal(FACTOR);
  });

  it("is held against the debt again whenever somebody signs", async () => {
    const intent = await scene.act(as("supplier"), proposing());
    await scene.paid(id, 10_000n, "2026-12-02");
    expect(await signs("buyer", intent)).to.include({ code: "PlanUnfit" });
    expect(await scene.read(as("buyer"), intent.id), "nothing is kept").to.include({ state: "prepared" });
    const rest = { debt: "900.00", instalments: [{ amount: "900.00", payBy: "2026-12-04" }] };
    const other = await scene.act(as("buyer"), proposing({ ...rest, answers: intent.id }));
    expect(await signs("buyer", other)).to.include({ status: 200 });
    await scene.at(AFTER_DUE + 3 * DAY);
    expect(await signs("supplier", other), "its only day is over").to.include({ code: "PlanUnfit" });
  });

  it("is proposed once however often it is sent at once", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => scene.act(as("buyer"), proposing())));
    expect(new Set(all.map(({ id: one }) => one)).size).to.equal(1);
    expect((await scene.planning(as("buyer"), id)).proposals[0]?.terms).to.deep.include({ ...PROPOSED });
  });
});
