import { expect } from "chai";
import fc from "fast-check";
import { fingerprintNumber, nearnessOf } from "../../../src/domain/factoring/nearNumber.ts";
import type { NumberNearness } from "../../../src/domain/factoring/nearNumber.ts";
import { InvoiceNumberError } from "../../../src/domain/invoiceNumber.ts";

const CASES: readonly (readonly [string, string, NumberNearness | undefined])[] = [
  ["INV-001", "inv-1", "same"],
  ["RE-2O26/007", "re-2026/7", "same"],
  ["INV-001", "INV001", "punctuation"],
  ["2026/17", "2026-17", "punctuation"],
  ["INV-001A", "INV-001", "affix"],
  ["INV-001-2", "INV-001", "affix"],
  ["INV-001 KOPIE", "INV-001", "affix"],
  ["RE-2026-17", "2026-17", "affix"],
  ["发票2026-17", "2026-17", "affix"],
  ["INV-12345", "INV-12435", "slip"],
  ["INV-12345", "INV-1245", "slip"],
  ["INV-12345", "INV-123445", "slip"],
  ["INV-1234", "INV-1243", "slip"],
  ["INV-123", "INV-1233", "slip"],
  ["RECHNUNG-17", "RECHNUGN-17", "slip"],
  ["INV-001", "INV-002", undefined],
  ["INV-12345", "INV-12346", undefined],
  ["INV-1", "INV-12", undefined],
  ["INV-123", "INV-132", undefined],
  ["INV-12", "INV-122", undefined],
  ["INV-1234", "INV-1224", undefined],
  ["INV-12345", "INV-13425", undefined],
  ["INV-12345", "INV-123", undefined],
  ["INV-12345", "INV-125", undefined],
  ["INV-2234", "INV-3224", undefined],
  ["INV-001", "RE-001", undefined],
  ["INV-1-2026-10", "INV-1", undefined],
  ["A", "A-17", undefined],
  ["12345-12345", "12435-12435", undefined],
  ["-", "/", undefined],
  ["ABCD-1234", "ABDC-1243", undefined],
];

const anyNumber = fc.stringMatching(/^[A-Z0-9][-A-Z0-9/ ]{0,11}$/);

describe("Near invoice numbers", () => {
  for (const [one, other, nearness] of CASES) {
    it(`${JSON.stringify(one)} and ${JSON.stringify(other)} are ${nearness ?? "not near"} (R68)`, () => {
      expect(nearnessOf(one, other)).to.equal(nearness);
      expect(nearnessOf(other, one)).to.equal(nearness);
    });
  }

  it("are as near one way as the other, and every number is itself", () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (one, other) => {
        expect(nearnessOf(one, other)).to.equal(nearnessOf(other, one));
        expect(nearnessOf(one, ` ${one.toLowerCase()}`)).to.equal("same");
      }),
    );
  });

  it("are levelled once and for all", () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(fingerprintNumber(fingerprintNumber(number))).to.equal(fingerprintNumber(number));
      }),
    );
    expect(fingerprintNumber("000")).to.equal("0");
  });

  it("are refused where one of them identifies nothing", () => {
    expect(() => nearnessOf("INV-1", " ")).to.throw(InvoiceNumberError);
  });
});
