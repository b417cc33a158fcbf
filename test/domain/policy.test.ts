import { expect } from "chai";
import { Assignability, decodePolicy, encodePolicy, isLocked } from "../../src/domain/policy.ts";

describe("A policy", () => {
  it("says the same after it was packed and read, in the bits of the contracts", () => {
    const policies = Object.values(Assignability).flatMap((assignability) =>
      [false, true].map((splittable) => ({ assignability, splittable })),
    );
    expect(policies.map(encodePolicy)).to.deep.equal([0, 4, 1, 5, 2, 6]);
    expect(policies.map(encodePolicy).map(decodePolicy)).to.deep.equal(policies);
  });

  it("locks the token unless the holder alone decides", () => {
    expect([0, 4, 1, 5, 2, 6].map(isLocked)).to.deep.equal([false, false, true, true, true, true]);
  });

  it("is refused where it says nothing that the ledger issues", () => {
    for (const bits of [3, 7, 8, -1, 0.5, Number.NaN]) {
      expect(() => decodePolicy(bits), String(bits)).to.throw(RangeError, `policy is ${bits}`);
    }
  });
});
