import { expect } from "chai";
import { encodeAbiParameters, encodePacked, keccak256, toHex } from "viem";
import type { Hex } from "viem";
import { commitmentOf, idOf, termsHash } from "../../src/audit/commitment.ts";
import { fold } from "../../src/audit/fold.ts";
import { hexOf } from "../../src/audit/hashing.ts";
import { balanceSlot, operatorSlot, tokenSlot } from "../../src/audit/slots.ts";
import { expectedWords } from "../../src/audit/words.ts";
import {
  BUYER,
  COMMITMENT,
  CURRENCY,
  DOCUMENT,
  FACTOR,
  HEADER,
  ID,
  STRANGER,
  SUPPLIER,
  TERMS,
  WHERE,
  accept,
  chronicle,
  claim,
  credit,
  dispute,
  issue,
  keep,
  pay,
  resolve,
  transfer,
} from "./chronicle.ts";
import type { Told } from "./chronicle.ts";
import * as life from "./life.ts";
import { hashOf } from "./typed.ts";

/** The slot of a mapping's value, as Solidity lays it out. */
function mapped(slot: bigint, ...keys: readonly Hex[]): Hex {
  return keys.reduce(
    (outer, key) =>
      keccak256(encodeAbiParameters([{ type: "bytes32" }, { type: "bytes32" }], [hexOf(BigInt(key)), outer])),
    toHex(slot, { size: 32 }),
  );
}

function wordsAfter(...told: readonly Told[]): ReadonlyMap<Hex, Hex> {
  const { state, findings } = fold(chronicle(told), WHERE);
  expect(findings).to.deep.equal([]);
  return expectedWords(state);
}

function word(...fields: readonly (readonly [value: bigint, bits: number])[]): Hex {
  expect(fields.reduce((bits, [, width]) => bits + width, 0)).to.equal(256);
  return hexOf(fields.reduce((left, [value, width]) => (left << BigInt(width)) | value, 0n));
}

const LIVE = [...issue(), accept()];

describe("What the ledger must hold", () => {
  it("is committed to by the EIP-712 hash of header, terms and document", () => {
    for (const terms of [TERMS, { ...TERMS, utcOffset: -720, discountOnParts: true, discount1: 7n }]) {
      const header = { ...HEADER, line: Number(HEADER.line), policy: 5, revision: 2 };
      const data = { header, terms, document: DOCUMENT };
      const own = { ...HEADER, policy: 5n, revision: 2n };
      expect(commitmentOf(own, termsHash(terms), DOCUMENT)).to.equal(hashOf("Receivable", data));
    }
  });

  it("is found by the hash of supplier, buyer, invoice and line", () => {
    const types = ["address", "address", "bytes32", "uint32"].map((type) => ({ type }));
    const encoded = encodeAbiParameters(types, [SUPPLIER, BUYER, HEADER.invoice, 0]);
    expect(idOf(HEADER)).to.equal(keccak256(encoded));
  });

  it("says of a new receivable its commitment, its status and its holder", () => {
    const words = wordsAfter(...issue());
    const commitment = BigInt(COMMITMENT) >> 16n;
    expect(words.get(mapped(4n, ID))).to.equal(word([commitment, 240], [0n, 12], [1n, 4]));
    expect(words.get(hexOf(tokenSlot(ID)))).to.equal(word([0n, 96], [BigInt(SUPPLIER), 160]));
    for (const slot of [5n, 6n, 7n]) expect(words.get(mapped(slot, ID))).to.equal(hexOf(0n));
    expect(words.get(hexOf(balanceSlot(SUPPLIER)))).to.equal(hexOf(1n));
    expect(wordsAfter(...LIVE).get(mapped(4n, ID))).to.equal(word([commitment, 240], [0n, 12], [4n, 4]));
  });

  it("says of a late, disputed and credited one all of it", () => {
    const words = wordsAfter(...LIVE, dispute(30n, 30n), credit(20n), pay({ charges: 5n, lateDays: 4_000_000n }), [
      "DiscountCarried",
      { id: ID, carry: 77n },
    ]);
    const flags = [0n, 7] as const;
    expect(words.get(mapped(4n, ID))).to.equal(
      word([BigInt(COMMITMENT) >> 16n, 240], flags, [1n, 1], [0n, 2], [1n, 1], [0n, 1], [4n, 4]),
    );
    expect(words.get(mapped(5n, ID))).to.equal(word([77n, 48], [5n, 96], [4_000_000n, 112]));
    expect(words.get(mapped(6n, ID))).to.equal(hexOf(30n));
    expect(words.get(mapped(7n, ID))).to.equal(hexOf(20n));
    expect(words.get(hexOf(tokenSlot(ID)))).to.equal(
      word([0n, 1], [1n, 1], [0n, 2], [400_020n, 92], [BigInt(SUPPLIER), 160]),
    );
  });

  it("says that a closed one is closed, and a dispute that ended is no more", () => {
    const words = wordsAfter(...LIVE, dispute(5n, 5n), resolve(5n, 0n), credit(1_000_000n, true));
    expect(words.get(hexOf(tokenSlot(ID)))).to.equal(word([1n, 1], [0n, 3], [1_000_000n, 92], [BigInt(SUPPLIER), 160]));
    expect(words.get(mapped(6n, ID))).to.equal(hexOf(0n));
    expect(BigInt(words.get(mapped(4n, ID)) ?? 0) & 0xffffn).to.equal(0x104n);
  });

  it("keeps the flag of the detail word when the word is nought again", () => {
    const carried = (carry: bigint): Told => ["DiscountCarried", { id: ID, carry }];
    const words = wordsAfter(...LIVE, pay(), carried(5n), pay(), carried(0n));
    expect(words.get(mapped(5n, ID))).to.equal(hexOf(0n));
    expect((BigInt(words.get(hexOf(tokenSlot(ID))) ?? 0) >> 254n) & 1n).to.equal(1n);
  });

  it("flags the smallest credit and the smallest dispute", () => {
    const flags = (BigInt(wordsAfter(...LIVE, credit(1n), dispute(1n, 1n)).get(mapped(4n, ID)) ?? 0) >> 4n) & 0xfffn;
    expect(flags).to.equal(0b1_0010n);
  });

  it("locks what may not be assigned freely, and nothing else", () => {
    for (const policy of [0n, 1n, 2n, 4n, 6n, 12n, 13n, 220n]) {
      const header = { ...HEADER, policy };
      const words = wordsAfter(...issue(header));
      const guard = (BigInt(words.get(hexOf(tokenSlot(idOf(header)))) ?? 0) >> 252n) & 1n;
      const lock = (BigInt(words.get(mapped(4n, idOf(header))) ?? 0) >> 15n) & 1n;
      expect([guard, lock], String(policy)).to.deep.equal(policy % 4n === 0n ? [0n, 0n] : [1n, 1n]);
    }
  });

  it("guards what its holder listens on until the transfer, and a lock beyond that", () => {
    const flags = (...told: readonly Told[]): readonly bigint[] => {
      const words = wordsAfter(...issue(life.LINE), life.consent(FACTOR), ...told);
      const [own, token] = [words.get(mapped(4n, life.LINE_ID)), words.get(hexOf(tokenSlot(life.LINE_ID)))];
      return [BigInt(own ?? 0) & 0xffffn, (BigInt(token ?? 0) >> 252n) & 1n];
    };
    expect(flags(life.listen(SUPPLIER))).to.deep.equal([(1n << 15n) | (1n << 6n) | 1n, 1n]);
    expect(flags(life.listen(SUPPLIER), life.hand(SUPPLIER, FACTOR))).to.deep.equal([(1n << 15n) | 1n, 1n]);
    const free = (...told: readonly Told[]): readonly bigint[] => {
      const words = wordsAfter(...issue(), ["ListeningBegun", { id: ID, holder: SUPPLIER }], ...told);
      const [own, token] = [words.get(mapped(4n, ID)), words.get(hexOf(tokenSlot(ID)))];
      return [BigInt(own ?? 0) & 0xffffn, (BigInt(token ?? 0) >> 252n) & 1n];
    };
    expect(free()).to.deep.equal([(1n << 6n) | 1n, 1n]);
    expect(free(transfer(SUPPLIER, FACTOR))).to.deep.equal([1n, 0n]);
  });

  it("keeps tokens, balances and operators where Solady keeps them", () => {
    const seed = "0x7d8825530a5a2e7a";
    const approval: Told = ["Approval", { owner: SUPPLIER, account: STRANGER, id: BigInt(ID) }];
    const words = wordsAfter(...LIVE, approval, [
      "ApprovalForAll",
      { owner: SUPPLIER, operator: FACTOR, isApproved: true },
    ]);
    const overwritten = encodePacked(["bytes28", "bytes4"], [ID.slice(0, 58) as Hex, seed.slice(0, 10) as Hex]);
    expect(tokenSlot(ID)).to.equal((2n * BigInt(ID) + BigInt(keccak256(overwritten))) % 2n ** 256n);
    expect(words.get(hexOf(tokenSlot(ID) + 1n))).to.equal(hexOf(BigInt(STRANGER)));
    const owned = encodePacked(["address", "uint32", "uint32"], [SUPPLIER, 0x0a5a2e7a, 0]);
    expect(hexOf(balanceSlot(SUPPLIER))).to.equal(keccak256(owned));
    const operated = encodePacked(["address", "uint32", "uint32", "address"], [SUPPLIER, 0x0a5a2e7a, 0, FACTOR]);
    expect(hexOf(operatorSlot(SUPPLIER, FACTOR))).to.equal(keccak256(operated));
    expect(words.get(keccak256(operated))).to.equal(hexOf(1n));
  });

  it("empties what was left behind", () => {
    const words = wordsAfter(
      ...LIVE,
      ["ApprovalForAll", { owner: SUPPLIER, operator: FACTOR, isApproved: true }],
      ["ApprovalForAll", { owner: SUPPLIER, operator: FACTOR, isApproved: false }],
      pay(),
      keep(9n),
      claim(9n),
      transfer(SUPPLIER, FACTOR),
    );
    expect(words.get(hexOf(operatorSlot(SUPPLIER, FACTOR)))).to.equal(hexOf(0n));
    expect(words.get(mapped(9n, SUPPLIER, CURRENCY, ID))).to.equal(hexOf(0n));
    expect(words.get(hexOf(balanceSlot(SUPPLIER)))).to.equal(hexOf(0n));
    expect(words.get(hexOf(balanceSlot(FACTOR)))).to.equal(hexOf(1n));
  });

  it("keeps what is owed to holders, spent nonces and revoked roots", () => {
    const words = wordsAfter(
      ...LIVE,
      pay(),
      keep(9n),
      ["NonceSpent", { signer: BUYER, nonce: 3n }],
      ["NonceSpent", { signer: BUYER, nonce: 255n }],
      ["NonceSpent", { signer: BUYER, nonce: 256n }],
      ["RootRevoked", { signer: BUYER, root: hexOf(5n) }],
    );
    expect(words.get(mapped(9n, SUPPLIER, CURRENCY, ID))).to.equal(hexOf(9n));
    expect(words.get(mapped(2n, BUYER, hexOf(0n)))).to.equal(hexOf((1n << 255n) | 8n));
    expect(words.get(mapped(2n, BUYER, hexOf(1n)))).to.equal(hexOf(1n));
    expect(words.get(mapped(3n, BUYER, hexOf(5n)))).to.equal(hexOf(1n));
  });

  it("counts advices and says what was written off, was queried or is a part", () => {
    const flagsOf = (id: Hex, ...told: readonly Told[]): bigint =>
      BigInt(wordsAfter(...told).get(mapped(4n, id)) ?? 0) & 0xffffn;
    const line = issue(life.LINE);
    const locked = 1n << 15n;
    const twice = [life.advise(1n), life.advise(2n, { bankRef: hexOf(2n) })];
    expect(flagsOf(life.LINE_ID, ...line, ...twice)).to.equal(locked | (2n << 9n) | 1n);
    expect(flagsOf(life.LINE_ID, ...line, ...twice, life.advise(0n))).to.equal(locked | (1n << 9n) | 1n);
    expect(flagsOf(life.LINE_ID, ...line, life.writeOff())).to.equal(locked | (1n << 7n) | 1n);
    expect(flagsOf(life.LINE_ID, ...line, life.query())).to.equal(locked | 2n);
    expect(flagsOf(life.LINE_ID, ...line, life.reject())).to.equal(locked | 3n);
    expect(flagsOf(life.LINE_ID, ...line, life.cancel())).to.equal(locked | 5n);
    const parts = life.split(life.LATER, life.LATER_TERMS, [
      [1n, 0n],
      [999_999n, 4_001n],
    ]);
    expect(flagsOf(life.LATER_ID, ...life.LATER_LIVE, ...parts)).to.equal(6n);
    const part = idOf(life.partHeader(life.LATER, 1));
    expect(flagsOf(part, ...life.LATER_LIVE, ...parts)).to.equal((1n << 4n) | 4n);
  });

  it("keeps of a bank's reference the hash of what was said, then of what was recorded, and at last a mark", () => {
    const key = keccak256(
      encodeAbiParameters([{ type: "bytes32" }, { type: "bytes32" }], [life.LINE_ID, life.BANK_REF]),
    );
    const slot = mapped(8n, key);
    const tagged = (hash: Hex, kind: string): string => hash.slice(0, 64) + kind;
    const line = issue(life.LINE);
    const advice = ["bytes32", "uint96", "uint32"].map((type) => ({ type }));
    expect(wordsAfter(...line, life.advise(7n)).get(slot)).to.equal(
      tagged(keccak256(encodeAbiParameters(advice, [life.BANK_REF, 7n, life.DUE])), "01"),
    );
    expect(wordsAfter(...line, life.advise(7n), life.advise(0n)).get(slot)).to.equal(hexOf(0n));
    const recorded = ["bytes32", "address", "uint256", "uint256", "uint256", "uint256"].map((type) => ({ type }));
    expect(wordsAfter(...line, life.receive()).get(slot)).to.equal(
      tagged(keccak256(encodeAbiParameters(recorded, [life.BANK_REF, SUPPLIER, 100_000n, 0n, 0n, 0n])), "02"),
    );
    expect(wordsAfter(...line, life.receive(), life.reverse()).get(slot)).to.equal(hexOf(3n));
  });

  it("keeps to whom it may go next, until it went there", () => {
    const line = issue(life.LINE);
    const slot = mapped(10n, life.LINE_ID);
    expect(wordsAfter(...line, life.consent(FACTOR)).get(slot)).to.equal(hexOf(BigInt(FACTOR)));
    const handed = wordsAfter(...line, life.consent(FACTOR), life.hand(SUPPLIER, FACTOR));
    expect(handed.get(slot)).to.equal(hexOf(0n));
    expect(wordsAfter(...line, life.consent(FACTOR), life.amend()).get(slot)).to.equal(hexOf(0n));
  });

  it("is written in whole words only", () => {
    expect(() => hexOf(2n ** 256n)).to.throw(RangeError, "does not fit 32 bytes");
    expect(() => hexOf(-1n)).to.throw(RangeError);
  });
});
