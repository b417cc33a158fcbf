/** What one side signed of a payment plan, on its way from its gateway to that of the other side. */
import { expect } from "chai";
import { commitmentOf, idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex, Receivable } from "../../../src/domain/receivable.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { COLLECTIONS, DAY } from "../book.ts";
import { BUYER, FACTOR, SUPPLIER } from "../factoringScene.ts";
import { AFTER_DUE, openPlanScene } from "../planScene.ts";
import type { PlanConsent, PlanScene } from "../planScene.ts";
import { messageOf, planWays } from "../planWays.ts";

const SALT = keccakOfText("salt");

describe("A consent to a payment plan", () => {
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

  const { as, proposing, refused, code, signs } = planWays(
    () => scene,
    () => id,
  );

  const consent = async (name: keyof PlanScene["sessions"], intent: string) => {
    const params = { path: { id: intent } };
    const { data, error } = await scene.client(as(name)).GET("/v1/intents/{id}/plan-consent", { params });
    return { data, code: error?.type.replace("/problems/", "") };
  };
  /** What somebody signs at another gateway: here nothing of it is left but the file. */
  const consentOf = async (name: "supplier" | "buyer", over: object = {}): Promise<PlanConsent> => {
    const intent = await scene.act(as(name), proposing(over));
    expect((await consent(name, intent.id)).code).to.equal("SignatureMissing");
    await signs(name, intent);
    const { data } = await consent(name, intent.id);
    await scene.withdraw(as(name), intent.id);
    return data ?? expect.fail("no file");
  };

  it("leaves it in a file that says all of it, to the party that signed alone", async () => {
    const intent = await scene.act(as("buyer"), proposing());
    await signs("buyer", intent);
    const { data } = await consent("buyer", intent.id);
    expect(data).to.deep.include({
      ...{ version: 1, chainId: 31_337, contract: COLLECTIONS, receivable: id, commitment: commitmentOf(receivable) },
      ...{ creditor: SUPPLIER, party: BUYER, signer: BUYER },
    });
    expect(data?.plan).to.deep.include({ debt: "100000", interest: { kind: "rests" }, graceDays: 2 });
    expect(data?.plan.instalments[0]).to.deep.equal({ amount: "40000", payBy: "2026-12-10" });
    expect((await consent("supplier", intent.id)).code).to.equal("SignatureMissing");
    expect((await consent("stranger", intent.id)).code).to.equal("NotFound");
    await scene.withdraw(as("buyer"), intent.id);
    expect((await consent("buyer", intent.id)).code).to.equal("IntentOver");
  });

  it("is one of the two signatures of the own intent, which the own completes", async () => {
    const theirs = await consentOf("buyer");
    const intent = await scene.act(as("supplier"), proposing({ theirs }));
    expect(intent).to.include({ state: "partlySigned", organisation: SUPPLIER });
    expect(intent.parties.map(({ signer }) => signer)).to.deep.equal([null, BUYER]);
    expect((messageOf(intent)["plan"] as { salt: string }).salt, "one hash").to.equal(theirs.plan.salt);
    expect((await scene.act(as("supplier"), proposing({ theirs }))).id).to.equal(intent.id);
    expect(scene.tried.at(-1)).to.deep.equal({ to: COLLECTIONS, data: intent.call?.data, from: SUPPLIER });
    expect(await signs("supplier", intent)).to.include({ status: 200 });
    expect(await scene.isRelayed(intent.id)).to.equal(true);
  });

  it("can be the answer to the own proposal, which is over then", async () => {
    const theirs = await consentOf("buyer", { graceDays: 7 });
    const own = await scene.act(as("supplier"), proposing());
    const taken = await scene.act(as("supplier"), proposing({ graceDays: 7, theirs, answers: own.id }));
    expect(await scene.read(as("supplier"), own.id)).to.include({ state: "withdrawn" });
    expect(taken.state).to.equal("partlySigned");
  });

  it("outlives what is agreed after it, so that nothing else is signed until it is void or too old", async () => {
    const file = await consentOf("buyer", { graceDays: 7 });
    const other = await scene.act(as("supplier"), proposing());
    expect(await signs("supplier", other)).to.include({ status: 200 });
    const { code: why, detail } = await scene.signingRefusal("buyer", other.id);
    expect([why, detail.includes(file.deadline)]).to.deep.equal(["AlreadySigned", true]);
    expect((await scene.read(as("buyer"), other.id)).state, "nothing is kept of it").to.equal("partlySigned");
    await scene.book.collect({ name: "NonceSpent", signer: SUPPLIER, nonce: BigInt(file.nonce) });
    expect(await signs("buyer", other), "somebody else's number").to.include({ code: "AlreadySigned" });
    await scene.book.collect({ name: "NonceSpent", signer: BUYER, nonce: BigInt(file.nonce) });
    expect(await signs("buyer", other)).to.include({ status: 200 });
  });

  it("hinders nothing that is about another revision, another receivable, or after its deadline", async () => {
    await consentOf("buyer", { graceDays: 7, deadline: shownInstant(scene.now + DAY) });
    const [first, second] = [id, idOf((await scene.accepted()).header)];
    expect(await signs("buyer", await scene.act(as("buyer"), scene.proposing(second)))).to.include({ status: 200 });
    id = first;
    const soon = await scene.act(as("buyer"), proposing());
    expect(await signs("buyer", soon)).to.include({ code: "AlreadySigned" });
    await scene.at(scene.now + DAY + 1);
    expect(await signs("buyer", soon)).to.include({ status: 200 });
    const terms = { ...receivable.terms, dueDay: receivable.terms.dueDay + 1 };
    await scene.book.write({
      ...{ name: "ReceivableAmended", id, by: SUPPLIER, supplierBy: SUPPLIER, buyerBy: BUYER, policy: 0, revision: 1 },
      ...{ terms, document: receivable.document, disputed: 0n, closed: false },
    });
    await scene.withdraw(as("buyer"), soon.id);
    expect(await signs("buyer", await scene.act(as("buyer"), proposing()))).to.include({ status: 200 });
  });

  it("is refused by the field that is about anything else, and where the signature is not theirs", async () => {
    const theirs = await consentOf("buyer");
    const changed: readonly (readonly [string, object])[] = [
      ["chainId", { chainId: 1 }],
      ["contract", { contract: BUYER }],
      ["receivable", { receivable: SALT }],
      ["commitment", { commitment: SALT }],
      ["creditor", { creditor: FACTOR }],
      ["party", { party: SUPPLIER }],
      ["plan.debt", { plan: { ...theirs.plan, debt: "100001" } }],
      ["plan.instalments", { plan: { ...theirs.plan, instalments: theirs.plan.instalments.slice(1) } }],
      ["plan.interest", { plan: { ...theirs.plan, interest: { kind: "stands" } } }],
      ["plan.graceDays", { plan: { ...theirs.plan, graceDays: 3 } }],
    ];
    scene.tried.length = 0;
    for (const [field, over] of changed) {
      const { code: why, at } = await refused("supplier", { theirs: { ...theirs, ...over } });
      expect([why, at]).to.deep.equal(["ConsentUnfit", [`body.theirs.${field}`]]);
    }
    expect((await refused("supplier", { theirs, graceDays: 3 })).at).to.deep.equal(["body.theirs.plan.graceDays"]);
    const forged: readonly (readonly [string, string, object])[] = [
      ["SignatureInvalid", "signature", { plan: { ...theirs.plan, salt: SALT } }],
      ["SignatureInvalid", "signature", { nonce: "7" }],
      ["NotAuthorised", "signer", { signer: SUPPLIER }],
      ["ConsentExpired", "deadline", { deadline: shownInstant(scene.now - 1) }],
    ];
    for (const [why, field, over] of forged) {
      const { code: found, at } = await refused("supplier", { theirs: { ...theirs, ...over } });
      expect([found, at]).to.deep.equal([why, [`body.theirs.${field}`]]);
    }
    expect(scene.tried).to.deep.equal([]);
    expect(await code("stranger", { theirs })).to.equal("NotFound");
  });
});
