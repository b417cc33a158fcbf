/** Whoever wants a debtor to pay somebody else than it decided to. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { NoticeReply } from "../../src/domain/factoring/notice.ts";
import type { NoticeReply as Reply } from "../../src/domain/factoring/notice.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { BUYER, FACTOR, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { DESK, noticeOf, openFactoringScene } from "./factoringScene.ts";
import { codeOf } from "./intents/scene.ts";

describe("A factor whose notice the debtor refused", () => {
  let scene: AccountScene;
  let id: Hex;

  before(async () => {
    scene = await openAccountScene();
    id = scene.ids.get("RE-100") ?? "0x";
    await scene.book.assign({ name: "DeskOpened", factor: FACTOR, desk: DESK });
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: DESK, id });
  });

  after(() => scene.close());

  /** Gives a notice of the assignment. */
  async function notify(words: string): Promise<Hex> {
    const over = { assignor: SUPPLIER, assignee: FACTOR, debtor: BUYER, payee: DESK, proof: keccakOfText(words) };
    const given = noticeOf([id], over);
    await scene.book.assign(given);
    return given.notice;
  }

  async function reply(notice: Hex, said: Reply): Promise<void> {
    await scene.book.assign({
      ...{ name: "NoticeReplied", notice, debtor: BUYER, by: BUYER, reason: ZERO_HASH, reply: said },
    });
  }

  async function standing(): Promise<string | undefined> {
    const { data } = await scene.client(scene.buyer).GET("/v1/pay-list", { params: { query: { currency: "EUR" } } });
    return data?.items.find(({ number }) => number === "RE-100")?.payeeNotice;
  }

  it("is not paid because it gives the same notice once more, which the debtor has not answered", async () => {
    await reply(await notify("one"), NoticeReply.Refused);
    expect(await standing()).to.equal("refused");
    const again = await notify("two");
    expect(await standing(), "no answer to the second").to.equal("refused");
    await reply(again, NoticeReply.Received);
    expect(await standing(), "it arrived, and that is all").to.equal("refused");
    await reply(again, NoticeReply.Acknowledged);
    expect(await standing()).to.equal("acknowledged");
    await notify("three");
    expect(await standing(), "what was acknowledged stays so").to.equal("acknowledged");
  });
});

describe("A supplier that cries wolf", () => {
  it("alarms its debtor and its factor by no more than a hundred reports a day", async () => {
    const scene = await openFactoringScene();
    const states: string[] = [];
    for (let deal = 0; deal < 6; deal += 1) {
      const { id: receivable } = await scene.dealt();
      for (let count = 0; count < 17; count += 1) {
        const said = { bankReference: `${deal}/${count}`, amount: "1.00", valueDate: "2027-06-01" };
        const body = { id: randomUUID(), receivable, ...said };
        const { error } = await scene.client(scene.tokens.supplier).POST("/v1/indirect-payments", { body });
        states.push(error === undefined ? "reported" : codeOf(error.type));
      }
    }
    expect(states.filter((state) => state === "reported").length).to.equal(100);
    expect(states.slice(-2)).to.deep.equal(["QuotaReached", "QuotaReached"]);
    await scene.close();
  });
});
