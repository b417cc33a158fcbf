/** The cash forecast beside money that the books have and that settles no item yet. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { dateOfDay, dayNumber } from "../../src/domain/terms.ts";
import { openAccountScene } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { uploaded } from "./uploading.ts";

/** Thirty invoices of a customer, a week apart, each paid twelve days late. */
const HISTORY = Array.from({ length: 30 }, (_, place) => {
  const due = dayNumber("2026-09-01") - 7 * place;
  return ["K1", `OLD-${place}`, ...[due - 30, due, due + 12].map(dateOfDay)];
}).map(([customer, number, issued, due, settled]) => [customer, number, issued, due, "EUR", "100.00", settled].join());

describe("The cash forecast beside unapplied money", () => {
  let scene: AccountScene;
  beforeEach(async () => {
    scene = await openAccountScene();
  });
  afterEach(() => scene.close());

  const asked = async () => {
    const params = { query: { currency: "EUR" } };
    const { data, error } = await scene.client(scene.supplier).GET("/v1/cash-forecast", { params });
    return data ?? expect.fail(error.detail);
  };

  it("tells it, takes it off nothing that is awaited, and is under another hash with it", async () => {
    const lines = ["customer,invoice,issued,due,currency,amount,settled", ...HISTORY].join("\n");
    const upload = await uploaded(scene, scene.supplier, lines);
    const body = { id: randomUUID(), upload, dates: "YYYY-MM-DD" as const, decimal: "point" as const };
    expect((await scene.client(scene.supplier).POST("/v1/history-imports", { body })).error).to.equal(undefined);
    const before = await asked();
    expect(before.forecast).to.include({ awaited: "1200.00", disputed: "300.00", unapplied: "0.00" });
    await scene.giveCash(7, "2026-11-02", "exception");
    const after = await asked();
    expect(after.forecast).to.deep.equal({ ...before.forecast, unapplied: "500.00" });
    expect(after.inputs).not.to.equal(before.inputs);
  });
});
