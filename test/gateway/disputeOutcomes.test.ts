/** How disputes end: one call, the intents of both sides, and one standing until the ledger has settled it. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { DAY } from "./book.ts";
import { disputing } from "./disputeScene.ts";
import type { Dispute, Person } from "./disputeScene.ts";
import { DESK, FACTOR, openFactoringScene } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import { EUR, openJointScene } from "./intents/joint.ts";
import type { JointScene } from "./intents/joint.ts";
import { bytes } from "../../src/store/values.ts";
import { lendDatabase } from "../store/lending.ts";
import { addressOf } from "./stage.ts";

type Outcome = NonNullable<Dispute["outcome"]>;

const short = (outcome: Outcome | null | undefined) =>
  outcome && [outcome.state, ...outcome.parts.map(({ part, amount, state }) => `${part} ${amount} ${state}`)];

describe("The outcome of a dispute", () => {
  let scene: JointScene;
  let does: ReturnType<typeof disputing>;
  let id: Hex;
  beforeEach(async () => {
    scene = await openJointScene(undefined, { config: { sessionSeconds: 400 * DAY } });
    does = disputing(scene);
    id = await does.dispute(await scene.accepted());
    scene.now += DAY;
  });
  afterEach(() => scene.close());

  const outcome = async (name: Person) => (await does.standing(name, id)).outcome;
  const partOf = async (name: Person, part: "credit" | "withdrawal"): Promise<string> =>
    (await outcome(name))?.parts.find((one) => one.part === part)?.intent ?? "";
  const countOf = async (table: string): Promise<number> => (await scene.database.query(`select from ${table}`)).length;

  it("is a credit of one part and a withdrawal of the rest, until both are on the ledger", async () => {
    const { status, dispute } = await does.propose("supplier", id, { side: "creditor", credit: "100.00" });
    expect(status).to.equal(201);
    expect(short(dispute?.outcome)).to.deep.equal([
      ...["proposed", "credit 100.00 prepared", "withdrawal 200.00 prepared"],
    ]);
    expect(dispute?.answer).to.include({ side: "debtor" });
    expect(await partOf("buyer", "credit"), "an intent of the creditor's").to.equal("");
    const withdrawal = await partOf("buyer", "withdrawal");
    const { data } = await does.as("buyer").GET("/v1/intents", { params: { query: { receivable: id } } });
    expect(data?.items.map((intent) => intent.id)).to.deep.equal([withdrawal]);
    expect(await scene.signAs(scene.tokens.supplier, withdrawal, "supplier"), "by the other side").to.include({
      status: 404,
    });
    expect(await scene.signAs(scene.tokens.buyer, withdrawal, "buyer")).to.include({ status: 200 });
    expect(await scene.isRelayed(withdrawal)).to.equal(true);
    expect(short(await outcome("supplier"))).to.deep.equal([
      ...["underway", "credit 100.00 prepared", "withdrawal 200.00 signed"],
    ]);
    await does.resolve(id, "Withdrawn", 20_000n, 10_000n);
    expect((await does.standing("supplier", id)).disputed).to.equal("100.00");
    const credit = await partOf("supplier", "credit");
    expect(await scene.signAs(scene.tokens.supplier, credit, "supplier")).to.include({ status: 200 });
    await does.resolve(id, "Conceded", 10_000n, 0n);
    expect(await does.standing("buyer", id)).to.include({ state: "settled" });
    expect(short(await outcome("buyer"))).to.deep.equal([
      ...["settled", "credit 100.00 recorded", "withdrawal 200.00 recorded"],
    ]);
  });

  it("is the debtor's alone where it withdraws, and the creditor's alone where it credits all", async () => {
    const withdrawn = await does.propose("buyer", id, { side: "debtor", withdrawal: "50.00" });
    expect(short(withdrawn.dispute?.outcome)).to.deep.equal(["proposed", "withdrawal 50.00 prepared"]);
    expect(withdrawn.dispute?.answer, "it still has to sign").to.include({ side: "creditor" });
    await scene.withdraw(scene.tokens.buyer, await partOf("buyer", "withdrawal"));
    const credited = await does.propose("supplier", id, { side: "creditor", credit: "300.00" });
    expect(short(credited.dispute?.outcome)).to.deep.equal(["proposed", "credit 300.00 prepared"]);
  });

  it("asks the debtor to withdraw all where nothing is credited, and that takes its second member", async () => {
    const above = { currency: EUR, above: "100.00" };
    await does.as("buyer").POST("/v1/checking-rules", { body: above });
    await does.propose("supplier", id, { side: "creditor", credit: "0" });
    const intent = await partOf("buyer", "withdrawal");
    expect(await scene.signAs(scene.tokens.buyer, intent, "buyer")).to.include({ code: "CheckerMissing" });
    expect(await scene.isRelayed(intent)).to.equal(false);
  });

  it("is refused by withdrawing the own part, which ends it, and another may be proposed then", async () => {
    await does.propose("supplier", id, { side: "creditor", credit: "100.00" });
    const again = await does.propose("supplier", id, { side: "creditor", credit: "150.00" });
    expect(again).to.include({ status: 409, problem: "IntentExists" });
    expect(await does.propose("buyer", id, { side: "debtor", withdrawal: "1.00" })).to.include({
      problem: "IntentExists",
    });
    scene.now += DAY;
    await scene.withdraw(scene.tokens.buyer, await partOf("buyer", "withdrawal"));
    const refused = await does.standing("supplier", id);
    expect(refused.outcome?.state).to.equal("over");
    expect(refused.answer).to.include({ side: "creditor" });
    await does.propose("supplier", id, { side: "creditor", credit: "200.00" });
    await scene.withdraw(scene.tokens.supplier, await partOf("supplier", "withdrawal"));
    expect((await does.standing("supplier", id)).answer, "it took its own proposal back").to.include({
      side: "creditor",
    });
    const { dispute } = await does.propose("supplier", id, { side: "creditor", credit: "150.00" });
    expect(short(dispute?.outcome)).to.deep.equal([
      ...["proposed", "credit 150.00 prepared", "withdrawal 150.00 prepared"],
    ]);
  });

  it("stops nobody of whom it asks nothing: what one side leaves unsigned is followed by the other's", async () => {
    await does.propose("buyer", id, { side: "debtor", withdrawal: "0.01" });
    const left = await partOf("buyer", "withdrawal");
    expect(await does.propose("buyer", id, { side: "debtor", withdrawal: "0.02" }), "its own").to.include({
      problem: "IntentExists",
    });
    const { status, dispute } = await does.propose("supplier", id, { side: "creditor", credit: "300.00" });
    expect(status).to.equal(201);
    expect(short(dispute?.outcome)).to.deep.equal(["proposed", "credit 300.00 prepared"]);
    expect(await does.propose("supplier", id, { side: "creditor", credit: "100.00" }), "its own").to.include({
      problem: "IntentExists",
    });
    expect(await does.propose("buyer", id, { side: "debtor", withdrawal: "0.02" }), "its first stands").to.include({
      problem: "IntentExists",
    });
    await scene.withdraw(scene.tokens.buyer, left);
    expect(await does.propose("buyer", id, { side: "debtor", withdrawal: "50.00" })).to.include({ status: 201 });
  });

  it("is proposed up to 500 times by one organisation, which uses up nothing of the other's", async () => {
    await scene.database.query(
      `insert into dispute_outcomes select gen_random_uuid(), $1, number, $2, $2, 'debtor', $3, 0, $1, 0, 1, null, null
       from generate_series(1, 500) as number`,
      [bytes(id), bytes(addressOf("buyer")), scene.now],
    );
    expect(await does.propose("buyer", id, { side: "debtor", withdrawal: "1.00" })).to.include({
      problem: "QuotaReached",
    });
    expect(await does.propose("supplier", id, { side: "creditor", credit: "100.00" })).to.include({ status: 201 });
  });

  it("is one however often it is asked for, and of two at one moment one stands alone", async () => {
    const [one, body] = [randomUUID(), { side: "creditor", credit: "100.00" } as const];
    const same = await Promise.all([1, 2, 3].map(() => does.propose("supplier", id, body, one)));
    expect(same.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
    expect([await countOf("dispute_outcomes"), await countOf("intents")]).to.deep.equal([1, 2]);
    const other = { side: "creditor", credit: "120.00" } as const;
    expect(await does.propose("supplier", id, other, one)).to.include({ problem: "IdTaken" });
    await scene.withdraw(scene.tokens.buyer, await partOf("buyer", "withdrawal"));
    const rivals = await Promise.all([
      does.propose("supplier", id, other),
      does.propose("supplier", id, { ...other, credit: "130.00" }),
    ]);
    expect(rivals.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    expect(await countOf("dispute_outcomes")).to.equal(2);
  });

  it("is one of PostgreSQL too, where both sides propose and refuse truly at once", async () => {
    const database = await lendDatabase("PostgreSQL");
    const own = await openJointScene(database, { config: { sessionSeconds: 400 * DAY } });
    const there = disputing(own);
    const receivable = await there.dispute(await own.accepted());
    let known = 0;
    for (let round = 1; round <= 4; round += 1) {
      const [one, other, theirs] = await Promise.all([
        there.propose("supplier", receivable, { side: "creditor", credit: "100.00" }),
        there.propose("supplier", receivable, { side: "creditor", credit: "200.00" }),
        there.propose("buyer", receivable, { side: "debtor", withdrawal: "300.00" }),
      ]);
      const mine = [one, other].filter(({ status }) => status === 201).length;
      const isTheirs = theirs.status === 201;
      expect([one, other, theirs].every(({ status }) => status === 201 || status === 409)).to.equal(true);
      expect(mine, "of one side one alone").to.be.at.most(1);
      expect(mine + Number(isTheirs)).to.be.at.least(1);
      const rows = await database.query<{ side: string }>("select side from dispute_outcomes order by number");
      const sides = rows.slice(known).map(({ side }) => side);
      known = rows.length;
      // What asks the debtor stops it, so that the debtor's own came first where both stand.
      expect(sides).to.deep.equal([...(isTheirs ? ["debtor"] : []), ...(mine === 1 ? ["creditor"] : [])]);
      const left = await database.query<{ id: string; organisation: Address }>(
        "select id, organisation from intents where withdrawn is null and verb = 'resolve'",
      );
      expect(left, "of what stands alone").to.have.length(2 * mine + Number(isTheirs));
      for (const { id: intent, organisation } of left) {
        await own.withdraw(organisation === addressOf("buyer") ? own.tokens.buyer : own.tokens.supplier, intent);
      }
    }
    await own.close();
  });

  it("is refused to whoever may not, and for more than is disputed", async () => {
    const creditor = { side: "creditor", credit: "100.00" } as const;
    expect(await does.propose("buyer", id, creditor)).to.include({ problem: "NotAuthorised" });
    expect(await does.propose("stranger", id, creditor)).to.include({ status: 404 });
    expect(await does.propose("supplier", id, { side: "debtor", withdrawal: "1.00" })).to.include({
      problem: "NotAuthorised",
    });
    for (const credit of ["300.01", "1000.00"]) {
      expect(await does.propose("supplier", id, { side: "creditor", credit })).to.include({
        problem: "AmountOutOfRange",
      });
    }
    expect(await does.propose("buyer", id, { side: "debtor", withdrawal: "0" })).to.include({
      problem: "AmountOutOfRange",
    });
    expect(await does.propose("supplier", id, { side: "creditor", credit: "0.001" })).to.include({
      problem: "AmountUnfit",
    });
    expect(await countOf("intents")).to.equal(0);
    await does.resolve(id, "Withdrawn", 30_000n, 0n);
    expect(await does.propose("supplier", id, creditor)).to.include({ status: 409, problem: "DisputeOver" });
  });
});

describe("The outcome of a dispute about what a desk holds", () => {
  let scene: FactoringScene;
  let does: ReturnType<typeof disputing>;
  before(async () => {
    scene = await openFactoringScene();
    does = disputing(scene);
  });
  after(() => scene.close());

  it("takes seller and factor for the credit, and stays under way while one of them alone agreed", async () => {
    const { id, receivable } = await scene.dealt();
    const clock = scene.now;
    await does.dispute(receivable);
    scene.now = clock;
    const { dispute } = await does.propose("supplier", id, { side: "creditor", credit: "300.00" });
    expect(dispute?.creditor).to.equal(FACTOR);
    expect(short(dispute?.outcome)).to.deep.equal(["proposed", "credit 300.00 prepared"]);
    const intent = dispute?.outcome?.parts[0]?.intent ?? "";
    const { call } = await scene.read(scene.tokens.supplier, intent);
    expect(call?.to).to.equal(DESK);
    const [row] = await scene.database.query<{ call: Hex }>(
      "select body->'plan'->'deed'->>'call' as call from intents where id = $1",
      [intent],
    );
    await scene.trade({ name: "ActProposed", id, by: addressOf("supplier"), call: row?.call ?? "0x" });
    expect(short((await does.standing("factor", id)).outcome)).to.deep.equal([
      ...["underway", "credit 300.00 partlySigned"],
    ]);
    expect(await does.propose("factor", id, { side: "creditor", credit: "300.00" })).to.include({
      problem: "IntentExists",
    });
    await does.resolve(id, "Conceded", 30_000n, 0n);
    expect(short((await does.standing("factor", id)).outcome)).to.deep.equal([
      ...["settled", "credit 300.00 recorded"],
    ]);
  });
});
