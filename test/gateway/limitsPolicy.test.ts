/** What a credit policy asks for before anything is issued, and under which policy it was granted. */
import { expect } from "chai";
import type { Band, CreditPolicy } from "../../src/domain/credit/policy.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { grantsOfReceivable } from "../../src/store/limitGrants.ts";
import { DAY } from "./book.ts";
import { putOnAccount, setPolicy } from "./limitPolicies.ts";
import { openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";

describe("A credit policy", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  const policy = (version: number, over: Partial<Band> = {}, more: Partial<CreditPolicy> = {}): Promise<Hex> =>
    setPolicy(scene, version, over, more);

  it("limits by the band where no own limit does, and records its version and hash with the receivable", async () => {
    const hash = await policy(1);
    expect((await scene.issue("RE-1", { payable: "5000.01" })).code).to.equal("CreditLimitExceeded");
    const { intent } = await scene.issue("RE-1", { payable: "4000.00" });
    const path = { params: { path: { receivable: intent?.receivable ?? "" } } };
    const { data } = await scene.client(scene.token).GET("/v1/limits/grants/{receivable}", path);
    expect(data?.items[0]).to.deep.include({
      ...{ verb: "issue", added: "4000.00", exposure: "0.00", band: "B", score: null, approval: null },
      ...{ policy: { version: 1, hash }, limit: { source: "band", amount: "5000.00" } },
    });
    await scene.limit("9000.00");
    expect((await scene.issue("RE-2", { payable: "5000.00" })).code).to.equal(undefined);
    const other = scene.client(await scene.signIn("buyer"));
    expect((await other.GET("/v1/limits/grants/{receivable}", path)).response.status).to.equal(404);
  });

  it("touches new receivables alone when it is tightened: what was granted keeps version and terms", async () => {
    await policy(1);
    const { intent } = await scene.issue("RE-1");
    scene.now += 60;
    const tightened = await policy(2, { longestNetDays: 10, limits: [] });
    if (intent === undefined) throw new Error("nothing was prepared");
    expect((await scene.sign(scene.token, intent, "supplier")).status).to.equal(200);
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, intent.receivable as Hex);
    expect([grant?.policyVersion, grant?.limit]).to.deep.equal([1, 500_000n]);
    expect((await scene.issue("RE-2")).code).to.equal("TermsBeyondPolicy");
    const { intent: later } = await scene.issue("RE-3", { dueDate: "2026-11-30" });
    const [second] = await grantsOfReceivable(scene.database, SUPPLIER, later?.receivable as Hex);
    expect([second?.policyVersion, second?.policyHash, second?.limit]).to.deep.equal([2, tightened, null]);
  });

  it("gives no more days than the band has, whatever day is written on the invoice", async () => {
    await policy(1);
    expect((await scene.issue("RE-1", { dueDate: "2026-12-20" })).code).to.equal(undefined);
    expect((await scene.issue("RE-2", { dueDate: "2026-12-21" })).code).to.equal("TermsBeyondPolicy");
    const postdated = { issueDate: "2026-12-21", dueDate: "2027-01-20" };
    expect((await scene.issue("RE-3", postdated)).code).to.equal("TermsBeyondPolicy");
  });

  it("wants its facts before the first sale", async () => {
    await policy(1, {}, { requiredFacts: ["legalName", "grade"] });
    const { code, detail } = await scene.issue("RE-1");
    expect([code, detail.includes("legalName (missing), grade (missing)")]).to.deep.equal(["FactsMissing", true]);
    scene.now += 60;
    await policy(2, {}, { requiredFacts: [] });
    expect((await scene.issue("RE-1")).code).to.equal(undefined);
  });

  it("gives nothing new to whom is in default, and again once that is over", async () => {
    const owed = await scene.owe("RE-0", 0, { utcOffset: 0 });
    await policy(1, {}, { defaultHandling: { text: "", graceDays: 14, holdsCredit: true } });
    scene.now = (owed.terms.dueDay + 14) * DAY;
    expect((await scene.issue("RE-1", { dueDate: "2026-12-10" })).code).to.equal(undefined);
    scene.now += DAY;
    expect((await scene.issue("RE-2", { dueDate: "2026-12-10" })).code).to.equal("CreditHeld");
    scene.now += DAY;
    await policy(2, {}, { defaultHandling: { text: "", graceDays: 14, holdsCredit: false } });
    expect((await scene.issue("RE-2", { dueDate: "2026-12-10" })).code).to.equal(undefined);
  });

  it("has a band pay in advance, by money that is here and secures one claim only", async () => {
    await policy(1, { security: { kind: "deposit", share: 300_000 } });
    expect((await scene.issue("RE-1")).code).to.equal("PrepaymentMissing");
    await putOnAccount(scene, "PAY-1", 29_999n);
    expect((await scene.issue("RE-1")).code).to.equal("PrepaymentMissing");
    await putOnAccount(scene, "PAY-2", 1n);
    expect((await scene.exposure()).currencies[0]?.exposure).to.include({ unapplied: "300.00", total: "0.00" });
    const { intent } = await scene.issue("RE-1");
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, intent?.receivable as Hex);
    expect(grant?.secured).to.equal(30_000n);
    expect((await scene.issue("RE-2")).code).to.equal("PrepaymentMissing");
    expect((await scene.issue("RE-2", { issueDate: "2026-11-20", dueDate: "2026-11-20" })).code).to.equal(undefined);
  });
});
