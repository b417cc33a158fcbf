import { expect } from "chai";
import { formatDecimal, isDecimal, shortest } from "../../src/domain/decimal.ts";
import { claimEffect, totalTax } from "../../src/domain/invoice.ts";
import type { Invoice } from "../../src/domain/invoice.ts";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import { bytes, fixture, party, read, readFixture, rulesOf, taxTotal, ubl, within } from "./documents.ts";

/** A model without what tells its syntax, with decimals as shortest text, so that twins can be compared. */
function comparable(invoice: Invoice): unknown {
  const text = JSON.stringify({ ...invoice, syntax: undefined }, (_, value: unknown) =>
    isDecimal(value) ? formatDecimal(shortest(value)) : value,
  );
  return JSON.parse(text);
}

describe("Reading an e-invoice", () => {
  it("gives every term of a UBL invoice by its name in EN 16931", async () => {
    const { invoice, usable, findings } = await readFixture("everything.ubl.xml");
    expect(usable).to.equal(true);
    expect(findings).to.deep.equal([]);
    expect(invoice).to.deep.include({
      syntax: "ubl-invoice",
      kind: "invoice",
      specification: "urn:cen.eu:en16931:2017",
      number: "EV-2026/1",
      issueDate: "2026-11-02",
      dueDate: "2026-12-02",
      typeCode: "380",
      currency: "EUR",
      taxCurrency: "SEK",
      buyerReference: "REF-7",
      contract: "V-3",
      purchaseOrder: "PO-9",
      notes: ["Erste Anmerkung", "Zweite Anmerkung"],
      precedingInvoices: [{ number: "EV-2026/0", issueDate: "2026-10-01" }],
      taxAuthority: undefined,
    });
    expect(invoice.seller).to.deep.equal({
      name: "Musterwerk Getriebebau GmbH",
      tradingName: "Musterwerk",
      ids: [
        { value: "1000000000001-A", scheme: undefined },
        { value: "1000000000001", scheme: "0088" },
      ],
      legalId: { value: "000000MUSTERWERK0169", scheme: "0199" },
      vatId: "DE000000011",
      taxId: "1000000000001/1",
      country: "DE",
      endpoint: { value: "1000000000001", scheme: "0088" },
    });
    expect(invoice.payee?.name).to.equal("Fiktiva Factoring S.A.");
    expect(invoice.lines[0]?.name).to.equal("Getriebe <A> & B");
  });

  it("keeps every amount exactly as written, sign and decimals included", async () => {
    const { invoice } = await readFixture("everything.ubl.xml");
    expect(invoice.totals.payable).to.deep.equal({ units: 75900n, scale: 2 });
    expect(invoice.totals.rounding).to.deep.equal({ units: 10n, scale: 2 });
    expect(invoice.totals.prepaid).to.deep.equal({ units: 50000n, scale: 2 });
    expect(invoice.lines.map(({ price }) => price)).to.deep.equal([
      { units: 99995n, scale: 3 },
      { units: 40n, scale: 0 },
      { units: 100n, scale: 0 },
    ]);
    expect(invoice.lines[2]?.quantity).to.deep.equal({ units: -2n, scale: 0 });
    expect(totalTax(invoice)?.amount).to.deep.equal({ units: 18890n, scale: 2 });
    expect(invoice.taxTotals.map(({ currency }) => currency)).to.deep.equal(["EUR", "SEK"]);
  });

  it("gives one model for UBL and CII", async () => {
    const ublReading = await readFixture("everything.ubl.xml");
    const ciiReading = await readFixture("everything.cii.xml");
    expect(ciiReading.invoice.syntax).to.equal("cii");
    expect(comparable(ciiReading.invoice)).to.deep.equal(comparable(ublReading.invoice));
    expect(ciiReading.terms).to.deep.equal(ublReading.terms);
    expect(ciiReading.questions).to.deep.equal(ublReading.questions);
    expect(ciiReading.findings).to.deep.equal([]);
  });

  it("reads a stream cut anywhere as it reads the whole", async () => {
    const whole = fixture("everything.ubl.xml");
    const expected = await readInvoice(whole);
    for (const size of [1, 2, 3, 7, 1000]) {
      async function* pieces(): AsyncGenerator<Uint8Array> {
        for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size);
        await Promise.resolve();
      }
      expect(await readInvoice(pieces()), `pieces of ${size}`).to.deep.equal(expected);
    }
  });

  it("reads with any prefixes, CDATA, comments, entities of XML and a byte order mark", async () => {
    const text = ubl()
      .replaceAll("cbc:", "b:")
      .replaceAll("xmlns:cbc", "xmlns:b")
      .replaceAll("cac:", "agg:")
      .replaceAll("xmlns:cac", "xmlns:agg")
      .replace("T-1", "<![CDATA[T]]><!-- no part of it -->&#45;1")
      .replace("Musterwerk", "M&#xFC;ster &amp; Werk");
    const { invoice, usable } = await readInvoice(bytes(`\ufeff${text}`));
    expect(usable).to.equal(true);
    expect(invoice.number).to.equal("T-1");
    expect(invoice.seller.name).to.equal("Müster & Werk Getriebebau GmbH");
  });

  it("finds the due date of a credit note where UBL puts it, in the payment means", async () => {
    const typeCode = "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>";
    const more = within("cac:PaymentMeans/cbc:PaymentDueDate", "2026-12-24");
    const { invoice } = await read(ubl({ root: "CreditNote", typeCode, dueDate: "", more }));
    expect(invoice.dueDate).to.equal("2026-12-24");
  });

  it("ignores elements of the right name in another namespace or place", async () => {
    const foreign = '<x:PayableAmount xmlns:x="urn:other">1.00</x:PayableAmount>';
    const nested = "<cac:Delivery><cbc:ID>D</cbc:ID><cbc:IssueDate>1999-01-01</cbc:IssueDate></cac:Delivery>";
    const { invoice, usable } = await read(ubl({ more: `${foreign}${nested}` }));
    expect(usable).to.equal(true);
    expect(invoice.number).to.equal("T-1");
    expect(invoice.totals.payable).to.deep.equal({ units: 11900n, scale: 2 });
  });

  it("ignores attributes of another namespace", async () => {
    const foreign = 'PayableAmount currencyID="EUR" xmlns:x="urn:other" x:currencyID="USD"';
    expect((await read(ubl().replace('PayableAmount currencyID="EUR"', foreign))).findings).to.deep.equal([]);
  });

  it("reports a party that is written twice under different names", async () => {
    const seller = party("Supplier", "Musterwerk Getriebebau GmbH") + party("Supplier", "Somebody Else GmbH");
    const [finding] = (await read(ubl({ seller }))).findings;
    expect(finding).to.include({ rule: "TERM-REPEATED", field: "seller.name", actual: "Somebody Else GmbH" });
  });

  it("gives no VAT total when two are in the invoice currency", async () => {
    const { invoice } = await read(ubl({ taxTotals: taxTotal("19.00") + taxTotal("19.00") }));
    expect(totalTax(invoice)).to.equal(undefined);
  });

  it("reports a term that is written twice with different values, at both figures", async () => {
    const reading = await read(ubl({ number: "<cbc:ID>T-1</cbc:ID><cbc:ID>T-2</cbc:ID>" }));
    expect(reading.usable).to.equal(false);
    expect(reading.findings).to.have.length(1);
    expect(reading.findings[0]).to.include({ rule: "TERM-REPEATED", field: "number", expected: "T-1", actual: "T-2" });
  });

  it("takes a term that is written twice with one value as written once", async () => {
    const reading = await read(ubl({ number: "<cbc:ID>T-1</cbc:ID><cbc:ID> T-1\n</cbc:ID>" }));
    expect(reading.usable).to.equal(true);
    expect(reading.invoice.number).to.equal("T-1");
  });
});

describe("What a document does", () => {
  const creditNote = {
    root: "CreditNote",
    lines: "",
    typeCode: "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>",
  };

  async function effect(text: string): Promise<string | undefined> {
    const { invoice } = await read(text);
    const { payable } = invoice.totals;
    if (payable === undefined) throw new Error("no payable amount");
    const claim = claimEffect({ kind: invoice.kind, totals: { ...invoice.totals, payable } });
    return claim && formatDecimal(claim);
  }

  it("is to raise the debt for an invoice, type 380", async () => {
    expect(await effect(ubl())).to.equal("119.00");
  });

  it("is to lower the debt for a credit note, type 381, whose amounts are positive", async () => {
    expect((await read(ubl(creditNote))).invoice.kind).to.equal("creditNote");
    expect(await effect(ubl(creditNote))).to.equal("-119.00");
  });

  it("is to lower the debt for a negative invoice, type 380", async () => {
    const negative = ubl().replaceAll(/>(100\.00|119\.00|19\.00)</g, ">-$1<");
    const reading = await read(negative);
    expect(reading.usable).to.equal(true);
    expect(reading.invoice.kind).to.equal("invoice");
    expect(reading.invoice.totals.payable).to.deep.equal({ units: -11900n, scale: 2 });
    expect(await effect(negative)).to.equal("-119.00");
  });

  it("is to lower the debt for a red-letter invoice, whose amounts are negative", async () => {
    const { invoice } = await readFixture("red-letter.cn.xml");
    expect(invoice.kind).to.equal("redLetter");
    const { payable } = invoice.totals;
    expect(payable).to.deep.equal({ units: -31936399n, scale: 2 });
  });

  it("has to be asked for a corrected invoice, type 384", async () => {
    const text = ubl({ typeCode: "<cbc:InvoiceTypeCode>384</cbc:InvoiceTypeCode>" });
    const reading = await read(text);
    expect(reading.usable).to.equal(true);
    expect(reading.invoice.kind).to.equal("correction");
    expect(await effect(text)).to.equal(undefined);
    expect(reading.questions.map(({ code }) => code)).to.deep.equal(["CORRECTION_EFFECT"]);
  });

  for (const code of ["325", "751"]) {
    it(`is nothing for type ${code}, which claims no money`, async () => {
      const text = ubl({ typeCode: `<cbc:InvoiceTypeCode>${code}</cbc:InvoiceTypeCode>` });
      const reading = await read(text);
      expect(rulesOf(reading)).to.deep.equal(["TYPE-NO-CLAIM"]);
      expect(await effect(text)).to.equal("0");
    });
  }

  for (const [root, code] of [
    ["Invoice", "381"],
    ["Invoice", "999"],
    ["CreditNote", "380"],
  ] as const) {
    it(`is not known for a UBL ${root} of type ${code} (BR-CL-01)`, async () => {
      const typeCode = `<cbc:${root}TypeCode>${code}</cbc:${root}TypeCode>`;
      const reading = await read(ubl({ root, typeCode, lines: "" }));
      expect(reading.usable).to.equal(false);
      expect(rulesOf(reading)).to.include("BR-CL-01");
    });
  }
});
