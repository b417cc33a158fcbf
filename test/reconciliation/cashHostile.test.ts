import { expect } from "chai";
import type { OpenItem } from "../../src/reconciliation/cash/model.ts";
import { NumberTable } from "../../src/reconciliation/cash/numbers.ts";
import { Scanner, hashOf } from "../../src/reconciliation/cash/text.ts";
import { ACME, decide, item, line, outcomes } from "./cashScenes.ts";

const MANY = 100_000;
const MEBIBYTE = 2 ** 20;

/** Milliseconds; generous, for machines that others share. */
function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

describe("Cash application of hostile input", () => {
  const items = [item("INV-777001", 10_000n)];

  it("reads a text of 10 MiB no further than its limit", () => {
    const digits = "7".repeat(10 * MEBIBYTE);
    const blanks = "1 ".repeat(5 * MEBIBYTE);
    const hidden = `INV-777001 ${"\u200b".repeat(10 * MEBIBYTE)}`;
    for (const text of [digits, blanks, hidden]) {
      expect(time(() => decide({ items, lines: [line("b1", 9_000n, text)] }))).to.be.below(2_000);
    }
    const behind = line("b1", 9_000n, `${"x ".repeat(2_000)}INV-777001`);
    expect(outcomes({ items, lines: [behind] })).to.deep.equal(["EXCEPTION UNAPPLIED"]);
  });

  it("takes no number that the limit has cut for another one", () => {
    const cut = `${"x".repeat(2_037)} INV-777001234`;
    expect(outcomes({ items, lines: [line("b1", 9_000n, cut)] })).to.deep.equal(["EXCEPTION UNAPPLIED"]);
  });

  it("does not take look-alike letters for the ones they look like", () => {
    const cyrillic = "\u0406NV-777001";
    expect(outcomes({ items, lines: [line("b1", 9_000n, cyrillic)] })[0]).to.match(/^(?:PROPOSE|EXCEPTION)/);
  });

  it("finds its way among 100,000 equal items and as many equal lines", () => {
    const equal = (references: string): readonly OpenItem[] =>
      Array.from({ length: MANY }, (_, index) => item(`i${index}`, 10_000n, { references: [references] }));
    const lines = Array.from({ length: MANY }, (_, index) => line(`b${index}`, 10_000n, "pay INV-777001"));
    let posted = 0;
    const took = time(() => {
      const decisions = decide({ items: equal("INV-777001"), lines });
      posted = decisions.filter(({ disposition }) => disposition === "POST").length;
    });
    expect(posted).to.equal(0);
    expect(took).to.be.below(10_000);
  }).timeout(60_000);

  it("finds its way among 100,000 parts of one item", () => {
    const lines = Array.from({ length: MANY }, (_, index) => line(`b${index}`, 10n, "INV-777001"));
    let posted = 0n;
    const took = time(() => {
      for (const { disposition, allocations } of decide({ items, lines })) {
        if (disposition === "POST") posted += allocations[0]?.cash ?? 0n;
      }
    });
    expect(posted <= 10_000n).to.equal(true);
    expect(took).to.be.below(10_000);
  }).timeout(60_000);

  it("keeps numbers with one hash apart", () => {
    const scanner = new Scanner(64);
    const numbers = ["INV100001", "INV100002", "777001", "RF18539007547034"];
    const table = new NumberTable(new Int32Array(numbers.length), numbers.length);
    numbers.forEach((number, index) => table.add(index, [number], scanner));
    for (const number of numbers) {
      scanner.read(number);
      expect(table.find(scanner.codes, 0, scanner.length)).to.equal(numbers.indexOf(number));
      expect(hashOf(scanner.codes, 0, scanner.length)).to.satisfy(Number.isInteger);
    }
    scanner.read("INV100003");
    expect(table.find(scanner.codes, 0, scanner.length)).to.equal(-1);
  });

  it("refuses amounts that it could not add up exactly, and payers that it does not know", () => {
    const big = 2n ** 53n;
    expect(() => decide({ items: [item("a", big)], lines: [] })).to.throw(/items\[0\]\.amount is 9007199254740992/);
    expect(() => decide({ items, lines: [line("b1", -big)] })).to.throw(/lines\[0\]\.amount/);
    expect(() => decide({ items: [item("a", 1n, { payer: "eve" })], lines: [] })).to.throw(/payer is eve/);
    expect(() => decide({ items: [item("a", 1n), item("a", 2n)], lines: [] })).to.throw(/items\[1\]\.id is a/);
    const parties = [ACME, ACME];
    expect(() => decide({ items, lines: [], more: { parties } })).to.throw(/parties\[1\]\.id is acme/);
  });

  it("takes names of objects' own members for names", () => {
    const odd = ["__proto__", "constructor", "toString"];
    const own = odd.map((name) => item(name, 5_000n, { references: [name] }));
    const lines = odd.map((name) => line(name, 5_000n, name, { payerName: name, payerAccount: name }));
    expect(decide({ items: own, lines }).every(({ disposition }) => disposition !== "POST")).to.equal(true);
  });

  it("places money that went out and a line that is there twice without looking for items", () => {
    const lines = [line("b1", 10_000n, "INV-777001"), line("b1", 10_000n, "INV-777001"), line("b2", -10_000n)];
    expect(outcomes({ items, lines })).to.deep.equal([
      "POST REFERENCE INV-777001",
      "EXCEPTION REPEATED_LINE",
      "EXCEPTION NOT_INCOMING",
    ]);
  });

  it("tells a second payment, one too many and one for a closed item", () => {
    const lines = [
      line("b1", 10_000n, "INV-777001"),
      line("b2", 10_000n, "INV-777001"),
      line("b3", 9_000n, "INV-777001"),
    ];
    expect(outcomes({ items, lines })).to.deep.equal([
      "POST REFERENCE INV-777001",
      "EXCEPTION DUPLICATE",
      "EXCEPTION UNAPPLIED",
    ]);
    expect(outcomes({ items, lines: [line("b1", 10_001n, "INV-777001")] })).to.deep.equal(["EXCEPTION OVER"]);
  });
});
