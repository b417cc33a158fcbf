/** What secures credit: more time takes it as a new sale does, and money that came is asked for once. */
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { contentOf } from "../../src/store/contents.ts";
import { grantsOfReceivable } from "../../src/store/limitGrants.ts";
import { bytes } from "../../src/store/values.ts";
import { accepting, DAY, issuing } from "./book.ts";
import { putOnAccount, setPolicy } from "./limitPolicies.ts";
import { openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";

describe("Security for credit", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  const longer = (receivable: Hex, dueDate = "2026-12-20") =>
    scene.tryAct({ verb: "amend", receivable, terms: { dueDate } });

  it("is asked for by more time as by a sale: of what is open, less what the claim was secured by", async () => {
    await setPolicy(scene, 1, { longestNetDays: 60, security: { kind: "prepayment", share: 300_000 } });
    const owed = await scene.owe("RE-0", 0);
    const { code, detail } = await longer(idOf(owed.header));
    expect([code, detail.includes("pays 300.00 in advance")]).to.deep.equal(["PrepaymentMissing", true]);
    const paid = { name: "ReceivablePaid" as const, id: idOf(owed.header), payer: SUPPLIER, holder: SUPPLIER };
    const sums = { principal: 40_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: false };
    await scene.book.write({ ...paid, ...sums });
    await putOnAccount(scene, "PAY-1", 17_999n);
    expect((await longer(idOf(owed.header))).code).to.equal("PrepaymentMissing");
    await putOnAccount(scene, "PAY-2", 1n);
    expect((await longer(idOf(owed.header))).code).to.equal(undefined);
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, idOf(owed.header));
    expect(grant).to.include({ verb: "amend", added: 0n, secured: 18_000n, settled: 40_000n });
  });

  it("is not asked for twice of a claim that was secured when it was issued", async () => {
    await setPolicy(scene, 1, { longestNetDays: 60, security: { kind: "prepayment", share: 300_000 } });
    await putOnAccount(scene, "PAY-1", 30_000n);
    const { intent } = await scene.issue("RE-1", { dueDate: "2026-12-10" });
    const issued = (await contentOf(scene.database, intent?.commitment as Hex))?.receivable;
    if (issued === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(issued), accepting(issued));
    expect((await longer(idOf(issued.header))).code).to.equal(undefined);
  });

  it("gives whoever is in default no more time either", async () => {
    await scene.owe("RE-0", -60);
    const owed = await scene.owe("RE-9", 0);
    const held = { defaultHandling: { text: "", graceDays: 14, holdsCredit: true } };
    await setPolicy(scene, 1, { longestNetDays: 60 }, held);
    expect((await longer(idOf(owed.header))).code).to.equal("CreditHeld");
    const less = {
      verb: "amend" as const,
      receivable: idOf((await scene.owe("RE-8")).header),
      terms: { amount: "900.00" },
    };
    expect((await scene.tryAct(less)).code).to.equal(undefined);
  });

  it("is free for the next claim once it was applied to its own", async () => {
    await setPolicy(scene, 1, { security: { kind: "deposit", share: 300_000 } });
    await putOnAccount(scene, "PAY-1", 30_000n);
    const { intent } = await scene.issue("RE-1");
    const issued = (await contentOf(scene.database, intent?.commitment as Hex))?.receivable;
    if (issued === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(issued), accepting(issued));
    const receipt = { bankRef: keccakOfText("PAY-1"), valueDay: Math.floor(scene.now / DAY), advised: false };
    const sums = { principal: 30_000n, discount: 0n, charges: 0n, lateDays: 0n, closed: false };
    const recorded = { name: "ReceiptRecorded" as const, id: idOf(issued.header), holder: SUPPLIER, by: SUPPLIER };
    await scene.book.write({ ...recorded, ...receipt, ...sums });
    // What was applied waits no more.
    await scene.database.query("update cash_entries set amount = 0 where key = $1", [bytes(keccakOfText("PAY-1"))]);
    expect((await scene.issue("RE-2")).code).to.equal("PrepaymentMissing");
    await putOnAccount(scene, "PAY-2", 30_000n);
    expect((await scene.issue("RE-2")).code).to.equal(undefined);
    const { code, detail } = await scene.issue("RE-3");
    expect([code, detail.includes("of which 0.00 is here")]).to.deep.equal(["PrepaymentMissing", true]);
  });

  it("is free again where the claim never came", async () => {
    await setPolicy(scene, 1, { security: { kind: "deposit", share: 300_000 } });
    await putOnAccount(scene, "PAY-1", 30_000n);
    expect((await scene.issue("RE-1")).code).to.equal(undefined);
    scene.now += 40 * DAY;
    const later = { issueDate: "2026-12-25", dueDate: "2027-01-20" };
    expect((await scene.issue("RE-2", later)).code).to.equal(undefined);
  });
});
