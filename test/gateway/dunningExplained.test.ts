/** What the interface says of a notice once it went out, and of a promise that holds nothing back. */
import { expect } from "chai";
import { ANSWER_KINDS, paymentHash } from "../../src/domain/collections/record.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { keepPayment } from "../../src/store/collectionContents.ts";
import { DAY } from "./book.ts";
import { BUYER, openDunningScene, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";

describe("A notice with three rows", () => {
  let scene: DunningScene;
  let rows: readonly Hex[];

  beforeEach(async () => {
    scene = await openDunningScene();
    rows = [await scene.issue("RE-1", 8), await scene.issue("RE-2", 8), await scene.issue("RE-3", 8)];
    await scene.run();
    // The blocks of the book are of other days than the scene.
    await scene.database.query("update dunning_sends set made = (select max(timestamp) from blocks) + 1");
  });

  afterEach(() => scene.close());

  const pay = (id: Hex, principal: bigint): Promise<void> =>
    scene.book.write({
      ...{ name: "ReceivablePaid", id, payer: BUYER, holder: SUPPLIER, principal, discount: 0n, charges: 0n },
      ...{ lateDays: 0n, closed: principal === 100_000n },
    });
  const resolution = async () => (await scene.sends())[0]?.resolution;

  it("is open while nothing of it is paid", async () => {
    const left = rows.map((item) => ({ item, amount: "1000.00" }));
    expect(await resolution()).to.deep.equal({ state: "open", left: left.toSorted(byItem) });
  });

  it("is not resolved where rows 1 and 2 are unpaid and row 3 is paid (V31)", async () => {
    await pay(rows[2] as Hex, 100_000n);
    const left = rows.slice(0, 2).map((item) => ({ item, amount: "1000.00" }));
    expect(await resolution()).to.deep.equal({ state: "partly", left: left.toSorted(byItem) });
    const [send] = await scene.sends();
    const path = { id: send?.id ?? "" };
    const client = scene.client(await scene.signIn("the supplier"));
    const { data } = await client.GET("/v1/dunning/sends/{id}", { params: { path } });
    expect(data?.resolution).to.deep.equal(send?.resolution);
  });

  it("says what is left of a row that was paid in part, and is open again where a receipt is reversed", async () => {
    const [first] = rows as [Hex];
    const receipt = { bankRef: keccakOfText("B-1"), valueDay: TUESDAY / DAY - 1, by: SUPPLIER, closed: false };
    const settled = { principal: 40_000n, discount: 0n, charges: 0n, lateDays: 0n };
    await scene.book.write({
      ...{ name: "ReceiptRecorded", id: first, ...receipt, ...settled, advised: false, holder: SUPPLIER },
    });
    const [send] = await scene.sends();
    expect(send?.resolution.state).to.equal("partly");
    expect(send?.resolution.left.find(({ item }) => item === first)?.amount).to.equal("600.00");
    await scene.book.write({
      name: "ReceiptReversed",
      id: first,
      ...receipt,
      ...settled,
      evidence: ZERO_HASH,
    });
    expect((await resolution())?.state).to.equal("open");
  });

  it("is resolved once every row is, and what was paid of a row before it counts for nothing", async () => {
    const [first, second, third] = rows as [Hex, Hex, Hex];
    await pay(first, 100_000n);
    await pay(second, 100_000n);
    await pay(third, 40_000n);
    await scene.database.query("update dunning_sends set made = (select max(timestamp) from blocks) + 1");
    expect(await resolution()).to.deep.equal({ state: "partly", left: [{ item: third, amount: "1000.00" }] });
    await scene.book.write({
      ...{ name: "ReceivableCredited", id: third, by: SUPPLIER, principal: 60_000n, reason: ZERO_HASH, closed: true },
    });
    expect(await resolution()).to.deep.equal({ state: "resolved", left: [] });
  });
});

describe("A promise that holds nothing back", () => {
  let scene: DunningScene;
  let late: Hex;

  beforeEach(async () => {
    scene = await openDunningScene();
    late = await scene.issue("RE-1", 8);
  });

  afterEach(() => scene.close());

  /** @param days From the day of the block that it is in, which the book writes one a day. */
  async function promise(days: number): Promise<Hex> {
    const [last] = await scene.database.query<{ at: number }>("select max(timestamp) as at from blocks");
    const promised = { amount: 100_000n, payBy: Math.floor((last?.at ?? 0) / DAY) + 1 + days, salt: keccakOfText("s") };
    const payment = paymentHash(promised);
    await keepPayment(scene.database, { ...promised, receivable: late, hash: payment, keptBy: BUYER, kept: TUESDAY });
    const answer = { kind: ANSWER_KINDS.indexOf("promiseToPay"), record: ZERO_HASH, payment, content: ZERO_HASH };
    await scene.book.collect({ name: "DebtorAnswered", id: late, debtor: BUYER, by: BUYER, answer, body: "0x" });
    return payment;
  }

  it("is named with why, in the dry run and in the worklist: its day is too far away", async () => {
    const payment = await promise(60);
    const [finding] = (await scene.findings({ customer: BUYER })).filter(({ item }) => item === late);
    expect(finding?.fires).to.equal(true);
    expect(finding?.why.disregarded).to.deep.equal({ promise: payment, why: "tooFar" });
    await scene.run();
    const query = { currency: "EUR" };
    const client = scene.client(await scene.signIn("the supplier"));
    const { data } = await client.GET("/v1/worklist", { params: { query } });
    const [row] = data?.items.filter(({ number }) => number === "RE-1") ?? [];
    expect(row?.finding.why.disregarded).to.deep.equal({ promise: payment, why: "tooFar" });
    expect(row?.promise).to.equal(null);
  });

  it("is named with why where too many before it were not kept", async () => {
    await promise(1);
    await promise(2);
    const last = await promise(25);
    const [finding] = (await scene.findings({ customer: BUYER })).filter(({ item }) => item === late);
    expect(finding?.why.disregarded).to.deep.equal({ promise: last, why: "tooMany" });
  });

  it("is none where the last word holds the item back", async () => {
    await promise(25);
    const [finding] = (await scene.findings({ customer: BUYER })).filter(({ item }) => item === late);
    expect([finding?.why.code, finding?.why.disregarded]).to.deep.equal(["promised", null]);
  });
});

function byItem({ item: one }: { readonly item: string }, { item: other }: { readonly item: string }): number {
  return one < other ? -1 : 1;
}
