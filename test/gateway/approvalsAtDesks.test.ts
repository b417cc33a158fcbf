/** What seller and factor give up together takes the approvals of whichever of them asks for any, on either's word. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { encodeFunctionData } from "viem";
import { ledgerAbi } from "../../generated/abi.ts";
import { openTerms } from "../../src/domain/commitment.ts";
import { keccak256, keccakOfText } from "../../src/domain/hash.ts";
import { Outcome } from "../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { dutiesOfVerb } from "../../src/wire/dutyOfVerb.ts";
import { DAY } from "./book.ts";
import { BUYER, FACTOR, openFactoringScene, SUPPLIER, TOKEN } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import { problemOf, signatureOf } from "./intents/scene.ts";
import type { Act } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

describe("What seller and factor give up together", () => {
  let scene: FactoringScene;
  let [supplier, factor, deputy] = ["", "", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, factor } = scene.tokens);
    const body = { account: addressOf("deputy"), role: "administrator" } as const;
    expect((await scene.client(factor).POST("/v1/members", { body })).response.status).to.equal(201);
    deputy = await scene.signIn("deputy", FACTOR);
    const tier = { kind: "credit", currency: TOKEN, from: "10.00", approvers: 1, hours: 48 } as const;
    const tiers = [{ ...tier, duty: "approveActs" as const, escalatesTo: null }];
    const policy = { reason: "House rules", windowDays: 30, tiers };
    expect((await scene.client(factor).POST("/v1/approval-policies", { body: policy })).error).to.equal(undefined);
  });

  after(() => scene.close());

  const refusal = async (session: string, act: object): Promise<string> =>
    (await problemOf(scene.client(session).POST("/v1/intents", { body: act as Act }))).code;
  const credit = (receivable: Hex) => ({ receivable, verb: "credit", amount: "50.00", reason: "short" });
  /** The seller's word for a call, and the factor's that does it. */
  const agreeing = async (id: Hex, call: Hex): Promise<object> => {
    await scene.trade({ name: "ActProposed", id, by: SUPPLIER, call });
    return { verb: "agreeAct", receivable: id, act: keccak256(call) };
  };
  const callsOf = (receivable: Receivable, id: Hex): Readonly<Record<string, Hex>> => {
    const [opened, why, terms] = [openTerms(receivable), keccakOfText("why"), receivable.terms];
    const amended = { ...receivable, terms: { ...terms, discountDay1: terms.dueDay, discount1: 99_999n } };
    const abi = ledgerAbi;
    return {
      "a credit": encodeFunctionData({ abi, functionName: "credit", args: [id, opened, 5_000n, why, []] }),
      "a waiver": encodeFunctionData({ abi, functionName: "waive", args: [id, opened, 5_000n, why, []] }),
      "a conceded dispute": encodeFunctionData({
        ...{ abi, functionName: "resolve" as const },
        args: [receivable, 5_000n, Outcome.Conceded, why, []],
      }),
      "a discount": encodeFunctionData({ abi, functionName: "amend", args: [receivable, amended, [], [], []] }),
    };
  };

  it("asks on the word that proposes it, and on the one that agrees", async () => {
    const { id, receivable } = await scene.dealt();
    expect(await refusal(factor, credit(id)), "a proposal").to.equal("ApprovalMissing");
    await scene.act(supplier, credit(id) as Act);
    for (const [what, call] of Object.entries(callsOf(receivable, id))) {
      expect(await refusal(factor, await agreeing(id, call)), what).to.equal("ApprovalMissing");
    }
  });

  it("takes the duty of whoever concedes", () => {
    expect(dutiesOfVerb("agreeAct").prepare).to.equal(dutiesOfVerb("credit").prepare);
  });

  it("is agreed to once somebody else approved the sum, and by that approval once", async () => {
    const { id, receivable } = await scene.dealt();
    const { "a credit": first = "0x", "a waiver": second = "0x" } = callsOf(receivable, id);
    const about = { kind: "credit", subject: id, customer: BUYER, amount: "50.00", currency: TOKEN } as const;
    const body = { id: randomUUID(), ...about, reason: "A broken crate" };
    expect((await scene.client(factor).POST("/v1/approvals", { body })).response.status).to.equal(201);
    const decision = { reason: "Seen", deadline: shownInstant(scene.now + DAY) };
    const path = { id: body.id };
    const shown = await scene.client(deputy).GET("/v1/approvals/{id}/message", {
      params: { path, query: { ...decision, isApproved: "true" } },
    });
    const signature = await signatureOf("deputy", shown.data?.message ?? null);
    const given = { params: { path }, body: { ...decision, isApproved: true, signature } };
    expect((await scene.client(deputy).POST("/v1/approvals/{id}/decisions", given)).response.status).to.equal(201);
    const agreed = await scene.act(factor, (await agreeing(id, first)) as Act);
    expect(agreed.verb).to.equal("agreeAct");
    expect(await refusal(factor, await agreeing(id, second))).to.equal("ApprovalMissing");
  });
});
