import { readFileSync } from "node:fs";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { encodeAbiParameters, hashStruct, keccak256 } from "viem";
import {
  commitmentOf,
  commitmentOfHeader,
  headerHash,
  idOf,
  openHeader,
  openTerms,
  RECEIVABLE_TYPES,
  termsHash,
} from "../../src/domain/commitment.ts";
import { typeHash } from "../../src/domain/eip712.ts";
import { anyHash, anyHeader, anyReceivable, anyTerms } from "../support/arbitraries.ts";
import { AGREED } from "../support/agreed.ts";

const SOLIDITY = readFileSync(new URL("../../contracts/libraries/Commitments.sol", import.meta.url), "utf8");
const ETHERS_TYPES = Object.fromEntries(Object.entries(RECEIVABLE_TYPES).map(([name, fields]) => [name, [...fields]]));

describe("A commitment", () => {
  it("has the type hashes that the contracts have written out", () => {
    for (const [name, constant] of [
      ["Header", "HEADER"],
      ["Terms", "TERMS"],
      ["Receivable", "RECEIVABLE"],
    ] as const) {
      const written = new RegExp(`bytes32 internal constant ${constant} = (0x[0-9a-f]{64});`).exec(SOLIDITY)?.[1];
      expect(typeHash(RECEIVABLE_TYPES, name)).to.equal(written);
    }
  });

  it("is this for this receivable, for ever", () => {
    expect({
      id: idOf(AGREED.header),
      header: headerHash(AGREED.header),
      terms: termsHash(AGREED.terms),
      commitment: commitmentOf(AGREED),
    }).to.deep.equal({
      id: "0x3aa162fc5e39dab538c19eefe56b48fccdfbf519e3f041dde59e80caf782aed8",
      header: "0xbe4dfbe6b335d9027db32865a83f77331dc6bdab2f38c48396a7259885358f50",
      terms: "0x96472481c0dddfb5bb031951a1041a934fd1542cda53a815c558be00e22e477b",
      commitment: "0xad4bc3ee568d05bb17d06e5531768f4d9ac8bd00a9b0e4eeeecddb97a2bb536d",
    });
  });

  it("is the struct hash of viem and of ethers", () => {
    fc.assert(
      fc.property(anyReceivable, (receivable) => {
        const hash = commitmentOf(receivable);
        expect(hash).to.equal(hashStruct({ types: RECEIVABLE_TYPES, primaryType: "Receivable", data: receivable }));
        expect(hash).to.equal(TypedDataEncoder.hashStruct("Receivable", ETHERS_TYPES, receivable));
      }),
    );
  });

  it("follows from whichever part is opened", () => {
    fc.assert(
      fc.property(anyReceivable, (receivable) => {
        expect(commitmentOfHeader(openHeader(receivable))).to.equal(commitmentOf(receivable));
        const { header, terms, document } = openTerms(receivable);
        expect(header).to.equal(headerHash(receivable.header));
        expect({ terms, document }).to.deep.equal({ terms: receivable.terms, document: receivable.document });
      }),
    );
  });

  it("changes with every field", () => {
    const before = commitmentOf(AGREED);
    const replace = <Struct extends object>(struct: Struct, other: Struct): readonly Struct[] =>
      Object.keys(struct).map((field) => ({ ...struct, [field]: other[field as keyof Struct] }));
    fc.assert(
      fc.property(anyHeader, anyTerms, anyHash, (header, terms, document) => {
        const changed = [
          ...replace(AGREED.header, header).map((other) => ({ ...AGREED, header: other })),
          ...replace(AGREED.terms, terms).map((other) => ({ ...AGREED, terms: other })),
          { ...AGREED, document },
        ];
        const different = changed.filter((other) => JSON.stringify(other, text) !== JSON.stringify(AGREED, text));
        expect(different.map(commitmentOf)).to.not.include(before);
      }),
      { numRuns: 10 },
    );
  });

  it("names the field whose value is none of its type", () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ ...AGREED.terms, amount: 2n ** 96n }, /^Terms\.amount is 79228162514264337593543950336, which is no uint96$/],
      [{ ...AGREED.terms, utcOffset: 32_768 }, /^Terms\.utcOffset is 32768, which is no int16$/],
      [{ ...AGREED.terms, dueDay: 1.5 }, /^Terms\.dueDay is 1\.5, which is no uint32$/],
      [{ ...AGREED.terms, discountOnParts: 1 }, /^Terms\.discountOnParts is 1, which is no bool$/],
      [{ ...AGREED.terms, currency: "0x12" }, /^Terms\.currency is 0x12, which is no address$/],
      [{ ...AGREED.terms, salt: `0x${"zz".repeat(32)}` }, /^Terms\.salt is 0x(?:zz){32}, which is no bytes32$/],
      [{ ...AGREED.terms, lateRate: undefined }, /^Terms\.lateRate is undefined, which is no uint32$/],
    ];
    for (const [terms, message] of wrong) {
      expect(() => termsHash(terms as typeof AGREED.terms)).to.throw(RangeError, message);
    }
  });
});

describe("An id", () => {
  it("is the hash of supplier, buyer, invoice and line, and of nothing else", () => {
    const words = [{ type: "address" }, { type: "address" }, { type: "bytes32" }, { type: "uint32" }] as const;
    fc.assert(
      fc.property(anyHeader, anyHeader, ({ supplier, buyer, invoice, line }, other) => {
        const id = keccak256(encodeAbiParameters(words, [supplier, buyer, invoice, line]));
        expect(idOf({ ...other, supplier, buyer, invoice, line })).to.equal(id);
      }),
    );
  });
});

function text(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
