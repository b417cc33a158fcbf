import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { pdfInThread } from "../../../src/documents/account/pdfInThread.ts";
import { CHINESE_FORMULAS } from "../../../src/documents/reports/formulasChinese.ts";
import { reportAsCsv } from "../../../src/documents/reports/reportCsv.ts";
import { reportAsJson } from "../../../src/documents/reports/reportJson.ts";
import { reportAsPdf } from "../../../src/documents/reports/reportPdf.ts";
import { reportAsXlsx } from "../../../src/documents/reports/reportXlsx.ts";
import { REPORT_WORDS } from "../../../src/documents/reports/words.ts";
import { rowsOfXlsx } from "../../../src/documents/table/readXlsx.ts";
import { xlsxOf } from "../../../src/documents/table/writeXlsx.ts";
import { INDICATORS } from "../../../src/domain/indicators/registry.ts";
import { pagesOf } from "../accountPdfText.ts";
import { REPORT } from "./reports.ts";

const FORMULA = '=HYPERLINK("http://evil.example","pay")';

function cellsOf(csv: string): ReadonlyMap<string, string> {
  const rows = parse(csv, { from_line: 2 });
  return new Map(
    rows.map(([section = "", row = "", column = "", , value = ""]) => [`${section} ${row} ${column}`, value]),
  );
}

describe("The monthly risk and summary report", () => {
  it("is a table with a line for every cell, amounts with all their decimals and rates as fractions", () => {
    const cells = cellsOf(reportAsCsv(REPORT));
    expect(cells.get("report 1 month")).to.equal("2024-09");
    expect(["from", "through", "days"].map((name) => cells.get(`report 1 ${name}`))).to.deep.equal([
      ...["2024-07-01", "2024-09-30", "92"],
    ]);
    expect(cells.get("report 1 known")).to.equal("2024-09-30T23:59:59Z");
    // 300 past due, 200 and 400 not: less 12.34 unapplied.
    expect(cells.get("agingByDue 9 amount")).to.equal("887.66");
    expect(cells.get("agingByDue 3 amount")).to.equal("300.00");
    // 350 and 400 of August and September, 300 of July.
    expect(cells.get("dso 1 value")).to.equal("1050.00");
    expect(cells.get("dso 2 value")).to.equal("92");
    expect(cells.get("dso 5 value")).to.equal("78.86");
    expect(cells.get("cei 8 value")).to.equal("0.769231");
    // 600 and 300 at 1 % and a half more.
    expect(cells.get("expectedCreditLoss 3 loss")).to.equal("13.50");
    expect(cells.get("promises 7 value")).to.equal("");
  });

  it("says the same in JSON, with every formula beside it", () => {
    const told = reportAsJson(REPORT);
    const aging = told.sections.find(({ section }) => section === "agingByDue");
    expect(aging?.rows.at(-1)?.slice(0, 2)).to.deep.equal([
      { unit: "text", value: "controlTotal" },
      { unit: "amount", value: "887.66" },
    ]);
    expect(told.formulas.map(({ name }) => name)).to.include("DSO, simple");
    expect(told.period).to.deep.equal({ from: "2024-07-01", through: "2024-09-30", days: 92 });
    expect(told.asOf).to.deep.equal({ day: "2024-09-30", zone: "UTC", known: "2024-09-30T23:59:59Z" });
  });

  it("has each section in each file, and each indicator its name and formula in both languages", () => {
    for (const { key } of REPORT.sections) {
      expect(REPORT_WORDS.zh.labels[key], key).to.match(/\p{Script=Han}/u);
      expect(REPORT_WORDS.en.labels[key], key).not.to.match(/\p{Script=Han}/u);
    }
    for (const { name, undefinedWhere } of INDICATORS) {
      const words = CHINESE_FORMULAS[name];
      expect(words.formula, name).to.match(/\p{Script=Han}/u);
      expect(words.undefinedWhere === undefined, name).to.equal(undefinedWhere === undefined);
    }
  });

  it("never hands a formula of a stranger to a spreadsheet, in CSV or in a workbook", () => {
    const csv = reportAsCsv(REPORT);
    expect(csv).to.include(`"'=HYPERLINK(""http://evil.example"",""pay"")"`);
    expect(csv).to.include(`"'@SUM(A1)"`);
    const parts = Object.entries(unzipSync(reportAsXlsx(REPORT, "en")));
    expect(parts.map(([name]) => name)).to.include("xl/worksheets/sheet24.xml");
    const xml = parts.map(([, bytes]) => strFromU8(bytes)).join("");
    expect(xml).not.to.match(/<f[ >]/);
    expect(xml).to.include('t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;');
    expect(xml).to.include('quotePrefix="1"');
  });

  it("is a workbook that our own reader reads back, sheet by sheet", () => {
    const [front] = rowsOfXlsx(reportAsXlsx(REPORT, "zh"));
    expect(front?.cells).to.deep.equal(["月度风险与汇总报告"]);
    const wide = Array.from({ length: 28 }, (_, place) => ({ text: `column ${place}` }));
    const sheet = {
      name: "Owed: [all] of it/2024, and more than fits",
      rows: [
        wide,
        [],
        [
          { text: FORMULA },
          { number: "-1234.50" as const, format: "amount" as const },
          { text: "" },
          { number: "0.769231" as const, format: "percent" as const },
          { number: "12345678901234567.89" as const, format: "amount" as const },
          { text: "a\u0000b\nc & <d>" },
        ],
      ],
      widths: [10],
    };
    const read = rowsOfXlsx(xlsxOf([sheet, sheet]));
    expect(read.map(({ line, cells }) => [line, cells])).to.deep.equal([
      [1, wide.map(({ text }) => text)],
      [3, [FORMULA, "-1234.5", "", "0.769231", "12345678901234567.89", String.raw`a\u{0}b\u{a}c & <d>`]],
    ]);
    const names = strFromU8(unzipSync(xlsxOf([sheet, sheet]))["xl/workbook.xml"] ?? new Uint8Array());
    expect([...names.matchAll(/sheet name="([^"]*)"/g)].map(([, name]) => name)).to.deep.equal([
      "Owed   all  of it 2024, and mor",
      "Owed   all  of it 2024, and m 2",
    ]);
  });

  it("is a PDF in Chinese and in English with the same figures, and the same bytes each time", async () => {
    const [english, chinese] = [await reportAsPdf(REPORT, "en"), await reportAsPdf(REPORT, "zh")];
    const [said, told] = [pagesOf(english).join("\n"), pagesOf(chinese).join("\n")];
    for (const page of [said, told]) {
      for (const figure of ["887.66", "78.86", "76.92 %", "13.50", "=HYPERLINK", "上海远东贸易有限公司"]) {
        expect(page).to.include(figure);
      }
    }
    expect(said).to.include("receivables / sales x days");
    expect(told).to.include("应收账款 ÷ 销售额 × 期间天数");
    expect(said).to.include("92 days.");
    expect(told).to.include("共 92 天");
    expect(said).to.include("2 receivables are sealed to the organisation");
    const again = await pdfInThread({ report: REPORT, language: "en" });
    expect("pdf" in again && Buffer.from(again.pdf).equals(Buffer.from(english))).to.equal(true);
  });
});
