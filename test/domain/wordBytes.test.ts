import { expect } from "chai";
import fc from "fast-check";
import { keccak256 as byNoble } from "viem";
import { keccak256, keccakOfWords, wordOf } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { putHex, putInteger } from "../../src/domain/wordBytes.ts";

/** The second of three words; the others must stay as they are. */
function written(put: (words: Uint8Array) => boolean | undefined): { readonly put: boolean; readonly hex: string } {
  const words = new Uint8Array(96);
  const isPut = put(words) !== false;
  expect(words.subarray(0, 32).some((byte) => byte !== 0) || words.subarray(64).some((byte) => byte !== 0)).to.equal(
    false,
  );
  return { put: isPut, hex: `0x${Buffer.from(words.subarray(32, 64)).toString("hex")}` };
}

describe("A word that is written where it is hashed", () => {
  it("has an integer as hex has it, of either kind and sign", () => {
    const anyInteger = fc.oneof(fc.bigInt({ min: -(2n ** 255n), max: 2n ** 256n - 1n }), fc.maxSafeInteger());
    fc.assert(
      fc.property(anyInteger, (value) => {
        const { hex } = written((words) => {
          putInteger(words, 32, value);
          return true;
        });
        expect(hex).to.equal(wordOf(value));
      }),
    );
  });

  it("has bytes as hex has them, at its end", () => {
    const anyBytes = fc.uint8Array({ maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));
    fc.assert(
      fc.property(anyBytes, fc.boolean(), (digits, isUpper) => {
        const given = `0x${isUpper ? digits.toUpperCase() : digits}`;
        const { put, hex } = written((words) => putHex(words, 32, given, digits.length / 2));
        expect([put, hex]).to.deep.equal([true, `0x${digits.padStart(64, "0")}`]);
      }),
    );
  });

  it("is refused what is no hex of its length", () => {
    for (const wrong of ["", "0x", "0x1", "0x123", "0x1g", "0xé1", "1234", "0X12", "0x 1"]) {
      expect(written((words) => putHex(words, 32, wrong, 1)).put, wrong).to.equal(false);
    }
    expect(() => keccakOfWords("0x12")).to.throw(RangeError, "0x12 is no word of 32 bytes");
  });

  it("is hashed as another implementation hashes it, however many there are", () => {
    const anyWords = fc.array(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), { maxLength: 40 });
    fc.assert(
      fc.property(anyWords, (values) => {
        const words = values.map(wordOf);
        const all: Hex = `0x${words.map((word) => word.slice(2)).join("")}`;
        expect([keccakOfWords(...words), keccak256(all)]).to.deep.equal([byNoble(all), byNoble(all)]);
      }),
    );
  });
});
