/** What two gateways reckon of the same two books, each with its own and the file of the other firm. */
import { expect } from "chai";
import fc from "fast-check";
import { writeStatementFile } from "../../src/documents/statementFile/writeStatementFile.ts";
import type { StatementFile } from "../../src/documents/statementFile/shape.ts";
import type { BookSide, LedgerItem } from "../../src/domain/ledgerItem.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import type { Statement } from "../../src/domain/statement.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { compareStatedBooks } from "../../src/gateway/statementBooks/comparing.ts";
import type { ComparedBooks } from "../../src/gateway/statementBooks/comparing.ts";
import { BookRefused, readReceivedBook } from "../../src/gateway/statementBooks/reading.ts";
import type { ReadStatementBook } from "../../src/gateway/statementBooks/reading.ts";
import { statementCurrency } from "../../src/reconciliation/statements/openLines.ts";
import { itemsOf, statedBook } from "../../src/reconciliation/statements/statedBook.ts";
import { CUT_OFF, item, plantedBooks } from "../reconciliation/books.ts";

const KEYS: Hex = `0x${"ee".repeat(32)}`;
const STATEMENT: Statement = {
  ...{ supplier: `0x${"51".repeat(20)}`, buyer: `0x${"b0".repeat(20)}` },
  ...{ currency: statementCurrency("EUR"), cutOff: (CUT_OFF + 1) * 86_400 },
};
const STATING = { statement: STATEMENT, lastDay: CUT_OFF, secret: new Uint8Array(32).fill(7) };

/** The file that a firm's gateway gives out of a book. */
function fileOf(side: BookSide, book: readonly LedgerItem[]): StatementFile {
  const { items, later, tree } = statedBook(itemsOf(book, STATING), STATING);
  const head = { statement: STATEMENT, lastDay: CUT_OFF, party: STATEMENT[side], keys: KEYS, root: tree.root };
  return { ...head, items, later };
}

function taken(side: BookSide, file: StatementFile, root: Hex = file.root): Promise<ReadStatementBook> {
  const posted = { root, version: 1, keys: KEYS };
  const bytes = Buffer.from(writeStatementFile(file));
  return readReceivedBook({ file: bytes, statement: STATEMENT, side, posted, secret: STATING.secret });
}

function compared(supplier: ReadStatementBook, buyer: ReadStatementBook): Promise<ComparedBooks> {
  const books = { supplier: supplier.content, buyer: buyer.content };
  const roots = { supplier: supplier.figures.root, buyer: buyer.figures.root };
  return compareStatedBooks({ statement: STATEMENT, secret: STATING.secret, books, roots, due: dateOfDay(CUT_OFF) });
}

async function faultOf(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.catch((thrown: unknown) => thrown);
  if (error instanceof BookRefused) return error.message;
  throw new Error(`it was not refused: ${String(error)}`);
}

describe("Two gateways with the same two books", () => {
  it("reckon one result, whatever the order of the items in each book and each file", async () => {
    await fc.assert(
      fc.asyncProperty(plantedBooks, async ({ supplier, buyer }) => {
        const here = await compared(
          await taken("supplier", fileOf("supplier", supplier)),
          await taken("buyer", fileOf("buyer", buyer)),
        );
        const turned = (side: BookSide, book: readonly LedgerItem[]): StatementFile => {
          const file = fileOf(
            side,
            book.toReversed().map((one, place) => ({ ...one, place: `row ${place}` })),
          );
          return { ...file, items: file.items.toReversed(), later: file.later.toReversed() };
        };
        const there = await compared(
          await taken("supplier", turned("supplier", supplier)),
          await taken("buyer", turned("buyer", buyer)),
        );
        expect([there.result, there.exceptions, there.matched]).to.deep.equal([
          here.result,
          here.exceptions,
          here.matched,
        ]);
        expect(there.summary).to.deep.equal(here.summary);
        expect(there.lines).to.deep.equal(here.lines);
      }),
      { numRuns: 8 },
    );
  });

  it("take no file in which an amount is another than what was posted", async () => {
    await fc.assert(
      fc.asyncProperty(plantedBooks, fc.nat(), fc.bigInt({ min: 1n, max: 1_000n }), async ({ buyer }, nat, by) => {
        const file = fileOf("buyer", buyer);
        const place = nat % file.items.length;
        const items = file.items.map((one, index) => (index === place ? { ...one, amount: one.amount + by } : one));
        expect(await faultOf(taken("buyer", { ...file, items }))).to.match(
          /^items: they come to the root 0x.*file once more/,
        );
      }),
      { numRuns: 20 },
    );
  });

  it("take no file of something else", async () => {
    const file = fileOf("buyer", [item({ number: "INV-1", amount: 500n })]);
    const other: Hex = `0x${"77".repeat(32)}`;
    const cases: readonly (readonly [Partial<StatementFile>, RegExp])[] = [
      [
        { statement: { ...STATEMENT, cutOff: STATEMENT.cutOff + 1 } },
        /^statement\.cutOff: it is \d+, and the statement/,
      ],
      [{ party: STATEMENT.supplier }, /^party: it is the book of .*give the other firm's file/],
      [{ keys: other }, /^keys: it is made with 0x77.*ask for the file of that version/],
      [{ root: other }, /^items: they come to the root/],
      [{ lastDay: CUT_OFF + 1 }, /^lastDay: .*does not end at the cut-off/],
      [{ items: [] }, /^items: they come to the root/],
    ];
    for (const [over, fault] of cases) {
      const posted = over.root ?? file.root;
      expect(await faultOf(taken("buyer", { ...file, ...over }, posted))).to.match(fault);
    }
    expect(await faultOf(taken("buyer", file, other))).to.match(/^root: it is of 0x.*version 1 of the buyer/);
    const zero = await faultOf(taken("buyer", { ...file, items: [item({ number: "A", amount: 2n ** 93n })] }));
    expect(zero).to.match(/^the buyer's book: items\[0\]\.amount .* beyond 2\^92/);
  });

  it("compare only books of one day, with the secret that made their roots", async () => {
    // At noon of UTC one day ends far in the east, and the day before far in the west.
    const statement = { ...STATEMENT, cutOff: STATEMENT.cutOff - 12 * 3_600 };
    const empty = async (side: BookSide, lastDay: number): Promise<ReadStatementBook> => {
      const { tree } = statedBook({ items: [], later: [] }, { ...STATING, statement, lastDay });
      const head = { statement, lastDay, party: STATEMENT[side], keys: KEYS, root: tree.root };
      const file = Buffer.from(writeStatementFile({ ...head, items: [], later: [] }));
      const posted = { root: tree.root, version: 1, keys: KEYS };
      return readReceivedBook({ file, statement, side, posted, secret: STATING.secret });
    };
    const [supplier, buyer] = [await empty("supplier", CUT_OFF), await empty("buyer", CUT_OFF - 1)];
    const roots = { supplier: supplier.figures.root, buyer: buyer.figures.root };
    const books = { supplier: supplier.content, buyer: buyer.content };
    const asked = { statement, secret: STATING.secret, books, roots, due: dateOfDay(CUT_OFF) };
    expect(await faultOf(compareStatedBooks(asked))).to.match(/^lastDay: the supplier's book is up to .* agree on one/);
    const same = { ...asked, books: { ...books, buyer: books.supplier }, secret: new Uint8Array(32).fill(8) };
    expect(await faultOf(compareStatedBooks(same))).to.match(/^secret: another one was given/);
  });
});
