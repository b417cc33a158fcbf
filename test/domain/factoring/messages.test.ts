import { readFileSync } from "node:fs";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { hashTypedData } from "viem";
import { digestOf, encodeType, hashStruct, typeHash } from "../../../src/domain/eip712.ts";
import type { TypedMessage } from "../../../src/domain/eip712.ts";
import { FILING_STRUCTS } from "../../../src/domain/factoring/filing.ts";
import type { Filing } from "../../../src/domain/factoring/filing.ts";
import { idsHash, noticeHash, NoticeKind, NoticeReply } from "../../../src/domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../../src/domain/factoring/notice.ts";
import * as notices from "../../../src/domain/factoring/noticeMessages.ts";
import { NOTICE_TYPES } from "../../../src/domain/factoring/noticeMessages.ts";
import { conditionsFault, discountFault } from "../../../src/domain/factoring/offerFaults.ts";
import * as offers from "../../../src/domain/factoring/offerMessages.ts";
import { OFFER_TYPES } from "../../../src/domain/factoring/offerMessages.ts";
import { offerLeaf, offerTree } from "../../../src/domain/factoring/offerTree.ts";
import { RECEIVABLE_TYPES } from "../../../src/domain/commitment.ts";
import { keccak256, keccakOfText } from "../../../src/domain/hash.ts";
import { isUnderRoot } from "../../../src/domain/merkle.ts";
import { ZERO_HASH } from "../../../src/domain/receivable.ts";
import { AGREED } from "../../support/agreed.ts";
import { anyHash } from "../../support/arbitraries.ts";
import { CONDITIONS, DISCOUNT } from "../../support/offers.ts";

const VALIDITY = { nonce: 2n ** 256n - 1n, deadline: 1_800_000_000n };
const HASH = keccakOfText("anything");
const NOTICE: AssignmentNotice = {
  kind: NoticeKind.Assigned,
  assignor: AGREED.header.supplier,
  assignee: `0x${"33".repeat(20)}`,
  debtor: AGREED.header.buyer,
  payee: `0x${"44".repeat(20)}`,
  receivables: idsHash([HASH, ZERO_HASH]),
  proof: HASH,
  givenAt: 1_798_761_600,
};
const FILING: Filing = {
  register: "ZDW",
  office: "中国人民银行征信中心",
  number: "0123 4567",
  filedAt: 1_798_761_600,
  until: 0,
  secured: NOTICE.assignee,
  debtor: NOTICE.assignor,
  collateral: ZERO_HASH,
  document: HASH,
};
const BUYERS = [
  { buyer: AGREED.header.buyer, limit: 2n ** 96n - 1n },
  { buyer: NOTICE.assignee, limit: 0n },
];

const OFFERS: readonly TypedMessage[] = [
  offers.singleOffer(AGREED, CONDITIONS),
  offers.offerRoot({ root: HASH, count: 3 }, CONDITIONS),
  offers.facility(BUYERS, CONDITIONS),
  offers.purchaseOffer(AGREED, DISCOUNT),
];
const REPLIES = [
  { reply: NoticeReply.Received, reason: ZERO_HASH },
  { reply: NoticeReply.Acknowledged, reason: ZERO_HASH },
  { reply: NoticeReply.Reserved, reason: HASH },
  { reply: NoticeReply.Refused, reason: HASH },
] as const;
const NOTICES: readonly TypedMessage[] = [
  notices.assignmentNotification(NOTICE, NOTICE.assignee, VALIDITY),
  notices.assignmentNotification(NOTICE, NOTICE.assignor, VALIDITY),
  ...REPLIES.map((answer) => notices.assignmentAcknowledgement(NOTICE, answer, VALIDITY)),
  notices.filingStatement(FILING, VALIDITY),
];

function source(path: string): string {
  return readFileSync(new URL(`../../../contracts/${path}`, import.meta.url), "utf8");
}

/** Type hashes that a library has written out, by the type of the struct alone. */
function writtenIn(library: string): ReadonlyMap<string, string> {
  const pattern = /@dev "([^"]+)"(?: and [^\n]+)?\s+bytes32 internal constant \w+ =\s+(0x[0-9a-f]{64});/g;
  const hashes = [...source(library).matchAll(pattern)];
  return new Map(
    hashes.map(([, type = "", hash = ""]) => [type.replace(/\s*\/\/\/\s*/g, " ").replace(/, /g, ","), hash]),
  );
}

describe("A message of factoring", () => {
  const domain = offers.deskDomain(31_337, "0x7777777777777777777777777777777777777777");

  it("has the digest that wallets give it", () => {
    for (const { types, primaryType, message } of [...OFFERS, ...NOTICES]) {
      const digest = digestOf(domain, { types, primaryType, message });
      expect(digest, primaryType).to.equal(hashTypedData({ domain, types, primaryType, message: { ...message } }));
      const mutable = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
      expect(digest, primaryType).to.equal(TypedDataEncoder.hash(domain, mutable, { ...message }));
    }
  });

  it("has the type and the type hash that the contracts have written out", () => {
    for (const [library, types] of [
      ["libraries/OfferMessages.sol", OFFER_TYPES],
      ["libraries/NoticeMessages.sol", NOTICE_TYPES],
    ] as const) {
      const written = writtenIn(library);
      const own = Object.keys(types).filter((name) => !(name in RECEIVABLE_TYPES));
      expect([...written.keys()]).to.have.lengthOf(own.length);
      for (const name of own) {
        const type = encodeType(types, name).replace(/\).*$/, ")");
        expect(written.get(type), type).to.equal(typeHash(types, name));
      }
    }
  });

  it("says what it means in the words of the contracts", () => {
    const texts = source("types/AssignmentTexts.sol");
    for (const name of ["ASSIGNMENT_TEXT", "ACKNOWLEDGEMENT_TEXT"] as const) {
      const pieces = new RegExp(`string constant ${name} =\\s+((?:unicode"[^"]*"\\s*)+);`).exec(texts)?.[1] ?? "";
      const text = [...pieces.matchAll(/"([^"]*)"/g)].map(([, piece]) => piece).join("");
      expect(notices[name]).to.equal(text);
      expect(texts).to.include(`${name}_HASH = ${keccakOfText(text)};`);
    }
    const library = source("libraries/NoticeMessages.sol");
    for (const word of Object.values(notices.REPLY_WORDS)) {
      expect(library.replace(/\s+/g, " ")).to.include(`constant ${word} = ${keccakOfText(word)};`);
    }
  });

  it("differs from every other, and is for one chain and one contract", () => {
    const all = [...OFFERS, ...NOTICES];
    expect(new Set(all.map((message) => digestOf(domain, message))).size).to.equal(all.length);
    const [first] = OFFERS;
    if (first === undefined) throw new Error("there is no message");
    const elsewhere = [offers.deskDomain(1, domain.verifyingContract), notices.factoringDomain(31_337, NOTICE.payee)];
    expect(new Set([domain, ...elsewhere].map((of) => digestOf(of, first))).size).to.equal(3);
  });

  it("has no field but those of its type", () => {
    for (const { types, primaryType, message } of [...OFFERS, ...NOTICES]) {
      expect(Object.keys(message), primaryType).to.have.members(types[primaryType]?.map(({ name }) => name) ?? []);
    }
  });

  it("of a reply names why where it reserves or refuses, and nowhere else", () => {
    for (const { reply, reason } of REPLIES) {
      const other = reason === ZERO_HASH ? HASH : ZERO_HASH;
      const wrong = (): TypedMessage => notices.assignmentAcknowledgement(NOTICE, { reply, reason: other }, VALIDITY);
      expect(wrong).to.throw(RangeError, `the reason of ${notices.REPLY_WORDS[reply]} is ${other}`);
    }
  });
});

describe("The struct hash", () => {
  it("of an offer is what events name it by", () => {
    for (const message of OFFERS) {
      expect(offers.offerHash(message)).to.equal(hashStruct(OFFER_TYPES, message.primaryType, message.message));
    }
  });

  it("of a notice follows from each of its fields", () => {
    const others = [
      { ...NOTICE, kind: NoticeKind.Reassigned },
      { ...NOTICE, payee: NOTICE.assignee },
      { ...NOTICE, receivables: idsHash([ZERO_HASH, HASH]) },
      { ...NOTICE, givenAt: NOTICE.givenAt + 1 },
    ];
    expect(new Set([NOTICE, ...others].map(noticeHash)).size).to.equal(5);
  });

  it("of the receivables that a notice names is that of their ids in a row", () => {
    expect(idsHash([HASH, ZERO_HASH])).to.equal(keccak256(`${HASH}${ZERO_HASH.slice(2)}`));
  });

  it("of a filing takes texts of any script", () => {
    expect(hashStruct(FILING_STRUCTS, "Filing", FILING)).to.match(/^0x[0-9a-f]{64}$/);
  });
});

describe("The root of an offer for several", () => {
  it("is that of OpenZeppelin's tree over place and commitment, and proves each at its place alone", () => {
    const anyCommitments = fc.array(anyHash, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(anyCommitments, (commitments) => {
        const { root, count, proofOf } = offerTree(commitments);
        const values = commitments.map((commitment, index) => [BigInt(index), commitment] as const);
        const peer = StandardMerkleTree.of(
          values.map((value) => [...value]),
          ["uint256", "bytes32"],
        );
        expect(root).to.equal(peer.root);
        for (const [index, commitment] of commitments.entries()) {
          const proof = proofOf(index);
          expect(isUnderRoot(root, offerLeaf(index, commitment), proof)).to.equal(true);
          expect(isUnderRoot(root, offerLeaf(index + count, commitment), proof)).to.equal(false);
          // The desk takes no proof that is longer than a tree of that many leaves is deep.
          expect(proof.length === 0 || count > 2 ** (proof.length - 1)).to.equal(true);
        }
      }),
    );
  });
});

describe("An offer that nobody can take", () => {
  const { price } = CONDITIONS;
  const faults = [
    ["an advance of nothing", { ...CONDITIONS, price: { ...price, advanceRate: 0 } }, "advanceRate", 0],
    ["an advance above all", { ...CONDITIONS, price: { ...price, advanceRate: 1_000_001 } }, "advanceRate", 1_000_001],
    ["a fee above all", { ...CONDITIONS, price: { ...price, feeRate: 1_000_001 } }, "feeRate", 1_000_001],
    ["a year of 366 days", { ...CONDITIONS, price: { ...price, basis: 366 } }, "basis", 366],
    ["a commission above all", { ...CONDITIONS, price: { ...price, commissionRate: 2_000_000 } }, "commissionRate"],
    ["a time zone of no place", { ...CONDITIONS, utcOffset: -721 }, "utcOffset", -721],
    ["tenors of nothing", { ...CONDITIONS, minTenor: 91, maxTenor: 90 }, "maxTenor", 90],
  ] as const;
  for (const [name, conditions, field, value] of faults) {
    it(`has ${name}`, () => {
      expect(conditionsFault(conditions)?.field).to.equal(field);
      if (value !== undefined) expect(conditionsFault(conditions)?.value).to.equal(value);
    });
  }

  it("names more than 64 buyers, or has a discount of no year or above all", () => {
    const buyers = Array.from({ length: 65 }, () => ({ buyer: AGREED.header.buyer, limit: 1n }));
    expect(conditionsFault(CONDITIONS, buyers)).to.deep.equal({ field: "buyers", value: 65 });
    expect(conditionsFault(CONDITIONS, buyers.slice(1))).to.equal(undefined);
    expect(discountFault({ ...DISCOUNT, basis: 0 })).to.deep.equal({ field: "basis", value: 0 });
    expect(discountFault({ ...DISCOUNT, rate: 1_000_001 })?.field).to.equal("rate");
    expect(discountFault(DISCOUNT)).to.equal(undefined);
  });
});
