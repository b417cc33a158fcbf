import { expect } from "chai";
import { APPROVAL_WORDS } from "../../src/domain/duties/approvals.ts";
import { noticeMailFor } from "../../src/notifier/noticeMail.ts";
import type { ClaimedNotice } from "../../src/store/notices.ts";
import type { Language } from "../../src/store/notifications.ts";

const ID = "0190f1de-3a55-7000-8000-0000000000aa";

describe("The mail about a request for approval", () => {
  function mailOf(word: string, language: Language) {
    const notice: ClaimedNotice = {
      ...{ id: ID, organisation: `0x${"11".repeat(20)}`, kind: "ApprovalChanged", at: 1_795_000_000, tries: 1 },
      data: { approval: ID, kind: "limitExceeded", word },
      ...{ subscription: null, address: "ada@supplier.example", language, secret: null },
    };
    return noticeMailFor(notice, "ada@supplier.example", new URL("https://ledger.example"));
  }

  it("says in either language what became of which request, each in words of its own", () => {
    const subjects = APPROVAL_WORDS.flatMap((word) =>
      (["en", "zh"] as const).map((language) => {
        const { subject, text } = mailOf(word, language);
        const kind = { en: "Kind: an item beyond a limit", zh: "类型：超出额度" }[language];
        expect(text, word).to.include(ID).and.include(`\n${kind}\n`);
        return subject;
      }),
    );
    expect(new Set(subjects).size).to.equal(2 * APPROVAL_WORDS.length);
    expect(mailOf("lapsed", "zh").subject).to.equal("Countersign: 审批申请已失效");
  });
});
