/**
 * A model to begin with, in the split of catalogue A03: payment 400, ratios 250, age and size 150, disputes 100,
 * external 100 of a thousand points. Its steps are cut by hand and not from losses: an organisation tests them on its
 * own history, and changes them.
 */
import type { CreditModel, ModelInput } from "./policy.ts";

/** What has lasted fifteen months is stale (catalogue A07). */
const RATIO_DAYS = 457;
const PPM = 1_000_000;

type Steps = readonly (readonly [from: number, points: number])[];

/** @param missing Points without a value, and of a stale one. */
function input(kind: ModelInput["kind"], weight: number, below: number, steps: Steps, missing = 0): ModelInput {
  const own = steps.map(([from, points]) => ({ from, points }));
  return { kind, weight, below, steps: own, missing, stale: missing, staleAfterDays: undefined };
}

function ratio(kind: ModelInput["kind"], weight: number, steps: Steps): ModelInput {
  return { ...input(kind, weight, 0, steps), staleAfterDays: RATIO_DAYS };
}

export const STARTING_MODEL: CreditModel = {
  name: "starting",
  version: 1,
  inputs: [
    input(
      "daysLate",
      200,
      200,
      [
        [1, 180],
        [8, 140],
        [16, 90],
        [31, 40],
        [61, 0],
      ],
      100,
    ),
    input(
      "onTimeShare",
      120,
      0,
      [
        [PPM / 2, 40],
        [(PPM * 3) / 4, 70],
        [(PPM * 9) / 10, 100],
        [PPM, 120],
      ],
      60,
    ),
    input(
      "brokenPromises",
      80,
      80,
      [
        [1, 40],
        [2, 15],
        [3, 0],
      ],
      60,
    ),
    ratio("currentRatio", 90, [
      [(PPM * 4) / 5, 20],
      [PPM, 50],
      [(PPM * 3) / 2, 75],
      [PPM * 2, 90],
    ]),
    ratio("equityRatio", 90, [
      [PPM / 10, 30],
      [PPM / 5, 55],
      [(PPM * 3) / 10, 75],
      [(PPM * 2) / 5, 90],
    ]),
    ratio("interestCover", 70, [
      [PPM, 15],
      [PPM * 2, 40],
      [PPM * 4, 70],
    ]),
    input("age", 90, 0, [
      [2, 30],
      [5, 60],
      [10, 90],
    ]),
    input("employees", 60, 10, [
      [10, 25],
      [50, 45],
      [250, 60],
    ]),
    input(
      "disputeShare",
      100,
      100,
      [
        [1, 90],
        [PPM / 50, 60],
        [PPM / 20, 30],
        [PPM / 10, 0],
      ],
      50,
    ),
    input("grade", 100, 0, [
      [PPM / 4, 25],
      [PPM / 2, 50],
      [(PPM * 3) / 4, 80],
      [(PPM * 9) / 10, 100],
    ]),
  ],
};
