import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { countersign } from "./run.ts";

const INVOICES = fileURLToPath(new URL("../../src/cli/demo/invoices", import.meta.url));
const GOOD = path.join(INVOICES, "MW-2026-1101.ubl.xml");

describe("countersign invoice read", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const good = readFileSync(GOOD, "utf8");

  it("tells of an invoice what a receivable needs, and exits with 0", async () => {
    const { status, out, err } = await countersign(["invoice", "read", GOOD]);
    expect(status, err).to.equal(0);
    expect(out.split("\n")[0]).to.equal(`${GOOD}: invoice MW-2026-1101`);
    expect(out).to.include("MW-2026-1101").and.include("11,900.00 EUR").and.include("due 2026-12-02");
    expect(out).to.include("2.00 % discount within 10 days");
  });

  it("gives one JSON value with amounts as decimal strings", async () => {
    const { status, out } = await countersign(["invoice", "read", GOOD, "--json"]);
    expect(status).to.equal(0);
    const [reading] = JSON.parse(out) as [
      { usable: boolean; issuable: boolean; invoice: { totals: { payable: string } } },
    ];
    expect(reading).to.include({ usable: true, issuable: true });
    expect(reading.invoice.totals.payable).to.equal("11900.00");
  });

  it("names the rule, the place and both figures of a sum that does not add up, and exits with 3", async () => {
    const bad = good.replace(
      /<cbc:PayableAmount currencyID="EUR">11900.00/,
      '<cbc:PayableAmount currencyID="EUR">11900.01',
    );
    const { status, out } = await countersign(["invoice", "read", write("bad.xml", bad)]);
    expect(status).to.equal(3);
    expect(out).to.include("BR-CO-16").and.include("11900.01").and.include("11900.00").and.include("PayableAmount");
  });

  it("refuses a document type declaration, goes on with the next file, and exits with 3", async () => {
    const evil = write("evil.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>');
    const { status, out } = await countersign(["invoice", "read", evil, GOOD]);
    expect(status).to.equal(3);
    expect(out).to.include("evil.xml").and.include("MW-2026-1101").and.not.include("root:");
  });

  it("exits with 3 over a usable invoice that asks something, and does not call it issuable", async () => {
    const undated = write(
      "undated.xml",
      good.replace(/<cbc:DueDate>.*<\/cbc:DueDate>/, "").replace("30 Tage netto", ""),
    );
    const asking = await countersign(["invoice", "read", GOOD, undated]);
    expect(asking.status).to.equal(3);
    expect(asking.out).to.include("usable once its questions are answered").and.include("  ? ");
    const { status, out } = await countersign(["invoice", "read", undated, "--json"]);
    expect(status).to.equal(3);
    const [reading] = JSON.parse(out) as [{ usable: boolean; issuable: boolean; questions: unknown[] }];
    expect(reading).to.include({ usable: true, issuable: false });
    expect(reading.questions).not.to.deep.equal([]);
  });

  it("folds white space in names, and writes out what would deceive the reader", async () => {
    const name = "Musterwerk\n\t  Getriebebau \u202eGmbH";
    const laidOut = write("laid out.xml", good.replaceAll("Musterwerk Getriebebau GmbH", name));
    const { out } = await countersign(["invoice", "read", laidOut]);
    expect(out).to.include("  Musterwerk Getriebebau \\u{202e}GmbH → Beispiel");
    expect(out).not.to.include("\\u{a}").and.not.include("\u202e");
  });

  it("shows an amount that is no whole number of minor units as it was written", async () => {
    const yen = write("yen.xml", good.replaceAll("EUR", "JPY").replaceAll(">11900.00<", ">11900.05<"));
    expect((await countersign(["invoice", "read", yen])).out).to.include("  11900.05 JPY");
    const whole = write("whole.xml", good.replaceAll("EUR", "JPY"));
    expect((await countersign(["invoice", "read", whole])).out).to.include("  11,900 JPY");
  });

  it("says of a file that is not there, and of a folder, what to do, by the path as given and once", async () => {
    const none = path.join(folder, "none.xml");
    const { status, out } = await countersign(["invoice", "read", none, folder]);
    expect(status).to.equal(2);
    const lines = [
      `${none}: there is no such file: check the path`,
      `${folder}: it is a folder: name a file inside it`,
    ];
    expect(out).to.equal(`${lines.join("\n")}\n`);
  });

  it("exits with 3 when some file could be opened, and gives the system's code as JSON", async () => {
    const { status, out } = await countersign(["invoice", "read", path.join(folder, "none.xml"), GOOD, "--json"]);
    expect(status).to.equal(3);
    expect(JSON.parse(out)).to.have.nested.property("[0].error.code", "ENOENT");
    expect(JSON.parse(out)).to.have.nested.property("[0].issuable", false);
  });

  it("is called wrongly without a file, and exits with 2", async () => {
    const { status, err } = await countersign(["invoice", "read"]);
    expect(status).to.equal(2);
    expect(err).to.include("file").and.include("--help");
  });
});
