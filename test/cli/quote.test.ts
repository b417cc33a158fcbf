import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { countersign } from "./run.ts";
import type { Ran } from "./run.ts";

const EU_RATE = {
  reference: [
    { from: "2026-01-01", rate: "2.15" },
    { from: "2026-07-01", rate: "2.40" },
  ],
  margin: "8",
  policy: "float",
};
const V4 = {
  currency: "EUR",
  amount: "10000.00",
  invoiceDate: "2026-04-15",
  notation: "2/10 net 30",
  lateInterest: EU_RATE,
};
const PART = "date,kind,amount,reference\n2026-06-14,receipt,4000.00,BANK-1\n";

interface Result {
  readonly open: string;
  readonly discount: string;
  readonly charges: string;
  readonly payoff: string;
  readonly closed: boolean;
  readonly leftOut: number;
  readonly notes: readonly string[];
  readonly terms: {
    readonly dueDate: string;
    readonly onLedger: boolean;
    readonly discounts: readonly { readonly costOfMissing: object }[];
  };
  readonly working: { readonly interest: string; readonly segments: readonly { readonly days: number }[] };
  readonly history: readonly { readonly settled?: { readonly principal: string; readonly charges: string } }[];
}

describe("countersign quote", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-quote-"));
  let files = 0;
  const write = (text: string): string => {
    const file = path.join(folder, `${files++}.txt`);
    writeFileSync(file, text);
    return file;
  };
  const run = (terms: object, at: string, history?: string, ...more: readonly string[]): Promise<Ran> =>
    countersign([
      ...["quote", "--terms", write(JSON.stringify(terms)), "--at", at],
      ...(history === undefined ? [] : ["--history", write(history)]),
      ...more,
    ]);
  const result = async (terms: object, at: string, history?: string): Promise<Result> => {
    const { status, out, err } = await run(terms, at, history, "--json");
    expect(err).to.equal("");
    expect(status).to.equal(0);
    return JSON.parse(out) as Result;
  };

  it("shows segment by segment how 10,000 came to 273.23 of interest (V3, V4, R25)", async () => {
    const { status, out, err } = await run(V4, "2026-08-20");
    expect(status, err).to.equal(0);
    expect(out).to.match(/2026-05-16 +2026-06-30 +46 +10,000\.00 +10\.15 +127\.917808 /);
    expect(out).to.match(/2026-07-01 +2026-08-20 +51 +10,000\.00 +10\.40 +145\.315068 /);
    expect(out).to.include("sum 273.232877, rounded once, half up: 273.23 EUR");
    expect(out).to.include("due 2026-05-15 (R2: 30 days after 2026-04-15)");
    expect(out).to.include("37.24 % a year, 44.59 % compounded (R9)");
    expect(out).to.match(
      /open amount +10,000\.00 EUR\n +discount +0\.00 EUR\n +charges +273\.23 EUR\n +payoff +10,273\.23/,
    );
  });

  it("gives the same as one JSON value, amounts in major units as text", async () => {
    const quoted = await result(V4, "2026-08-20");
    expect(quoted).to.include({ open: "10000.00", discount: "0.00", charges: "273.23", payoff: "10273.23" });
    expect(quoted.working.segments.map(({ days }) => days)).to.deep.equal([46, 51]);
    expect(quoted.terms).to.include({ dueDate: "2026-05-15", onLedger: false });
    expect(quoted.terms.discounts[0]?.costOfMissing).to.deep.equal({ simple: "37.24", compounded: "44.59" });
  });

  it("settles interest first, so that 6,083.42 remain and 198.89 is asked in all (V6)", async () => {
    const quoted = await result(V4, "2026-08-20", PART);
    expect(quoted.history[0]?.settled).to.include({ principal: "3916.58", charges: "83.42" });
    expect(quoted).to.include({ open: "6083.42", charges: "115.47" });
    expect(quoted.working.interest).to.equal("198.89");
  });

  it("replays returns, credits, debits and waivers, and leaves out what is later (R36, R42)", async () => {
    const history = [
      "date,kind,amount,reference",
      "2026-05-10,receipt,9000.00,BANK-1",
      "2026-05-20,return,,BANK-1",
      '2026-05-21,credit,500.00,"CN 7, freight"',
      "2026-05-22,debit,200.00,",
      "2026-08-20,waiver,64.96",
      "2026-08-21,payment,1.00,",
    ].join("\r\n");
    const quoted = await result({ ...V4, lateInterest: { rate: "10.15" } }, "2026-08-20", `\ufeff${history}\r\n`);
    expect(quoted).to.include({ open: "9700.00", charges: "196.69", leftOut: 1, closed: false });
    const { out } = await run({ ...V4, lateInterest: { rate: "10.15" } }, "2026-08-20", history);
    expect(out)
      .to.match(/2026-05-20 +return +BANK-1 +-9,000\.00 +-9,000\.00/)
      .and.include("CN 7, freight");
    expect(out).to.include("1 later than 2026-08-20, left out (R42)");
  });

  it("says when nothing is due any more, and when the order of recording decides", async () => {
    const history = "date,kind,amount,reference\n2026-07-01,receipt,1.00,B\n2026-05-15,receipt,9999.00,A\n";
    const quoted = await result({ ...V4, lateInterest: { rate: "0" } }, "2026-08-20", history);
    expect(quoted).to.include({ closed: true, payoff: "0.00" });
    expect(quoted.notes[0]).to.include("out of the order of its days");
    const paid = await run(V4, "2026-04-25", "date,kind,amount,reference\n2026-04-20,payment,10000,\n");
    expect(paid.out).to.include("closed: nothing is due any more").and.include("line 2: 200.00 of it was not needed");
  });

  it("names file, field, value and way out of a terms file that cannot be meant, and exits with 3", async () => {
    const { status, out, err } = await run(
      { ...V4, notation: "2/10 net 30 EOM", invoiceDate: "2026-01-31" },
      "2026-08-20",
    );
    expect(status).to.equal(3);
    expect(out).to.equal("");
    expect(err).to.match(/^countersign: .*\.txt: endOfMonth is not stated: .*R3.*days-then-end \(2026-03-31\).*\n$/);
  });

  it("names the file and the line of an act that the ledger would not do, as JSON too, and exits with 3", async () => {
    const { status, err } = await run(V4, "2026-08-20", `${PART}2026-06-15,receipt,7000,BANK-2\n`, "--json");
    expect(status).to.equal(3);
    const { error } = JSON.parse(err) as { error: { code: string; message: string } };
    expect(error.code).to.equal("HISTORY_INVALID");
    expect(error.message).to.match(
      /\.txt: line 3, amount is 7000\.00: write more than 0 and at most the 6085\.12 that/,
    );
  });

  it("names the terms file when it is the rate that is missing, whatever history there is", async () => {
    const stale = { ...V4, lateInterest: { ...EU_RATE, reference: [{ from: "2026-07-01", rate: "2.40" }] } };
    const { status, err } = await run(stale, "2026-08-20", PART, "--json");
    expect(status).to.equal(3);
    expect(JSON.parse(err)).to.have.nested.property("error.code", "TERMS_INVALID");
    expect(err).to.include("lateInterest.reference is without a value for 2026-01-01");
  });

  it("writes out in an error what would deceive its reader, on one line", async () => {
    const { err } = await run({ ...V4, currency: "E\u202eUR\n" }, "2026-08-20");
    expect(err).to.include("\\u{202e}").and.not.include("\u202e");
    expect(err.trimEnd()).not.to.include("\n");
    const long = await run(V4, "2026-08-20", `${PART}2026-08-20,payment,${"9".repeat(100_000)},\n`);
    expect(long.err.length).to.be.lessThan(2_000);
    expect(long.err).to.include("line 3, amount is").and.include("write an amount such as");
  });

  it("is called wrongly without terms or a day, with no day of the calendar or no file, and exits with 2", async () => {
    const terms = write(JSON.stringify(V4));
    const none = path.join(folder, "none.json");
    const away = path.join(folder, "folder");
    mkdirSync(away);
    const runs = await Promise.all([
      countersign(["quote", "--at", "2026-08-20"]),
      countersign(["quote", "--terms", terms]),
      countersign(["quote", "--terms", terms, "--at", "2026-02-30"]),
      countersign(["quote", "--terms", terms, "--at", "9999-12-31"]),
      countersign(["quote", "--terms", none, "--at", "2026-08-20"]),
      countersign(["quote", "--terms", terms, "--history", away, "--at", "2026-08-20"]),
    ]);
    expect(runs.map(({ status }) => status)).to.deep.equal([2, 2, 2, 2, 2, 2]);
    const errors = runs.map(({ err }) => err);
    expect(errors[2]).to.include("YYYY-MM-DD");
    expect(errors[3]).to.include("up to 4840-");
    expect(errors[4]).to.equal(`countersign: ${none}: there is no such file: check the path\n`);
    expect(errors[5]).to.equal(`countersign: ${away}: it is a folder: name a file inside it\n`);
  });

  it("refuses a file that is no text, and exits with 3", async () => {
    const binary = path.join(folder, "binary");
    writeFileSync(binary, Buffer.from([0x7b, 0xff, 0xfe]));
    const { status, err } = await countersign(["quote", "--terms", binary, "--at", "2026-08-20"]);
    expect(status).to.equal(3);
    expect(err).to.include("no UTF-8 text");
  });

  it("defines both file formats in its help", async () => {
    const { status, out } = await countersign(["quote", "--help"]);
    expect(status).to.equal(0);
    expect(out).to.include("date,kind,amount,reference").and.include("endOfMonth").and.include("taxMode");
  });
});
