/** Books as statements: equal ones have one root, and others one result that both sides find. */
import { expect } from "chai";
import fc from "fast-check";
import { idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { LedgerItem } from "../../src/domain/ledgerItem.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { isStatementLine, statementTree } from "../../src/domain/statementLeaf.ts";
import { LEDGER_POLICY } from "../../src/reconciliation/ledgers/policy.ts";
import { keyOfItem, openLines, statementCurrency } from "../../src/reconciliation/statements/openLines.ts";
import { provenLines } from "../../src/reconciliation/statements/provenLines.ts";
import { isResultLine } from "../../src/reconciliation/statements/resultTree.ts";
import type { ResultTree } from "../../src/reconciliation/statements/resultTree.ts";
import { codeOf, isEndOfDay, itemsOf, statedBook } from "../../src/reconciliation/statements/statedBook.ts";
import type { StatedBook } from "../../src/reconciliation/statements/statedBook.ts";
import { statementResult } from "../../src/reconciliation/statements/statementResult.ts";
import { CUT_OFF, item, plantedBooks } from "./books.ts";

const SUPPLIER: Address = `0x${"51".repeat(20)}`;
const BUYER: Address = `0x${"b0".repeat(20)}`;
const STATEMENT = { supplier: SUPPLIER, buyer: BUYER, currency: statementCurrency("EUR"), cutOff: 1_780_000_000 };
const SECRET = new Uint8Array(32).fill(7);
const EUR = { currency: "EUR", cutOff: CUT_OFF };

function rootOf(items: readonly LedgerItem[], secret = SECRET): Hex {
  return statementTree(STATEMENT, openLines(STATEMENT, items, EUR), secret).root;
}

const STATING = { statement: STATEMENT, lastDay: CUT_OFF, secret: SECRET };

function stated(items: readonly LedgerItem[]): StatedBook {
  return statedBook(itemsOf(items, STATING), STATING);
}

/** As one of both firms reckons it, with the books as it has them. */
function resultOf(supplier: readonly LedgerItem[], buyer: readonly LedgerItem[], policy = LEDGER_POLICY): ResultTree {
  return statementResult(STATING, { supplier: stated(supplier), buyer: stated(buyer) }, policy).tree;
}

const elsewhere = (items: readonly LedgerItem[]): LedgerItem[] =>
  items.toReversed().map((one, index) => ({ ...one, place: `row ${index * 3}` }));

describe("Books as statements", () => {
  it("have one root where they say the same, however they are written", () => {
    const supplier = [
      item({ number: "INV-001", amount: 500n, place: "line 1" }),
      item({ number: "INV-002", amount: 40n, place: "line 2" }),
      item({ number: "C-9", kind: "creditNote", amount: -30n }),
    ];
    const buyer = [
      item({ number: "c-9", kind: "debitNote", amount: -30n, day: CUT_OFF - 3 }),
      item({ number: " inv-002", amount: 100n, order: "PO7" }),
      item({ number: "T-88", kind: "payment", amount: -60n, settles: ["INV-002"] }),
      item({ number: "INV-001", amount: 500n, dueDay: CUT_OFF }),
      item({ number: "INV-003", amount: 9n, day: CUT_OFF + 1 }),
      item({ number: "INV-004", amount: 9n, currency: "USD" }),
    ];
    expect(rootOf(buyer)).to.equal(rootOf(supplier));
    expect(rootOf(buyer, new Uint8Array(32).fill(8)), "with another secret").to.not.equal(rootOf(supplier));
    const [first, ...others] = supplier;
    expect(rootOf([item({ ...first, amount: 501n }), ...others]), "of one minor unit more").to.not.equal(
      rootOf(supplier),
    );
  });

  it("name a document that only one side has from the ledger as the ledger does", () => {
    const header = {
      supplier: SUPPLIER,
      buyer: BUYER,
      invoice: invoiceHash("INV.0012"),
      line: 0,
      policy: 0,
      revision: 3,
    };
    const born = item({ number: "", receivable: idOf(header), amount: 7n });
    expect(rootOf([item({ number: "inv.0012", amount: 7n })])).to.equal(rootOf([born]));
  });

  it("prove one line and say nothing of the others", () => {
    const items = [item({ number: "INV-001", amount: 500n }), item({ number: "INV-002", amount: 40n })];
    const tree = statementTree(STATEMENT, openLines(STATEMENT, items, EUR), SECRET);
    const proof = tree.proofOf(keyOfItem(STATEMENT, item({ number: "inv-002", amount: 1n })));
    expect(proof.line.amount).to.equal(40n);
    expect(isStatementLine(STATEMENT, tree.root, proof)).to.equal(true);
    expect(isStatementLine(STATEMENT, tree.root, { ...proof, line: { ...proof.line, amount: 41n } })).to.equal(false);
    expect(tree.balance.amount).to.equal(540n);
  });

  it("prove what is open by the name that somebody has of it, and nothing of what is settled", () => {
    const receivable = `0x${"ab".repeat(32)}` as const;
    const book = stated([
      item({ number: "0012", amount: 500n }),
      item({ number: "12", amount: 40n }),
      item({ number: "INV-3", amount: 9n, receivable }),
      item({ number: "INV-4", amount: 30n }),
      item({ number: "T-1", kind: "payment", amount: -30n, settles: ["INV-4"] }),
    ]);
    const amountsOf = (document: string): bigint[] =>
      provenLines(STATEMENT, book, document).map(({ line }) => line.amount);
    expect(amountsOf(" 12 "), "both documents that are called so").to.have.members([500n, 40n]);
    expect([amountsOf("inv-3"), amountsOf(receivable.toUpperCase().replace("0X", "0x"))]).to.deep.equal([[9n], [9n]]);
    expect(["INV-4", "INV-5", "T-1", "."].map(amountsOf)).to.deep.equal([[], [], [], []]);
  });

  it("give both firms the same result, with a count of what differs", () => {
    fc.assert(
      fc.property(plantedBooks, ({ supplier, buyer }) => {
        const ours = resultOf(supplier, buyer);
        expect(resultOf(elsewhere(supplier), elsewhere(buyer)).result).to.equal(ours.result);
        expect(ours.lines).to.have.length(ours.count + 1);
        for (const [place, line] of ours.lines.entries()) {
          expect(isResultLine(ours.result, line, ours.proofOf(place))).to.equal(true);
          expect(isResultLine(ours.result, { ...line, text: `${line.text} ` }, ours.proofOf(place))).to.equal(false);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("have an exception to sign wherever their roots differ, and a bridge that closes", () => {
    fc.assert(
      fc.property(plantedBooks, ({ supplier, buyer }) => {
        const books = { supplier: stated(supplier), buyer: stated(buyer) };
        const { tree, reconciled } = statementResult(STATING, books, LEDGER_POLICY);
        expect(tree.count).to.equal(reconciled.differences.length + tree.matched);
        const isSame = books.supplier.tree.root === books.buyer.tree.root;
        if (!isSame) expect(tree.count).to.be.greaterThan(0);
        const { lines, supplier: from, buyer: to } = reconciled.bridge;
        expect(lines.reduce((balance, { amount }) => balance + amount, from)).to.equal(to);
        expect([from, to]).to.deep.equal([books.supplier.tree.balance.amount, books.buyer.tree.balance.amount]);
      }),
      { numRuns: 20 },
    );
  });

  it("that only spell a number in two ways differ by a line of no amount, which both can sign", () => {
    const [supplier, buyer] = [[item({ number: "0012", amount: 500n })], [item({ number: "12", amount: 500n })]];
    expect(rootOf(supplier), "two documents of one firm may be called so").to.not.equal(rootOf(buyer));
    const { count, matched, lines } = resultOf(supplier, buyer);
    expect([count, matched]).to.deep.equal([1, 1]);
    const [name, amount, ours, theirs, rule] = JSON.parse(lines[1]?.text ?? "") as [
      string,
      string,
      string[][],
      string[][],
      string,
    ];
    expect([name, amount, rule]).to.deep.equal(["MATCHED_BY_RULE", "0", "number"]);
    expect([ours[0]?.[0], theirs[0]?.[0]]).to.deep.equal(["0012", "12"]);
    expect(resultOf(supplier, supplier).count, "of books that are spelled alike").to.equal(0);
  });

  it("give another result when one amount, the policy or anything else that is compared is another", () => {
    const supplier = [item({ number: "INV-001", amount: 500n })];
    const [one, other] = [resultOf(supplier, []), resultOf([item({ number: "INV-001", amount: 501n })], [])];
    expect(one.count).to.equal(1);
    expect(other.result).to.not.equal(one.result);
    expect(resultOf(supplier, [], { ...LEDGER_POLICY, transitDays: 11 }).result).to.not.equal(one.result);
    const reordered = Object.fromEntries(Object.entries(LEDGER_POLICY).toReversed()) as typeof LEDGER_POLICY;
    expect(resultOf(supplier, [], reordered).result, "the same policy, its fields in another order").to.equal(
      one.result,
    );
    const ordered = [item({ number: "INV-001", amount: 500n, order: "PO1" })];
    expect(rootOf(ordered)).to.equal(rootOf(supplier));
    expect(resultOf(ordered, []).result, "with an order, which is in no root").to.not.equal(one.result);
    const later = [...supplier, item({ number: "INV-009", amount: 9n, day: CUT_OFF + 2 })];
    expect(rootOf(later)).to.equal(rootOf(supplier));
    expect(resultOf(later, []).result, "with an item after the cut-off").to.not.equal(one.result);
  });

  it("are of a day that ends at the cut-off somewhere on earth, and of a currency that has a code", () => {
    const midnight = (CUT_OFF + 1) * 86_400;
    const ends = [midnight, midnight - 1, midnight - 8 * 3_600, midnight - 14 * 3_600 - 1, midnight + 12 * 3_600];
    expect(ends.map((cutOff) => isEndOfDay(cutOff, CUT_OFF))).to.deep.equal(ends.map(() => true));
    const others = [midnight - 14 * 3_600 - 2, midnight + 12 * 3_600 + 1];
    expect(others.map((cutOff) => isEndOfDay(cutOff, CUT_OFF))).to.deep.equal([false, false]);
    expect(codeOf(statementCurrency("EUR"))).to.equal("EUR");
    expect(["70".repeat(20), "3e7".padStart(40, "0")].map((digits) => codeOf(`0x${digits}`))).to.deep.equal([
      undefined,
      undefined,
    ]);
  });
});
