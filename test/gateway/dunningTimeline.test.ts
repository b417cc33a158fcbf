/** What the timeline of a customer has of the contract of collections, beside notices, acts and payments. */
import { expect } from "chai";
import { CHANNELS } from "../../src/domain/collections/policy.ts";
import { ANSWER_KINDS, COLLECTION_STEPS, paymentHash } from "../../src/domain/collections/record.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { keepPayment } from "../../src/store/collectionContents.ts";
import { effectsSince, promisedSince } from "../../src/store/dunningStatistics.ts";
import { DAY } from "./book.ts";
import { BUYER, openDunningScene, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

const AGENCY = addressOf("an agency");

describe("The timeline of a customer", () => {
  let scene: DunningScene;
  let late: Hex;

  beforeEach(async () => {
    scene = await openDunningScene();
    late = await scene.issue("RE-1", 8);
  });

  afterEach(() => scene.close());

  const client = async (who = "the supplier") => scene.client(await scene.signIn(who));
  const read = async (query: { limit?: string; cursor?: string } = {}, who = "the supplier") => {
    const params = { path: { address: BUYER }, query };
    const { data, response } = await (await client(who)).GET("/v1/customers/{address}/timeline", { params });
    return { items: data?.items ?? [], next: data?.next ?? null, status: response.status };
  };
  const common = () => ({ id: late, creditor: SUPPLIER, by: SUPPLIER }) as const;

  async function collect(): Promise<Hex> {
    const promised = { amount: 40_000n, payBy: Math.floor(TUESDAY / DAY) + 3, salt: keccakOfText("salt") };
    const payment = paymentHash(promised);
    const placement = { collector: AGENCY, scope: 255, fee: 0, until: TUESDAY + DAY, terms: ZERO_HASH };
    await scene.book.collect({
      ...{ name: "CollectionRecorded", ...common(), collector: SUPPLIER, cycle: 0n, claimed: 90_000n, body: "0x" },
      entry: {
        ...{ kind: 1, stage: 2, channel: CHANNELS.indexOf("phone"), outcome: 3, doneAt: TUESDAY, nextDay: 0 },
        content: ZERO_HASH,
      },
    });
    const answer = { kind: ANSWER_KINDS.indexOf("promiseToPay"), record: ZERO_HASH, payment, content: ZERO_HASH };
    await scene.book.collect({ name: "DebtorAnswered", id: late, debtor: BUYER, by: BUYER, answer, body: "0x" });
    await scene.book.collect({ name: "CollectionPlaced", ...common(), placement });
    const step = { step: COLLECTION_STEPS.indexOf("insuranceNotification"), doneAt: TUESDAY, content: ZERO_HASH };
    await scene.book.collect({ name: "CollectionStepTaken", ...common(), collector: SUPPLIER, ...step });
    await scene.book.collect({
      ...{ name: "CollectionRecalled", ...common(), collector: AGENCY, party: SUPPLIER, reason: ZERO_HASH },
    });
    await scene.book.collect({
      ...{ name: "PlanAgreed", id: late, creditor: SUPPLIER, debtor: BUYER, creditorBy: SUPPLIER, debtorBy: BUYER },
      ...{ commitment: ZERO_HASH, plan: keccakOfText("a plan") },
    });
    await keepPayment(scene.database, { ...promised, receivable: late, hash: payment, keptBy: BUYER, kept: TUESDAY });
    return payment;
  }

  it("knows of what was promised last, where not all of it is asked for", async () => {
    const other = await scene.issue("RE-2", 8);
    const promise = async (id: Hex): Promise<void> => {
      const asked = { kind: ANSWER_KINDS.indexOf("promiseToPay"), record: ZERO_HASH, payment: id, content: ZERO_HASH };
      await scene.book.collect({ name: "DebtorAnswered", id, debtor: BUYER, by: BUYER, answer: asked, body: "0x" });
    };
    const latest = async (limit?: number): Promise<readonly Hex[]> =>
      (await promisedSince(scene.database, SUPPLIER, 0, limit)).map(({ id }) => id);
    await promise(late);
    await promise(other);
    expect([await latest(1), await latest()]).to.deep.equal([[other], [other, late]]);
    await promise(late);
    expect([await latest(1), await latest()]).to.deep.equal([[late], [late, other]]);
  });

  const told = (items: Awaited<ReturnType<typeof read>>["items"]): unknown[] =>
    items
      .filter(({ what, item }) => item === late && /Collection|Debtor|Plan/.test(what))
      .map(({ kind, what, detail, channel, state, amount }) => [kind, what, detail, channel, state, amount]);

  it("has records, steps, answers, placements and plans, with whom, how and how much", async () => {
    await collect();
    const { items } = await read();
    expect(told(items)).to.have.deep.members([
      ["collection", "CollectionRecorded", "firm", "phone", "reached", "900.00"],
      ["answer", "DebtorAnswered", "promiseToPay", null, null, "400.00"],
      ["collection", "CollectionPlaced", null, null, null, null],
      ["collection", "CollectionStepTaken", "insuranceNotification", null, null, null],
      ["collection", "CollectionRecalled", null, null, null, null],
      ["plan", "PlanAgreed", null, null, null, null],
    ]);
    expect(items.filter(({ what }) => what === "DebtorAnswered").map(({ currency }) => currency)).to.deep.equal([
      "EUR",
    ]);
  });

  it("says no sum of a promise that was told to another gateway alone", async () => {
    const payment = await collect();
    await scene.database.query("delete from promised_payments where hash = $1", [`\\x${payment.slice(2)}`]);
    const { items } = await read();
    expect(items.find(({ what }) => what === "DebtorAnswered")?.amount).to.equal(null);
  });

  it("goes on page by page through all of it, and leaves nothing out", async () => {
    await collect();
    await scene.run();
    const { items: all } = await read();
    const paged: unknown[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await read({ limit: "2", ...(cursor === "" ? {} : { cursor }) });
      paged.push(...page.items);
      cursor = page.next;
    }
    expect(paged).to.deep.equal(all);
    expect(all).to.have.length.of.at.least(8);
  });

  it("is for whom the customer owes, and for nobody else, not even whom it was placed with", async () => {
    await collect();
    for (const who of ["an agency", "the buyer", "a stranger"]) expect((await read({}, who)).status).to.equal(404);
  });

  it("counts a debtor's word on the chain as an answer to the notice before it", async () => {
    await scene.run();
    await collect();
    const [answer] = await scene.database.query<{ at: number }>(
      `select b.timestamp as at from events e join blocks b on b.number = e.block_number
       where e.name = 'DebtorAnswered'`,
    );
    const at = answer?.at ?? 0;
    await scene.database.query("update dunning_sends set state = 'taken', ended = $1", [at]);
    const [effect] = await effectsSince(scene.database, SUPPLIER, 0, 10);
    expect(effect?.answered).to.equal(at);
  });
});
