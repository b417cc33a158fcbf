import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { noticeMailFor } from "../../src/notifier/noticeMail.ts";
import type { ClaimedNotice } from "../../src/store/notices.ts";

const ORGANISATION = `0x${"a1".repeat(20)}` as const;
const INTENT = "11111111-1111-4111-8111-111111111111";

describe("The mail about an act that awaits a signature", () => {
  const mailAbout = (about: Readonly<Record<string, string>>, language: "en" | "zh"): string => {
    const notice: ClaimedNotice = {
      ...{ id: INTENT, organisation: ORGANISATION, kind: "SignatureAwaited", at: 0, tries: 1, language },
      ...{ data: { ...about, intent: INTENT, organisation: ORGANISATION } },
      ...{ subscription: null, address: null, secret: null },
    };
    return noticeMailFor(notice, "office@buyer.example", new URL("https://ledger.example")).text;
  };

  it("names the statement where it is about one, and the receivable where it is about that", () => {
    const id = keccakOfText("a statement");
    expect(mailAbout({ statement: id }, "en")).to.contain(`Statement: ${id}\nTo be signed: ${INTENT}`);
    expect(mailAbout({ statement: id }, "zh")).to.contain(`对账单：${id}`);
    const receivable = mailAbout({ receivable: id }, "en");
    expect(receivable).to.contain(`Receivable: ${id}`).and.not.contain("Statement");
  });
});
