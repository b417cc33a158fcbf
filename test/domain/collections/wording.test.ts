/** What the words of a policy may not say: where to pay. */
import { expect } from "chai";
import { accountIn } from "../../../src/domain/collections/wording.ts";

describe("The number of an account in words", () => {
  it("is found however it is written", () => {
    const written: readonly (readonly [string, string])[] = [
      ["Our new account: DE89 3704 0044 0532 0130 00.", "DE89 3704 0044 0532 0130 00"],
      ["pay to de89370400440532013000 now", "de89370400440532013000 now"],
      ["NO93 8601 1117 947", "NO93 8601 1117 947"],
      ["MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84 MALT 0110 0001 2345 MTLC AST0 01S"],
      ["ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００", "DE89 3704 0044 0532 0130 00"],
      ["DE89\u00a03704\u200b\u00a00044 0532 0130 00", "DE89 3704 0044 0532 0130 00"],
      ["DE89–3704–0044–0532–0130–00", "DE89-3704-0044-0532-0130-00"],
      ["AB12 CDEFGHIJKLM DE89 3704 0044 0532 0130 00", "AB12 CDEFGHIJKLM DE89 3704 0044 0532 013"],
      ["account 12345678, sort code 20-00-00", "12345678"],
      ["卡号 6222 0212 3456 7890", "6222 0212 3456 7890"],
      ["02100002/1-12345.6789", "02100002"],
      ["0210.0002-1123/4567", "0210.0002-1123/4567"],
    ];
    for (const [text, found] of written) expect(accountIn(text), text).to.equal(found);
  });

  it("is not found in days, sums, telephone numbers and what a text names", () => {
    const harmless = [
      ...["By 24 November 2026 please pay what is open.", "Since 2026-11-24 and 24.11.2026 EUR 1,234,567.89 is open."],
      ...[
        "Call +49 40 123456-78 from 9 to 17.",
        "{attention}, {total} is open.",
        "See paragraph 288 of the BGB, RE-1042.",
      ],
      ...["At 10 or 11 we are here for you and all of your questions on 3 invoices.", "请于2026年11月24日前付款。", ""],
    ];
    for (const text of harmless) expect(accountIn(text), text).to.equal(undefined);
  });
});
