import { expect } from "chai";
import fc from "fast-check";
import {
  advanceOf,
  excessOf,
  isEverInForce,
  limitInForce,
  raiseBy,
  usePpm,
} from "../../../src/domain/exposure/limit.ts";
import type { Fallback, SetLimit } from "../../../src/domain/exposure/limit.ts";

function set(amount: bigint | undefined, from = 0, until?: number): SetLimit {
  return { amount, from, until };
}

describe("A limit", () => {
  it("is the last that was set of those that have begun", () => {
    const limits = [set(100n), set(200n, 10), set(300n, 20)];
    expect([0, 10, 19, 20].map((at) => limitInForce(limits, at)?.amount)).to.deep.equal([100n, 200n, 200n, 300n]);
  });

  it("brings back none of the earlier ones when it lapses", () => {
    expect(limitInForce([set(100n), set(50n, 0, 10)], 10)).to.equal(undefined);
  });

  it("ends where its end is set", () => {
    expect(limitInForce([set(100n), set(undefined, 5)], 5)).to.equal(undefined);
  });

  it("is used in parts per million, rounded half up", () => {
    expect([usePpm(800n, 1_000n), usePpm(1n, 3n), usePpm(2n, 3n)]).to.deep.equal([800_000n, 333_333n, 666_667n]);
    expect([usePpm(0n, 0n), usePpm(1n, 0n)]).to.deep.equal([0n, 1_000_000_000n]);
  });

  it("lets exactly as much be added as fits", () => {
    expect([excessOf(100n, 60n, 40n), excessOf(100n, 60n, 41n), excessOf(100n, 500n, 1n)]).to.deep.equal([
      0n,
      1n,
      401n,
    ]);
  });

  it("forbids nothing that adds nothing, even where it is exceeded", () => {
    expect(excessOf(100n, 500n, 0n)).to.equal(0n);
  });

  it("asks for an advance that is rounded up", () => {
    expect([advanceOf(100n, 300_000), advanceOf(101n, 300_000), advanceOf(7n, 0)]).to.deep.equal([30n, 31n, 0n]);
  });
});

/** What counts where none is in force, whenever that is. */
function always(amount: bigint | undefined): Fallback {
  return { least: amount, most: amount };
}
const NONE = always(undefined);

describe("Setting another limit", () => {
  it("is a raise where it is higher than the one before, and none where it is lower or the first", () => {
    expect(raiseBy([set(100n)], set(101n), NONE, 0)).to.deep.equal({ to: 101n });
    expect(raiseBy([set(100n)], set(100n), NONE, 0)).to.equal(undefined);
    expect(raiseBy([], set(100n), NONE, 0)).to.equal(undefined);
  });

  it("is a raise where the first own limit is above the least that its band may come to", () => {
    const band = { least: 0n, most: 500n };
    expect(raiseBy([], set(100n), band, 0)).to.deep.equal({ to: 100n });
    expect(raiseBy([], set(0n, 0, 60), band, 0), "what the band gives comes back").to.equal(undefined);
    expect(raiseBy([set(100n)], set(undefined), band, 0)).to.deep.equal({ to: 500n });
  });

  it("is a raise to anything where it is lower and lapses, so that nothing limits any more", () => {
    expect(raiseBy([set(100n)], set(50n, 0, 60), NONE, 0)).to.deep.equal({ to: null });
    expect(raiseBy([set(100n)], set(200n, 0, 60), NONE, 0)).to.deep.equal({ to: null });
    expect(raiseBy([set(100n, 0, 60)], set(50n, 0, 60), NONE, 0)).to.equal(undefined);
    expect(raiseBy([set(100n)], set(50n, 0, 60), always(100n), 0)).to.equal(undefined);
  });

  it("is a raise where it takes the place of a lower one that was to begin later", () => {
    expect(raiseBy([set(100n), set(10n, 50)], set(90n, 60), NONE, 0)).to.deep.equal({ to: 90n });
    expect(raiseBy([set(100n), set(95n, 50)], set(90n, 20), NONE, 0)).to.equal(undefined);
  });

  it("is a raise exactly where at some instant from now on more is let through, to the most that is", () => {
    const anyLimit = fc.record({
      amount: fc.option(fc.bigInt({ min: 0n, max: 5n }), { nil: undefined }),
      from: fc.integer({ min: 0, max: 12 }),
      until: fc.option(fc.integer({ min: 1, max: 14 }), { nil: undefined }),
    });
    const amounts = fc.option(fc.bigInt({ min: 0n, max: 5n }), { nil: undefined });
    const fallback = fc.record({ least: amounts, most: amounts });
    const anything = 1_000n;
    fc.assert(
      fc.property(fc.array(anyLimit, { maxLength: 4 }), anyLimit, fallback, (known, added, { least, most }) => {
        const now = 3;
        const raised = Array.from({ length: 20 }, (_, place) => place + now).flatMap((at) => {
          const [was, is] = [known, [...known, added]].map((limits) => limitInForce(limits, at)?.amount);
          if (was === undefined && is === undefined) return [];
          const after = is ?? most ?? anything;
          return after > (was ?? least ?? anything) ? [after] : [];
        });
        const to = raised.reduce((largest, one) => (one > largest ? one : largest), -1n);
        const expected = to === -1n ? undefined : { to: to === anything ? null : to };
        expect(raiseBy(known, added, { least, most }, now)).to.deep.equal(expected);
      }),
    );
  });

  it("looks at what is in force now or will be, and not at what is over", () => {
    expect(isEverInForce([set(0n, 50, 60)], 10)).to.equal(true);
    expect(isEverInForce([set(0n, 0, 10)], 10)).to.equal(false);
    expect(isEverInForce([set(5n), set(undefined, 5)], 10)).to.equal(false);
  });
});
