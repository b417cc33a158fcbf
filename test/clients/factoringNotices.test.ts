import { expect } from "chai";
import { LedgerError } from "../../src/clients/errors.ts";
import { noticeHash, NoticeReply } from "../../src/domain/factoring/notice.ts";
import { REPLY_WORDS } from "../../src/domain/factoring/noticeMessages.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { EVIDENCE, FACTORING_CLIENTS, namesOf, plainTerms, setFactoring } from "../support/factoringStage.ts";
import type { FactoringStage } from "../support/factoringStage.ts";
import type { Item } from "../support/receivables.ts";
import { address, CLIENTS, failureOf, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const FAR = 4_000_000_000n;

async function refusalOf(act: Promise<unknown>): Promise<LedgerError> {
  const failure = await failureOf(act);
  if (failure instanceof LedgerError) return failure;
  throw failure;
}

for (const library of ["viem", "ethers"] as const) {
  describe(`A client of notices and filings over ${library}`, () => {
    let stage: Stage;
    let play: FactoringStage;
    before(async () => {
      stage = await setStage(CLIENTS[library] ?? expect.fail());
      play = await setFactoring(stage, FACTORING_CLIENTS[library]);
    });
    after(() => stage.chain.close());

    async function accepted(): Promise<Item> {
      return stage.accepted({ terms: await plainTerms(stage.chain, 60) });
    }

    it("records the notice that a factor signed, and replies that a debtor signed, whoever carries them", async () => {
      const item = await accepted();
      await play.supplier.sell(play.desk, [await play.single(item)]);
      const notice = await play.notice([item]);
      const hash = noticeHash(notice);
      expect(await play.stranger.noticeOf(hash)).to.deep.equal({ recorded: 0, reply: NoticeReply.None });
      const consent = await play.factor.sign.notice(notice, address.factor, { nonce: 41n, deadline: FAR });
      const given = await play.stranger.giveNotice(notice, [item.header], address.factor, consent);
      const ids = [item.id];
      expect(given.events.map(({ event }) => event)).to.deep.equal([
        { name: "NonceSpent", signer: address.factor, nonce: 41n },
        {
          ...{ name: "AssignmentNotified", notice: hash, assignee: address.factor, debtor: address.buyer },
          ...{ by: address.factor, content: notice, ids },
        },
      ]);
      expect(await play.stranger.isSpent(address.factor, 41n)).to.equal(true);
      let nonce = 50n;
      for (const reply of [NoticeReply.Received, NoticeReply.Reserved] as const) {
        nonce += 1n;
        const answer = { reply, reason: reply === NoticeReply.Reserved ? EVIDENCE : ZERO_HASH };
        const signed = await play.buyer.sign.reply(notice, answer, { nonce, deadline: FAR });
        const replied = await play.stranger.replyToNotice(notice, answer, signed);
        expect(namesOf(replied), REPLY_WORDS[reply]).to.deep.equal(["NonceSpent", "NoticeReplied"]);
      }
      const { recorded, reply } = await play.stranger.noticeOf(hash);
      expect([recorded > 0, reply]).to.deep.equal([true, NoticeReply.Reserved]);
      const again = await refusalOf(play.buyer.replyToNotice(notice, { reply: NoticeReply.Refused, reason: EVIDENCE }));
      expect(again).to.include({ code: "NoticeAnswered" });
      expect(again.message).to.include("acknowledged under reserve");
    });

    it("records filings with texts of any script, and voids a nonce", async () => {
      const filing = {
        ...{ register: "ZDW", office: "北京", number: "0123", filedAt: 1_700_000_000, until: 0 },
        ...{ secured: address.factor, debtor: address.supplier, collateral: ZERO_HASH, document: EVIDENCE },
      };
      const consent = await play.factor.sign.filing(filing, { nonce: 61n, deadline: FAR });
      const { events } = await play.stranger.recordFiling(filing, [], consent);
      expect(events.map(({ event }) => event).at(-1)).to.deep.equal({
        ...{ name: "FilingRecorded", secured: address.factor, debtor: address.supplier, by: address.factor },
        ...{ filing, ids: [] },
      });
      await play.factor.spendNonce(62n);
      expect(await play.stranger.isSpent(address.factor, 62n)).to.equal(true);
      const early = { ...filing, filedAt: 3_900_000_000 };
      expect(await refusalOf(play.factor.recordFiling(early, []))).to.include({ code: "StatementIncomplete" });
    });

    it("gives no notice of what the payee does not hold", async () => {
      const item = await accepted();
      const notice = await play.notice([item]);
      const refused = await refusalOf(play.factor.giveNotice(notice, [item.header], address.factor));
      expect(refused).to.include({ code: "NoticeInvalid" });
      expect(refused.message).to.include("(payee): the payee does not hold it");
    });
  });
}
