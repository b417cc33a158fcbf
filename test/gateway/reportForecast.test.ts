/** The cash forecast of the monthly report: by habits, promises and plans, as they were known at its instant. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { planHash } from "../../src/domain/collections/paymentPlan.ts";
import { ANSWER_KINDS, paymentHash } from "../../src/domain/collections/record.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { latestInstant } from "../../src/store/chainTables.ts";
import { keepPayment } from "../../src/store/collectionContents.ts";
import { keepPlan } from "../../src/store/paymentPlans.ts";
import { statesOf } from "../../src/store/readModel.ts";
import { DAY } from "./book.ts";
import { BUYER, openDunningScene, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { uploaded } from "./uploading.ts";

interface Told {
  readonly sections: readonly {
    readonly section: string;
    readonly rows: readonly (readonly ({ readonly value: string } | null)[])[];
  }[];
}

const TODAY = Math.floor(TUESDAY / DAY);
const SALT = keccakOfText("salt");

/** Thirty invoices of the buyer, a week apart, each paid twelve days late. */
const HISTORY = Array.from({ length: 30 }, (_, place) => {
  const due = TODAY - 60 - 7 * place;
  return [BUYER, `OLD-${place}`, ...[due - 30, due].map(dateOfDay), "EUR", "100.00", dateOfDay(due + 12)].join(",");
});

describe("The cash forecast of the monthly report", () => {
  let scene: DunningScene;
  let token: string;

  beforeEach(async () => {
    scene = await openDunningScene();
    token = scene.supplier;
    const lines = ["customer,invoice,issued,due,currency,amount,settled", ...HISTORY].join("\n");
    const upload = await uploaded(scene, token, lines);
    const body = { id: randomUUID(), upload, dates: "YYYY-MM-DD" as const, decimal: "point" as const };
    const { error } = await scene.client(token).POST("/v1/history-imports", { body });
    expect(error).to.equal(undefined);
  });

  afterEach(() => scene.close());

  const client = () => scene.client(token);
  const pass = async (days: number): Promise<void> => {
    scene.now += days * DAY;
    token = await scene.signIn("the supplier");
  };
  const reported = async (known?: number) => {
    const instant = known === undefined ? {} : { known: new Date(known * 1_000).toISOString().replace(".000", "") };
    const query = { month: "2026-11", currency: "EUR", format: "json" as const, ...instant };
    const { data, error } = await client().GET("/v1/reports/monthly", { params: { query }, parseAs: "arrayBuffer" });
    if (data === undefined) throw new Error(error.detail);
    const { sections } = JSON.parse(Buffer.from(data).toString("utf8")) as Told;
    const rows = sections.find(({ section }) => section === "forecast")?.rows ?? expect.fail("it has no forecast");
    return rows.map((row) => row.map((cell) => cell?.value));
  };
  const shown = async () => {
    const params = { query: { currency: "EUR", periods: "months" as const } };
    const { data } = await client().GET("/v1/cash-forecast", { params });
    return data?.forecast?.periods.map(({ from, through, within: { expected, p50, p90 } }) => {
      return [from, through, expected, p50, p90];
    });
  };
  const promise = async (id: Hex, payBy: number): Promise<void> => {
    const promised = { amount: 100_000n, payBy, salt: SALT };
    const payment = paymentHash(promised);
    await keepPayment(scene.database, { ...promised, receivable: id, hash: payment, keptBy: BUYER, kept: scene.now });
    const answer = { kind: ANSWER_KINDS.indexOf("promiseToPay"), record: ZERO_HASH, payment, content: ZERO_HASH };
    await scene.book.collect({ name: "DebtorAnswered", id, debtor: BUYER, by: BUYER, answer, body: "0x" });
  };
  const plan = async (id: Hex, payBy: readonly number[]): Promise<void> => {
    const instalments = payBy.map((day) => ({ payBy: day, amount: 50_000n }));
    const terms = { debt: 100_000n, instalments, interest: { kind: "rests" }, graceDays: 2 } as const;
    const agreed = { ...terms, salt: SALT };
    const hash = planHash(agreed);
    const kept = { receivable: id, hash, plan: agreed, keptBy: SUPPLIER, kept: scene.now };
    await keepPlan(scene.database, kept);
    const commitment = (await statesOf(scene.database, [id])).get(id)?.state.commitment ?? "0x";
    await scene.book.collect({
      ...{ name: "PlanAgreed", id, creditor: SUPPLIER, debtor: BUYER, creditorBy: SUPPLIER, debtorBy: BUYER },
      ...{ commitment, plan: hash },
    });
  };

  it("has the figures that the forecast has by itself, promises and plans included", async () => {
    const ids = [await scene.issue("RE-1", 8), await scene.issue("RE-2", 8)] as const;
    const habit = await reported();
    expect(habit).to.deep.equal(await shown());
    await promise(ids[0], TODAY + 50);
    await plan(ids[1], [TODAY + 80, TODAY + 110]);
    const agreed = await reported();
    expect(agreed).to.deep.equal(await shown());
    expect(agreed).not.to.deep.equal(habit);
  });

  it("is changed by no promise, plan, payment or word of later", async () => {
    const [first, second] = [await scene.issue("RE-1", 8), await scene.issue("RE-2", 8)];
    await promise(first, TODAY + 50);
    await plan(second, [TODAY + 80, TODAY + 110]);
    await pass(1);
    const known = scene.now;
    const before = await reported(known);
    await pass(20);
    while (((await latestInstant(scene.database)) ?? 0) <= known) await scene.book.write();
    const paid = { by: SUPPLIER, holder: SUPPLIER, discount: 0n, charges: 0n, lateDays: 0n, advised: false };
    const receipt = { name: "ReceiptRecorded", ...paid, closed: true, bankRef: keccakOfText("BANK-1") } as const;
    await scene.book.write({ ...receipt, id: second, valueDay: TODAY + 2, principal: 100_000n });
    await promise(first, TODAY + 20);
    expect(await reported(known)).to.deep.equal(before);
    expect(await reported()).not.to.deep.equal(before);
  });
});
