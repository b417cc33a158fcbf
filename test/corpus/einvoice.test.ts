import { expect } from "chai";
import { formatDecimal, isDecimal, shortest, ZERO } from "../../src/domain/decimal.ts";
import type { Decimal } from "../../src/domain/decimal.ts";
import type { Invoice, InvoiceSyntax } from "../../src/domain/invoice.ts";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import type { InvoiceReading } from "../../src/documents/readInvoice.ts";
import { isHere, readBytes, readTable, xmlFiles } from "./data.ts";

/** Whole e-invoices of the public test suites, against what the official validator and a person said of them. */
const FOLDER = "einvoice";
const SYNTAXES: Readonly<Record<string, InvoiceSyntax>> = {
  "UBL Invoice": "ubl-invoice",
  "UBL CreditNote": "ubl-credit-note",
  CII: "cii",
};
/** Rules of the official validator that the reader checks as well; code lists beyond type and currency it does not. */
const CHECKED = /^BR-CO-1[0-7]$|^BR-(0[2-7]|1[2-6])$|^BR-CL-0[14]$/;

type Row = ReadonlyMap<string, string>;

function column(row: Row, name: string): string {
  const value = row.get(name);
  if (value === undefined) throw new Error(`the manifest has no column ${name}`);
  return value;
}

function written(value: Decimal | undefined): string {
  return value === undefined ? "" : formatDecimal(value);
}

/** What the manifest's columns say, read from the model. */
function columnsOf(invoice: Invoice): Readonly<Record<string, string>> {
  const { totals } = invoice;
  return {
    typeCode: invoice.typeCode ?? "",
    currency: invoice.currency ?? "",
    taxCurrency: invoice.taxCurrency ?? "",
    docAllowanceCharges: String(invoice.allowances.length + invoice.charges.length),
    lines: String(invoice.lines.length),
    prepaid: written(totals.prepaid),
    payable: written(totals.payable),
    rounding: written(totals.rounding),
    payee: invoice.payee?.name ?? "",
    dueDate: (invoice.dueDate ?? "").replaceAll("-", ""),
    paymentMeans: invoice.paymentMeans.map(({ code }) => code).join(" "),
    billingReference: invoice.precedingInvoices[0]?.number ?? "",
    vatCategoriesAndRates: [...new Set(invoice.taxTotals.flatMap(({ breakdown }) => breakdown.map(categoryAndRate)))]
      .toSorted()
      .join(" "),
  };
}

function categoryAndRate({ category = "", rate }: Invoice["taxTotals"][number]["breakdown"][number]): string {
  return `${category}${written(rate)}`;
}

function expectedColumns(row: Row, invoice: Invoice): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(columnsOf(invoice)).map((name) => [
      name,
      name === "dueDate" ? column(row, name).replaceAll("-", "") : column(row, name),
    ]),
  );
}

/** Pairs whose documents do not say the same: another VAT number of the seller, no VAT total in the second. */
const UNEQUAL = ["standard/01.21a-INVOICE_ubl.xml", "cius/01.05_minimal_test_ubl.xml"];

/**
 * What two documents of one invoice must agree in. Identifiers, notes and line names differ by what the syntaxes can
 * carry, and a total that may be left out is zero where it is.
 */
function essence(invoice: Invoice): unknown {
  const party = ({ name, legalId, vatId, country }: Invoice["seller"]): unknown => ({ name, legalId, vatId, country });
  const { kind, number, issueDate, typeCode, currency, taxCurrency, dueDate, taxTotals } = invoice;
  const { allowances = ZERO, charges = ZERO, prepaid = ZERO, rounding = ZERO } = invoice.totals;
  const totals = { ...invoice.totals, allowances, charges, prepaid, rounding };
  const lines = invoice.lines.map(({ net, quantity, price, taxCategory, taxRate }) => ({
    net,
    quantity,
    price,
    taxCategory,
    taxRate,
  }));
  const model = {
    ...{ kind, number, issueDate, typeCode, currency, taxCurrency, dueDate, totals, taxTotals, lines },
    ...{
      allowances: invoice.allowances,
      charges: invoice.charges,
      paymentTerms: invoice.paymentTerms?.replace(/\s+/g, " "),
    },
    ...{ seller: party(invoice.seller), buyer: party(invoice.buyer), payee: invoice.payee?.name },
  };
  return JSON.parse(
    JSON.stringify(model, (_, value: unknown) => (isDecimal(value) ? formatDecimal(shortest(value)) : value)),
  );
}

if (isHere(FOLDER)) {
  const rows = readTable(`${FOLDER}/MANIFEST.tsv`);
  const readings = new Map<string, InvoiceReading>();
  const files = xmlFiles(FOLDER).filter((file) => !file.includes("/unit/"));

  const readingOf = (file: string): InvoiceReading => {
    const reading = readings.get(file);
    if (reading === undefined) throw new Error(`${file} was not read`);
    return reading;
  };

  describe(`The ${rows.length} whole e-invoices of the public test suites`, () => {
    before(async () => {
      for (const file of files) readings.set(file.slice(FOLDER.length + 1), await readInvoice(readBytes(file)));
    });

    after(() => {
      const all = [...readings.values()];
      const withTerms = all.filter(({ invoice }) => invoice.paymentTerms !== undefined);
      const count = (text: string, list: readonly unknown[]): string =>
        `    ${String(list.length).padStart(3)} ${text}`;
      process.stdout.write(
        [
          "",
          count("documents read", all),
          count(
            "usable",
            all.filter(({ usable }) => usable),
          ),
          count(
            "with a due date beyond doubt",
            all.filter(({ dueDate }) => dueDate !== undefined),
          ),
          count("with payment terms", withTerms),
          count(
            "of them read to the last sentence",
            withTerms.filter(({ terms }) => terms.unread.length === 0),
          ),
          count(
            "with a payee that is not the seller",
            all.filter(({ questions }) => questions.some(({ code }) => code === "ALREADY_ASSIGNED")),
          ),
          count(
            "with a question to answer",
            all.filter(({ questions }) => questions.length > 0),
          ),
          "",
          "",
        ].join("\n"),
      );
    });

    it("are all in the manifest", () => {
      expect(rows.map((row) => `${FOLDER}/${column(row, "file")}`).toSorted()).to.deep.equal(files);
    });

    for (const row of rows) {
      const file = column(row, "file");
      it(`include ${file}, read as the manifest says`, () => {
        const { invoice } = readingOf(file);
        expect(invoice.syntax).to.equal(SYNTAXES[column(row, "syntax")]);
        expect(invoice.number).to.be.a("string");
        expect(columnsOf(invoice)).to.deep.equal(expectedColumns(row, invoice));
        const terms = (invoice.paymentTerms ?? "").replace(/\s+/g, " ").trim();
        expect(terms.startsWith(column(row, "paymentTerms").trim())).to.equal(true);
      });
    }

    it("are usable but for those that the official validator refuses by a rule that is checked here", () => {
      for (const row of rows) {
        const official = column(row, "schematronFatal")
          .split(" ")
          .filter((rule) => CHECKED.test(rule));
        const { findings, usable } = readingOf(column(row, "file"));
        const fatal = findings.filter(({ severity }) => severity === "fatal").map(({ rule }) => rule);
        expect(fatal, column(row, "file")).to.deep.equal(official);
        expect(usable, column(row, "file")).to.equal(official.length === 0);
      }
    });

    it("include one that fails, by BR-CO-16, with both figures and the place", () => {
      const [finding] = readingOf("xrechnung-testsuite/business-cases/extension/05.01a-INVOICE_ubl.xml").findings;
      expect(finding).to.include({
        rule: "BR-CO-16",
        expected: "336.9",
        actual: "366.86",
        path: "/ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount",
      });
    });

    it("give one model in UBL and in CII, for every pair that is one invoice", () => {
      const pairs = [...readings.keys()]
        .filter((file) => /_ubl\.xml$/.test(file))
        .map((file) => [file, file.replace("_ubl.xml", "_uncefact.xml")] as const)
        .filter(([, twin]) => readings.has(twin));
      expect(pairs).to.have.length(24);
      const different = pairs.filter(([file, twin]) => {
        const left = JSON.stringify(essence(readingOf(file).invoice));
        return left !== JSON.stringify(essence(readingOf(twin).invoice));
      });
      const names = different.map(([file]) => file.split("/").slice(-2).join("/"));
      expect(names).to.have.members(UNEQUAL);
    });
  });
} else {
  process.stdout.write(`E-invoice corpus skipped: ../shared/data/${FOLDER} is not here.\n`);
}
