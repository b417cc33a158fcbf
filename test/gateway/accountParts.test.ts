/** What became of split receivables, on statements of account and on the pay list. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { parts } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { NEW_POSITION } from "../../src/domain/money.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { BUYER, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { accepting, DAY, issuing } from "./book.ts";

describe("A split receivable on an account", () => {
  let scene: AccountScene;
  let paid: Hex;

  async function split(whole: Receivable, amounts: readonly bigint[]): Promise<readonly Receivable[]> {
    const made = parts(whole, NEW_POSITION, amounts);
    const commitments = made.map(commitmentOf);
    const births = made.map((part) => {
      return { name: "Transfer", from: ZERO_ADDRESS, to: SUPPLIER, id: idOf(part.header) } as const;
    });
    const id = idOf(whole.header);
    await scene.book.write({ name: "ReceivableSplit", id, by: SUPPLIER, amounts, commitments }, ...births);
    return made;
  }

  before(async () => {
    scene = await openAccountScene();
    const whole = await scene.issue("RE-400");
    await scene.book.write(...issuing(whole), accepting(whole));
    const [first, second] = (await split(whole, [30_000n, 70_000n])) as [Receivable, Receivable];
    await split(second, [20_000n, 50_000n]);
    paid = idOf(first.header);
    await scene.book.write({
      ...{ name: "ReceiptRecorded", id: paid, by: SUPPLIER, closed: true, bankRef: keccakOfText("BANK-9") },
      ...{ valueDay: dayNumber("2026-11-20"), advised: false, holder: SUPPLIER },
      ...{ principal: 30_000n, discount: 0n, charges: 0n, lateDays: 0n },
    });
    scene.now += 45 * DAY;
  });

  after(() => scene.close());

  async function statement(from: string, cutOff: string) {
    const client = scene.client(await scene.signIn("the supplier"));
    const body: components["schemas"]["NewAccountStatement"] = {
      ...{ id: randomUUID(), side: "supplier", counterparty: BUYER, currency: "EUR", layout: "open-item" },
      ...{ language: "en", zone: "UTC", from, cutOff, recipients: [] },
    };
    const { data, error } = await client.POST("/v1/account-statements", { body });
    if (data === undefined) throw new Error(error.detail);
    const path = { id: data.id };
    const lines = await client.GET("/v1/account-statements/{id}/lines", { params: { path } });
    return { ...data.equation, numbers: lines.data?.items.map(({ number }) => number) };
  }

  it("keeps its paid part paid on statements of later periods: each opens as the one before closed", async () => {
    const [first, second] = [await statement("2026-11-01", "2026-12-15"), await statement("2026-12-16", "2026-12-31")];
    expect(first).to.include({ closing: "3200.00", payments: "700.00" });
    expect(second).to.include({ opening: "3200.00", closing: "3200.00", openLines: "3200.00" });
    expect(second.numbers).to.include.members(["RE-400-P2-P1", "RE-400-P2-P2"]).and.not.to.include("RE-400-P1");
  });

  it("has on the pay list the numbers that its parts have on a statement, parts of parts too", async () => {
    const client = scene.client(await scene.signIn("the buyer"));
    const { data } = await client.GET("/v1/pay-list", { params: { query: { currency: "EUR" } } });
    const { numbers } = await statement("2026-12-16", "2026-12-31");
    expect(data?.items.map(({ number }) => number)).to.have.members(numbers ?? []);
  });
});
