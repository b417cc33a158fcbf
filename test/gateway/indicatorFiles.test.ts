/** Indicators as files for spreadsheets. */
import { expect } from "chai";
import { openTable } from "../../src/documents/table/openTable.ts";
import { openAccountScene } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";

const CUT = { currency: "EUR", asOf: "2026-11-20", known: "2026-11-20T12:00:00Z" };
const FEWEST = 50;

describe("A file of indicators", () => {
  let scene: AccountScene;
  before(async () => {
    scene = await openAccountScene();
  });
  after(() => scene.close());

  const file = (format: string): Promise<Response> => {
    const at = new URL("/v1/indicators/file", scene.url);
    at.search = new URLSearchParams({ ...CUT, format }).toString();
    return fetch(at, { headers: { authorization: `Bearer ${scene.supplier}` } });
  };
  /** Indicator, figure, of what, and value, of each line. */
  const linesOf = async (answer: Response): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const { cells } of (await openTable(new Uint8Array(await answer.arrayBuffer()))).records()) {
      const [name, figure, of, , value] = cells;
      lines.push([name, figure, of, value].join("|"));
    }
    return lines;
  };

  it("says figure by figure what the answer says, as CSV and as a workbook", async () => {
    const { data } = await scene.client(scene.supplier).GET("/v1/indicators", { params: { query: CUT } });
    const told = (data?.indicators ?? []).flatMap(({ name, figures }) =>
      figures.map(({ figure, of, value }) => [name, figure, of.join(" / "), value ?? ""].join("|")),
    );
    expect(told.length).to.be.greaterThan(FEWEST);
    const csv = await file("csv");
    expect(csv.headers.get("content-disposition")).to.include("indicators-2026-11-20-EUR.csv");
    expect(await linesOf(csv)).to.deep.equal(told);
    const workbook = await linesOf(await file("xlsx"));
    // A spreadsheet writes 1.50 as 1.5; the values are the same numbers.
    const same = (line: string): string => line.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
    expect(workbook.map(same)).to.deep.equal(told.map(same));
  });

  it("has beside each figure whose days they are, what was left out, and all that the formula is made of", async () => {
    const { data } = await scene.client(scene.supplier).GET("/v1/indicators", { params: { query: CUT } });
    const dso = data?.indicators.find(({ name }) => name === "dsoSimple") ?? expect.fail("it has no DSO");
    const table = await openTable(new Uint8Array(await (await file("csv")).arrayBuffer()));
    const rows: (readonly string[])[] = [];
    for await (const { cells } of table.records()) rows.push(cells);
    const line = rows.find(([name]) => name === "dsoSimple") ?? expect.fail("the file has no DSO");
    const cells = Object.fromEntries(table.headers.map((name, place) => [name, line[place]]));
    expect(cells).to.include({ zone: "UTC", sealed: "0", imported: "0", doubled: "0", settings: "" });
    expect(cells).to.include({ formula: dso.formula, undefinedWhere: dso.undefinedWhere });
    for (const [input, meaning] of Object.entries(dso.inputs))
      expect(cells["inputs"]).to.include(`${input}: ${meaning}`);
  });
});
