/** The file in which a firm hands its book of a statement to the other. */
import { expect } from "chai";
import fc from "fast-check";
import { readStatementFile } from "../../src/documents/statementFile/readStatementFile.ts";
import { StatementFileError } from "../../src/documents/statementFile/shape.ts";
import type { StatementFile } from "../../src/documents/statementFile/shape.ts";
import { writeStatementFile } from "../../src/documents/statementFile/writeStatementFile.ts";
import { ITEM_KINDS } from "../../src/domain/ledgerItem.ts";
import type { LedgerItem } from "../../src/domain/ledgerItem.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";

const hash = (byte: string): Hex => `0x${byte.repeat(32)}`;
const address = (byte: string): Address => `0x${byte.repeat(20)}`;
const LAST_DAY = 20_000;
const STATEMENT = {
  ...{ supplier: address("51"), buyer: address("b0"), currency: address("03"), cutOff: (LAST_DAY + 1) * 86_400 },
};
const HEAD = { statement: STATEMENT, lastDay: LAST_DAY, party: STATEMENT.buyer, keys: hash("aa"), root: hash("bb") };
const ITEM: LedgerItem = {
  ...{ place: "items 1", kind: "invoice", number: "INV-1", order: "", day: LAST_DAY, dueDay: undefined },
  ...{ currency: "EUR", amount: 100n, settles: [], disputed: false, assignedTo: "", receivable: undefined },
};

/** What a cell of a book can hold. */
const words = fc.stringMatching(/^[A-Za-zÄß发票0-9 "'\\/=+@\n-]{0,12}$/);
const item = fc.record({
  kind: fc.constantFrom(...ITEM_KINDS),
  ...{ number: words, order: words, assignedTo: words, settles: fc.array(words, { maxLength: 3 }) },
  dueDay: fc.option(fc.integer({ min: -1_000, max: 30_000 }), { nil: undefined }),
  amount: fc.bigInt({ min: -(2n ** 91n), max: 2n ** 91n }),
  disputed: fc.boolean(),
  receivable: fc.option(fc.constant(hash("cd")), { nil: undefined }),
});
const itemsWithin = (min: number, max: number) =>
  fc
    .array(fc.tuple(item, fc.integer({ min, max })), { maxLength: 4 })
    .map((list) => list.map(([one, day]): Omit<LedgerItem, "place"> => ({ ...one, day, currency: "EUR" })));
const placed = (list: readonly Omit<LedgerItem, "place">[], name: string): LedgerItem[] =>
  list.map((one, index) => ({ ...one, place: `${name} ${index + 1}` }));

function bytesOf(file: StatementFile): Uint8Array {
  return Buffer.from(writeStatementFile(file));
}

/** The file with one text in the place of another. */
function changed(from: string, to: string): () => StatementFile {
  const text = writeStatementFile({ ...HEAD, items: [ITEM], later: [] });
  expect(text).to.include(from);
  return () => readStatementFile(Buffer.from(text.replace(from, to)), "EUR");
}

describe("A statement's file", () => {
  it("says the same when it is read as when it was written, and is the same text when it is written again", () => {
    fc.assert(
      fc.property(itemsWithin(-500, LAST_DAY), itemsWithin(LAST_DAY + 1, LAST_DAY + 31), (items, later) => {
        const file = { ...HEAD, items: placed(items, "items"), later: placed(later, "later") };
        const read = readStatementFile(bytesOf(file), "EUR");
        expect(read).to.deep.equal(file);
        expect(writeStatementFile(read)).to.equal(writeStatementFile(file));
      }),
      { numRuns: 100 },
    );
  });

  it("has each item on a line of its own, and neither a salt nor a secret", () => {
    const lines = writeStatementFile({ ...HEAD, items: [ITEM, ITEM], later: [] }).split("\n");
    expect(lines.filter((line) => line.includes("INV-1"))).to.have.length(2);
    expect(lines.join("")).to.not.match(/salt|secret/i);
  });

  const FAULTS: readonly (readonly [what: string, from: string, to: string, field: string, fault: RegExp])[] = [
    ["another form", "statement-1", "statement-2", "countersign", /"statement-2": write "statement-1"/],
    ["a field that nobody knows", `"lastDay"`, `"salt":"0x00","lastDay"`, "the file", /salt.*leave out/],
    ["a prototype for a field", `"lastDay"`, `"__proto__":{"items":[]},"lastDay"`, "the file", /leave out/],
    ["a field missing", `,"disputed":false`, "", "items[0].disputed", /add it/],
    ["a party that is neither side", `"party":"0xb0`, `"party":"0xb1`, "party", /name the supplier or the buyer/],
    ["an address in capitals", "0x5151", "0x51AB", "statement.supplier", /an address in lower case/],
    ["a moment that is none", "T00:00:00Z", "T25:00:00Z", "statement.cutOff", /a moment/],
    ["an amount that is a number", `"amount":"100"`, `"amount":100`, "items[0].amount", /whole minor units as text/],
    ["an amount with a leading zero", `"100"`, `"0100"`, "items[0].amount", /whole minor units/],
    ["an amount that is less than nothing and nothing", `"100"`, `"-0"`, "items[0].amount", /whole minor units/],
    ["an amount beyond all money", `"100"`, `"1${"0".repeat(40)}"`, "items[0].amount", /whole minor units/],
    ["a kind that is none", `"invoice"`, `"toString"`, "items[0].kind", /write one of invoice/],
    ["a day that the calendar has not", "2024-10-05T", "2024-02-30T", "statement.cutOff", /of the calendar/],
    ["text that does not show", "INV-1", "INV\\u202e1", "items[0].number", /u\{202e\}/],
    ["half a character", "INV-1", "INV\\ud800", "items[0].number", /take out/],
    ["a number that is a list", `"INV-1"`, `["INV-1"]`, "items[0].number", /a text/],
    ["a list of documents that is text", `"settles":[]`, `"settles":""`, "items[0].settles", /a list/],
    ["no JSON", `{"countersign"`, `{countersign`, "the file", /no JSON/],
  ];

  for (const [what, from, to, field, fault] of FAULTS) {
    it(`is refused with ${what}, and the field is named`, () => {
      expect(changed(from, to)).to.throw(StatementFileError, fault).with.property("field", field);
    });
  }

  it("is refused where an item stands on the wrong side of the last day", () => {
    const read = (over: Partial<StatementFile>) => () =>
      readStatementFile(bytesOf({ ...HEAD, items: [], later: [], ...over }), "EUR");
    const late = { ...ITEM, day: LAST_DAY + 1 };
    expect(read({ items: [late] })).to.throw(StatementFileError, /items\[0\].date.*under later/);
    expect(read({ later: [ITEM] })).to.throw(StatementFileError, /later\[0\].date.*under items/);
  });

  it("is refused when it is no UTF-8, or nested without an end", () => {
    expect(() => readStatementFile(Uint8Array.of(0xff, 0xfe), "EUR")).to.throw(StatementFileError, /no JSON in UTF-8/);
    const deep = Buffer.from("[".repeat(100_000) + "]".repeat(100_000));
    expect(() => readStatementFile(deep, "EUR")).to.throw(StatementFileError, /write an object/);
  });
});
