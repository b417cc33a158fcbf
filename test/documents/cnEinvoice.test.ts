import { expect } from "chai";
import fc from "fast-check";
import { formatDecimal } from "../../src/domain/decimal.ts";
import { claimEffect } from "../../src/domain/invoice.ts";
import { readChineseAmount } from "../../src/documents/model/chineseAmount.ts";
import { findingsOf, fixture, read, readFixture, rulesOf } from "./documents.ts";

const RED = new TextDecoder().decode(fixture("red-letter.cn.xml"));

describe("数电票", () => {
  it("gives its number, check fields, parties and amounts under the names of the model", async () => {
    const { invoice, usable, findings } = await readFixture("red-letter.cn.xml");
    expect(findings).to.deep.equal([]);
    expect(usable).to.equal(true);
    expect(invoice).to.deep.include({
      syntax: "cn-einvoice",
      number: "26990000000000000002",
      issueDate: "2026-11-25",
      currency: "CNY",
      typeCode: undefined,
      dueDate: undefined,
    });
    expect(invoice.taxAuthority).to.deep.equal({
      documentId: "26990000000000000002",
      tag: "SWEI9900",
      version: "0.32",
      vatKind: "01",
      issueTime: "2026-11-25",
      requestTime: "2026-11-25 10:00:00",
      taxBureau: "样例省税务局",
      amountInWords: "（负数）叁拾壹万玖仟叁佰陆拾叁圆玖角玖分",
      redLetter: true,
    });
    expect(invoice.seller).to.deep.include({ name: "云帆样例精密制造有限公司" });
    expect(invoice.seller.legalId?.value).to.equal("91999999YF00000105");
    expect(invoice.paymentMeans[0]?.account).to.equal("0000000000000001101");
    expect(invoice.lines[0]).to.deep.include({
      taxRate: { units: 13n, scale: 0 },
      tax: { units: -3380000n, scale: 2 },
    });
  });

  it("that is a red-letter invoice names the blue one it takes back, and lowers the debt", async () => {
    const reading = await readFixture("red-letter.cn.xml");
    if (!reading.usable) throw new Error("unusable");
    expect(reading.invoice.kind).to.equal("redLetter");
    expect(reading.invoice.precedingInvoices).to.deep.equal([{ number: "26990000000000000001", issueDate: undefined }]);
    const effect = claimEffect(reading.invoice);
    expect(effect && formatDecimal(effect)).to.equal("-319363.99");
    expect(reading.questions).to.deep.equal([]);
  });

  it("that is a red-letter invoice without a reference is asked for it", async () => {
    const { questions } = await read(RED.replace(/<Remark>[^<]*<\/Remark>/, ""));
    expect(questions.map(({ code }) => code)).to.deep.equal(["CREDIT_REFERENCE"]);
  });

  const wrong: readonly (readonly [string, string, string, string])[] = [
    ["CN-ID", "identifier differs from its number", "<EIid>26990000000000000002", "<EIid>26990000000000000003"],
    ["CN-NET", "amount without tax is not that of its lines", "<Amount>-260000.00", "<Amount>-260000.01"],
    ["CN-TAX", "tax is not that of its lines", "<ComTaxAm>-33800.00", "<ComTaxAm>-33800.01"],
    ["CN-WORDS", "figure is not its capital numerals", "拾壹万玖仟", "拾壹万捌仟"],
    ["CN-WORDS", "capital numerals cannot be read", "圆玖角玖分", "圆约"],
    ["BR-CO-15", "gross amount is not net and tax", "<TotalTaxAm>-36740.99", "<TotalTaxAm>-36740.98"],
    ["CN-NUMBER", "number is not of twenty digits", "<InvoiceNumber>26990000000000000002", "<InvoiceNumber>2699"],
  ];
  for (const [rule, what, from, to] of wrong) {
    it(`whose ${what} is found by ${rule}`, async () => {
      expect(RED).to.contain(from);
      expect(rulesOf(await read(RED.replace(from, to)))).to.include(rule);
    });
  }

  it("says both figures and where, in the spelling of the document", async () => {
    const reading = await read(RED.replace("-319363.99</TotalTax-", "-319363.98</TotalTax-"));
    expect(findingsOf(reading, "CN-WORDS")[0]).to.include({
      expected: "-319363.99",
      actual: "-319363.98",
      path: "/EInvoice/EInvoiceData/BasicInformation/TotalTax-includedAmount",
    });
  });

  it("whose lines do not all state their tax is not held to the sum", async () => {
    expect(rulesOf(await read(RED.replace(/<ComTaxAm>-33800\.00<\/ComTaxAm>/, "")))).to.deep.equal([]);
  });

  it("keeps a rate that is a word", async () => {
    const { invoice, findings } = await read(RED.replace("<TaxRate>0.13</TaxRate>", "<TaxRate>免税</TaxRate>"));
    expect(invoice.lines[0]).to.deep.include({ taxCategory: "免税", taxRate: undefined });
    expect(findings).to.deep.equal([]);
  });
});

describe("Chinese capital numerals", () => {
  const amounts = [
    ["壹拾贰万叁仟玖佰圆整", "123900.00"],
    ["（负数）壹拾贰万叁仟玖佰圆整", "-123900.00"],
    ["(负数)伍圆叁角", "-5.30"],
    ["叁拾壹万玖仟叁佰陆拾叁圆玖角玖分", "319363.99"],
    ["壹亿零贰万圆整", "100020000.00"],
    ["壹万亿圆整", "1000000000000.00"],
    ["贰仟零叁圆零伍分", "2003.05"],
    ["零圆壹角", "0.10"],
    ["壹佰元正", "100.00"],
  ] as const;
  for (const [text, amount] of amounts) {
    it(`${text} is ${amount}`, () => {
      const value = readChineseAmount(text);
      expect(value && formatDecimal(value)).to.equal(amount);
    });
  }

  for (const text of ["", "圆整", "壹拾贰", "一百元", "壹贰圆", "拾圆", "壹圆玖分玖角", "壹圆约", "壹".repeat(70)]) {
    it(`${JSON.stringify(text)} is nothing`, () => {
      expect(readChineseAmount(text)).to.equal(undefined);
    });
  }

  it("read back what was written for any amount below a billion yuan", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99_999_999_999n }), (fen) => {
        expect(readChineseAmount(capitals(fen))).to.deep.equal({ units: fen, scale: 2 });
      }),
    );
  });
});

/** Writes fen as capital numerals, every place named, zeros as 零. */
function capitals(fen: bigint): string {
  const digits = "零壹贰叁肆伍陆柒捌玖";
  const yuan = (fen / 100n).toString();
  const units = ["", "拾", "佰", "仟"];
  const whole = Array.from(yuan, (digit, index) => {
    const place = yuan.length - 1 - index;
    const myriad = place % 4 === 0 ? (["", "万", "亿"][place / 4] ?? "") : "";
    return digit === "0" ? myriad || "零" : `${digits.charAt(Number(digit))}${units[place % 4] ?? ""}${myriad}`;
  }).join("");
  const [jiao, rest] = [Number((fen / 10n) % 10n), Number(fen % 10n)];
  const tail = `${jiao === 0 ? "" : `${digits.charAt(jiao)}角`}${rest === 0 ? "" : `${digits.charAt(rest)}分`}`;
  return `${whole}圆${tail === "" ? "整" : tail}`;
}
