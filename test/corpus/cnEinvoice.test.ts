import { expect } from "chai";
import { formatDecimal } from "../../src/domain/decimal.ts";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import type { InvoiceReading } from "../../src/documents/readInvoice.ts";
import { isHere, readBytes, xmlFiles } from "./data.ts";

const FOLDER = "synthetic";

if (isHere(FOLDER)) {
  describe("The synthetic 数电票", () => {
    const files = xmlFiles(FOLDER).filter((file) => /\/cn-einvoice-/.test(file));
    let blue: InvoiceReading;
    let red: InvoiceReading;

    before(async () => {
      const readings = await Promise.all(files.map(async (file) => readInvoice(readBytes(file))));
      const [first, second] = readings.toSorted((left, right) => (left.invoice.kind < right.invoice.kind ? -1 : 1));
      if (first === undefined || second === undefined) throw new Error("there are not two of them");
      [blue, red] = [first, second];
    });

    it("are two, usable, without a finding", () => {
      expect(files).to.have.length(2);
      expect([...blue.findings, ...red.findings]).to.deep.equal([]);
      expect(blue.usable && red.usable).to.equal(true);
    });

    it("are a blue and a red-letter invoice over the same amount", () => {
      expect([blue.invoice.kind, red.invoice.kind]).to.deep.equal(["invoice", "redLetter"]);
      expect([blue, red].map(({ invoice }) => invoice.number)).to.deep.equal([
        "99327000000000000001",
        "99327000000000000002",
      ]);
      const amounts = [blue, red].map(({ invoice }) => invoice.totals.payable).filter((value) => value !== undefined);
      expect(amounts.map(formatDecimal)).to.deep.equal(["123900.00", "-123900.00"]);
    });

    it("ask for what they do not say: the due date, and which invoice is taken back", () => {
      expect(blue.questions.map(({ code }) => code)).to.deep.equal(["DUE_DATE_UNKNOWN"]);
      expect(red.questions.map(({ code }) => code)).to.deep.equal(["CREDIT_REFERENCE"]);
    });
  });
} else {
  process.stdout.write(`数电票 corpus skipped: ../shared/data/${FOLDER} is not here.\n`);
}
