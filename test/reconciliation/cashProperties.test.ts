import { expect } from "chai";
import fc from "fast-check";
import { decisionsOf } from "../../src/reconciliation/cash/decisions.ts";
import { EMPTY_LEDGER, openAfter, post, statesOf, undecided, undo } from "../../src/reconciliation/cash/ledger.ts";
import { matchCash } from "../../src/reconciliation/cash/match.ts";
import type { Decision, OpenItem } from "../../src/reconciliation/cash/model.ts";
import { measure, policyFor } from "../corpus/payToInv.ts";
import type { MatchSet } from "../corpus/payToInv.ts";
import { PLAIN, makeSet, shuffled } from "../corpus/payToInvSets.ts";
import type { SetShape } from "../corpus/payToInvSets.ts";

const anyShape = fc.record({
  seed: fc.nat(100_000),
  payers: fc.integer({ min: 1, max: 5 }),
  matches: fc.integer({ min: 1, max: 60 }),
  days: fc.constantFrom(60, 400, 4_000),
  spoiled: fc.constantFrom(0, 0.3, 0.8),
  unpaid: fc.constantFrom(0, 1),
  strangers: fc.constantFrom(0, 0.5),
  named: fc.boolean(),
  step: fc.constantFrom(1, 100, 100_000),
}) satisfies fc.Arbitrary<SetShape>;
const anySet = anyShape.map(makeSet);
const ROUNDS = { numRuns: 40 };

function decided(set: MatchSet, items: readonly OpenItem[] = set.items, lines = set.lines): readonly Decision[] {
  return [...decisionsOf(matchCash({ parties: set.parties, items, lines, policy: policyFor() }))];
}

const byLine = (left: Decision, right: Decision): number => (left.line < right.line ? -1 : 1);
const total = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, amount) => sum + amount, 0n);

describe("Cash application of any set", () => {
  it("puts every line in one place, and its cash is conserved", () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const decisions = decided(set);
        expect(decisions.map(({ line }) => line)).to.deep.equal(set.lines.map(({ reference }) => reference));
        decisions.forEach(({ allocations, unapplied, disposition }, index) => {
          const cash = total(allocations.map((allocation) => allocation.cash));
          expect(cash + unapplied).to.equal(set.lines[index]?.amount);
          if (disposition === "POST") expect(unapplied).to.equal(0n);
        });
      }),
      ROUNDS,
    );
  });

  it("posts no more of an item than is open, and what is open, promised and settled is the whole", () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const states = statesOf(set.items, post(EMPTY_LEDGER, decided(set), set.lines));
        for (const { id, amount } of set.items) {
          const { open = 0n, underBill = 0n, settled = 0n } = states.get(id) ?? {};
          expect(open + underBill + settled).to.equal(amount);
          expect(open >= 0n && open <= amount, `${open} of ${amount} is open`).to.equal(true);
        }
      }),
      ROUNDS,
    );
  });

  it("does not depend on the order of parties, items and lines", () => {
    fc.assert(
      fc.property(anySet, fc.nat(), (set, seed) => {
        expect(decided(shuffled(set, seed)).toSorted(byLine)).to.deep.equal(decided(set).toSorted(byLine));
      }),
      ROUNDS,
    );
  });

  it("posts nothing new when it is run on what it left, line by line the same again after an undo of all", () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const decisions = decided(set);
        const ledger = post(EMPTY_LEDGER, decisions, set.lines);
        expect(post(ledger, decisions, set.lines)).to.deep.equal(ledger);
        expect(undecided(set.lines, ledger)).to.have.length(set.lines.length - ledger.size);
        let back = ledger;
        for (const reference of ledger.keys()) back = undo(back, reference);
        expect(back).to.deep.equal(EMPTY_LEDGER);
        expect(decided(set, openAfter(set.items, back))).to.deep.equal(decisions);
      }),
      ROUNDS,
    );
  });

  it("adding items that nobody pays posts no payment to another item than before", () => {
    fc.assert(
      fc.property(anyShape, (shape) => {
        const set = makeSet({ ...shape, unpaid: 0 });
        const noise = makeSet({ ...shape, seed: shape.seed + 1, unpaid: 0 });
        const [party] = set.parties;
        const more = noise.items.map((item, index) => ({
          ...{ ...item, id: `N${index}`, payer: party?.id ?? "", references: [`Z-${index}`] },
          disputed: true,
        }));
        const before = new Map(decided(set).map((decision) => [decision.line, decision.allocations]));
        for (const { line, disposition, allocations } of decided(set, [...set.items, ...more])) {
          if (disposition === "POST") expect(allocations).to.deep.equal(before.get(line));
        }
      }),
      ROUNDS,
    );
  });

  const shapes: readonly (readonly [string, Partial<SetShape>, number])[] = [
    ["numbers and names damaged as often as not", { spoiled: 0.5 }, 90],
    ["many items of few payers", { payers: 5, days: 400 }, 90],
    ["as many items that nobody pays, and lines that pay nothing", { unpaid: 1, strangers: 0.5, days: 1_500 }, 90],
    ["round amounts that repeat", { step: 10_000, days: 2_000 }, 90],
    ["no payer's name", { named: false }, 50],
  ];
  for (const [what, shape, recall] of shapes) {
    it(`is right in 999 of 1,000 postings with ${what}`, () => {
      const quality = measure(makeSet({ ...PLAIN, ...shape, seed: 77, matches: 1_200 })).get("all");
      expect(quality?.precision).to.be.at.least(99.9);
      expect(quality?.envelopeRecall).to.be.at.least(recall);
    });
  }
});
