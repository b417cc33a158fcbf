import { expect } from "chai";
import fc from "fast-check";
import { encodeAbiParameters, hexToBytes, keccak256 } from "viem";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { statementId } from "../../src/domain/statement.ts";
import {
  documentKey,
  isStatementLine,
  lineLeaf,
  StatementError,
  statementKeysHash,
  statementTree,
} from "../../src/domain/statementLeaf.ts";
import type { OpenItem } from "../../src/domain/statementLeaf.ts";
import { anyHash } from "../support/arbitraries.ts";
import { BALANCE_SALT, ID, KEYS, LINES, NOTHING_OPEN, ROOT, SECRET, STATEMENT } from "../support/statementVectors.ts";

const secret = hexToBytes(SECRET);
const items: readonly OpenItem[] = LINES.map(({ document, amount }) => ({ document, amount }));

const anyAmount = fc.bigInt({ min: -(2n ** 92n) + 1n, max: 2n ** 92n - 1n }).filter((amount) => amount !== 0n);
const anyItems = fc.uniqueArray(fc.record({ document: anyHash, amount: anyAmount }), {
  selector: ({ document }) => document,
  minLength: 1,
  maxLength: 12,
});

describe("A line of a statement", () => {
  it("has the key, salt and leaf that another program computed", () => {
    const tree = statementTree(STATEMENT, items, secret);
    for (const { number, line, amount, document, salt, leaf } of LINES) {
      expect(documentKey(STATEMENT, number, line)).to.equal(document);
      expect(tree.proofOf(document).line).to.deep.equal({ document, amount, salt });
      expect(lineLeaf(STATEMENT, { document, amount, salt })).to.equal(leaf);
    }
    expect([statementId(STATEMENT), tree.root, tree.balance.salt]).to.deep.equal([ID, ROOT, BALANCE_SALT]);
    expect(statementKeysHash(KEYS.supplierKey, KEYS.buyerKey)).to.equal(KEYS.hash);
  });

  it("has for its key the id that the ledger gives an item that was born there", () => {
    const header = { ...STATEMENT, invoice: invoiceHash("INV-001"), line: 3, policy: 1, revision: 9 };
    expect(documentKey(STATEMENT, "inv-001", 3)).to.equal(idOf(header));
  });

  it("is hashed as Solidity encodes it", () => {
    const anyInteger = fc.bigInt({ min: -(2n ** 255n), max: 2n ** 255n - 1n });
    fc.assert(
      fc.property(anyHash, anyInteger, anyHash, (document, amount, salt) => {
        const types = ["uint256", "bytes32", "address", "int256", "uint40", "bytes32"].map((type) => ({ type }));
        const { currency, cutOff } = STATEMENT;
        const encoded = encodeAbiParameters(types, [1n, document, currency, amount, cutOff, salt]);
        expect(lineLeaf(STATEMENT, { document, amount, salt })).to.equal(keccak256(keccak256(encoded)));
      }),
    );
  });

  it("is refused where a field does not fit its word", () => {
    const line = { document: ROOT, amount: 1n, salt: ROOT };
    expect(() => lineLeaf(STATEMENT, { ...line, amount: 2n ** 255n })).to.throw(RangeError, "does not fit 256 bits");
    expect(() => lineLeaf(STATEMENT, { ...line, document: "0x12" })).to.throw(RangeError, "0x12 is no word");
    expect(() => lineLeaf(STATEMENT, { ...line, salt: "0x12" })).to.throw(RangeError, "salt is 0x12");
    expect(() => lineLeaf({ ...STATEMENT, currency: "0x12" }, line)).to.throw(RangeError, "0x12 is no address");
  });
});

describe("The root of a statement", () => {
  it("is the same in whatever order the items are, and their sum is the balance", () => {
    const shuffled = anyItems.chain((one) =>
      fc.tuple(fc.constant(one), fc.shuffledSubarray(one, { minLength: one.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const [left, right] = [statementTree(STATEMENT, one, secret), statementTree(STATEMENT, other, secret)];
        expect(left.root).to.equal(right.root);
        expect(left.balance).to.deep.equal(right.balance);
        expect(left.balance.amount).to.equal(one.reduce((sum, { amount }) => sum + amount, 0n));
      }),
    );
  });

  it("proves each of its lines, and no line with another amount or of another statement", () => {
    fc.assert(
      fc.property(anyItems, fc.nat(), (lines, seed) => {
        const { root, proofOf } = statementTree(STATEMENT, lines, secret);
        const proof = proofOf(lines[seed % lines.length]?.document ?? "0x");
        expect(isStatementLine(STATEMENT, root, proof)).to.equal(true);
        const raised = { ...proof, line: { ...proof.line, amount: proof.line.amount + 1n } };
        expect(isStatementLine(STATEMENT, root, raised)).to.equal(false);
        expect(isStatementLine({ ...STATEMENT, cutOff: STATEMENT.cutOff - 1 }, root, proof)).to.equal(false);
      }),
    );
  });

  it("differs with any amount, any item, the cut-off, the currency, the parties and the secret", () => {
    const others = [
      statementTree(STATEMENT, items.slice(1), secret),
      statementTree(STATEMENT, [{ document: LINES[0]?.document ?? "0x", amount: 1n }, ...items.slice(1)], secret),
      statementTree({ ...STATEMENT, cutOff: 1 }, items, secret),
      statementTree({ ...STATEMENT, currency: STATEMENT.buyer }, items, secret),
      statementTree({ ...STATEMENT, supplier: STATEMENT.buyer, buyer: STATEMENT.supplier }, items, secret),
      statementTree(STATEMENT, items, hexToBytes(ROOT)),
    ];
    expect(new Set([ROOT, ...others.map(({ root }) => root)]).size).to.equal(7);
  });

  it("of no items is that of one line of nothing, as salted as any other", () => {
    const empty = statementTree(STATEMENT, [], secret);
    expect(empty.root).to.equal(NOTHING_OPEN);
    expect(empty.balance.amount).to.equal(0n);
    expect(statementTree(STATEMENT, [], hexToBytes(ROOT)).root).to.not.equal(NOTHING_OPEN);
  });

  it("has a salt for its balance that opens that of no other version", () => {
    const [version, corrected] = [items, items.slice(1)].map((lines) => statementTree(STATEMENT, lines, secret));
    const salts = [version?.balance.salt, corrected?.balance.salt, statementTree(STATEMENT, [], secret).balance.salt];
    expect(new Set(salts).size).to.equal(3);
  });

  it("shows one salt for one statement: that of the same document in another is another", () => {
    const document = LINES[0]?.document ?? "0x";
    const later = statementTree({ ...STATEMENT, cutOff: STATEMENT.cutOff + 1 }, items, secret);
    expect(later.proofOf(document).line.salt).to.not.equal(LINES[0]?.salt);
  });

  const document: Hex = ROOT;
  const faults: readonly (readonly [string, readonly OpenItem[], string])[] = [
    [
      "a document twice",
      [
        { document, amount: 1n },
        { document: upper(document), amount: 2n },
      ],
      "items[1].document",
    ],
    ["an amount of zero", [{ document, amount: 0n }], "items[0].amount"],
    ["an amount beyond 2^92", [{ document, amount: 2n ** 92n }], "items[0].amount"],
    ["a credit beyond 2^92", [{ document, amount: -(2n ** 92n) }], "items[0].amount"],
  ];
  for (const [name, wrong, field] of faults) {
    it(`is refused ${name}, by the field at fault`, () => {
      expect(() => statementTree(STATEMENT, wrong, secret))
        .to.throw(StatementError, field)
        .with.property("field", field);
    });
  }

  it("is refused a secret of another length, too many items, and the proof of what is not there", () => {
    expect(() => statementTree(STATEMENT, items, secret.subarray(1))).to.throw(StatementError, "31 bytes long");
    const many = Array<OpenItem>(2 ** 21 + 1).fill({ document, amount: 1n });
    expect(() => statementTree(STATEMENT, many, secret)).to.throw(StatementError, "2097153 of them");
    expect(() => statementTree(STATEMENT, items, secret).proofOf(ROOT)).to.throw(StatementError, "has no line of it");
    const wrong = [{ document: "0x12", amount: 1n }] as const;
    expect(() => statementTree(STATEMENT, wrong, secret)).to.throw(RangeError, "document is 0x12");
  });
});

function upper(hash: Hex): Hex {
  return `0x${hash.slice(2).toUpperCase()}`;
}
