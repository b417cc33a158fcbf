/**
 * What a payment plan does to the chase of a debt: request, counter-offer, both signatures, no letter; an instalment
 * that is missed, a letter by the original terms; another plan, and the limit.
 */
import { expect } from "chai";
import { paymentHash } from "../../src/domain/collections/record.ts";
import { planHash } from "../../src/domain/collections/paymentPlan.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { DAY } from "./book.ts";
import { BUYER, openDunningScene, policyBody, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { judgeDunning } from "../../src/gateway/dunning/judging.ts";
import { signatureOf } from "./intents/scene.ts";
import type { Act, Intent } from "./intents/scene.ts";
import { planIn } from "./planScene.ts";
import type { SignedPlan } from "./planScene.ts";

const NAMES = { [SUPPLIER]: "the supplier", [BUYER]: "the buyer" };
/** Eight days before the scene begins. */
const DUE = dayNumber("2026-11-16");
const on = (date: string): number => dayNumber(date) * DAY + 9 * 3_600;

describe("A debt that is paid by a plan", () => {
  let scene: DunningScene;
  let [planned, other]: Hex[] = [];

  beforeEach(async () => {
    const levels = [
      ...policyBody().levels,
      { id: "broken", stage: "firm", channel: "email", template: "house", payWithin: 7, trigger: BROKEN } as const,
    ];
    scene = await openDunningScene(policyBody({ levels, cap: { perWeek: 7, pauseDays: 0 } }));
    planned = await scene.issue("RE-1", 8);
    other = await scene.issue("RE-2", 8);
  });

  afterEach(() => scene.close());

  const BROKEN = { kind: "brokenPromise" as const, days: 0 };
  const client = async (of: typeof SUPPLIER) => scene.client(await scene.signIn(NAMES[of] ?? ""));
  const act = async (of: typeof SUPPLIER, body: object): Promise<Intent> => {
    const { data, error } = await (await client(of)).POST("/v1/intents", { body: body as Act });
    return data ?? expect.fail(error.detail);
  };
  const proposing = (instalments: readonly (readonly [string, string])[], over: object = {}) => ({
    ...{ verb: "agreePlan", receivable: planned, debt: "1000.00", interest: { kind: "rests" }, graceDays: 2 },
    ...{ instalments: instalments.map(([amount, payBy]) => ({ amount, payBy })), ...over },
  });
  /** Blocks come a day apart: as many as there are days, so that the next one is of now. */
  const catchUp = async (): Promise<void> => {
    const [last] = await scene.database.query<{ last: number }>("select max(timestamp) as last from blocks");
    for (let at = last?.last ?? 0; at + 2 * DAY <= scene.now; at += DAY) await scene.book.write();
  };
  /** Both sign; the gateway sends it, and the chain records it. */
  const agree = async ({ id, commitment }: Intent): Promise<void> => {
    let shown: Intent | undefined;
    for (const side of [BUYER, SUPPLIER]) {
      const params = { path: { id } };
      shown = (await (await client(side)).GET("/v1/intents/{id}", { params })).data;
      const signature = await signatureOf(NAMES[side] ?? "", shown?.message ?? null);
      const signed = await (await client(side)).POST("/v1/intents/{id}/signature", { params, body: { signature } });
      expect(signed.response.status).to.equal(200);
    }
    await catchUp();
    const plan = planIn(shown?.message?.message["plan"] as SignedPlan);
    await scene.book.collect({
      ...{ name: "PlanAgreed", id: planned ?? "0x", creditor: SUPPLIER, debtor: BUYER, creditorBy: SUPPLIER },
      ...{ debtorBy: BUYER, commitment: commitment as Hex, plan: planHash(plan) },
    });
  };
  const collection = async (of = SUPPLIER) => {
    const params = { path: { id: planned ?? "0x" } };
    const { data } = await (await client(of)).GET("/v1/receivables/{id}/collection", { params });
    return data ?? expect.fail("nothing is there");
  };
  /** Everything that was sent since, and is not withdrawn, as "level: item". */
  const letters = async (): Promise<readonly string[]> => {
    await scene.run();
    const names = new Map([
      [planned, "planned"],
      [other, "other"],
    ] as const);
    return (await scene.sends())
      .filter(({ state }) => state !== "withdrawn")
      .flatMap(({ level, items }) => items.map(({ item }) => `${level}: ${names.get(item as Hex) ?? "RE-0"}`))
      .toSorted();
  };
  const finding = async () =>
    (await scene.findings()).find(({ item }) => item === planned) ?? expect.fail("no finding");
  const listed = async () => {
    const query = { currency: "EUR" };
    const { data } = await (await client(SUPPLIER)).GET("/v1/worklist", { params: { query } });
    return data?.items.find(({ finding: { item } }) => item === planned) ?? expect.fail("not on the list");
  };
  const paid = (amount: bigint, date: string, charges = 0n): Promise<void> =>
    scene.book.write({
      ...{
        name: "ReceiptRecorded",
        id: planned ?? "0x",
        by: SUPPLIER,
        holder: SUPPLIER,
        advised: false,
        closed: false,
      },
      ...{ bankRef: keccakOfText(`${amount} on ${date}`), valueDay: dayNumber(date), discount: 0n },
      lateDays: (amount - charges) * BigInt(dayNumber(date) - DUE),
      ...{ principal: amount - charges, charges },
    });

  /** The debtor asks for time, the creditor proposes a day, and the debtor two parts instead. */
  const negotiated = async (): Promise<Intent> => {
    const asked = await act(BUYER, {
      ...{ verb: "requestExtension", receivable: planned, amount: "1000.00", payBy: "2027-02-28" },
    });
    const { payment } = asked.message?.message as { payment: { amount: string; payBy: number; salt: Hex } };
    const hash = paymentHash({ ...payment, amount: BigInt(payment.amount) });
    await scene.book.collect({
      ...{ name: "DebtorAnswered", id: planned ?? "0x", debtor: BUYER, by: BUYER, body: "0x" },
      answer: { kind: 2, record: ZERO_HASH, payment: hash, content: ZERO_HASH },
    });
    const offer = await act(SUPPLIER, proposing([["1000.00", "2026-12-31"]], { answers: hash }));
    const counter = proposing(
      [
        ["400.00", "2026-12-10"],
        ["600.00", "2027-01-29"],
      ],
      { answers: offer.id, text: "We are paid at the end of January." },
    );
    const agreed = await act(BUYER, counter);
    expect((await collection()).planning.requests).to.have.length(1);
    expect((await collection()).planning.proposals.map(({ state, missing }) => [state, ...missing])).to.deep.equal([
      ["countered"],
      ["open", SUPPLIER, BUYER],
    ]);
    return agreed;
  };

  it("goes from request to counter-offer, rests, is chased again by the original terms, and planned anew", async () => {
    await agree(await negotiated());

    expect(await letters(), "the other debt of the same customer is chased").to.deep.equal(["first: other"]);
    expect((await finding()).why.code).to.equal("planned");
    expect((await listed()).plan).to.deep.include({
      ...{ state: "running", behind: "0.00", next: { amount: "400.00", payBy: "2026-12-10" } },
    });
    scene.now = on("2026-12-11");
    await paid(40_000n, "2026-12-11");
    expect((await collection(BUYER)).planning.agreed).to.have.length(1);
    expect((await collection(BUYER)).planning.agreed[0]).to.deep.include({
      ...{ state: "running", putsOff: true, paid: "400.00", behind: "0.00", brokenOn: null, interestCounts: false },
      next: { amount: "600.00", payBy: "2027-01-29" },
    });

    // 31 January is the last day of grace, a Sunday; on Monday the plan is broken.
    scene.now = on("2027-01-29");
    expect((await letters()).filter((one) => one.endsWith(": planned"))).to.deep.equal([]);
    scene.now = on("2027-02-01");
    const why = (await finding()).why;
    expect([why.code, why.level, why.until]).to.deep.equal(["brokenPlan", "broken", "2027-02-01"]);
    expect((await letters()).filter((one) => one.endsWith(": planned"))).to.deep.equal(["broken: planned"]);
    const { planning } = await collection();
    expect(planning.agreed[0]).to.deep.include({ state: "broken", brokenOn: "2027-02-01", interestCounts: true });
    expect((await listed()).plan?.state).to.equal("broken");

    const send = (await scene.sends()).find(({ level }) => level === "broken") ?? expect.fail("no letter");
    const params = { path: { id: send.id } };
    const { data } = await (await client(SUPPLIER)).GET("/v1/dunning/sends/{id}", { params });
    const { charges } = (await finding()).claim;
    // 600.00 for 77 days and 400.00 for 25 before, at 10.15 per cent: all that had rested.
    expect([charges, data?.text.includes(charges)], "interest comes back whole").to.deep.equal(["15.63", true]);

    const anew = proposing([["600.00", "2027-02-26"]], { debt: "600.00" });
    await agree(await act(BUYER, anew));
    expect((await finding()).why.code).to.equal("planned");
    expect((await collection()).planning.agreed.map(({ state }) => state)).to.deep.equal(["broken", "running"]);
    await (await client(SUPPLIER)).POST("/v1/plan-limit", { body: { mostPlans: 2 } });
    const third = await (
      await client(BUYER)
    ).POST("/v1/intents", { body: proposing([["600.00", "2027-03-31"]], { debt: "600.00" }) as Act });
    expect(third.error?.type).to.equal("/problems/PlansTooMany");
    scene.now = on("2027-03-05");
    expect((await letters()).filter((one) => one.endsWith(": planned"))).to.deep.equal([
      ...["broken: planned", "broken: planned"],
    ]);
  });

  it("is not chased by a notice that waited when the plan was agreed", async () => {
    expect(await letters()).to.deep.equal(["first: other", "first: planned"]);
    await agree(await act(SUPPLIER, proposing([["1000.00", "2026-12-10"]])));
    expect((await finding()).why.code).to.equal("planned");
    const [send] = await scene.sends();
    const claimed = { ...send, organisation: SUPPLIER } as unknown as Parameters<typeof judgeDunning>[1];
    const judged = await judgeDunning({ database: scene.database, behindSeconds: 10 ** 9 }, claimed, scene.now);
    expect(judged).to.deep.equal({ kind: "withdraw", reason: "planned" });
  });

  it("is not chased either where this gateway was not told what was planned, until somebody tells it", async () => {
    const intent = await act(SUPPLIER, proposing([["1000.00", "2026-12-10"]]));
    await agree(intent);
    const { salt = "0x" } = (await collection()).planning.agreed[0]?.terms ?? {};
    await scene.database.query("delete from payment_plans");
    scene.now = on("2026-12-15");
    expect((await finding()).why.code).to.equal("planned");
    expect((await collection()).planning.agreed[0]).to.deep.include({ state: "unopened", putsOff: true, terms: null });
    await scene.run();
    expect((await listed()).plan).to.deep.include({ state: "unopened", next: null, behind: null });
    const { verb, receivable, ...terms } = proposing([["1000.00", "2026-12-10"]]);
    expect([verb, receivable]).to.deep.equal(["agreePlan", planned]);
    const handIn = async (of: typeof SUPPLIER, over: object) => {
      const params = { path: { id: planned ?? "0x" } };
      const body = { kind: "plan", ...terms, salt, ...over } as never;
      return (await client(of)).POST("/v1/receivables/{id}/collection/openings", { params, body });
    };
    for (const over of [{ salt: ZERO_HASH }, { graceDays: 3 }, { interest: { kind: "stands" } }, { debt: "999.99" }]) {
      expect((await handIn(SUPPLIER, over)).error?.type).to.equal("/problems/OpeningNotRecorded");
    }
    const { data } = await handIn(BUYER, {});
    expect(data?.planning.agreed[0]).to.deep.include({ state: "broken", brokenOn: "2026-12-13" });
    scene.now += DAY;
    expect((await finding()).why.code).to.equal("brokenPlan");
  });

  it("spares the debtor that kept it what the ledger took for interest that was to rest", async () => {
    await agree(await act(SUPPLIER, proposing([["1000.00", "2026-12-10"]])));
    await paid(100_000n, "2026-12-10", 556n);
    scene.now = on("2026-12-15");
    expect((await collection()).planning.agreed[0]).to.deep.include({ state: "completed", putsOff: true });
    expect((await finding()).why.code).to.equal("planned");
    expect((await finding()).claim.open).to.equal("5.56");
    scene.now = TUESDAY + 200 * DAY;
    expect((await letters()).filter((one) => one.endsWith(": planned"))).to.deep.equal([]);
  });
});
