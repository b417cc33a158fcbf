import { expect } from "chai";
import { decisionsOf } from "../../src/reconciliation/cash/decisions.ts";
import { matchCash } from "../../src/reconciliation/cash/match.ts";
import type { Decision } from "../../src/reconciliation/cash/model.ts";
import { isHere } from "./data.ts";
import { halfOf, measure, policyFor, readPayToInv, recallOfTokens, tableOf, withDistractors } from "./payToInv.ts";
import type { MatchSet, Quality } from "./payToInv.ts";
import { PLAIN, makeSet, shuffled } from "./payToInvSets.ts";
import type { SetShape } from "./payToInvSets.ts";

const FOLDER = "reconciliation/pay-to-inv";
const PRECISION = 99.9;
const RECALL = 90;

/** Harder sets of the same kind, and the recall that must be reached in them. */
const SHAPES: readonly (readonly [string, Partial<SetShape>, number])[] = [
  ["like the set", {}, RECALL],
  ["all damaged", { spoiled: 0.6 }, RECALL],
  ["dense", { payers: 5, days: 400 }, RECALL],
  ["dense, damaged", { payers: 5, days: 400, spoiled: 0.6 }, RECALL],
  ["unpaid, strange", { unpaid: 1, strangers: 0.5, days: 1_500 }, RECALL],
  ["round amounts", { step: 10_000, days: 2_000 }, RECALL],
  ["without names", { named: false }, 60],
];

function decided(set: MatchSet): readonly Decision[] {
  const decisions = decisionsOf(matchCash({ ...set, policy: policyFor() }));
  return [...decisions].toSorted((left, right) => Number(left.line) - Number(right.line));
}

function show(title: string, qualities: ReadonlyMap<string, Quality>): Quality {
  process.stdout.write(`\n${title}; recall of what is posted, precision, and recall with proposals, in per cent\n`);
  process.stdout.write(`${tableOf(qualities)}\n`);
  const all = qualities.get("all");
  if (all === undefined) throw new Error("nothing was measured");
  expect(all.precision, title).to.be.at.least(PRECISION);
  return all;
}

if (isHere(FOLDER)) {
  describe("Cash application of pay-to-inv", () => {
    let set: MatchSet;

    before(() => {
      set = readPayToInv();
    });

    it("posts 999 lines of 1,000 rightly and finds nine envelopes of ten, of each relation", () => {
      process.stdout.write(`\nwhole tokens alone settle ${recallOfTokens(set).toFixed(2)} per cent of envelopes\n`);
      const qualities = measure(set);
      show("pay-to-inv", qualities);
      for (const [relation, { envelopeRecall, precision }] of qualities) {
        expect(envelopeRecall, relation).to.be.at.least(RECALL);
        expect(precision, relation).to.be.at.least(PRECISION);
      }
    });

    it("does so for either half of the payers", () => {
      for (const half of [0, 1] as const) {
        const all = show(`half ${half} of the payers`, measure(halfOf(set, half)));
        expect(all.envelopeRecall).to.be.at.least(RECALL);
      }
    });

    it("does so with as many items that nobody pays, alike in number, amount and days", () => {
      expect(show("with distractors", measure(withDistractors(set))).envelopeRecall).to.be.at.least(RECALL);
    });

    it("posts nothing wrong when the bank tells no names, and none without accounts either", () => {
      const nameless = { ...set, lines: set.lines.map((line) => ({ ...line, payerName: "" })) };
      const recall = show("without names", measure(nameless)).envelopeRecall;
      const bare = { ...set, lines: nameless.lines.map((line) => ({ ...line, payerAccount: "" })) };
      expect(show("without names and accounts", measure(bare)).envelopeRecall).to.be.at.most(recall);
    });

    it("decides the same in any order", () => {
      expect(decided(shuffled(set, 4_711))).to.deep.equal(decided(set));
    });
  });
} else {
  process.stdout.write(`pay-to-inv corpus skipped: ../shared/data/${FOLDER} is not here.\n`);
}

describe("Cash application of made-up sets like pay-to-inv", () => {
  for (const [name, shape, recall] of SHAPES) {
    it(`posts 999 lines of 1,000 rightly: ${name}`, () => {
      for (const seed of [101, 102]) {
        const all = show(`${name}, seed ${seed}`, measure(makeSet({ ...PLAIN, ...shape, seed })));
        expect(all.envelopeRecall, name).to.be.at.least(recall);
      }
    });
  }
});
