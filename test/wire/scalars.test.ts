import { expect } from "chai";
import { EVENT_FIELDS } from "../../src/wire/timeline.ts";
import { PROBLEM_CODES, PROBLEMS, problemType } from "../../src/wire/problem.ts";
import { address, amount, bytes, date, hash, instant, integer } from "../../src/wire/scalars.ts";
import type { z } from "zod";

function takes(shape: z.ZodType, ...values: readonly unknown[]): boolean[] {
  return values.map((value) => shape.safeParse(value).success);
}

const NONE = (count: number): boolean[] => Array.from({ length: count }, () => false);

describe("The words of the interface", () => {
  it("reads hex in either case and writes it in lower case", () => {
    const mixed = `0x${"aB".repeat(20)}`;
    expect(address.parse(mixed)).to.equal(mixed.toLowerCase());
    expect(hash.parse(`0x${"Ff".repeat(32)}`)).to.equal(`0x${"ff".repeat(32)}`);
    expect(bytes.parse("0x")).to.equal("0x");
    expect(takes(address, `0X${"ab".repeat(20)}`, "0x", `0x${"ab".repeat(21)}`, `${mixed}\n`, 1, null)).to.deep.equal(
      NONE(6),
    );
    expect(takes(bytes, "0xa", "0xgg", "")).to.deep.equal(NONE(3));
  });

  it("takes amounts as decimal text and never as a number", () => {
    expect(takes(amount, "0", "0.00", "-1.50", "123456789012345678901234567890.12")).to.deep.equal([
      true,
      true,
      true,
      true,
    ]);
    const wrong = [1, 1e400, "1e3", "1.", ".5", "007", "+1", "1,000.00", "１", " 1", "1\n", "NaN", "--1", ""];
    expect(takes(amount, ...wrong)).to.deep.equal(NONE(wrong.length));
    expect(takes(integer, "0", "-5", "9007199254740993")).to.deep.equal([true, true, true]);
    expect(takes(integer, "1.0", "01", "-", 1)).to.deep.equal(NONE(4));
  });

  it("takes days that the calendar has", () => {
    expect(takes(date, "2024-02-29", "2100-02-28", "0001-01-01", "9999-12-31")).to.deep.equal([true, true, true, true]);
    const wrong = [
      "2100-02-29",
      "0000-01-01",
      "2026-00-01",
      "2026-1-1",
      "2026-01-01T00:00:00Z",
      "-002026-01-01",
      "+002026-01-01",
      20_000,
    ];
    expect(takes(date, ...wrong)).to.deep.equal(NONE(wrong.length));
  });

  it("takes moments that there were, and reads none as another", () => {
    expect(takes(instant, "2026-11-22T08:30:00Z", "2024-02-29T23:59:59Z")).to.deep.equal([true, true]);
    const wrong = [
      "2026-11-22T08:30:00+01:00",
      "2026-11-22 08:30:00Z",
      "2026-13-01T10:00:00Z",
      "2026-02-30T10:00:00Z",
      "2026-11-22T24:00:00Z",
      "2026-11-22T25:00:00Z",
      "2026-11-22T23:59:60Z",
      "0000-01-01T00:00:00Z",
    ];
    expect(takes(instant, ...wrong)).to.deep.equal(NONE(wrong.length));
  });

  it("calls a problem by its code and gives each a status of its class", () => {
    expect(problemType("NotFound")).to.equal("/problems/NotFound");
    for (const code of PROBLEM_CODES) expect(PROBLEMS[code].status).to.be.within(400, 599);
  });

  it("tells something of every event that is about a receivable", () => {
    expect(Object.keys(EVENT_FIELDS)).to.have.length(24);
  });
});
