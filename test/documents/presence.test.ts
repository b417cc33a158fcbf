import { expect } from "chai";
import { adjustment, amount, findingsOf, fixture, read, rulesOf, ubl, VALID } from "./documents.ts";
import type { Pieces } from "./documents.ts";

const INVOICE = "/ubl:Invoice";
const TOTALS = `${INVOICE}/cac:LegalMonetaryTotal`;
const ENTITY = "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName";

const MISSING: readonly (readonly [string, string, Partial<Pieces>, string])[] = [
  ["BR-02", "invoice number", { number: "" }, `${INVOICE}/cbc:ID`],
  ["BR-02", "invoice number that is not blank", { number: "<cbc:ID> \n </cbc:ID>" }, `${INVOICE}/cbc:ID`],
  ["BR-03", "issue date", { issueDate: "" }, `${INVOICE}/cbc:IssueDate`],
  ["BR-04", "type code", { typeCode: "" }, `${INVOICE}/cbc:InvoiceTypeCode`],
  ["BR-05", "currency", { currency: "" }, `${INVOICE}/cbc:DocumentCurrencyCode`],
  ["BR-06", "seller", { seller: "" }, `${INVOICE}/cac:AccountingSupplierParty/${ENTITY}`],
  ["BR-07", "buyer", { buyer: "" }, `${INVOICE}/cac:AccountingCustomerParty/${ENTITY}`],
  ["BR-12", "sum of lines", { totals: without("LineExtensionAmount") }, `${TOTALS}/cbc:LineExtensionAmount`],
  ["BR-13", "total without VAT", { totals: without("TaxExclusiveAmount") }, `${TOTALS}/cbc:TaxExclusiveAmount`],
  ["BR-14", "total with VAT", { totals: without("TaxInclusiveAmount") }, `${TOTALS}/cbc:TaxInclusiveAmount`],
  ["BR-15", "amount due", { totals: without("PayableAmount") }, `${TOTALS}/cbc:PayableAmount`],
  ["BR-16", "line", { lines: "" }, `${INVOICE}/cac:InvoiceLine[1]`],
];

function without(name: string): string {
  return VALID.totals.replace(new RegExp(`<cbc:${name} [^>]*>[^<]*</cbc:${name}>`), "");
}

describe("An invoice without", () => {
  for (const [rule, what, changes, path] of MISSING) {
    it(`a ${what} cannot be used, by ${rule}, which says where it belongs`, async () => {
      const reading = await read(ubl(changes));
      expect(reading.usable).to.equal(false);
      const [finding] = findingsOf(reading, rule);
      expect(finding).to.include({ severity: "fatal", path, line: undefined });
    });
  }

  it("anything at all says so by every rule", async () => {
    const none: Partial<Pieces> = { number: "", issueDate: "", dueDate: "", typeCode: "", currency: "" };
    const reading = await read(ubl({ ...none, seller: "", buyer: "", totals: "", taxTotals: "", lines: "" }));
    expect(rulesOf(reading)).to.have.members([
      ...["BR-02", "BR-03", "BR-04", "BR-05", "BR-06", "BR-07"],
      ...["BR-12", "BR-13", "BR-14", "BR-15", "BR-16"],
    ]);
  });
});

describe("A value that cannot be read", () => {
  const dates = ["2026-02-30", "2026-13-01", "02.11.2026", "2026-11-2", "20261102", "2026-11-02T10:00", "tomorrow"];
  for (const date of dates) {
    it(`as a date, ${date}, is a finding with the value and its line`, async () => {
      const reading = await read(ubl({ issueDate: `<cbc:IssueDate>${date}</cbc:IssueDate>` }));
      expect(reading.usable).to.equal(false);
      expect(findingsOf(reading, "FORMAT-DATE")[0]).to.include({ field: "issueDate", actual: date, line: 2 });
    });
  }

  it("as a date of a format that CII knows and EN 16931 does not, is a finding", async () => {
    const text = new TextDecoder().decode(fixture("everything.cii.xml"));
    const reading = await read(text.replace('"102">20261102', '"203">2026-11-02'));
    expect(findingsOf(reading, "FORMAT-DATE")[0]).to.include({ field: "issueDate", actual: "2026-11-02" });
  });

  it("is none for a date with a time zone, which UBL allows", async () => {
    const reading = await read(ubl({ issueDate: "<cbc:IssueDate>2026-11-02+01:00</cbc:IssueDate>" }));
    expect(reading.invoice.issueDate).to.equal("2026-11-02");
  });

  const numbers = ["1.190,00", "1 190.00", "119,00", "1e2", "NaN", "１１９", "119.00 EUR", "9".repeat(41)];
  for (const number of numbers) {
    it(`as a number, ${number}, is a finding and never a guess`, async () => {
      const reading = await read(ubl({ totals: without("PayableAmount") + amount("PayableAmount", number) }));
      expect(reading.usable).to.equal(false);
      expect(reading.invoice.totals.payable).to.equal(undefined);
      expect(findingsOf(reading, "FORMAT-DECIMAL")[0]).to.include({ field: "totals.payable", actual: number });
    });
  }

  it("beside the totals, such as a price, is a warning", async () => {
    const lines = VALID.lines.replace(
      "</cac:InvoiceLine>",
      "<cac:Price><cbc:PriceAmount>?</cbc:PriceAmount></cac:Price></cac:InvoiceLine>",
    );
    const reading = await read(ubl({ lines }));
    expect(reading.usable).to.equal(true);
    expect(reading.findings[0]).to.include({ rule: "FORMAT-DECIMAL", severity: "warning", field: "lines[1].price" });
    expect(reading.findings[0]?.path).to.equal("/ubl:Invoice/cac:InvoiceLine[1]/cac:Price/cbc:PriceAmount");
  });

  it("as a truth value is a finding, and its amount counts in no sum", async () => {
    const reading = await read(ubl({ more: adjustment("maybe", "5") }));
    expect(rulesOf(reading)).to.deep.equal(["FORMAT-BOOLEAN"]);
  });

  for (const code of ["XXX", "eur", "EURO", "BGN"]) {
    it(`as a currency, ${code}, is a finding (BR-CL-04)`, async () => {
      const reading = await read(ubl().replaceAll("EUR", code));
      expect(reading.usable).to.equal(false);
      expect(rulesOf(reading)).to.include("BR-CL-04");
    });
  }
});
