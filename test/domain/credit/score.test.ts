import { expect } from "chai";
import fc from "fast-check";
import { INPUT_KINDS } from "../../../src/domain/credit/inputs.ts";
import type { ScoreInput } from "../../../src/domain/credit/inputs.ts";
import { bandOf, segmentOf, sizeOf } from "../../../src/domain/credit/policy.ts";
import type { CreditModel } from "../../../src/domain/credit/policy.ts";
import { policyFaults } from "../../../src/domain/credit/policyFaults.ts";
import { lowersOf, raisesOf, scoreOf } from "../../../src/domain/credit/score.ts";
import { STARTING_MODEL } from "../../../src/domain/credit/startingModel.ts";
import { input, inputs, models, POLICY } from "./policies.ts";

const DAY = 20_000;

/** Another way to the same number: it asks of every step whether it is passed, and sums what passing it adds. */
function pointsAgain(model: CreditModel, known: readonly ScoreInput[], day: number): number {
  let total = 0;
  for (const of of model.inputs) {
    const one = known.filter(({ kind }) => kind === of.kind).at(0);
    if (one?.value === undefined) {
      total += of.missing;
    } else if (day > (one.expires ?? day) || day > one.day + (of.staleAfterDays ?? day)) {
      total += of.stale;
    } else {
      total += of.below;
      let before = of.below;
      for (const { from, points } of of.steps) {
        if (one.value >= from) total += points - before;
        before = points;
      }
    }
  }
  return total;
}

describe("A score", () => {
  it("adds up points of the starting model, each with its reason", () => {
    const known = [
      input("daysLate", 12),
      input("onTimeShare", 800_000),
      input("age", 7),
      input("equityRatio", 250_000),
    ];
    const { points, lines } = scoreOf(STARTING_MODEL, known, DAY);
    const brought = Object.fromEntries(lines.map((line) => [line.input.kind, [line.state, line.points]]));
    expect(brought).to.deep.include({
      daysLate: ["counted", 140],
      onTimeShare: ["counted", 70],
      brokenPromises: ["missing", 60],
      equityRatio: ["counted", 55],
      grade: ["missing", 0],
    });
    expect(points).to.equal(140 + 70 + 60 + 0 + 55 + 0 + 60 + 0 + 50 + 0);
  });

  it("splits a thousand points as the catalogue begins: 400, 250, 150, 100, 100", () => {
    const parts = new Map<string, number>();
    for (const { kind, weight } of STARTING_MODEL.inputs) {
      const { part } = INPUT_KINDS[kind];
      parts.set(part, (parts.get(part) ?? 0) + weight);
    }
    const split = { payment: 400, ratios: 250, standing: 150, disputes: 100, external: 100 };
    expect(Object.fromEntries(parts)).to.deep.equal(split);
  });

  it("is what another implementation comes to, for any model and any inputs", () => {
    fc.assert(
      fc.property(models, inputs, (model, known) => {
        expect(scoreOf(model, known, DAY).points).to.equal(pointsAgain(model, known, DAY));
      }),
    );
  });

  it("never falls when one input gets better, whatever the model", () => {
    fc.assert(
      fc.property(models, inputs, fc.nat(60), fc.nat(20), (model, known, more, place) => {
        const changed = known[place % Math.max(1, known.length)];
        const better = known.map((one) => {
          if (one !== changed || one.value === undefined) return one;
          return { ...one, value: INPUT_KINDS[one.kind].isMoreBetter ? one.value + more : one.value - more };
        });
        expect(scoreOf(model, better, DAY).points).to.be.at.least(scoreOf(model, known, DAY).points);
      }),
    );
  });

  it("never rises when a customer withholds what it could tell of itself", () => {
    fc.assert(
      fc.property(models, inputs, (model, known) => {
        const told = known.map((one) => ({ ...one, expires: undefined, day: DAY }));
        const withheld = told.filter(({ kind }) => INPUT_KINDS[kind].isOwn);
        expect(scoreOf(model, withheld, DAY).points).to.be.at.most(scoreOf(model, told, DAY).points);
      }),
    );
  });

  it("is between nought and the full score", () => {
    fc.assert(
      fc.property(models, inputs, (model, known) => {
        expect(scoreOf(model, known, DAY).points).to.be.within(0, 1_000);
      }),
    );
  });

  it("counts what is older than the model allows, or expired, as stale", () => {
    const old = scoreOf(STARTING_MODEL, [input("currentRatio", 3_000_000, DAY - 458)], DAY);
    expect(old.lines[3]).to.include({ state: "stale", points: 0 });
    const last = scoreOf(STARTING_MODEL, [input("currentRatio", 3_000_000, DAY - 457)], DAY);
    expect(last.lines[3]).to.include({ state: "counted", points: 90 });
    const expired = scoreOf(STARTING_MODEL, [{ ...input("grade", 950_000), expires: DAY - 1 }], DAY);
    expect(expired.lines[9]).to.include({ state: "stale", points: 0 });
  });

  it("takes no input twice, and no fraction", () => {
    const twice = (): unknown => scoreOf(STARTING_MODEL, [input("age", 1), input("age", 2)], DAY);
    expect(twice).to.throw(RangeError, "the input age stands twice: give it once");
    const broken = (): unknown => scoreOf(STARTING_MODEL, [input("age", 1.5)], DAY);
    expect(broken).to.throw(RangeError, "the input age is 1.5: give a whole number");
  });
});

describe("What would change a band", () => {
  const known = [input("daysLate", 12), input("onTimeShare", 800_000), input("age", 7), input("equityRatio", 250_000)];
  const score = scoreOf(STARTING_MODEL, known, DAY);

  it("names the value that alone leads to the next band, and the one that loses this", () => {
    expect([score.points, bandOf(POLICY.bands, score.points).name]).to.deep.equal([435, "B"]);
    expect(lowersOf(STARTING_MODEL, POLICY.bands, score)).to.deep.include({ kind: "daysLate", value: 16, band: "C" });
    expect(raisesOf(STARTING_MODEL, POLICY.bands, score)).to.deep.equal([]);
  });

  it("is true of every change that it names, for any model and any inputs", () => {
    fc.assert(
      fc.property(models, inputs, (model, all) => {
        const made = scoreOf(model, all, DAY);
        const now = bandOf(POLICY.bands, made.points);
        const after = (kind: string, value: number): string => {
          const others = all.filter((one) => one.kind !== kind);
          const changed = { ...input(kind as ScoreInput["kind"], value, DAY) };
          return bandOf(POLICY.bands, scoreOf(model, [...others, changed], DAY).points).name;
        };
        for (const { kind, value, band } of lowersOf(model, POLICY.bands, made))
          expect(after(kind, value)).to.equal(band);
        for (const { kind, value } of raisesOf(model, POLICY.bands, made)) {
          const reached = POLICY.bands.findIndex(({ name }) => name === after(kind, value));
          expect(reached).to.be.above(POLICY.bands.indexOf(now));
        }
      }),
    );
  });

  it("names no better band above the best", () => {
    const best = STARTING_MODEL.inputs.map(({ kind }) => input(kind, INPUT_KINDS[kind].isMoreBetter ? 9_000_000 : 0));
    const full = scoreOf(STARTING_MODEL, best, DAY);
    expect(full.points).to.equal(1_000);
    expect(raisesOf(STARTING_MODEL, POLICY.bands, full)).to.deep.equal([]);
  });
});

describe("A segment", () => {
  const facts = { band: "A", size: sizeOf(250), industry: "C28.1", country: "DE" } as const;

  it("is the first whose rule fits", () => {
    expect(segmentOf(POLICY.segments, facts)).to.equal("large in good standing");
    expect(segmentOf(POLICY.segments, { ...facts, size: sizeOf(249) })).to.equal("machinery");
  });

  it("takes nobody of whom is not known what it asks", () => {
    expect(segmentOf(POLICY.segments, { ...facts, size: undefined, country: undefined })).to.equal(undefined);
    expect(segmentOf([], facts)).to.equal(undefined);
  });

  it("counts sizes from below 10, 50 and 250 people", () => {
    expect([9, 10, 49, 50, 249, 250].map(sizeOf)).to.deep.equal([
      ...["micro", "small", "small", "medium", "medium", "large"],
    ]);
  });
});

describe("Random models of these tests", () => {
  it("are such as the border takes", () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(policyFaults({ ...POLICY, model })).to.deep.equal([]);
      }),
    );
  });
});
