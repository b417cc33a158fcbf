import { expect } from "chai";
import { STRENGTHS, strengthOf } from "../../../src/domain/prediction/strength.ts";
import type { Cases } from "../../../src/domain/prediction/strength.ts";
import { dice } from "./worlds.ts";

function casesOf(items: number, late: number): Cases {
  return { of: BigInt(items), sum: BigInt(late), squares: BigInt(late) };
}

describe("how far customers are drawn together", () => {
  it("not at all where each is always alike and they differ", () => {
    const groups = Array.from({ length: 20 }, (_, place) => casesOf(10, place % 2 === 0 ? 10 : 0));
    expect(strengthOf(groups, 5)).to.equal(STRENGTHS.least);
  });

  it("wholly where they differ no more than chance makes them", () => {
    expect(
      strengthOf(
        Array.from({ length: 20 }, () => casesOf(10, 5)),
        5,
      ),
    ).to.equal(STRENGTHS.most);
    const roll = dice(7);
    const thrown = (): number => Array.from({ length: 10 }, () => roll()).filter((one) => one < 0.3).length;
    const chance = Array.from({ length: 200 }, () => casesOf(10, thrown()));
    expect(strengthOf(chance, 5)).to.be.at.least(50);
  });

  it("as the analysis of variance reckons it: 5 × 0.16 ÷ (0.45 - 0.16) is near to 3", () => {
    // Means 0.2, 0.8, 0.2, 0.8, ... of five: within 0.2, between 0.4737 at twenty groups.
    const groups = Array.from({ length: 20 }, (_, place) => casesOf(5, place % 2 === 0 ? 1 : 4));
    const within = (20 * 5 * 0.16) / (100 - 20);
    const between = (20 * 5 * 0.09) / 19;
    expect(strengthOf(groups, 5)).to.equal(Math.round((5 * within) / (between - within)));
  });

  it("as usual where too few cases tell", () => {
    expect(strengthOf([casesOf(10, 3), casesOf(10, 4)], 5)).to.equal(STRENGTHS.usual);
    expect(
      strengthOf(
        Array.from({ length: 20 }, () => casesOf(1, 1)),
        5,
      ),
    ).to.equal(STRENGTHS.usual);
  });
});
