import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { readChartFile, readHeadingFile } from "../../src/cli/statement/headingFile.ts";
import { readMovements } from "../../src/cli/statement/movementsFile.ts";
import { fileFor } from "../../src/cli/statement/rendered.ts";
import { TermsError } from "../../src/domain/terms.ts";
import { pagesOf } from "../documents/accountPdfText.ts";
import { currency } from "../domain/accountMovements.ts";
import { countersign } from "./run.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/account/", import.meta.url));
const HEADING = readFileSync(path.join(FOLDER, "heading.json"), "utf8");
const FILES = ["--movements", path.join(FOLDER, "movements.csv"), "--heading", path.join(FOLDER, "heading.json")];
const OCTOBER = ["--from", "2026-10-01", "--cut-off", "2026-10-31"];

describe("countersign statement", function () {
  this.timeout(30_000);
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "statement-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes a PDF for each currency, in the language of the recipient", async () => {
    const out = path.join(folder, "october.pdf");
    const ran = await countersign(["statement", ...FILES, ...OCTOBER, "--language", "zh", "--out", out]);
    expect(ran).to.include({ status: 0, err: "" });
    const pages = pagesOf(readFileSync(path.join(folder, "october-EUR.pdf"))).join("");
    expect(pages).to.include("往来对账单").and.to.include("12,604.50");
    expect(pagesOf(readFileSync(path.join(folder, "october-JPY.pdf"))).join("")).to.include("120,000");
  });

  it("prints one statement for each currency as JSON, as of the cut-off", async () => {
    const ran = await countersign(["statement", ...FILES, ...OCTOBER, "--json"]);
    const [euro, yen] = JSON.parse(ran.out) as readonly Record<string, unknown>[];
    expect(euro).to.deep.include({
      number: "ST-2026-10-EUR",
      currency: "EUR",
      cutOff: { date: "2026-10-31", zone: "Asia/Shanghai", instant: "2026-10-31T16:00:00.000Z" },
    });
    const euros = { balance: "12604.50", dueNow: "7900.00", dueLater: "5000.00", credit: "295.50" };
    expect(euro?.["totals"]).to.deep.equal({ ...euros, disputed: "900.00", accruedInterest: "0.00" });
    expect(yen?.["currency"]).to.equal("JPY");
  });

  it("writes the journal of a side with the accounts of its books", async () => {
    const out = path.join(folder, "journal.csv");
    const ran = await countersign(["statement", ...FILES, ...OCTOBER, "--journal", "buyer", "--out", out]);
    expect(ran.status).to.equal(0);
    const rows = readFileSync(path.join(folder, "journal-EUR.csv"), "utf8").split("\r\n");
    expect(rows).to.include(
      '"buyer/payment/2026-10-09//BANK-1/INV-1","2026-10-09","payment","INV-1","BANK-1","1000 Bank","",4000.00,"EUR"',
    );
    expect(rows.some((row) => row.includes("BANK-3"))).to.equal(false);
  });

  it("names the file, the line and the way out of a movement that cannot be, and exits with 3", async () => {
    const wrong = path.join(FOLDER, "contradiction.csv");
    const ran = await countersign(["statement", "--movements", wrong, ...FILES.slice(2), ...OCTOBER, "--json"]);
    expect(ran.status).to.equal(3);
    expect(ran.err)
      .to.include("MOVEMENTS_INVALID")
      .and.to.include("contradiction.csv: item is")
      .and.to.include("INV-2");
  });
});

describe("A movements file", () => {
  const euro = currency("EUR");
  const faults: readonly (readonly [string, string, string])[] = [
    ["line 1", "an unknown column", "day,kind,amuont\n"],
    ["line 1", "a column twice", "day,kind,day\n"],
    ["line 1", "no kind", "day,amount\n"],
    ["line 2, kind", "an unknown kind", "day,kind\n2026-01-01,bill\n"],
    ["line 2, day", "no day of the calendar", "day,kind,amount\n2026-02-30,payment,1\n"],
    ["line 2, amount", "no amount", "day,kind,amount\n2026-02-20,payment,\n"],
    ["line 2, amount", "a negative amount", "day,kind,amount\n2026-02-20,payment,-1\n"],
    ["line 2, amount", "grouped digits", 'day,kind,amount\n2026-02-20,payment,"1,000.00"\n'],
    ["line 2, amount", "too many decimals", "day,kind,amount\n2026-02-20,payment,1.001\n"],
    ["line 2, currency", "an unknown currency", "day,kind,amount,currency\n2026-02-20,payment,1,XXX\n"],
    ["line 2, number", "an invoice without its number", "day,kind,amount,due\n2026-02-20,invoice,1,2026-03-20\n"],
    ["line 2, due", "an invoice without its due day", "day,kind,amount,number\n2026-02-20,invoice,1,A\n"],
    ["line 2, item", "a discount of nothing", "day,kind,amount\n2026-02-20,discount,1\n"],
  ];
  for (const [field, what, text] of faults) {
    it(`is refused for ${what}, at ${field}`, async () => {
      const failure: unknown = await readMovements(Buffer.from(text), euro).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(TermsError).with.property("field", field);
    });
  }

  it("needs a currency in each line unless one is given for all", async () => {
    const text = Buffer.from("kind,day,amount,reference\npayment,2026-02-20,1.00,P\n");
    expect(await readMovements(text, euro)).to.have.length(1);
    const failure: unknown = await readMovements(text, undefined).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TermsError).with.property("field", "line 2, currency");
  });

  it("takes a negative exchange difference, and columns in any order", async () => {
    const text = Buffer.from("amount;item;kind;day\n-1.50;A;exchange;2026-02-20\n");
    const [read] = await readMovements(text, euro);
    expect(read?.movement).to.deep.include({ kind: "exchange", amount: -150n, item: "A" });
  });
});

describe("A heading file", () => {
  const heading = JSON.parse(HEADING) as Record<string, unknown>;
  const faults: readonly (readonly [string, object])[] = [
    ["number", { number: " " }],
    ["supplier", { supplier: undefined }],
    ["name", { buyer: {} }],
    ["version", { version: 0 }],
    ["zone", { zone: undefined }],
    ["colour", { colour: "blue" }],
  ];
  for (const [field, over] of faults) {
    it(`is refused for its ${field}`, () => {
      const text = JSON.stringify({ ...heading, ...over });
      expect(() => readHeadingFile(text))
        .to.throw(TermsError)
        .with.property("field", field);
    });
  }

  it("keeps the lines of addresses, and takes blanks out of account numbers", () => {
    const { supplier, account } = readHeadingFile(HEADING);
    expect(supplier.address).to.deep.equal(["苏州工业园区样例路 1 号", "215000 苏州"]);
    expect(account?.account).to.equal("DE75512108001245126199");
  });

  it("is no chart of accounts, which is roles and their accounts", () => {
    expect(readChartFile('{"bank":"1010"}')).to.deep.equal(new Map([["bank", "1010"]]));
    expect(() => readChartFile(HEADING)).to.throw(TermsError);
  });
});

describe("The file of one of several currencies", () => {
  it("has the currency before its extension", () => {
    const named = ["a.pdf", "b.c/a", "b.c/.a", "x/a.tar.gz"].map((file) => fileFor(file, "EUR"));
    expect(named).to.deep.equal(["a-EUR.pdf", "b.c/a-EUR", "b.c/.a-EUR", "x/a.tar-EUR.gz"]);
  });
});
