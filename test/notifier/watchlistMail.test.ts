import { expect } from "chai";
import { noticeMailFor } from "../../src/notifier/noticeMail.ts";
import type { ClaimedNotice } from "../../src/store/notices.ts";

describe("An e-mail about a day of the watchlist", () => {
  function mailIn(language: "zh" | "en"): { readonly subject: string; readonly text: string } {
    const counts = { added: "2", ended: "0", toReview: "1", frozen: "0", exceptions: "3" };
    const notice: ClaimedNotice = {
      ...{ id: "6f1d2c34-0000-4000-8000-000000000000", organisation: `0x${"11".repeat(20)}`, kind: "WatchlistDigest" },
      ...{ data: { day: "2026-11-23", ...counts }, at: 1_795_000_000, tries: 1, address: "credit@supplier.example" },
      ...{ subscription: "6f1d2c34-0000-4000-8000-000000000001", language, secret: null },
    };
    return noticeMailFor(notice, "credit@supplier.example", new URL("https://ledger.example"));
  }

  it("counts what changed in English, and names nobody", () => {
    const { subject, text } = mailIn("en");
    expect(subject).to.equal("Countersign: The day's changes of the watchlist");
    for (const line of ["Day: 2026-11-23", "Customers added: 2", "To be reviewed: 1", "Issued past the gateway: 3"]) {
      expect(text).to.contain(`\n${line}\n`);
    }
    expect(text).not.to.contain("taken off");
  });

  it("says the same in Chinese", () => {
    const { text } = mailIn("zh");
    for (const line of ["日期：2026-11-23", "新增客户：2", "待复核：1", "绕过网关开立：3"])
      expect(text).to.contain(line);
  });
});
