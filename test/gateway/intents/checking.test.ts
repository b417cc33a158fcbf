/** Two pairs of eyes above an amount, and what was done around them. */
import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../../src/domain/events.ts";
import type { Hex, Receivable } from "../../../src/domain/receivable.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { ruleAt } from "../../../src/store/checkingRules.ts";
import type { CheckingRule } from "../../../src/store/checkingRules.ts";
import { contentOf } from "../../../src/store/contents.ts";
import { accepting, DAY, issuing } from "../book.ts";
import { addressOf } from "../stage.ts";
import { codeOf, fieldsOf, openScene, signatureOf } from "./scene.ts";
import type { Intent, Scene } from "./scene.ts";

const EUR = `0x${(978).toString(16).padStart(40, "0")}` as const;

describe("Maker and checker", () => {
  let scene: Scene;
  /** The organisation's own account, and an agent of it. */
  let owner: string;
  let clerk: string;

  beforeEach(async () => {
    scene = await openScene();
    for (const agent of ["clerk", "chief"]) await scene.mandate("supplier", agent);
    owner = await scene.signIn("supplier");
    clerk = await scene.signIn("clerk", addressOf("supplier"));
  });

  afterEach(() => scene.close());

  async function setRule(above: string | null): Promise<void> {
    const body = { currency: EUR, above };
    const { data } = await scene.client(owner).POST("/v1/checking-rules", { body });
    expect(data?.items[0]).to.deep.include({ above, setBy: addressOf("supplier"), upcoming: null });
  }

  async function issued(intent: Intent): Promise<Receivable> {
    const content = await contentOf(scene.database, intent.commitment as Hex);
    if (content === undefined) throw new Error("nothing was kept");
    return content.receivable;
  }

  async function exceptions(session = owner): Promise<unknown[]> {
    const { data } = await scene.client(session).GET("/v1/exceptions");
    return data?.items ?? [];
  }

  it("lets nobody sign alone above the amount, and tells who prepared and who signed under which mandate", async () => {
    await setRule("999.99");
    const intent = await scene.prepare(clerk, fieldsOf("A-1"));
    expect(intent).to.include({ checker: true, preparedBy: addressOf("clerk") });
    expect(await scene.sign(clerk, intent, "clerk")).to.deep.equal({ status: 403, code: "CheckerMissing" });
    expect(await scene.sign(clerk, intent, "chief")).to.include({ status: 200 });
    const { signed } = await scene.read(clerk, intent.id);
    expect(signed).to.deep.include({ signer: addressOf("chief"), handedInBy: addressOf("clerk") });
    expect(signed?.mandate).not.to.equal(null);
  });

  it("lets one sign alone up to the amount, and in other currencies", async () => {
    await setRule("1000.00");
    const upTo = await scene.prepare(clerk, fieldsOf("A-1"));
    expect(upTo.checker).to.equal(false);
    expect(await scene.sign(clerk, upTo, "clerk")).to.include({ status: 200 });
    const other = await scene.prepare(clerk, fieldsOf("A-2", {}, { currency: "USD", payable: "5000.00" }));
    expect(await scene.sign(clerk, other, "clerk")).to.include({ status: 200 });
  });

  it("is not lifted for one act: a looser rule counts a day later, a stricter one at once", async () => {
    await setRule("1000.00");
    const set = async (above: string | null): Promise<unknown> =>
      (await scene.client(owner).POST("/v1/checking-rules", { body: { currency: EUR, above } })).data?.items[0];
    const from = shownInstant(scene.now + DAY);
    expect(await set(null)).to.deep.include({ above: "1000.00", upcoming: { above: null, from } });
    const large = await scene.prepare(clerk, fieldsOf("A-3", {}, { payable: "5000.00" }));
    expect(await scene.sign(clerk, large, "clerk")).to.deep.equal({ status: 403, code: "CheckerMissing" });
    scene.now += DAY - 1;
    clerk = await scene.signIn("clerk", addressOf("supplier"));
    expect(await scene.sign(clerk, large, "clerk")).to.deep.equal({ status: 403, code: "CheckerMissing" });
    scene.now += 1;
    expect(await scene.sign(clerk, large, "clerk")).to.include({ status: 200 });
    owner = await scene.signIn("supplier");
    await setRule("10.00");
    const small = await scene.prepare(clerk, fieldsOf("A-4", {}, { payable: "11.00" }));
    expect(await scene.sign(clerk, small, "clerk")).to.deep.equal({ status: 403, code: "CheckerMissing" });
  });

  it("counts of several rules within a day the strictest, and the latest of equals", () => {
    const rule = (since: number, above: bigint | null): CheckingRule => {
      return { currency: EUR, above, since, setBy: addressOf("supplier") };
    };
    const rules = [rule(1, 100n), rule(10, null), rule(20, 50n), rule(30, 70n), rule(40, 70n)];
    const at = (instant: number): readonly (number | bigint | null | undefined)[] => {
      const found = ruleAt(rules, EUR, instant);
      return [found?.since, found?.above];
    };
    expect([0, 1, 15, 25, 35].map(at)).to.deep.equal([
      [undefined, undefined],
      [1, 100n],
      [1, 100n],
      [20, 50n],
      [20, 50n],
    ]);
    expect([DAY + 29, DAY + 30, DAY + 40].map(at)).to.deep.equal([
      [20, 50n],
      [40, 70n],
      [40, 70n],
    ]);
    expect(ruleAt([rule(1, 5n), rule(2, null)], EUR, DAY + 2)?.above).to.equal(null);
  });

  it("holds for a root as for each of its leaves, and for whoever put it together", async () => {
    await setRule("999.99");
    const first = await scene.prepare(clerk, fieldsOf("A-1"));
    const second = await scene.prepare(owner, fieldsOf("A-2", {}, { payable: "1.00" }));
    const body = { intents: [first.id, second.id] };
    const client = scene.client(owner);
    const { data: batch } = await client.POST("/v1/intents/batches", { body });
    if (batch === undefined) throw new Error("no batch");
    const sign = (name: string): Promise<{ status: number; code: string | undefined }> => signBatch(batch, name);
    expect(await sign("clerk")).to.deep.equal({ status: 403, code: "CheckerMissing" });
    expect(await sign("supplier")).to.deep.equal({ status: 403, code: "CheckerMissing" });
    expect(await sign("chief")).to.deep.equal({ status: 200, code: undefined });
  });

  async function signBatch(
    { id, message }: { id: string; message: Intent["message"] },
    name: string,
  ): Promise<{ status: number; code: string | undefined }> {
    const body = { signature: await signatureOf(name, message), signer: addressOf(name) };
    const path = "/v1/intents/batches/{id}/signature" as const;
    const { error, response } = await scene.client(owner).POST(path, { params: { path: { id } }, body });
    return { status: response.status, code: error && codeOf(error.type) };
  }

  it("shows what was sent around the rule as an exception, and nothing that went by it or below it", async () => {
    await setRule("999.99");
    const checked = await scene.prepare(clerk, fieldsOf("A-1"));
    await scene.sign(clerk, checked, "chief");
    const around = await scene.prepare(clerk, fieldsOf("A-2"));
    const below = await scene.prepare(clerk, fieldsOf("A-3", {}, { payable: "10.00" }));
    const by = (receivable: Receivable, name: string): LedgerEvent[] =>
      issuing(receivable).map((event) =>
        event.name === "ReceivableIssued" ? { ...event, by: addressOf(name) } : event,
      );
    // The rule begins before the blocks that follow.
    await scene.database.query("update checking_rules set since = 0");
    await scene.book.write(...by(await issued(checked), "chief"));
    const direct = await issued(around);
    await scene.book.write(...by(direct, "clerk"), ...by(await issued(below), "clerk"), accepting(direct));
    const found = await exceptions();
    expect(found).to.have.length(1);
    expect(found[0]).to.deep.include({
      ...{ receivable: idOf(direct.header), event: "ReceivableIssued", by: addressOf("clerk") },
      ...{ amount: "1000.00", above: "999.99" },
    });
    expect(await exceptions(await scene.signIn("buyer"))).to.deep.equal([]);
  });

  it("counts nothing as an exception that came before the rule", async () => {
    const early = await scene.prepare(clerk, fieldsOf("A-1"));
    await scene.book.write(...issuing(await issued(early)));
    await setRule("1.00");
    expect(await exceptions()).to.deep.equal([]);
  });

  it("refuses an amount that the currency does not have", async () => {
    const body = { currency: EUR, above: "1.001" };
    const { error } = await scene.client(owner).POST("/v1/checking-rules", { body });
    expect(error?.type).to.equal("/problems/AmountUnfit");
  });
});
