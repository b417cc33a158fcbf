import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { countersign } from "./run.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures/bank", import.meta.url));
const fixture = (name: string): string => path.join(FIXTURES, name);
const DAY = fixture("day.camt053.xml");

describe("countersign bank read", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it("tells of each format its account, period, balances and sums, and exits with 0", async () => {
    const files = ["day.camt053.xml", "pages.sta", "intraday.mt942.sta", "umsaetze.csv", "advice.remt001.xml"];
    const { status, out, err } = await countersign(["bank", "read", ...files.map(fixture)]);
    expect(status, err).to.equal(0);
    expect(out).to.include("camt.053.001.08 2026-207 of DE89370400440532013000, 2026-11-02 to 2026-11-02");
    expect(out)
      .to.match(/closing 2026-11-02 +13,412\.50 EUR/)
      .and.match(/in \(5 entries booked\) +13,350\.00 EUR/);
    expect(out).to.include("the balances add up").and.include("MT940 00207 of 37040044/0532013000EUR, page 2");
    expect(out).to.include("read as bookingDate=Buchungstag").and.include("decimal comma");
    expect(out).to.include("CINV MW-2026-1101: 11,662.00 EUR");
  });

  it("lists entries where they are asked for, and gives them as JSON with minor units as text", async () => {
    const { out } = await countersign(["bank", "read", DAY, "--entries"]);
    expect(out).to.match(/1 +2026-11-02 +2026-11-02 +11,662\.00 EUR +BANK-1 +Beispiel Anlagenbau SE/);
    const { out: json, status } = await countersign(["bank", "read", DAY, "--entries", "--json"]);
    expect(status).to.equal(0);
    const [read] = JSON.parse(json) as [{ usable: boolean; statements: unknown[] }];
    expect(read).to.have.nested.property("statements[0].entries[0].amount", "1166200");
    expect(read).to.have.nested.property("statements[0].turnovers[0].moneyOut", "93750");
    expect(read.usable).to.equal(true);
    const { out: short } = await countersign(["bank", "read", DAY, "--json"]);
    expect(JSON.parse(short)).not.to.have.nested.property("[0].statements[0].entries");
  });

  it("names the rule and both figures of balances that do not add up, goes on, and exits with 3", async () => {
    const bad = write("bad.xml", readFileSync(DAY, "utf8").replaceAll("13412.50", "13412.51"));
    const { status, out } = await countersign(["bank", "read", bad, DAY]);
    expect(status).to.equal(3);
    expect(out).to.include("bad.xml: 1 statement, not usable").and.include("✗ BALANCE-SUM");
    expect(out).to.include("Expected 13412.50 EUR. Found 13412.51 EUR.").and.include(`${DAY}: 1 statement\n`);
  });

  it("says of what is no statement what to do instead, and exits with 3", async () => {
    const order = write("order.xml", "<Document><CstmrCdtTrfInitn/></Document>");
    const { status, out } = await countersign(["bank", "read", order]);
    expect(status).to.equal(3);
    expect(out).to.include("payment order (pain.001)").and.include("read the statement");
    const { out: json } = await countersign(["bank", "read", order, "--json"]);
    expect(JSON.parse(json)).to.have.nested.property("[0].error.code", "PAYMENT_ORDER");
  });

  it("asks for what a table leaves open, and takes it", async () => {
    const table = write("open.csv", "When,Amount\n02/11/2026,1.50\n");
    const asked = await countersign(["bank", "read", table]);
    expect(asked.status).to.equal(3);
    expect(asked.out).to.include("no column was recognised for bookingDate; currency");
    const said = ["--columns", "bookingDate=When", "--dates", "dd/mm/yyyy", "--currency", "eur", "--account", "1"];
    const { status, out, err } = await countersign(["bank", "read", table, ...said]);
    expect(status, err).to.equal(0);
    expect(out).to.include("CSV of 1, 2026-11-02 to 2026-11-02").and.include("1.50 EUR");
  });

  it("is called wrongly with an option that it does not know the value of, and exits with 2", async () => {
    for (const option of [
      ["--dates", "D-M-Y"],
      ["--currency", "QQQ"],
      ["--columns", "when=When"],
      ["--columns", "x"],
    ]) {
      const { status, err } = await countersign(["bank", "read", DAY, ...option]);
      expect(status).to.equal(2);
      expect(err)
        .to.include(option[0] ?? "")
        .and.include("write");
    }
  });

  it("writes out what would deceive the reader of a terminal", async () => {
    const text = readFileSync(DAY, "utf8").replace("Beispiel Anlagenbau SE", "Beispiel\u202e\n\t SE");
    const { out } = await countersign(["bank", "read", write("evil.xml", text), "--entries"]);
    expect(out).to.include("Beispiel\\u{202e} SE").and.not.include("\u202e");
  });

  it("exits with 2 only if no file could be opened", async () => {
    const none = path.join(folder, "none.xml");
    const { status, out } = await countersign(["bank", "read", none, folder]);
    expect(status).to.equal(2);
    expect(out).to.equal(
      `${none}: there is no such file: check the path\n${folder}: it is a folder: name a file inside it\n`,
    );
    expect((await countersign(["bank", "read", none, DAY])).status).to.equal(3);
  });

  it("says in its help which formats it reads", async () => {
    const { out } = await countersign(["bank", "read", "--help"]);
    for (const format of ["camt.053", "MT940", "MT942", "remt.001", "CSV", "--json"]) expect(out).to.include(format);
  });
});
