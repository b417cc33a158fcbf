import { expect } from "chai";
import fc from "fast-check";
import { hashStruct as byViem } from "viem";
import { encodeType, hashStruct, structsOf } from "../../src/domain/eip712.ts";

const TYPES = {
  Basket: [
    { name: "numbers", type: "uint96[]" },
    { name: "apples", type: "Apple[]" },
  ],
  Apple: [{ name: "weight", type: "uint8" }],
} as const;

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
