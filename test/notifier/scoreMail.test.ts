import { expect } from "chai";
import { noticeMailFor } from "../../src/notifier/noticeMail.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { CONTEST_WORDS } from "../../src/wire/notice.ts";
import type { ContestWord } from "../../src/wire/notice.ts";

const [CREDITOR, CUSTOMER]: [Address, Address] = [`0x${"77".repeat(20)}`, `0x${"88".repeat(20)}`];
const CONTEST = "6a1e2f0c-58a7-4a51-9d1b-0b8f5d9a4f10";

function mailOf(word: ContestWord, language: "en" | "zh"): string {
  const notice = {
    ...{ id: CONTEST, organisation: CREDITOR, kind: "ScoreContestChanged", at: 0, tries: 1, language },
    ...{ data: { contest: CONTEST, creditor: CREDITOR, customer: CUSTOMER, word } },
    ...{ subscription: null, address: null, secret: null },
  };
  return noticeMailFor(notice, "credit@supplier.example", new URL("https://ledger.example")).text;
}

describe("The mail about a contest of a score", () => {
  it("tells what became of it and whose it is, in words of its own for each", () => {
    for (const language of ["en", "zh"] as const) {
      const texts = CONTEST_WORDS.map((word) => mailOf(word, language));
      for (const text of texts) expect(text).to.contain(CONTEST).and.to.contain(CREDITOR).and.to.contain(CUSTOMER);
      expect(new Set(texts).size).to.equal(CONTEST_WORDS.length);
    }
    expect(mailOf("refused", "en")).to.contain("refused");
    expect(mailOf("upheld", "zh")).to.contain("采纳");
  });
});
