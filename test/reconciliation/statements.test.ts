/** Books as statements: equal ones have one root, and others one result that both sides find. */
import { expect } from "chai";
import fc from "fast-check";
import { idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { LedgerItem } from "../../src/domain/ledgerItem.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { isStatementLine, statementTree } from "../../src/domain/statementLeaf.ts";
import { LEDGER_POLICY } from "../../src/reconciliation/ledgers/policy.ts";
import { reconcileBooks } from "../../src/reconciliation/ledgers/reconcile.ts";
import { keyOfItem, openLines, statementCurrency } from "../../src/reconciliation/statements/openLines.ts";
import { isResultLine, resultTree } from "../../src/reconciliation/statements/resultTree.ts";
import type { ResultTree } from "../../src/reconciliation/statements/resultTree.ts";
import { CUT_OFF, item, plantedBooks } from "./books.ts";

const SUPPLIER: Address = `0x${"51".repeat(20)}`;
const BUYER: Address = `0x${"b0".repeat(20)}`;
const STATEMENT = { supplier: SUPPLIER, buyer: BUYER, currency: statementCurrency("EUR"), cutOff: 1_780_000_000 };
const SECRET = new Uint8Array(32).fill(7);
const EUR = { currency: "EUR", cutOff: CUT_OFF };

function rootOf(items: readonly LedgerItem[], secret = SECRET): Hex {
  return statementTree(STATEMENT, openLines(STATEMENT, items, EUR), secret).root;
}

function rootsOf(supplier: readonly LedgerItem[], buyer: readonly LedgerItem[]): { supplierRoot: Hex; buyerRoot: Hex } {
  return { supplierRoot: rootOf(supplier), buyerRoot: rootOf(buyer) };
}

/** As one of both firms reckons it, with the books as it has them. */
function resultOf(supplier: readonly LedgerItem[], buyer: readonly LedgerItem[]): ResultTree {
  const results = reconcileBooks({ items: { supplier, buyer }, cutOff: CUT_OFF }, LEDGER_POLICY);
  const result = results.find(({ currency }) => currency === "EUR");
  if (result === undefined) throw new Error("no euros");
  return resultTree(STATEMENT, rootsOf(supplier, buyer), result, LEDGER_POLICY, SECRET);
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

  it("give another result when one amount or the policy is another", () => {
    const supplier = [item({ number: "INV-001", amount: 500n })];
    const [one, other] = [resultOf(supplier, []), resultOf([item({ number: "INV-001", amount: 501n })], [])];
    expect(one.count).to.equal(1);
    expect(other.result).to.not.equal(one.result);
    const [result] = reconcileBooks({ items: { supplier, buyer: [] }, cutOff: CUT_OFF }, LEDGER_POLICY);
    if (result === undefined) throw new Error("no result");
    const otherPolicy = resultTree(
      STATEMENT,
      rootsOf(supplier, []),
      result,
      { ...LEDGER_POLICY, transitDays: 11 },
      SECRET,
    );
    expect(otherPolicy.result).to.not.equal(one.result);
  });
});
