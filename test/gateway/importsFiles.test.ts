/** Files that are imported, and the report that goes out: encodings, columns, formulas. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { csvOf } from "../../src/documents/table/writeCsv.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

type NewImport = components["schemas"]["NewImport"];

const PARTY_MAPPING = { party: "party", name: "name" };

function base64(content: string | Uint8Array): string {
  return Buffer.from(content as string).toString("base64");
}

describe("Imported files", () => {
  let stage: Stage;
  let token: string;

  before(async () => {
    stage = await openStage();
    token = await stage.signIn("importer");
  });

  after(() => stage.close());

  function tried({ text = "", ...over }: Partial<NewImport> & { text?: string }) {
    const body: NewImport = { id: randomUUID(), kind: "parties", file: base64(text), ...over };
    return stage.client(token).POST("/v1/imports", { body });
  }

  it("are UTF-8, with a BOM or without, and every other encoding is refused by its name", async () => {
    const csv = "party,name\n1,北京示例有限公司\n";
    const file = base64(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(csv)]));
    const { data } = await tried({ kind: "parties", file, apply: true, mapping: PARTY_MAPPING });
    expect(data).to.include({ created: 1 });
    const gbk = Buffer.from([0xb1, 0xb1, 0xbe, 0xa9, 0xca, 0xbe, 0xc0, 0xfd]);
    for (const [name, bytes] of [
      ["UTF-16LE", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, "utf16le")])],
      ["UTF-16BE", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(csv, "utf16le").swap16()])],
      ["UTF-16 without a mark", Buffer.from("party,name\n", "utf16le")],
      ["GB 18030", Buffer.concat([Buffer.from("party,name\n1,"), gbk])],
      ["Windows-1252", Buffer.from("party,name\n1,Müller & Söhne\n", "latin1")],
      ["ZIP archive", Buffer.from("PK\x03\x04")],
    ] as const) {
      const { error } = await tried({ kind: "parties", file: base64(bytes) });
      expect(error?.type, name).to.equal("/problems/EncodingUnsupported");
      expect(error?.detail).to.contain(name);
    }
  });

  it("name a mapping that fits neither kind nor file", async () => {
    const text = "party,name,name\n1,One,Two\n";
    for (const [mapping, at] of [
      [{ party: "party", name: "name" }, "body.mapping.name"],
      [{ party: "id", name: "name" }, "body.mapping.party"],
      [{ party: "party", amount: "name" }, "body.mapping.amount"],
    ] as const) {
      const { error } = await tried({ kind: "parties", text, mapping });
      expect(error?.faults?.map((fault) => fault.at)).to.contain(at);
    }
    const empty = await tried({ kind: "parties", text: "" });
    expect(empty.error?.type).to.equal("/problems/FileUnreadable");
    const { data: bare } = await tried({ text: "foo,bar\n1,2\n" });
    expect(bare).to.deep.include({ missing: ["party", "name"], lines: 0 });
  });

  it("report faults as CSV in which no cell is a formula", async () => {
    const formula = '=HYPERLINK("http://evil.example")';
    const cell = `"${formula.replaceAll('"', '""')}"`;
    const text = `Customer ID,Invoice No,Invoice Date,Due Date,Currency,Amount\nC1,A-1,${cell},2026-12-01,EUR,1.00\n`;
    const { data: done } = await tried({ kind: "openItems", text, decimal: "point", dates: "YYYY-MM-DD" });
    const id = done?.id ?? "";
    const path = { path: { id } };
    const { data } = await stage.client(token).GET("/v1/imports/{id}/faults", { params: path, parseAs: "text" });
    expect(String(data)).to.contain(`"2","issueDate","'=HYPERLINK(""http://evil.example"")"`);
    const risky = ["=1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "|x", "\r=1"];
    for (const text of risky) expect(csvOf([[text]]), text).to.match(/^"'/);
    expect(csvOf([["plain", 'a "b", c']])).to.equal('"plain","a ""b"", c"\r\n');
  });
});
