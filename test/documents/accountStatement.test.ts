import { expect } from "chai";
import { currency, day, FACTOR, heading, invoice, payment } from "../domain/accountMovements.ts";
import { statementOf } from "../../src/domain/account/statement.ts";
import { figuresIn, LANGUAGES, LAYOUTS, WORDS } from "../../src/documents/account/language.ts";
import { statementAsCsv } from "../../src/documents/account/statementCsv.ts";
import { statementAsPdf } from "../../src/documents/account/statementPdf.ts";
import { statementAsJson } from "../../src/documents/account/shape.ts";
import { pagesOf } from "./accountPdfText.ts";
import { everything } from "./accountStatements.ts";

const EXACT = /^-?\d+\.\d{2}$/;

/** The texts of a JSON value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** An amount as both languages group it. */
function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+\.)/g, ",");
}

const squeezed = (text: string): string => text.replace(/\s/g, "");

describe("A statement of account for programs", () => {
  it("says every amount exactly, beyond what a float holds", () => {
    const json = JSON.parse(JSON.stringify(statementAsJson(everything()))) as {
      readonly totals: object;
      readonly equation: object;
    };
    expect(json.totals).to.deep.equal({
      balance: "90071992558039.51",
      dueNow: "10924.59",
      dueLater: "90071992547409.93",
      credit: "295.01",
      disputed: "150.00",
      accruedInterest: "8.12",
    });
    expect(Object.values(json.equation).every((amount) => EXACT.test(String(amount)))).to.equal(true);
  });

  it("says the instant of the cut-off, which version it replaces, and whom an assigned item is owed to", () => {
    expect(statementAsJson(everything())).to.deep.include({
      version: 2,
      replaces: "ST-2026-10-016",
      cutOff: { date: "2026-10-31", zone: "Europe/Berlin", instant: "2026-10-31T23:00:00.000Z" },
    });
    expect(textsIn(statementAsJson(everything()))).to.include("Nordhafen Factoring AG");
  });
});

describe("A statement of account as CSV", () => {
  it("has its open lines, what is unapplied, the equation and the aging, in one table", () => {
    const lines = statementAsCsv(everything(), "open-item", "en").split("\r\n");
    expect(lines[0]).to.equal(
      '"Section","Date","Type","Number","Reference","Due","Currency","Amount","Disputed","Open","Balance","Owed to"',
    );
    expect(lines).to.include(
      '"Open items","2026-08-01","Invoice","INV-2","","2026-08-31","EUR",888.00,150.00,888.00,"",' +
        '"Nordhafen Factoring AG"',
    );
    expect(lines).to.include('"Unapplied payments","2026-10-20","Payment","","BANK-2","","EUR",-250.01,"","","",""');
    expect(lines.filter((line) => line.startsWith('"How the balance')).length).to.equal(10);
    expect(lines.filter((line) => line.startsWith('"Aging')).length).to.equal(8);
  });

  it("says whose account it is, in which version, and what is due to whom now and later", () => {
    const lines = statementAsCsv(everything(), "open-item", "en").split("\r\n");
    expect(lines).to.include('"Statement","","Version","2","ST-2026-10-016","","EUR","","","","",""');
    expect(lines).to.include('"Statement","","Buyer","Żuraw & Söhne GmbH","","","EUR","","","","",""');
    expect(lines).to.include('"Statement","","Supplier","91999999YF00000105","USCC","","EUR","","","","",""');
    expect(lines).to.include('"Statement","2026-10-01","Period","","","2026-10-31","EUR","","","","",""');
    const totals = lines.filter((line) => line.startsWith('"Total"'));
    expect(totals).to.include('"Total","","Due now","","","","EUR",10924.59,"","","",""');
    expect(totals).to.include('"Total","","Due later","","","","EUR",90071992547409.93,"","","",""');
    expect(totals).to.include('"Total","","Due now","","","","EUR",888.00,"","","","Nordhafen Factoring AG"');
  });

  it("begins and ends its movements with a balance", () => {
    const rows = statementAsCsv(everything(), "balance-forward", "zh").split("\r\n");
    expect(rows.find((row) => row.includes("期初余额"))).to.match(
      /^"本期往来明细","2026-10-01","期初余额",.*,13233\.67,""$/,
    );
    expect(rows.find((row) => row.includes("期末余额"))).to.match(/,90071992558039\.51,""$/);
  });

  it("lets no name or number of a stranger become a formula", () => {
    const statement = statementOf(heading(), [invoice("=HYPERLINK(1)", { reference: "@SUM(A1)" })]);
    expect(statementAsCsv(statement, "open-item", "en")).to.include('"\'=HYPERLINK(1)","\'@SUM(A1)"');
  });
});

describe("A statement of account as PDF", () => {
  for (const language of LANGUAGES) {
    for (const layout of LAYOUTS) {
      it(`in ${language} and as ${layout} prints every figure that programs get`, async function () {
        this.timeout(20_000);
        const json = statementAsJson(everything()) as Record<string, unknown>;
        const { movements, openItems, ...rest } = json;
        const printed = squeezed(pagesOf(await statementAsPdf(everything(), layout, language)).join(""));
        const told = textsIn({ ...rest, lines: layout === "open-item" ? openItems : movements });
        const amounts = told.filter((text) => EXACT.test(text)).map((amount) => grouped(amount.replace("-", "")));
        expect(amounts.filter((amount) => !printed.includes(amount))).to.deep.equal([]);
        const { zone = "", date = "" } = json["cutOff"] as Record<string, string>;
        expect(printed)
          .to.include(zone)
          .and.to.include(squeezed(figuresIn(language, 2).day(day(date))));
        expect(printed).to.include("云帆样例精密制造有限公司").and.to.include("Żuraw&SöhneGmbH");
        expect(printed).to.include(WORDS[language].title.replaceAll(" ", ""));
        expect(printed).not.to.include("¿");
      });
    }
  }

  it("asks for the supplier's creditor reference where the supplier is paid, and nowhere else", async () => {
    const text = pagesOf(await statementAsPdf(everything(), "open-item", "en")).join("");
    expect(text.match(/Please quote\s*RF43INV202617/g)).to.have.length(1);
    expect(text.match(/Please quote\s*ST-2026-10-017/g)).to.have.length(1);
  });

  it("shortens what the chain calls something, and tells each payee's discounts where there are several", async () => {
    const hash = `0x${"ab".repeat(32)}`;
    const discounts = [{ until: day("2026-11-05"), sum: 2_000n }];
    const sold = { kind: "assignment", day: day("2026-10-03"), item: "B", payee: FACTOR, reference: "" } as const;
    const items = [invoice("A", { discounts }), invoice("B", { discounts }), sold];
    const statement = statementOf(heading(), [...items, payment("2026-10-09", 5n, hash)]);
    const text = pagesOf(await statementAsPdf(statement, "balance-forward", "en")).join("");
    expect(text).to.include("0xabababab…ababab").and.not.to.include(hash.slice(0, 20));
    expect(text.match(/5 November 2026/g)).to.have.length(2);
  });

  it("names the first items of a payment that settled many, and counts the others", async () => {
    const numbers = Array.from({ length: 30 }, (_, i) => `INV-${100 + i}`);
    const paid = numbers.flatMap((number) => [invoice(number), payment("2026-10-09", 1n, "BANK-1", number)]);
    const text = pagesOf(await statementAsPdf(statementOf(heading(), paid), "balance-forward", "en")).join("");
    expect(squeezed(text)).to.include("INV-111…+18");
  });

  it("is the same file whenever it is made", async () => {
    const [first, second] = [0, 1].map(() => statementAsPdf(everything(), "open-item", "zh"));
    expect(Buffer.compare(Buffer.from((await first) ?? []), Buffer.from((await second) ?? []))).to.equal(0);
  });

  it("repeats the head of its table and numbers its pages", async () => {
    const invoices = Array.from({ length: 90 }, (_, i) => invoice(`INV-${100 + i}`));
    const pages = pagesOf(await statementAsPdf(statementOf(heading(), invoices), "open-item", "en"));
    const ofTable = pages.filter((page) => page.includes("1,000.00") && page.includes("Days"));
    expect(ofTable.length).to.be.at.least(2);
    for (const page of ofTable) expect(page).to.match(/Open items\s*Date/);
    for (const [i, page] of pages.entries()) expect(page).to.include(`Page ${i + 1} of ${pages.length}`);
  });

  it("writes what does not show, or what no font has, as its code point", async () => {
    const statement = statementOf(heading(), [invoice("A\u202e1", { reference: "😀" })]);
    const text = squeezed(pagesOf(await statementAsPdf(statement, "open-item", "en")).join(""));
    expect(text).to.include("A\\u{202e}1").and.to.include("\\u{1f600}");
  });

  it("is written in the decimals of its currency", async () => {
    const statement = statementOf(heading({ currency: currency("JPY") }), [invoice("A", { amount: 1_234_567n })]);
    expect(pagesOf(await statementAsPdf(statement, "open-item", "zh")).join("")).to.include("1,234,567");
  });
});
