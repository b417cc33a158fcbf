/** Payments to the seller that a claim of the factor tells of: how large they are, and of which day. */
import { expect } from "chai";
import { ClaimReason } from "../../src/domain/factoring/deal.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { ReceiptRecorded } from "../../src/domain/receiptEvents.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { CASH_TASKS } from "../../src/gateway/cash/tasks.ts";
import { watchIndirectPayments } from "../../src/gateway/factoring/watching.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { DESK, openFactoringScene, SUPPLIER, TOKEN } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";

const TODAY = FIRST_INSTANT / DAY;

describe("An indirect payment that was claimed", () => {
  let scene: FactoringScene;

  before(async () => {
    scene = await openFactoringScene();
  });

  after(() => scene.close());

  const watch = async (): Promise<void> => {
    const tokens = new Map([[TOKEN, { code: "EUR", decimals: 2 }]]);
    while (await watchIndirectPayments({ database: scene.database, now: () => scene.now, tokens }, CASH_TASKS));
  };

  async function about(receivable: Hex) {
    const query = { params: { query: { role: "seller" } } } as const;
    const { data } = await scene.client(scene.tokens.supplier).GET("/v1/indirect-payments", query);
    return (data?.items ?? []).filter((one) => one.receivable === receivable);
  }

  it("is opened by a claim that the chain alone tells of", async () => {
    const { id } = await scene.dealt();
    await scene.trade({
      ...{ name: "ClaimRaised", id, seller: SUPPLIER, reason: ClaimReason.Misdirected, amount: 9_900n },
      evidence: keccakOfText("elsewhere"),
    });
    await watch();
    const [seen] = await about(id);
    expect(seen).to.deep.include({ source: "claim", state: "claimed", reference: null, amount: "99.00" });
  });

  it("is as large and as old as what the debtor paid, whatever of it the factor claims", async () => {
    const { id } = await scene.dealt();
    const bankRef = keccakOfText("a larger one");
    const receipt = (cash: bigint, valueDay: number): ReceiptRecorded => ({
      ...{ name: "ReceiptRecorded", id, by: DESK, bankRef, holder: DESK, valueDay },
      ...{ principal: cash + 500n, discount: 2_000n, charges: 1_500n, lateDays: 0n, advised: true, closed: false },
    });
    const { principal, discount, charges } = receipt(11n, 0);
    await scene.book.write(receipt(11n, TODAY + 1));
    await scene.book.write({
      ...{ name: "ReceiptReversed", id, by: DESK, bankRef, evidence: bankRef, principal, discount, charges },
      ...{ lateDays: 0n, closed: false },
    });
    await scene.book.write(receipt(97_000n, TODAY + 2));
    await scene.trade({
      ...{ name: "ClaimRaised", id, seller: SUPPLIER, reason: ClaimReason.Misdirected, amount: 81_567n },
      evidence: bankRef,
    });
    await watch();
    const [seen] = await about(id);
    expect(seen).to.include({ source: "claim", state: "claimed", amount: "970.00", valueDate: "2026-11-03" });
  });

  it("is open again once its receipt is taken back, and the seller owes nothing for it", async () => {
    const { id } = await scene.dealt();
    const bankRef = keccakOfText("taken back");
    const sums = { principal: 500n, discount: 0n, charges: 0n, lateDays: 0n };
    await scene.book.write({
      ...{ name: "ReceiptRecorded", id, by: DESK, bankRef, holder: DESK, valueDay: TODAY, advised: true, ...sums },
      closed: false,
    });
    await scene.trade({
      ...{ name: "ClaimRaised", id, seller: SUPPLIER, reason: ClaimReason.Misdirected, amount: 500n },
      evidence: bankRef,
    });
    await watch();
    expect(await told(id)).to.deep.equal(["claimed", ["5.00"]]);
    await scene.book.write({
      name: "ReceiptReversed",
      id,
      by: DESK,
      bankRef,
      evidence: bankRef,
      ...sums,
      closed: false,
    });
    expect(await told(id)).to.deep.equal(["open", []]);
  });

  /** What becomes of the payment, and what is left of each claim of the deal. */
  async function told(id: Hex): Promise<unknown> {
    const [seen] = await about(id);
    const client = scene.client(scene.tokens.supplier);
    const { data: one } = await client.GET("/v1/deals/{id}", { params: { path: { id } } });
    const { data: all } = await client.GET("/v1/deals", { params: { query: { role: "seller", receivable: id } } });
    const claims = one?.claims.map(({ left }) => left);
    expect(all?.items[0]?.claims.map(({ left }) => left)).to.deep.equal(claims);
    return [seen?.state, claims];
  }
});
