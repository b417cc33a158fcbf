/** Whoever would learn from a factor's tools what another firm invoices. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { openEligibilityScene } from "./factorBookEligibilityScene.ts";
import type { EligibilityScene, Issued, Schemas } from "./factorBookEligibilityScene.ts";
import { openFactoringScene, PROOF } from "./factoringScene.ts";
import type { Act } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

type Registered = Schemas["CheckedReceivable"]["duplicates"]["registered"];

describe("A spy with a supplier and a buyer of its own", () => {
  let scene: EligibilityScene;
  const mule = addressOf("mule");

  before(async () => {
    scene = await openEligibilityScene(["factor", "spy"]);
    await scene.issue("buyer", 100_000n, { number: "INV-900", age: 30 });
    await scene.show("factor");
    await scene.criteria("factor");
    await scene.check("factor");
    await scene.show("spy", mule);
    await scene.criteria("spy");
  });

  after(() => scene.close());

  /** What is like a receivable of the mule's whose invoice names the parties of the other one. */
  async function alike(buyer: string, amount: bigint, over: Issued): Promise<Registered> {
    const id: Hex = await scene.issue(buyer, amount, { supplier: mule, age: 30, ...over });
    const { items } = await scene.check("spy", { supplier: mule });
    return items.find(({ receivable }) => receivable === id)?.duplicates.registered ?? null;
  }

  it("finds neither days nor amounts of a firm's invoices by invoices that it makes up", async () => {
    const own = await alike("mule's buyer", 101_000n, { number: "A-1" });
    expect(own, "its own buyer accepted").to.deep.include({ copies: 0, nearCopies: 0 });
    const unasked = await alike("buyer", 101_000n, { number: "A-2", accepted: false });
    expect(unasked, "nobody accepted").to.deep.include({ copies: 0, nearCopies: 0 });
  });

  it("is told of what is alike once the very buyer accepted its invoice too", async () => {
    expect(await alike("buyer", 101_000n, { number: "A-3" })).to.deep.include({ copies: 0, nearCopies: 1 });
  });

  it("spoils no firm's invoices by what nobody accepted", async () => {
    const { items } = await scene.check("factor");
    expect(items.map(({ duplicates }) => duplicates.registered?.nearCopies)).to.deep.equal([1]);
  });
});

describe("A stranger that tries the ids of invoices", () => {
  it("is answered alike by every act of factoring, whether there is such an invoice or not", async () => {
    const scene = await openFactoringScene();
    const { id: sold } = await scene.dealt();
    const held = idOf((await scene.accepted()).header);
    const said = { bankReference: "B-1", amount: "1.00", valueDate: "2026-11-20" };
    const tried = async (receivable: Hex): Promise<readonly unknown[]> => {
      const { stranger: session } = scene.tokens;
      const acts = [
        ...[{ verb: "claim" }, { verb: "collect" }, { verb: "buyBack" }, { verb: "reassign" }],
        ...[
          { verb: "repay", maxCash: "1.00" },
          { verb: "chargeBack", reason: "Recourse", evidence: PROOF },
        ],
      ].map((act) => ({ ...act, receivable }));
      const notice = { verb: "giveNotice", kind: "Assigned", receivables: [receivable], proof: PROOF };
      const prepare = (body: object) => scene.client(session).POST("/v1/intents", { body: body as Act });
      const path = { params: { path: { id: receivable } } };
      const answers = await Promise.all([
        ...[...acts, notice].map(prepare),
        scene.client(session).GET("/v1/deals/{id}", path),
        scene.client(session).GET("/v1/receivables/{id}/claims", path),
        scene.client(session).POST("/v1/indirect-payments", { body: { id: randomUUID(), receivable, ...said } }),
      ]);
      return answers.map(({ error, response }) => [response.status, error?.type, error?.detail]);
    };
    const missing = await tried(keccakOfText("no invoice"));
    expect(await tried(held)).to.deep.equal(missing);
    expect(await tried(sold)).to.deep.equal(missing);
    expect(new Set(missing.map((answer) => JSON.stringify(answer))).size, JSON.stringify(missing)).to.equal(1);
    await scene.close();
  });
});
