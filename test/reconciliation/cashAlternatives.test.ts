/** What is proposed of several lines together, and what an agreement on the oldest items leaves alone. */
import { expect } from "chai";
import fc from "fast-check";
import type { Decision } from "../../src/reconciliation/cash/model.ts";
import { SAFE_POLICY } from "../../src/reconciliation/cash/policy.ts";
import { TOLERANT, decide, item, line, told } from "./cashScenes.ts";

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** What decisions would take of each item. */
function takenBy(decisions: readonly Decision[]): ReadonlyMap<string, bigint> {
  const taken = new Map<string, bigint>();
  for (const { item: id, cash, discount, difference } of decisions.flatMap(({ allocations }) => allocations)) {
    taken.set(id, (taken.get(id) ?? 0n) + cash + discount + difference);
  }
  return taken;
}

describe("Cash application: proposals", () => {
  it("that would take one item twice are told to be alternatives", () => {
    const items = [item("INV-777001", 50_000n), item("c", 20_000n)];
    const lines = [line("b1", 50_000n), line("b2", 50_000n), line("b3", 20_000n)];
    const decisions = decide({ items, lines });
    expect(decisions.map((each) => [told(each), each.explanation.contested])).to.deep.equal([
      ["PROPOSE EXACT_AMOUNT INV-777001", true],
      ["PROPOSE EXACT_AMOUNT INV-777001", true],
      ["POST EXACT_AMOUNT c", false],
    ]);
  });

  it("that are no alternatives can all be confirmed", () => {
    const number = (index: number): string => `77700${index}`;
    const anyScene = fc.record({
      amounts: fc.array(fc.integer({ min: -4, max: 9 }).filter(Boolean), { minLength: 1, maxLength: 5 }),
      lines: fc.array(fc.record({ of: fc.nat(4), part: fc.integer({ min: 1, max: 3 }), said: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
      }),
    });
    fc.assert(
      fc.property(anyScene, ({ amounts, lines: wanted }) => {
        const items = amounts.map((amount, index) => item(number(index), BigInt(amount) * 10_000n));
        const lines = wanted.map(({ of, part, said }, index) => {
          const owed = size(items[of % items.length]?.amount ?? 0n);
          return line(`b${index}`, owed / BigInt(part), said ? number(of % items.length) : "");
        });
        const decisions = decide({ items, lines, policy: TOLERANT });
        const posted = takenBy(decisions.filter(({ disposition }) => disposition === "POST"));
        const others = decisions.filter(({ disposition }) => disposition !== "POST");
        const certain = takenBy(others.filter(({ explanation }) => !explanation.contested));
        const all = takenBy(others);
        for (const { id, amount } of items) {
          const left = size(amount - (posted.get(id) ?? 0n));
          expect(size(certain.get(id) ?? 0n) <= left, `${id} is taken beyond what is open`).to.equal(true);
          if (size(all.get(id) ?? 0n) <= left) continue;
          for (const { allocations, explanation } of others) {
            if (allocations.some((each) => each.item === id)) expect(explanation.contested).to.equal(true);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("Cash application: the oldest items first", () => {
  const policy = { ...SAFE_POLICY, oldestFirst: new Set(["acme"]) };
  const items = [
    item("i0", 10_003n, { due: 20_001 }),
    item("credit", -3_001n, { due: 20_002 }),
    item("i1", 20_007n, { due: 20_003 }),
  ];
  const cashOf = (amount: bigint): readonly (readonly [string, bigint])[] =>
    decide({ items, lines: [line("b1", amount)], policy })[0]?.allocations.map(({ item: id, cash }) => [id, cash]) ??
    [];

  it("passes over a credit note, which nobody has set off", () => {
    expect(cashOf(12_000n)).to.deep.equal([
      ["i0", 10_003n],
      ["i1", 1_997n],
    ]);
    expect(cashOf(30_010n), "all that is owed, without its credit").to.deep.equal([
      ["i0", 10_003n],
      ["i1", 20_007n],
    ]);
  });

  it("sets the credit note off where the payer pays the whole statement less it", () => {
    expect(cashOf(27_009n)).to.deep.equal([
      ["i0", 10_003n],
      ["credit", -3_001n],
      ["i1", 20_007n],
    ]);
  });

  it("posts nothing where more is paid than is owed", () => {
    expect(cashOf(30_011n)).to.deep.equal([]);
  });
});
