import { expect } from "chai";
import { noticeMailFor } from "../../src/notifier/noticeMail.ts";
import type { ClaimedNotice } from "../../src/store/notices.ts";

describe("An e-mail about early warnings", () => {
  function mailIn(language: "zh" | "en"): { readonly subject: string; readonly text: string } {
    const notice: ClaimedNotice = {
      ...{ id: "6f1d2c34-0000-4000-8000-000000000000", organisation: `0x${"11".repeat(20)}`, kind: "WarningRaised" },
      data: { rule: "firstLate", raised: "3", warning: "6f1d2c34-0000-4000-8000-000000000009" },
      ...{ at: 1_795_000_000, tries: 1, address: "credit@supplier.example" },
      ...{ subscription: "6f1d2c34-0000-4000-8000-000000000001", language, secret: null },
    };
    return noticeMailFor(notice, "credit@supplier.example", new URL("https://ledger.example"));
  }

  it("says which rule, how many, and the first of them in English, and names nobody", () => {
    const { subject, text } = mailIn("en");
    expect(subject).to.equal("Countersign: An early warning about customers");
    for (const line of ["What: is late for the first time", "How many: 3"]) expect(text).to.contain(`\n${line}\n`);
    expect(text).to.contain("The first of them: 6f1d2c34-0000-4000-8000-000000000009");
  });

  it("says the same in Chinese", () => {
    const { subject, text } = mailIn("zh");
    expect(subject).to.equal("Countersign: 早期预警：客户");
    for (const line of ["内容：首次逾期", "数量：3"]) expect(text).to.contain(line);
  });
});
