import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { countersign } from "./run.ts";

const TERMS = { currency: "EUR", amount: "10000.00", invoiceDate: "2026-04-15", notation: "2/10 net 30" };
const HEADER = "date,kind,amount,reference\n";

describe("countersign quote shows how a discount came about", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-discount-"));
  const [termsFile, historyFile] = [path.join(folder, "terms.json"), path.join(folder, "history.csv")];
  const quoted = async (terms: object, at: string, history: string, ...more: readonly string[]): Promise<string> => {
    writeFileSync(termsFile, JSON.stringify(terms));
    writeFileSync(historyFile, HEADER + history);
    const files = ["--terms", termsFile, "--history", historyFile];
    const { status, out, err } = await countersign(["quote", ...files, "--at", at, ...more]);
    expect(status, err).to.equal(0);
    return out;
  };

  it("as the share of what is open and was paid, rounded once, and no part of it for a part (R12)", async () => {
    const out = await quoted(TERMS, "2026-04-25", "2026-04-20,payment,333.33,\n");
    expect(out).to.match(/tier 1, until 2026-04-25: 2\.0000 %\n/);
    expect(out).to.include("2.0000 % x (open 9,666.67 EUR + paid before 333.33 EUR, R12) = 200.000000\n");
    expect(out).to.include("rounded once, half up: 200.00 EUR (R25)\n");
    expect(out).to.include("a part that leaves something open earns none of it (R12)\n");
    expect(out).to.match(/discount +-200\.00 EUR/);
    expect(out).not.to.include("taken:");
  });

  it("as the largest of what lives, and no more than is open (R14, R15)", async () => {
    const sliding = { ...TERMS, slidingDiscount: "40" };
    const out = await quoted(sliding, "2026-04-16", "2026-04-16,payment,9600,\n2026-04-16,credit,200,\n");
    expect(out).to.match(
      /sliding, 40 % a year, until 2026-05-14: 3\.1781 %\n +taken: sliding, the largest; they never/,
    );
    expect(out).to.include("rounded once, half up: 311.45 EUR (R25)\n  at most what is open: 200.00 EUR\n");
  });

  it("as none once every offer is over, and not at all where none was made or nothing is open", async () => {
    const late = await quoted(TERMS, "2026-04-26", "");
    expect(late).to.match(/tier 1, until 2026-04-25: over\n += none: every one is over\n/);
    const never = await quoted({ ...TERMS, notation: "net 30" }, "2026-04-26", "");
    expect(never).not.to.include("Discount for settling");
    const paid = await quoted(TERMS, "2026-04-20", "2026-04-20,payment,9800,\n");
    expect(paid).not.to.include("Discount for settling");
  });

  it("on parts with the fraction that earlier parts left (R12)", async () => {
    const parts = { ...TERMS, amount: "10.00", discountOnParts: true };
    const history = "2026-04-20,payment,1.03,\n";
    const out = await quoted(parts, "2026-04-25", history);
    expect(out).to.match(/2\.0000 % x open 8\.95 EUR = 0\.179000\n +\+ 0\.001000 carried from earlier parts/);
    expect(out).to.include("rounded once, half up: 0.18 EUR").and.not.include("earns none of it");
    const json = JSON.parse(await quoted(parts, "2026-04-25", history, "--json")) as { discountWorking: object };
    expect(json.discountWorking).to.deep.include({
      taken: "tier1",
      base: { open: "8.95", paid: "0.00" },
      rounded: "0.18",
      discount: "0.18",
    });
    expect(json.discountWorking).to.have.all.keys(
      ...["offers", "taken", "base", "exact", "carried", "rounded", "discount"],
    );
  });
});
