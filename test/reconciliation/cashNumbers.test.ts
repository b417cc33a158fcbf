/** How a number has to stand in a text so that money is posted by it, and what a number of somebody else forbids. */
import { expect } from "chai";
import { item, line, outcomes } from "./cashScenes.ts";

describe("Cash application: a part that quotes a number", () => {
  const owed = (number: string): ReturnType<typeof item>[] => [item(number, 900_000n), item("b", 33_300n)];
  const becomes = (number: string, text: string): string | undefined =>
    outcomes({ items: owed(number), lines: [line("b1", 100_000n, text)] })[0];

  const posted = [
    ["letters beside its digits", "INV-777001", "INV-777001"],
    ["a word for a document before it", "7770014", "Rechnung 7770014"],
    ["a word for a number of a document before it", "7770014", "Invoice No. 7770014"],
    ["a word for a document that no blank parts from it", "7770014", "RNR7770014"],
    ["a word for a document in Chinese", "7770014", "发票号码：7770014"],
    ["as many digits as hardly anything else has", "9647723133", "thanks, 9647723133"],
    ["digits of another script behind a word", "7770014", "فاتورة ٧٧٧٠٠١٤"],
    ["leading zeros that another system adds", "7770014", "Invoice 0007770014"],
  ] as const;
  for (const [how, number, text] of posted) {
    it(`is posted on account with ${how}`, () => {
      expect(becomes(number, text)).to.equal(`POST PARTS ${number}`);
    });
  }

  const asked = [
    ["few digits without a word", "7770014", "thanks 7770014"],
    ["a telephone's number", "0171234567", "call 0171 or Tel. 0171234567"],
    ["a telephone's number glued to its word", "0171234567", "TEL0171234567"],
    ["a customer's number", "9647723133", "Customer No 9647723133"],
    ["an amount behind its currency", "9647723133", "total EUR 9647723133"],
    ["an amount before its currency", "9647723133", "9647723133 CNY in all"],
    ["digits of another script without a word", "7770014", "７７７００１４"],
  ] as const;
  for (const [how, number, text] of asked) {
    it(`is for somebody to confirm with ${how}`, () => {
      expect(becomes(number, text)).to.equal(`PROPOSE PARTS ${number}`);
    });
  }

  it("needs no form where the amounts agree", () => {
    const items = [item("7770014", 90_001n)];
    const lines = [line("b1", 50_001n, "thanks 7770014"), line("b2", 40_000n, "rest of 7770014")];
    expect(outcomes({ items, lines })).to.deep.equal(["POST PARTS 7770014", "POST PARTS 7770014"]);
    expect(outcomes({ items, lines: [line("b1", 90_001n, "Tel. 7770014")] })).to.deep.equal(["POST REFERENCE 7770014"]);
  });
});

describe("Cash application: an amount alone", () => {
  const rents = [item("4712", 123_457n), item("4711", 55_500n, { payer: "bolt" })];
  const becomes = (text: string): string | undefined =>
    outcomes({ items: rents, lines: [line("b1", 123_457n, text)] })[0];

  it("settles an item while the text names no number", () => {
    for (const text of ["", "May, second half", "for 2026", "flat 12"]) {
      expect(becomes(text), text).to.equal("POST EXACT_AMOUNT 4712");
    }
  });

  it("settles none while the text names a short number of somebody else, or of nobody", () => {
    for (const text of ["4711", "Invoice 4711", "Rechnung 4713", "Invoice 12", "RNR 99", "発票 invoice ４７１３"]) {
      expect(becomes(text), text).to.equal("PROPOSE EXACT_AMOUNT 4712");
    }
  });

  it("settles the item whose own short number the text names", () => {
    expect(becomes("Invoice 4712")).to.equal("POST REFERENCE 4712");
    expect(becomes("۴۷۱۲")).to.equal("POST REFERENCE 4712");
  });
});

describe("Cash application: a disputed item", () => {
  const items = [item("INV-777001", 123_457n, { disputed: true }), item("INV-777002", 234_571n)];

  it("is proposed and never posted, whatever quotes it", () => {
    const lines = [
      line("b1", 123_457n, "INV-777001"),
      line("b2", 60_000n, "INV-777001"),
      line("b3", 358_028n, "INV-777001 INV-777002"),
      line("b4", 123_457n, "", { structured: ["INV-777001"] }),
    ];
    for (const each of lines) {
      const [outcome] = outcomes({ items, lines: [each] });
      expect(outcome, each.reference).to.match(/^PROPOSE .*INV-777001/);
    }
  });

  it("does not hold up what is paid beside it", () => {
    expect(outcomes({ items, lines: [line("b1", 234_571n, "INV-777002")] })).to.deep.equal([
      "POST REFERENCE INV-777002",
    ]);
  });
});
