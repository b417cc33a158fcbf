import { expect } from "chai";
import { Assignability, decodePolicy, encodePolicy, isLocked, MAX_MINIMUM_EXPONENT } from "../../src/domain/policy.ts";

describe("A policy", () => {
  it("says the same after it was packed and read, in the bits of the contracts", () => {
    const policies = Object.values(Assignability).flatMap((assignability) =>
      [false, true].map((splittable) => ({ assignability, splittable, minimumPart: 0n })),
    );
    expect(policies.map(encodePolicy)).to.deep.equal([0, 4, 1, 5, 2, 6]);
    expect(policies.map(encodePolicy).map(decodePolicy)).to.deep.equal(policies);
  });

  it("names the least part of a split as the power of ten that its highest five bits give (R69)", () => {
    for (const assignability of Object.values(Assignability)) {
      for (let exponent = 1; exponent <= MAX_MINIMUM_EXPONENT; exponent += 1) {
        const policy = { assignability, splittable: true, minimumPart: 10n ** BigInt(exponent) };
        expect(encodePolicy(policy)).to.equal(assignability + 4 + 8 * exponent);
        expect(decodePolicy(encodePolicy(policy))).to.deep.equal(policy);
      }
    }
  });

  it("locks the token unless the holder alone decides", () => {
    expect([0, 4, 1, 5, 2, 6].map(isLocked)).to.deep.equal([false, false, true, true, true, true]);
    expect([12, 13, 14, 220].map(isLocked)).to.deep.equal([false, true, true, false]);
  });

  it("is refused where it says nothing that the ledger issues", () => {
    for (const bits of [3, 7, 8, 9, 10, 15, 216, 228, 255, 256, -1, 0.5, 4.5, Number.NaN]) {
      expect(() => decodePolicy(bits), String(bits)).to.throw(RangeError, `policy is ${bits}`);
    }
  });

  it("is refused with a least part that is no power of ten, or where it may not be split", () => {
    const free = { assignability: Assignability.Freely, splittable: true };
    for (const minimumPart of [-10n, 1n, 11n, 99n, 20n, 10n ** 28n]) {
      expect(() => encodePolicy({ ...free, minimumPart })).to.throw(RangeError, `minimumPart is ${minimumPart}`);
    }
    expect(() => encodePolicy({ ...free, splittable: false, minimumPart: 10n })).to.throw(RangeError, "may be split");
  });

  it("says what the ledger takes, for each of the 256 that a byte can hold", () => {
    const known = Array.from({ length: 256 }, (_, bits) => bits).filter((bits) => {
      const [sale, splits, least] = [bits % 4, Math.floor(bits / 4) % 2, Math.floor(bits / 8)];
      return sale !== 3 && (least === 0 || (splits === 1 && least <= 27));
    });
    expect(known).to.have.length(6 + 3 * MAX_MINIMUM_EXPONENT);
    for (const bits of known) expect(encodePolicy(decodePolicy(bits))).to.equal(bits);
  });
});
