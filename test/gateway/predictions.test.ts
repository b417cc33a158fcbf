/** Predictions, the cash forecast and their worth, from imported history and what is open on the ledger. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { planHash } from "../../src/domain/collections/paymentPlan.ts";
import { ANSWER_KINDS, paymentHash } from "../../src/domain/collections/record.ts";
import { formatDecimal, fromMinorUnits } from "../../src/domain/decimal.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../src/domain/terms.ts";
import { keepPayment } from "../../src/store/collectionContents.ts";
import { keepPlan } from "../../src/store/paymentPlans.ts";
import { statesOf } from "../../src/store/readModel.ts";
import { bookIn, FIRST_DAY, USUAL } from "../domain/prediction/worlds.ts";
import { DAY } from "./book.ts";
import { BUYER, openDunningScene, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import type { Stage } from "./stage.ts";
import { uploaded } from "./uploading.ts";

const HEADERS = "customer,invoice,issued,due,currency,amount,settled";
const TODAY = Math.floor(TUESDAY / DAY);

/** Thirty invoices of a customer, a week apart, each paid so many days late. */
function linesOf(customer: string, late: number): readonly string[] {
  return Array.from({ length: 30 }, (_, place) => {
    const due = TODAY - 60 - 7 * place;
    const days = [due - 30, due].map(dateOfDay);
    return [customer, `${customer.slice(0, 6)}-${place}`, ...days, "EUR", "100.00", dateOfDay(due + late)].join(",");
  });
}

async function imported(stage: Stage, token: string, lines: readonly string[]): Promise<void> {
  const upload = await uploaded(stage, token, [HEADERS, ...lines].join("\n"));
  const body = { id: randomUUID(), upload, dates: "YYYY-MM-DD" as const, decimal: "point" as const };
  const { error } = await stage.client(token).POST("/v1/history-imports", { body });
  if (error !== undefined) throw new Error(error.detail);
}

describe("Predictions of what is open", () => {
  let scene: DunningScene;
  beforeEach(async () => {
    scene = await openDunningScene();
  });
  afterEach(() => scene.close());

  const predicted = async (token: string, query: Readonly<Record<string, string>> = {}) => {
    const params = { query: { currency: "EUR", ...query } };
    const { data, error } = await scene.client(token).GET("/v1/predictions", { params });
    return data ?? expect.fail(error.detail);
  };
  const forecast = async (token: string, periods: "weeks" | "months" = "weeks") => {
    const params = { query: { currency: "EUR", periods } };
    const { data, error } = await scene.client(token).GET("/v1/cash-forecast", { params });
    return data ?? expect.fail(error.detail);
  };
  const promises = async (number: string, pastDue: number, payBy: number) => {
    const id = await scene.issue(number, pastDue);
    const promise = { amount: 100_000n, payBy, salt: keccakOfText("salt") };
    const payment = paymentHash(promise);
    await keepPayment(scene.database, { ...promise, receivable: id, hash: payment, keptBy: BUYER, kept: TUESDAY });
    const answer = { kind: ANSWER_KINDS.indexOf("promiseToPay"), record: ZERO_HASH, payment, content: ZERO_HASH };
    await scene.book.collect({ name: "DebtorAnswered", id, debtor: BUYER, by: BUYER, answer, body: "0x" });
  };

  it("follow the customer's own habit, and say by which counts and weights", async () => {
    await imported(scene, scene.supplier, [...linesOf(BUYER, 12), ...linesOf("K2", -1)]);
    const id = await scene.issue("RE-1", 8);
    const answer = await predicted(scene.supplier);
    expect(answer).to.include({ currency: "EUR", decimals: 2, version: "payment-curve/1", sealed: 0, refused: null });
    expect(answer.model).to.include({ known: 60, customers: 2, memory: null });
    const [late, later] = answer.items;
    expect(late).to.include({ id, number: "RE-1", customer: BUYER, open: "1000.00", daysLate: 8, refused: null });
    expect(late?.expected).to.equal(dateOfDay(TODAY + 4));
    expect(late?.late).to.include({ over0: 1_000_000, over30: 0 });
    expect(late?.levels.map(({ of, items, added }) => [of, items, added])).to.deep.equal([
      ["all", 3_000, 0],
      ["customer", 3_000, 1_000],
    ]);
    expect([later?.number, later?.daysLate]).to.deep.equal(["RE-0", -400]);
  });

  it("come a page at a time, of one customer where that is asked for", async () => {
    const open = linesOf("K2", -1).map((line) => line.replace(/[^,]*$/, ""));
    await imported(scene, scene.supplier, [
      ...linesOf(BUYER, 12),
      ...open.slice(0, 3).map((line) => line.replace("K2-", "O-")),
    ]);
    const all = await predicted(scene.supplier);
    expect(all.items).to.have.length(4);
    const first = await predicted(scene.supplier, { limit: "3" });
    const second = await predicted(scene.supplier, { limit: "3", cursor: first.next ?? "" });
    expect([...first.items, ...second.items].map(({ id }) => id)).to.deep.equal(all.items.map(({ id }) => id));
    expect(second.next).to.equal(null);
    const ofOne = await predicted(scene.supplier, { customer: "K2" });
    expect(ofOne.items.map(({ customer }) => customer)).to.deep.equal(["K2", "K2", "K2"]);
    // Nobody was ever as late as they are.
    expect(ofOne.items.map(({ refused, late }) => [refused, late])).to.deep.equal(
      Array.from({ length: 3 }, () => ["tooFewAsLate", null]),
    );
    const stray = { params: { query: { currency: "EUR", customer: "K2", cursor: first.next ?? "" } } };
    expect((await scene.client(scene.supplier).GET("/v1/predictions", stray)).response.status).to.equal(400);
  });

  it("are refused to whoever has too little history, which is everybody but its owner", async () => {
    await imported(scene, scene.supplier, linesOf(BUYER, 12));
    for (const name of ["the buyer", "a stranger"]) {
      const token = await scene.signIn(name);
      expect(await predicted(token)).to.deep.include({ refused: { known: 0, needed: 20 }, items: [], model: null });
      expect((await forecast(token)).forecast).to.equal(null);
      const params = { query: { currency: "EUR" } };
      expect((await scene.client(token).GET("/v1/prediction-quality", { params })).data?.test).to.equal(null);
    }
  });

  it("of an instant that is over stay as they were, whatever is recorded later", async () => {
    const asOf = "2026-11-10T12:00:00Z";
    const { now } = scene;
    scene.now = Date.parse(asOf) / 1_000;
    const lines = [...linesOf(BUYER, 12), ...linesOf("K2", -1)];
    await imported(scene, await scene.signIn("the supplier"), lines);
    scene.now = now;
    await scene.issue("RE-1", 8);
    const before = await predicted(scene.supplier, { asOf });
    expect(before.items.map(({ number }) => number)).to.include("RE-1");
    await imported(scene, scene.supplier, linesOf("K3", 40));
    for (let block = 0; block < 20; block += 1) await scene.book.write();
    const id = before.items.find(({ number }) => number === "RE-1")?.id as `0x${string}`;
    await scene.book.write({
      ...{ name: "ReceiptRecorded", id, by: SUPPLIER, holder: SUPPLIER, closed: true, advised: false },
      ...{ bankRef: keccakOfText("BANK-1"), valueDay: dayNumber("2026-11-08"), principal: 100_000n },
      ...{ discount: 0n, charges: 0n, lateDays: 0n },
    });
    scene.now += 2 * DAY;
    const token = await scene.signIn("the supplier");
    expect(await predicted(token, { asOf })).to.deep.equal(before);
    expect((await predicted(token)).items.map(({ number }) => number)).to.deep.equal(["RE-0"]);
    const ahead = { params: { query: { currency: "EUR", asOf: "2027-01-01T00:00:00Z" } } };
    expect((await scene.client(token).GET("/v1/predictions", ahead)).error?.detail).to.match(/query\.asOf.*is over/);
  });

  it("become a forecast by week and by month, in which a promise takes the place of the habit", async () => {
    await imported(scene, scene.supplier, linesOf(BUYER, 12));
    await scene.issue("RE-1", 8);
    const habit = await forecast(scene.supplier);
    expect(habit.forecast?.periods).to.have.length(13);
    expect(habit.forecast?.periods[0]?.within).to.deep.equal({ expected: "1000.00", p50: "1000.00", p90: "1000.00" });
    expect(habit.forecast).to.include({ awaited: "2000.00", agreed: "0.00", disputed: "0.00" });
    await promises("RE-2", 8, TODAY + 20);
    const promised = await forecast(await scene.signIn("the supplier"));
    // Nobody knows how it keeps its word: the day counts as a new due day, and is missed by twelve.
    expect(promised.forecast).to.include({ awaited: "3000.00", agreed: "1000.00" });
    expect(promised.promises).to.deep.equal({ kept: 0, of: 0 });
    expect(promised.forecast?.periods.map(({ within }) => within.expected).slice(0, 6)).to.deep.equal([
      ...["1000.00", "0.00", "0.00", "0.00", "1000.00", "0.00"],
    ]);
    const months = (await forecast(scene.supplier, "months")).forecast?.periods ?? [];
    expect([months.length, months[0]?.from, months[0]?.through]).to.deep.equal([6, "2026-11-25", "2026-11-30"]);
  });

  it("take the instalments of an agreed plan, without what was paid of them", async () => {
    await imported(scene, scene.supplier, linesOf(BUYER, 12));
    const id = await scene.issue("RE-1", 8);
    const instalments = [TODAY + 2, TODAY + 9, TODAY + 16].map((payBy, place) => {
      return { payBy, amount: place === 0 ? 40_000n : 30_000n };
    });
    const terms = { debt: 100_000n, instalments, interest: { kind: "rests" }, graceDays: 2 } as const;
    const plan = { ...terms, salt: keccakOfText("salt") };
    await keepPlan(scene.database, { receivable: id, hash: planHash(plan), plan, keptBy: SUPPLIER, kept: TUESDAY });
    const commitment = (await statesOf(scene.database, [id])).get(id)?.state.commitment ?? "0x";
    await scene.book.collect({
      ...{ name: "PlanAgreed", id, creditor: SUPPLIER, debtor: BUYER, creditorBy: SUPPLIER, debtorBy: BUYER },
      ...{ commitment, plan: planHash(plan) },
    });
    // As new due days, each missed by twelve.
    const planned = await forecast(scene.supplier);
    expect(planned.forecast?.agreed).to.equal("1000.00");
    expect(planned.forecast?.periods.map(({ within }) => within.expected).slice(0, 5)).to.deep.equal([
      ...["0.00", "400.00", "300.00", "300.00", "0.00"],
    ]);
    await scene.book.write({
      ...{ name: "ReceiptRecorded", id, by: SUPPLIER, holder: SUPPLIER, closed: false, advised: false },
      ...{ bankRef: keccakOfText("BANK-1"), valueDay: dayNumber("2026-11-06"), principal: 50_000n },
      ...{ discount: 0n, charges: 0n, lateDays: 0n },
    });
    const paid = await forecast(scene.supplier);
    expect(paid.forecast?.agreed).to.equal("500.00");
    expect(paid.forecast?.periods.map(({ within }) => within.expected).slice(0, 5)).to.deep.equal([
      ...["0.00", "0.00", "200.00", "300.00", "0.00"],
    ]);
  });

  it("say how likely the next item of a customer is late, also of one that is new", async () => {
    await imported(scene, scene.supplier, [...linesOf(BUYER, 12), ...linesOf("K2", -1)]);
    const risks = async (token: string, customer: string) => {
      const params = { query: { currency: "EUR", customer } };
      const { data, error } = await scene.client(token).GET("/v1/payment-risk", { params });
      return data ?? expect.fail(error.detail);
    };
    const [late, prompt, unknown] = await Promise.all([BUYER, "K2", "K3"].map((name) => risks(scene.supplier, name)));
    // Ten items more that behave like all of them: (30 + 10 × 0.5) ÷ 40.
    expect([late?.late?.over0, prompt?.late?.over0, unknown?.late?.over0]).to.deep.equal([875_000, 125_000, 500_000]);
    expect(unknown?.levels.map(({ of }) => of)).to.deep.equal(["all"]);
    expect(await risks(scene.supplier, BUYER.replaceAll("a", "A"))).to.deep.equal(late);
    const stranger = await risks(await scene.signIn("a stranger"), BUYER);
    expect(stranger).to.deep.include({ refused: { known: 0, needed: 20 }, late: null, levels: [] });
  });

  it("show what they were worth beside both plain rates, on a history that nothing was made from", async () => {
    const shift = TODAY - 5 - (FIRST_DAY + USUAL.days);
    const lines = bookIn({ ...USUAL, seed: 9_001 }).items.flatMap(({ customer, number, day, due, moves }) => {
      const [invoice, payment] = moves;
      const settled = payment === undefined || payment.day + shift >= TODAY ? "" : dateOfDay(payment.day + shift);
      const amount = formatDecimal(fromMinorUnits(invoice?.amount ?? 0n, 2));
      return [[customer, number, dateOfDay(day + shift), dateOfDay(due + shift), "EUR", amount, settled].join(",")];
    });
    await imported(scene, scene.supplier, lines);
    const params = { query: { currency: "EUR" } };
    const { data } = await scene.client(scene.supplier).GET("/v1/prediction-quality", { params });
    // So large a book is worked off in a thread, and comes to the same.
    const { items, model: learnt } = await predicted(scene.supplier);
    expect(items.length).to.be.above(10);
    expect(learnt?.customers).to.be.at.least(USUAL.customers);
    expect((await forecast(scene.supplier)).forecast?.periods).to.have.length(13);
    expect(data?.asOf).to.equal("2026-11-23T23:59:59Z");
    expect(data?.test?.cuts).to.have.length(24);
    const [all] = data?.test?.questions ?? [];
    expect(all?.verdicts).to.deep.equal({ overall: "better", own: "better" });
    const { model = 0, overall = 0, own = 0 } = all?.brier ?? {};
    expect(model > 0 && model < overall && model < own).to.equal(true);
    expect(all?.calibration).to.have.length(10);
    expect(data?.test?.coverage.map(({ month, p90 }) => [month, p90.of])).to.deep.equal([
      ...[
        [1, 23],
        [2, 22],
        [3, 21],
      ],
    ]);
  });
});
