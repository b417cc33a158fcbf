/** A dunning notice from the policy that calls for it to the debtor's mailbox, through everything that lies between. */
import { expect } from "chai";
import { contentHashOf } from "../../src/documents/letters/contentHash.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { judgeDunning } from "../../src/gateway/dunning/judging.ts";
import { createMailSender } from "../../src/notifier/mailSender.ts";
import { dunningSendsBefore } from "../../src/store/dunningSends.ts";
import type { DunningSend } from "../../src/store/dunningSends.ts";
import { pagesOf } from "../documents/accountPdfText.ts";
import { attachmentIn, openMailbox, textIn } from "../notifier/dunningStage.ts";
import type { Mailbox } from "../notifier/dunningStage.ts";
import { loopback, openStage as openNotifiers, until } from "../notifier/stage.ts";
import { DAY } from "./book.ts";
import { openDunningScene, policyBody, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

describe("A dunning notice of a gateway", () => {
  let scene: DunningScene;
  let mailbox: Mailbox;
  let notifiers: ReturnType<typeof openNotifiers>;

  beforeEach(async () => {
    scene = await openDunningScene();
    mailbox = await openMailbox();
    notifiers = openNotifiers(scene.database, loopback());
    notifiers.now = TUESDAY;
  });
  afterEach(async () => {
    await notifiers.close();
    await mailbox.close();
    await scene.close();
  });

  const sends = (): Promise<readonly DunningSend[]> =>
    dunningSendsBefore(scene.database, SUPPLIER, {}, Number.MAX_SAFE_INTEGER, 10);
  const start = (): void => {
    const deps = { database: scene.database, behindSeconds: 365 * DAY };
    const sendMail = createMailSender(mailbox.server);
    notifiers.start({ sendMail, judgeDunning: (claimed, now) => judgeDunning(deps, claimed, now) });
  };

  it("arrives with the letter that says the same, and with the text whose hash is kept", async () => {
    await scene.issue("RE-1", 8, { lateRate: 100_000 });
    await scene.run();
    for (let notifier = 0; notifier < 3; notifier += 1) start();
    await until(async () => (await sends())[0]?.state === "taken");
    expect(mailbox.asked).to.deep.equal(["kasse@buyer.example"]);
    const [source = ""] = mailbox.arrived;
    const [send] = await sends();
    if (send === undefined) throw new Error("nothing was sent");
    expect(contentHashOf(textIn(source), send.salt)).to.equal(send.contentHash);
    // 1,000.00 at 10 % for 8 days of 365, and the 40.00 of the policy.
    const sums = ["1,000.00", "2.1918", "2.19", "40.00", "1,042.19"];
    const printed = pagesOf(attachmentIn(source)).join("");
    expect(sums.filter((sum) => !printed.includes(sum) || !send.text.includes(sum))).to.deep.equal([]);
    expect(printed).to.include("RE-1").and.to.include(send.contentHash);
  });

  it("is withdrawn where the item is paid before it leaves, and nothing is sent", async () => {
    const late = await scene.issue("RE-1", 8);
    await scene.run();
    const settled = { principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n };
    const receipt = { bankRef: keccakOfText("B-1"), valueDay: TUESDAY / DAY - 1, advised: false, holder: SUPPLIER };
    await scene.book.write({ name: "ReceiptRecorded", id: late, by: SUPPLIER, closed: true, ...receipt, ...settled });
    start();
    await until(async () => (await sends())[0]?.state === "withdrawn");
    await scene.run();
    expect(await sends()).to.have.length(1);
    expect(mailbox.asked).to.deep.equal([]);
  });

  it("is told to whom its level escalates once it has gone out, and shown with it", async () => {
    const account = addressOf("the head of collection");
    const member = { account, role: "preparer" as const, email: "head@supplier.example" };
    await scene.client(scene.supplier).POST("/v1/members", { body: member });
    const [level] = policyBody().levels.filter(({ id }) => id === "first");
    if (level === undefined) throw new Error("no level");
    const policy = (await scene.client(scene.supplier).GET("/v1/dunning/policies")).data?.items[0]?.policy ?? "";
    const body = policyBody({ policy, levels: [{ ...level, escalatesTo: account }] });
    await scene.client(scene.supplier).POST("/v1/dunning/policies", { body });
    await scene.issue("RE-1", 8);
    await scene.run();
    expect((await scene.sends())[0]?.escalation).to.deep.equal({
      ...{ to: account, state: "waiting", ended: null, fault: null },
    });
    start();
    await until(async () => (await scene.sends())[0]?.escalation?.state === "taken");
    expect(mailbox.asked).to.deep.equal(["kasse@buyer.example", "head@supplier.example"]);
    expect(mailbox.arrived[1]).to.include("RE-1").and.to.include("8 days past due");
  });
});
