import { expect } from "chai";
import fc from "fast-check";
import { exposureOf } from "../../../src/domain/exposure/exposure.ts";
import type { BesideLedger, ClaimSum } from "../../../src/domain/exposure/exposure.ts";

const NOTHING: BesideLedger = { prepared: 0n, unapplied: 0n, offLedger: 0n, promised: 0n };

function claim(over: Partial<ClaimSum> = {}): ClaimSum {
  const usual = { state: "accepted", place: "own", isOverdue: false, items: 1, open: 1_000n, disputed: 0n } as const;
  return { ...usual, ...over };
}

const money = fc.bigInt({ min: 0n, max: 10n ** 12n });
const anyClaim: fc.Arbitrary<ClaimSum> = fc
  .record({
    state: fc.constantFrom("pending" as const, "accepted" as const),
    place: fc.constantFrom("own" as const, "recourse" as const, "away" as const),
    isOverdue: fc.boolean(),
    items: fc.integer({ min: 1, max: 50 }),
    open: money,
    disputed: money,
  })
  .map((one) => ({ ...one, disputed: one.disputed > one.open ? one.open : one.disputed }));
const anyBeside = fc.record({ prepared: money, unapplied: money, offLedger: money, promised: money });

describe("An exposure", () => {
  it("is what is pending, not due, overdue, prepared and off the ledger, less unapplied money", () => {
    const claims = [
      claim({ state: "pending", open: 100n }),
      claim({ open: 200n, disputed: 50n }),
      claim({ isOverdue: true, open: 400n }),
    ];
    const exposure = exposureOf(claims, { prepared: 800n, unapplied: 30n, offLedger: 1_600n, promised: 7n });
    expect(exposure).to.deep.include({ pending: 100n, notDue: 200n, overdue: 400n, disputed: 50n, promised: 7n });
    expect([exposure.total, exposure.items]).to.deep.equal([3_070n, 3]);
  });

  it("leaves out what was sold without recourse, and keeps what may come back", () => {
    const exposure = exposureOf([claim({ place: "away" }), claim({ place: "recourse", open: 300n })], NOTHING);
    expect(exposure).to.deep.include({ total: 300n, recourse: 300n, assigned: 1_000n, items: 1 });
  });

  it("is never below nought, however much money waits", () => {
    expect(exposureOf([claim()], { ...NOTHING, unapplied: 5_000n }).total).to.equal(0n);
  });

  it("counts what was not answered once, whether or not its due day has passed", () => {
    const exposure = exposureOf([claim({ state: "pending", isOverdue: true })], NOTHING);
    expect(exposure).to.deep.include({ pending: 1_000n, overdue: 0n, total: 1_000n });
  });

  it("is the same in any order, and item by item as in groups", () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 30 }), anyBeside, (claims, beside) => {
        const grouped = [
          ...Map.groupBy(claims, ({ state, place, isOverdue }) => `${state} ${place} ${isOverdue}`).values(),
        ].flatMap((same): ClaimSum[] => {
          const [first] = same;
          if (first === undefined) return [];
          const sum = (read: (one: ClaimSum) => bigint): bigint => same.reduce((all, one) => all + read(one), 0n);
          const items = same.reduce((all, one) => all + one.items, 0);
          return [{ ...first, items, open: sum(({ open }) => open), disputed: sum(({ disputed }) => disputed) }];
        });
        const whole = exposureOf(claims, beside);
        expect(exposureOf(grouped, beside)).to.deep.equal(whole);
        expect(exposureOf(claims.toReversed(), beside)).to.deep.equal(whole);
      }),
    );
  });
});
