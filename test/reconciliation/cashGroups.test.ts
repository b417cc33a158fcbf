import { expect } from "chai";
import fc from "fast-check";
import type { OpenItem } from "../../src/reconciliation/cash/model.ts";
import { SAFE_POLICY } from "../../src/reconciliation/cash/policy.ts";
import { groupsWithin } from "../../src/reconciliation/cash/subset.ts";
import { DAY, decide, item, line, outcomes } from "./cashScenes.ts";

function itemsOf(amounts: readonly number[]): readonly OpenItem[] {
  return amounts.map((amount, index) => item(`i${index}`, BigInt(amount), { due: DAY + 20 + index }));
}

describe("Cash application: one payment for many items", () => {
  it("V28: five groups of nine items come to 4,215, so none is posted", () => {
    const units = [600, 615, 700, 1_200, 1_300, 1_415, 2_000, 2_015, -300];
    const items = itemsOf(units.map((unit) => unit * 100));
    const [decision] = decide({ items, lines: [line("b1", 421_500n)] });
    expect(decision).to.deep.include({ disposition: "PROPOSE", rule: "SUBSET_SUM" });
    expect(decision?.explanation.solutions).to.equal(5);
  });

  it("the one group that comes to the sum is posted, a credit note in it", () => {
    const items = itemsOf([123_457, 234_571, 345_689, -45_677, 901_237]);
    expect(outcomes({ items, lines: [line("b1", 423_469n)] })).to.deep.equal(["POST SUBSET_SUM i0 i2 i3"]);
  });

  it("round amounts prove too little to be posted", () => {
    const items = itemsOf([100_000, 200_000, 400_000, 800_000]);
    expect(outcomes({ items, lines: [line("b1", 600_000n)] })[0]).to.match(/^PROPOSE SUBSET_SUM/);
  });

  it("the whole statement is posted, and all items of one due date are", () => {
    const items = itemsOf([123_457, 234_571, 345_689]);
    expect(outcomes({ items, lines: [line("b1", 703_717n)] })).to.deep.equal(["POST WHOLE_STATEMENT i0 i1 i2"]);
    const dated = [...items, item("d0", 55_511n, { due: DAY + 40 }), item("d1", 66_613n, { due: DAY + 40 })];
    expect(outcomes({ items: dated, lines: [line("b1", 122_124n)] })).to.deep.equal(["POST ONE_DUE_DATE d0 d1"]);
  });

  it("the oldest items come first only where that is agreed", () => {
    const items = itemsOf([10_000, 20_000, 40_000]);
    const lines = [line("b1", 25_001n)];
    expect(outcomes({ items, lines })).to.deep.equal(["EXCEPTION UNAPPLIED"]);
    const policy = { ...SAFE_POLICY, oldestFirst: new Set(["acme"]) };
    const [decision] = decide({ items, lines, policy });
    expect(decision?.allocations.map(({ item: id, cash }) => [id, cash])).to.deep.equal([
      ["i0", 10_000n],
      ["i1", 15_001n],
    ]);
  });

  it("a sum is searched among no more items than the policy allows", () => {
    const items = itemsOf(Array.from({ length: 25 }, (_, index) => 10_007 + index * 1_013));
    const [first, second] = items;
    const amount = (first?.amount ?? 0n) + (second?.amount ?? 0n);
    expect(outcomes({ items, lines: [line("b1", amount)] })).to.deep.equal(["EXCEPTION UNAPPLIED"]);
    expect(outcomes({ items: items.slice(0, 24), lines: [line("b1", amount)] })[0]).to.match(/SUBSET_SUM/);
  });

  describe("groups that come to a sum", () => {
    const amounts = fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 9 });

    it("are those that trying every group finds", () => {
      fc.assert(
        fc.property(
          amounts,
          fc.integer({ min: -150, max: 150 }),
          fc.integer({ min: 0, max: 3 }),
          (list, target, width) => {
            const limits = { leastMembers: 1, mostMembers: 5, mostGroups: 10_000 };
            const { groups, isComplete } = groupsWithin({ amounts: list, target, width, ...limits });
            const found = groups.map((group) => group.reduce((bits, place) => bits | (1 << place), 0)).toSorted();
            const every = Array.from({ length: 2 ** list.length }, (_, bits) => bits).filter((bits) => {
              const members = list.filter((_, place) => (bits & (1 << place)) !== 0);
              const sum = members.reduce((total, amount) => total + amount, 0);
              return members.length >= 1 && members.length <= 5 && Math.abs(sum - target) <= width;
            });
            expect(isComplete).to.equal(true);
            expect(found).to.deep.equal(every.toSorted());
          },
        ),
      );
    });

    it("are given up among equal amounts, and said to be", () => {
      const question = { target: 1_200, width: 0, leastMembers: 2, mostMembers: 40, mostGroups: 100 };
      const { groups, isComplete } = groupsWithin({ ...question, amounts: Array.from({ length: 24 }, () => 100) });
      expect(groups).to.have.length(100);
      expect(isComplete).to.equal(false);
    });
  });
});
