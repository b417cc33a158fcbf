/** More time is credit: by whatever way it is given, and however often. */
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { grantsOfReceivable } from "../../src/store/limitGrants.ts";
import { DAY, issuing } from "./book.ts";
import type { Act } from "./intents/scene.ts";
import { putOnAccount, setPolicy } from "./limitPolicies.ts";
import { BUYER, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

describe("More time", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  const inDays = (days: number): string => dateOfDay(Math.floor(scene.now / DAY) + days);

  /** A plan of one instalment is an extension. */
  function plan({ header }: Receivable, ...days: readonly number[]): Act {
    const amount = { 1: "1000.00", 2: "500.00" }[days.length] ?? "";
    return {
      ...{ verb: "agreePlan", receivable: idOf(header), debt: "1000.00", interest: { kind: "stands" }, graceDays: 0 },
      instalments: days.map((day) => ({ amount, payBy: inDays(day) })),
    };
  }

  it("by a plan or an extension is what the policy gives at most, from the issue to the last instalment", async () => {
    await scene.book.write();
    const owed = await scene.owe("RE-1", 2);
    const since = await daysSinceIssue(idOf(owed.header));
    await setPolicy(scene, 1, { longestNetDays: since + 20 });
    const { code, detail } = await scene.tryAct(plan(owed, 5, 21));
    expect([code, detail.includes(`${since + 21} days`)]).to.deep.equal(["TermsBeyondPolicy", true]);
    expect((await scene.tryAct(plan(owed, 21))).code).to.equal("TermsBeyondPolicy");
    expect((await scene.tryAct(plan(owed, 5, 20))).code).to.equal(undefined);
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, idOf(owed.header));
    expect(grant).to.include({ verb: "agreePlan", added: 0n, policyVersion: 1 });
  });

  it("for what is past due is what the policy gives from the plan on, with nothing in advance", async () => {
    await setPolicy(scene, 1, { longestNetDays: 30, security: { kind: "prepayment", share: 300_000 } });
    const owed = await scene.owe("RE-1", 30);
    scene.now += 40 * DAY;
    const { code, detail } = await scene.tryAct(plan(owed, 14, 31));
    expect([code, detail.includes("31 days")]).to.deep.equal(["TermsBeyondPolicy", true]);
    expect((await scene.tryAct(plan(owed, 14, 28))).code).to.equal(undefined);
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, idOf(owed.header));
    expect(grant).to.include({ verb: "agreePlan", added: 0n, secured: 0n });
  });

  async function daysSinceIssue(id: Hex): Promise<number> {
    const [row] = await scene.database.query<{ at: number }>(
      "select timestamp as at from blocks join receivables r on r.issued_block = number where r.id = $1",
      [`\\x${id.slice(2)}`],
    );
    return Math.floor(scene.now / DAY) - Math.floor((row?.at ?? 0) / DAY);
  }

  it("is not begun anew by each amendment, nor by a part of what was split", async () => {
    const owed = await scene.owe("RE-1", 2);
    const since = await daysSinceIssue(idOf(owed.header));
    await setPolicy(scene, 1, { longestNetDays: since + 10 });
    const until = async (days: number): Promise<string | undefined> => {
      const act = { verb: "amend" as const, receivable: idOf(owed.header), terms: { dueDate: inDays(days) } };
      return (await scene.tryAct(act)).code;
    };
    expect(await until(11)).to.equal("TermsBeyondPolicy");
    expect(await until(10)).to.equal(undefined);
    scene.now += 5 * DAY;
    for (let day = 0; day < 30; day += 1) await scene.book.write();
    const part: Receivable = { ...owed, header: { ...owed.header, invoice: idOf(owed.header), line: 1 } };
    await scene.book.write(...issuing(part));
    await scene.database.query("update receivables set part = true where id = $1", [
      `\\x${idOf(part.header).slice(2)}`,
    ]);
    const act = { verb: "amend" as const, receivable: idOf(part.header), terms: { dueDate: inDays(6) } };
    expect((await scene.tryAct(act)).code).to.equal("TermsBeyondPolicy");
  });

  it("by a plan is secured as a sale is, or a claim due at once would be the way around", async () => {
    await setPolicy(scene, 1, { longestNetDays: 90, security: { kind: "prepayment", share: 300_000 } });
    const owed = await scene.owe("RE-1", 0);
    expect((await scene.tryAct(plan(owed, 20))).code).to.equal("PrepaymentMissing");
    await putOnAccount(scene, "PAY-1", 30_000n);
    expect((await scene.tryAct(plan(owed, 20))).code).to.equal(undefined);
    expect((await scene.issue("RE-2")).code).to.equal("PrepaymentMissing");
  });

  it("is agreed with whom is in default for what is past due, and for nothing else", async () => {
    const policy = { defaultHandling: { text: "", graceDays: 14, holdsCredit: true } };
    await setPolicy(scene, 1, { longestNetDays: 365 }, policy);
    const [late, other] = [await scene.owe("RE-0", -60), await scene.owe("RE-9", 2)];
    expect((await scene.tryAct(plan(other, 20))).code).to.equal("CreditHeld");
    expect((await scene.tryAct(plan(late, 20))).code).to.equal(undefined);
  });

  it("is given to nobody who is frozen, also where the debtor proposed the plan", async () => {
    const owed = await scene.owe("RE-1", 2);
    const buyer = await scene.signIn("buyer");
    const { data: proposed } = await scene.client(buyer).POST("/v1/intents", { body: plan(owed, 5, 20) });
    if (proposed === undefined) throw new Error("nothing was proposed");
    const body = { id: "6b1f2a34-5f0e-4b8e-9a53-0f8b8a2f4c11", customer: BUYER, reason: "Its bank calls its loans" };
    expect((await scene.client(scene.token).POST("/v1/limits/freezes", { body })).response.status).to.equal(201);
    const { data } = await scene.client(scene.token).GET("/v1/intents/{id}", { params: { path: { id: proposed.id } } });
    if (data === undefined) throw new Error("nothing is shown");
    expect(await scene.sign(scene.token, data, "supplier")).to.deep.equal({ status: 409, code: "LimitFrozen" });
    expect((await scene.tryAct(plan(await scene.owe("RE-2", 2), 20))).code).to.equal("LimitFrozen");
    expect((await scene.tryAct(plan(await scene.owe("RE-3", 2, {}, addressOf("another")), 20))).code).to.equal(
      undefined,
    );
  });
});
