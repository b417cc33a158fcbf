import { expect } from "chai";
import fc from "fast-check";
import { invoiceHash, InvoiceNumberError, normaliseInvoiceNumber } from "../../src/domain/invoiceNumber.ts";

describe("An invoice number", () => {
  const spellings: readonly (readonly [string, string, string])[] = [
    ["case", "inv-2026/001a", "INV-2026/001A"],
    ["blanks at its ends and inside", "  INV 2026\t001 \n", "INV2026001"],
    ["blanks of other scripts", "INV\u3000001\u00a0\u2009A", "INV001A"],
    ["invisible characters", "IN\u200bV\ufeff-\u00ad0\u202e1\u2060", "INV-01"],
    ["variation selectors and fillers", "A\ufe0f1\u115f2\u3164", "A12"],
    ["full-width forms", "ＩＮＶ－００１", "INV-001"],
    ["ligatures and letters without a capital of their own", "oﬃce ß", "OFFICESS"],
    ["accents written apart", "E\u0301-1", "É-1"],
    ["accents parted by an invisible character", "e\u200b\u0301-1", "É-1"],
  ];
  for (const [what, written, normal] of spellings) {
    it(`is one whatever its ${what} (R68)`, () => {
      expect(normaliseInvoiceNumber(written)).to.equal(normal);
      expect(invoiceHash(written)).to.equal(invoiceHash(normal));
    });
  }

  it("keeps leading zeros, the letter O and punctuation apart, since they can be true differences", () => {
    const numbers = ["12", "012", "INV-10", "INV-1O", "INV10", "INV/10", "1-23", "12-3", "ΙΝV-10"];
    expect(new Set(numbers.map(invoiceHash)).size).to.equal(numbers.length);
  });

  it("is normal once it was made so, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        let normal;
        try {
          normal = normaliseInvoiceNumber(text);
        } catch (error) {
          expect(error).to.be.instanceOf(InvoiceNumberError);
          return;
        }
        expect(normaliseInvoiceNumber(normal)).to.equal(normal);
        expect(normaliseInvoiceNumber(` ${text.toUpperCase()}\u200b`)).to.equal(normal);
      }),
    );
  });

  it("is refused if it is blank or no text, with its value and the way out", () => {
    for (const number of ["", " \t", "\u200b\u3164", "\ud800", "INV-\udc00"]) {
      expect(() => normaliseInvoiceNumber(number), JSON.stringify(number))
        .to.throw(InvoiceNumberError, /give the number as the invoice prints it/)
        .with.property("value", number);
    }
  });

  it("has the hash that the ledger's ids are made of", () => {
    expect(invoiceHash("inv-001")).to.equal("0xd8cfa05a5abbf6550eea65d446fb2b01f81c661d406f3653a8c4f8c6d8c79bc7");
  });
});
