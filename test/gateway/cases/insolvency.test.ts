/** Who is told of an insolvency, and how often. */
import { expect } from "chai";
import { COLLECTION_STEPS } from "../../../src/domain/collections/record.ts";
import { ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Address } from "../../../src/domain/receivable.ts";
import { FIRST_INSTANT } from "../book.ts";
import { addressOf } from "../stage.ts";
import { BUYER, FACTOR, insurance, openInsolvencyScene, OTHER, SUPPLIER } from "./insolvencyScene.ts";

describe("An insolvency", () => {
  let scene: Awaited<ReturnType<typeof openInsolvencyScene>>;
  beforeEach(async () => {
    scene = await openInsolvencyScene();
  });
  afterEach(() => scene.stage.close());

  it("is told to every factor of the seller's on that debtor, once, of what it holds itself", async () => {
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await Promise.all(Array.from({ length: 5 }, scene.watch));
    const both = ["factor noticed sold 1", "other noticed sold 2"];
    expect([...(await scene.told())].sort()).to.deep.equal(both);
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await scene.watch();
    expect(await scene.told(), "a second notice is no news").to.have.length(2);
    await scene.stage.database.query("delete from notices");
    await scene.stage.database.query("update insolvency_head set feed = 0");
    await scene.watch();
    expect(await scene.told(), "an index that was built anew").to.deep.equal([]);
  });

  it("is told only once its block is safe", async () => {
    await scene.step("insuranceClaim", scene.own, SUPPLIER);
    const notice = { name: "CollectionStepTaken", id: scene.own, creditor: SUPPLIER, collector: SUPPLIER } as const;
    await scene.stage.book.collect({ ...notice, by: SUPPLIER, step: 2, doneAt: FIRST_INSTANT, content: ZERO_HASH });
    await scene.watch();
    expect(await scene.told()).to.deep.equal([]);
    await scene.stage.book.write();
    await scene.watch();
    expect(await scene.told()).to.have.length(2);
  });

  it("is told by what is safe: a withdrawal that may be dropped with its block hides nothing", async () => {
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    const taken = { name: "CollectionStepTaken", id: scene.own, creditor: SUPPLIER, collector: SUPPLIER } as const;
    const step = COLLECTION_STEPS.indexOf("insolvencyWithdrawal");
    await scene.stage.book.collect({ ...taken, by: SUPPLIER, step, doneAt: FIRST_INSTANT, content: ZERO_HASH });
    await scene.watch();
    expect([...(await scene.told())].sort()).to.deep.equal(["factor noticed sold 1", "other noticed sold 2"]);
    await scene.stage.book.write();
    await scene.watch();
    expect((await scene.told()).slice(2).map((one) => one.split(" ")[1])).to.deep.equal(["withdrawn", "withdrawn"]);
  });

  it("is told to no debtor, which may hold a receivable on itself", async () => {
    await scene.stage.book.write({ name: "Transfer", from: FACTOR, to: BUYER, id: scene.soldOne });
    const { enter } = await scene.openCase(scene.own);
    await enter({ kind: "insolvency", day: "2026-11-10", evidence: "what the creditor heard" });
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await scene.watch();
    expect(await scene.told()).to.deep.equal(["other noticed sold 2"]);
  });

  it("is told once to an insurer under one policy, whichever case says so, and withdrawn with the last", async () => {
    const [one, other] = [await scene.openCase(scene.own), await scene.openCase(scene.own)];
    for (const { enter } of [one, other]) await enter(insurance("claims@insurer.example"));
    const words = async () => {
      const text = "select kind from insurer_mails order by number";
      return (await scene.stage.database.query<{ kind: string }>(text)).map(({ kind }) => kind);
    };
    const of = { day: "2026-11-10", evidence: "the court's gazette" };
    for (const { enter } of [one, other]) await enter({ kind: "insolvency", ...of });
    expect(await words()).to.deep.equal(["noticed"]);
    await one.enter({ kind: "insolvencyWithdrawn", ...of });
    expect(await words(), "the other still says so").to.deep.equal(["noticed"]);
    await other.enter({ kind: "insolvencyWithdrawn", ...of });
    expect(await words()).to.deep.equal(["noticed", "withdrawn"]);
  });

  it("names a policy by a number alone, since the gateway mails it to whom a member names", async () => {
    const { problem } = await scene.openCase(scene.own);
    const named = (policy: string) => {
      const entry = insurance("claims@insurer.example");
      return problem(entry.kind === "insurance" ? { ...entry, insurance: { ...entry.insurance, policy } } : entry);
    };
    for (const policy of [
      "See https://evil.example",
      "pay at evil.example",
      "1 evil.example",
      "a@b.example/1",
      "ABC",
    ]) {
      expect(await named(policy), policy).to.equal("/problems/RequestInvalid");
    }
    for (const policy of ["TCI-7/2026.1", "No. 4711", "保单 88"])
      expect(await named(policy), policy).to.equal(undefined);
  });

  it("is put right once the last notice of it is withdrawn, and told again if it comes again", async () => {
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await scene.step("insolvencyWithdrawal", scene.own, SUPPLIER);
    await scene.watch();
    expect(await scene.told(), "withdrawn before anybody was told").to.deep.equal([]);
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await scene.watch();
    await scene.step("insolvencyWithdrawal", scene.own, SUPPLIER);
    await scene.watch();
    await scene.watch();
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await scene.watch();
    expect((await scene.told()).filter((one) => one.startsWith("factor"))).to.deep.equal([
      ...["factor noticed sold 1", "factor withdrawn sold 1", "factor noticed sold 1"],
    ]);
  });

  it("is not told to one factor because another one recorded it, nor to whoever recorded it", async () => {
    await scene.step("insolvencyNotice", scene.soldOne, FACTOR);
    await scene.watch();
    expect(await scene.told()).to.deep.equal([]);
    await scene.step("insolvencyNotice", scene.soldTwo, OTHER, SUPPLIER);
    await scene.watch();
    expect([...(await scene.told())].sort(), "the seller recorded it for a factor").to.deep.equal([
      ...["factor noticed sold 1", "other noticed sold 2"],
    ]);
  });

  it("is told to who buys a receivable on the debtor later, and no news to who holds nothing any more", async () => {
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await scene.watch();
    const late = addressOf("late factor");
    await scene.stage.book.write({ name: "Transfer", from: SUPPLIER, to: late, id: scene.own });
    await scene.stage.book.write({ name: "Transfer", from: OTHER, to: SUPPLIER, id: scene.soldTwo });
    await scene.stage.book.write();
    await scene.watch();
    expect((await scene.told()).slice(2).map((one) => one.replace(/^.*0x\w+ /, ""))).to.have.length(1);
    expect((await scene.told())[2]).to.contain(late);
    await scene.step("insolvencyWithdrawal", scene.own, late);
    await scene.watch();
    expect((await scene.told()).slice(3)).to.have.length(3);
    expect((await scene.told()).slice(3).every((one) => one.includes("withdrawn"))).to.equal(true);
  });

  it("alarms administrators of those alone who took up what they hold: anybody may transfer to anybody", async () => {
    for (const [name, to] of [
      ["factor", scene.soldOne],
      ["other factor", scene.soldTwo],
    ] as const) {
      const client = scene.stage.client(await scene.stage.signIn(name));
      const admin = {
        account: addressOf(`admin of ${name}`),
        role: "administrator",
        email: "a@factor.example",
      } as const;
      expect((await client.POST("/v1/members", { body: admin })).response.status).to.equal(201);
      if (name !== "factor") continue;
      const asked = { params: { path: { id: to } }, body: { account: FACTOR } };
      expect((await client.POST("/v1/receivables/{id}/owner", asked)).response.status).to.equal(200);
    }
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await scene.watch();
    await scene.step("insolvencyWithdrawal", scene.own, SUPPLIER);
    await scene.watch();
    const rows = await scene.stage.database.query<{ organisation: Address; word: string }>(
      `select d.organisation, n.data->>'word' as word from notice_deliveries d join notices n on n.number = d.notice
       order by n.number`,
    );
    expect(rows).to.deep.equal([
      { organisation: FACTOR, word: "noticed" },
      { organisation: FACTOR, word: "withdrawn" },
    ]);
  });

  it("is told as soon as a case says so or takes it back, and to the insurer that its policy names", async () => {
    const { enter, problem } = await scene.openCase(scene.own);
    const of = { day: "2026-11-10", evidence: "the court's gazette" };
    expect(await problem({ kind: "insolvencyWithdrawn", ...of })).to.equal("/problems/RequestInvalid");
    await enter(insurance("claims@insurer.example"));
    const { insurerMails } = await enter({ kind: "insolvency", ...of });
    expect(insurerMails.map(({ address, policy, word, state }) => [address, policy, word, state])).to.deep.equal([
      ["claims@insurer.example", "TCI-7", "noticed", "waiting"],
    ]);
    expect([...(await scene.told())].sort()).to.deep.equal(["factor noticed sold 1", "other noticed sold 2"]);
    expect((await enter({ kind: "insolvency", ...of })).insurerMails, "again").to.have.length(1);
    const moved = await enter(insurance("new@insurer.example"));
    expect(moved.insurerMails.map(({ address }) => address)).to.deep.equal([
      ...["claims@insurer.example", "new@insurer.example"],
    ]);
    const over = await enter({ kind: "insolvencyWithdrawn", ...of });
    expect(over.insolventOn).to.equal(null);
    expect(over.insurerMails.map(({ address, word }) => `${word} ${address}`)).to.deep.equal([
      ...["noticed claims@insurer.example", "noticed new@insurer.example", "withdrawn new@insurer.example"],
    ]);
    expect((await scene.told()).slice(2).map((one) => one.split(" ")[1])).to.deep.equal(["withdrawn", "withdrawn"]);
  });

  it("is told to the insurer by what the creditor recorded on the ledger as well, and of no closed case", async () => {
    const { enter } = await scene.openCase(scene.own);
    await enter(insurance("claims@insurer.example"));
    const closed = await scene.openCase(scene.own);
    await closed.enter(insurance("old@insurer.example"));
    await closed.enter({ kind: "closed", reason: "settled" });
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    await scene.watch();
    await scene.step("insolvencyWithdrawal", scene.own, SUPPLIER);
    await scene.watch();
    const { insurerMails } = await enter({ kind: "note", text: "What was told?" });
    expect(insurerMails.map(({ word }) => word)).to.deep.equal(["noticed", "withdrawn"]);
    expect(
      await scene.stage.database.query("select from insurer_mails where address = 'old@insurer.example'"),
    ).to.have.length(0);
  });

  it("is told once where several processes see it on the ledger and in cases at one moment", async () => {
    await scene.stage.close();
    scene = await openInsolvencyScene("PostgreSQL");
    const [one, other] = [await scene.openCase(scene.own), await scene.openCase(scene.own)];
    for (const { enter } of [one, other]) await enter(insurance("claims@insurer.example"));
    await scene.step("insolvencyNotice", scene.own, SUPPLIER);
    const of = { day: "2026-11-10", evidence: "the court's gazette" };
    const entries = Array.from({ length: 6 }, (_, index) =>
      (index % 2 === 0 ? one : other).enter({ kind: "insolvency", ...of }),
    );
    await Promise.all([scene.watch(), scene.watch(), ...entries, scene.watch()]);
    expect([...(await scene.told())].sort()).to.deep.equal(["factor noticed sold 1", "other noticed sold 2"]);
    expect(await scene.stage.database.query("select from insurer_mails")).to.have.length(1);
  });
});
