import { expect } from "chai";
import fc from "fast-check";
import { hashStruct as byViem, hashTypedData } from "viem";
import { digestOf, encodeType, hashStruct, structsOf } from "../../src/domain/eip712.ts";
import { keccakOfText } from "../../src/domain/hash.ts";

const TYPES = {
  Basket: [
    { name: "numbers", type: "uint96[]" },
    { name: "apples", type: "Apple[]" },
  ],
  Apple: [{ name: "weight", type: "uint8" }],
} as const;

const KINDS = {
  Everything: [
    { name: "flag", type: "bool" },
    { name: "small", type: "int8" },
    { name: "large", type: "int256" },
    { name: "count", type: "uint32" },
    { name: "word", type: "uint256" },
    { name: "who", type: "address" },
    { name: "hash", type: "bytes32" },
    { name: "text", type: "string" },
    { name: "apple", type: "Apple" },
    { name: "rows", type: "int16[][]" },
  ],
  Apple: TYPES.Apple,
} as const;

const anyHex = (bytes: number): fc.Arbitrary<`0x${string}`> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((all) => `0x${Buffer.from(all).toString("hex")}` as const);
const anySigned = (bits: bigint): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n });

describe("A struct of every kind", () => {
  it("hashes as in viem, whether its integers are numbers or bigints", () => {
    const anyStruct = fc.record({
      flag: fc.boolean(),
      small: anySigned(8n).map(Number),
      large: anySigned(256n),
      count: fc.nat({ max: 2 ** 32 - 1 }),
      word: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      who: anyHex(20),
      hash: anyHex(32),
      text: fc.string({ unit: "binary" }),
      apple: fc.record({ weight: fc.nat({ max: 255 }) }),
      rows: fc.array(fc.array(anySigned(16n).map(Number))),
    });
    fc.assert(
      fc.property(anyStruct, (data) => {
        const expected = byViem({ types: KINDS, primaryType: "Everything", data });
        expect(hashStruct(KINDS, "Everything", data)).to.equal(expected);
        const asBigints = { ...data, small: BigInt(data.small), count: BigInt(data.count) };
        expect(hashStruct(KINDS, "Everything", asBigints)).to.equal(expected);
      }),
    );
  });

  it("names the field whose value is none of its type", () => {
    const one = (type: string, value: unknown): (() => string) => {
      const types = { One: [{ name: "it", type }] };
      return () => hashStruct(types, "One", { it: value });
    };
    const wrong: readonly (readonly [type: string, value: unknown])[] = [
      ...([
        ["uint8", 256],
        ["uint8", -1],
        ["uint8", 1.5],
        ["int8", 128n],
        ["int8", -129],
        ["uint256", 2n ** 256n],
      ] as const),
      ...([
        ["int256", -(2n ** 255n) - 1n],
        ["uint96", "7"],
        ["uint64", 2 ** 53],
        ["uint264", 1n],
        ["uint7", 1],
      ] as const),
      ...([
        ["uint0", 0],
        ["bool", 1],
        ["address", `0x${"1".repeat(39)}`],
        ["address", `0x${"g".repeat(40)}`],
      ] as const),
      ...([
        ["bytes32", "0x12"],
        ["bytes32", 7n],
        ["string", 7],
        ["uint8[]", 7],
        ["constructor", {}],
      ] as const),
    ];
    for (const [type, value] of wrong) {
      expect(one(type, value), `${type} ${String(value)}`).to.throw(
        RangeError,
        `One.it is ${String(value)}, which is no`,
      );
    }
  });
});

describe("A struct of a text of which the hash alone is known", () => {
  const types = {
    Note: [
      { name: "text", type: "string" },
      { name: "place", type: "uint8" },
    ],
  } as const;
  const note = { types, primaryType: "Note" as const, message: { text: "付款 paid", place: 7 } };
  const domain = { name: "Notes", chainId: 1n, verifyingContract: `0x${"11".repeat(20)}` } as const;
  const erased = { ...note, message: { place: 7 } };

  it("is signed as viem signs the text", () => {
    const hashed = { text: keccakOfText(note.message.text) };
    expect(digestOf(domain, erased, hashed)).to.equal(hashTypedData({ domain, ...note }));
    expect(digestOf(domain, note, hashed)).to.equal(digestOf(domain, note));
  });

  it("stands for no field that is no text, and is a hash", () => {
    expect(() => digestOf(domain, erased)).to.throw(RangeError, "Note.text is undefined");
    const hashed = { text: keccakOfText("") };
    expect(() => digestOf(domain, { ...note, message: {} }, { ...hashed, place: hashed.text })).to.throw("Note.place");
    expect(() => digestOf(domain, erased, { text: "0x12" })).to.throw(RangeError, "the hash of Note.text is 0x12");
  });
});

describe("An array in typed data", () => {
  it("hashes as in viem, of values and of structs", () => {
    const anyBasket = fc.record({
      numbers: fc.array(fc.bigInt({ min: 0n, max: 2n ** 96n - 1n })),
      apples: fc.array(fc.record({ weight: fc.nat({ max: 255 }) })),
    });
    fc.assert(
      fc.property(anyBasket, (basket) => {
        const hash = byViem({ types: TYPES, primaryType: "Basket", data: basket });
        expect(hashStruct(TYPES, "Basket", basket)).to.equal(hash);
      }),
    );
  });

  it("brings along the struct that it is made of", () => {
    expect(Object.keys(structsOf(TYPES, "Basket"))).to.deep.equal(["Basket", "Apple"]);
    expect(encodeType(TYPES, "Basket")).to.equal("Basket(uint96[] numbers,Apple[] apples)Apple(uint8 weight)");
  });

  it("names the element that is none of its type, and whatever is no array", () => {
    const fruitless = (numbers: unknown): object => ({ numbers, apples: [] });
    expect(() => hashStruct(TYPES, "Basket", fruitless([1n, -2n]))).to.throw(
      RangeError,
      "Basket.numbers[1] is -2, which is no uint96",
    );
    expect(() => hashStruct(TYPES, "Basket", fruitless(7n))).to.throw(
      RangeError,
      "Basket.numbers is 7, which is no uint96[]",
    );
  });
});
