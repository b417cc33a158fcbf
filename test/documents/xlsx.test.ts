/** Spreadsheets as tables. */
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { DocumentError } from "../../src/documents/errors.ts";
import { readBook } from "../../src/documents/ledger/readBook.ts";
import { openTable } from "../../src/documents/table/openTable.ts";
import { dayNumber } from "../../src/domain/terms.ts";

const MAIN = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`;
const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const STYLES = `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>
  <numFmt numFmtId="165" formatCode="#,##0.00&quot; d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

interface Parts {
  readonly rows: string;
  readonly texts?: string;
  readonly properties?: string;
}

function workbook({ rows, texts = "", properties = "" }: Parts): Uint8Array {
  return zipSync({
    "xl/workbook.xml": strToU8(
      `<workbook ${MAIN} xmlns:r="${RELATIONSHIPS}">${properties}<sheets>` +
        `<sheet name="old" sheetId="2" state="hidden" r:id="rId7"/>` +
        `<sheet name="Open" sheetId="1" r:id="rId9"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
        `<Relationship Id="rId7" Target="worksheets/old.xml"/>` +
        `<Relationship Id="rId9" Target="/xl/worksheets/open.xml"/></Relationships>`,
    ),
    "xl/styles.xml": strToU8(STYLES),
    "xl/sharedStrings.xml": strToU8(`<sst ${MAIN}>${texts}</sst>`),
    "xl/worksheets/old.xml": strToU8(`<worksheet ${MAIN}><sheetData/></worksheet>`),
    "xl/worksheets/open.xml": strToU8(`<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`),
  });
}

const inline = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const header = (row: number, ...names: readonly string[]): string =>
  `<row r="${row}">${names.map((name, index) => inline(`${"ABCDEFG"[index] ?? ""}${row}`, name)).join("")}</row>`;

async function cellsOf(file: Uint8Array): Promise<unknown> {
  const table = await openTable(file);
  const records: unknown[] = [];
  for await (const { line, cells } of table.records()) records.push([line, ...cells]);
  return { headers: table.headers, records };
}

async function refusal(file: Uint8Array): Promise<string> {
  return openTable(file).then(
    () => "read",
    (error: unknown) => (error instanceof DocumentError ? error.message : String(error)),
  );
}

describe("A spreadsheet", () => {
  it("holds texts, days and numbers in the first sheet that is not hidden", async () => {
    const file = workbook({
      texts:
        "<si><t>INV-1</t></si><si><r><t>INV</t></r><r><t xml:space='preserve'>-2</t></r>" +
        "<rPh sb='0' eb='1'><t>x</t></rPh></si>",
      rows:
        `${header(
          2,
          "number",
          "date",
          "amount",
          "late",
        )}<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="1"><v>46147.75</v></c>` +
        `<c r="C4" s="3"><v>1234.5600000000001</v></c></row>` +
        `<row r="5"><c r="B5" s="2"><v>46148</v></c><c r="D5" t="b"><v>1</v></c></row><row r="6"><c r="A6"/></row>` +
        `<row><c t="s"><v>0</v></c><c t="d"><v>2026-05-06</v></c><c><v>-1.5E-1</v></c></row>`,
    });
    expect(await cellsOf(file)).to.deep.equal({
      headers: ["number", "date", "amount", "late"],
      records: [
        [4, "INV-2", "2026-05-05", "1234.56", ""],
        [5, "", "2026-05-06", "", "true"],
        [7, "INV-1", "2026-05-06", "-0.15", ""],
      ],
    });
  });

  it("that counts its days from 1904 has the same days", async () => {
    const row = `<row r="2"><c r="A2" s="1"><v>44685</v></c></row>`;
    const file = workbook({ properties: `<workbookPr date1904="1"/>`, rows: header(1, "date") + row });
    expect(await cellsOf(file)).to.deep.include({ records: [[2, "2026-05-05"]] });
  });

  it("is a firm's book as well as CSV is", async () => {
    const rows =
      `${header(
        1,
        "Invoice no",
        "Invoice date",
        "Currency",
        "Open amount",
      )}<row r="2">${inline("A2", "INV-7")}<c r="B2" s="2"><v>46147</v></c>` +
      `${inline("C2", "EUR")}<c r="D2"><v>0.1</v></c></row>`;
    const { items, faults } = await readBook(workbook({ rows }), "supplier");
    expect(faults).to.deep.equal([]);
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ number: "INV-7", amount: 10n, day: dayNumber("2026-05-05"), place: "line 2" });
  });

  it("is refused where it is damaged, no workbook, empty, too wide or unpacks to too much", async () => {
    const file = workbook({ rows: header(1, "a") });
    expect(await refusal(file.subarray(0, file.length - 30))).to.match(/the archive is damaged: save it again/);
    expect(await refusal(zipSync({ "a.txt": strToU8("a") }))).to.match(/it is no workbook/);
    expect(await refusal(workbook({ rows: "" }))).to.match(/the sheet is empty/);
    expect(await refusal(workbook({ rows: `<row r="1"><c r="XFD1"><v>1</v></c></row>` }))).to.match(/column 16384/);
    const bomb = zipSync({ "xl/workbook.xml": new Uint8Array(129 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).to.be.below(1_000_000);
    expect(await refusal(bomb)).to.match(/more than 134217728 bytes: save the sheet as CSV/);
  });

  it("leaves a day that no spreadsheet has as it stands, for whoever reads it to refuse", async () => {
    const row = (serial: string): string => `<row><c s="1"><v>${serial}</v></c></row>`;
    const file = workbook({ rows: header(1, "date") + row("900000000000000") + row("-1") + row("2958465") });
    expect(await cellsOf(file)).to.deep.include({
      records: [
        [2, "900000000000000"],
        [3, "-1"],
        [4, "9999-12-31"],
      ],
    });
  });

  it("is refused where a small file would become millions of cells", async () => {
    const rows = `<row><c r="GR1"><v>1</v></c></row>`.repeat(25_001);
    const file = workbook({ rows });
    expect(file.length).to.be.below(50_000);
    expect(await refusal(file)).to.match(/more than 5000000 cells: save it as CSV/);
  }).timeout(60_000);
});
