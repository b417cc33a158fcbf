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
    expect(out).to.include("MW-2026-1101").and.include("11900.00 EUR").and.include("due 2026-12-02");
    expect(out).to.include("2.00 % discount within 10 days");
  });

  it("gives one JSON value with amounts as decimal strings", async () => {
    const { status, out } = await countersign(["invoice", "read", GOOD, "--json"]);
    expect(status).to.equal(0);
    const [reading] = JSON.parse(out) as [{ usable: boolean; invoice: { totals: { payable: string } } }];
    expect(reading.usable).to.equal(true);
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

  it("says of a file that is not there that it cannot be opened", async () => {
    const { status, out } = await countersign(["invoice", "read", path.join(folder, "none.xml"), "--json"]);
    expect(status).to.equal(3);
    expect(JSON.parse(out)).to.have.nested.property("[0].error.code", "ENOENT");
  });

  it("is called wrongly without a file, and exits with 2", async () => {
    const { status, err } = await countersign(["invoice", "read"]);
    expect(status).to.equal(2);
    expect(err).to.include("file").and.include("--help");
  });
});
