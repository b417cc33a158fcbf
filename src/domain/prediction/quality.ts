/**
 * What predictions were worth, beside the two plain rates: the Brier score (the mean square by which the chance missed
 * what happened, nought is best) and how often happened what was given which chance.
 */
import { halfUp } from "../factoring/figures.ts";
import { LATE_DAYS } from "./late.ts";
import type { LateDays } from "./late.ts";
import { squareOf } from "./scoring.ts";
import type { Scored } from "./scoring.ts";
import { gainsOf, verdictOf } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** With fewer predictions nothing is said of their worth. */
const FEWEST_SCORED = 20;
const PPM = 1_000_000;
const TENTHS = 10;

export interface Quality {
  /** Of one question, or of all together. */
  readonly days: LateDays | "all";
  readonly predictions: number;
  readonly customers: number;
  /** Parts per million, rounded half up; undefined for fewer than {@link FEWEST_SCORED} predictions. */
  readonly brier: Readonly<Record<"model" | "overall" | "own", bigint>> | undefined;
  /** The model's beside each plain rate. */
  readonly verdicts: Readonly<Record<"overall" | "own", Verdict>>;
  readonly calibration: readonly Tenth[];
}

/** Predictions that gave a chance in one tenth, the last with the chance of one. */
export interface Tenth {
  /** Parts per million, the lower end. */
  readonly from: number;
  readonly predictions: number;
  /** Means, parts per million, rounded half up; undefined where there is none. */
  readonly predicted: number | undefined;
  readonly happened: number | undefined;
}

/** Of all questions together, then of each. */
export function qualityOf(scored: readonly Scored[]): readonly Quality[] {
  const each = LATE_DAYS.map((days) =>
    judged(
      days,
      scored.filter((one) => one.days === days),
    ),
  );
  return [judged("all", scored), ...each];
}

function judged(days: Quality["days"], scored: readonly Scored[]): Quality {
  const customers = new Set(scored.map(({ customer }) => customer)).size;
  return {
    ...{ days, predictions: scored.length, customers },
    brier:
      scored.length < FEWEST_SCORED
        ? undefined
        : {
            model: brierOf(scored, ({ predicted }) => predicted),
            overall: brierOf(scored, ({ overall }) => overall),
            own: brierOf(scored, ({ own }) => own),
          },
    verdicts: {
      overall: verdictOn(scored, ({ overall }) => overall),
      own: verdictOn(scored, ({ own }) => own),
    },
    calibration: Array.from({ length: TENTHS }, (_, tenth) => tenthOf(scored, tenth)),
  };
}

type Chance = (one: Scored) => number;

function brierOf(scored: readonly Scored[], chance: Chance): bigint {
  const missed = scored.reduce((sum, one) => sum + squareOf(chance(one), one.isLate), 0n);
  return halfUp(missed, BigInt(scored.length) * BigInt(PPM));
}

function verdictOn(scored: readonly Scored[], plain: Chance): Verdict {
  const gains = gainsOf(scored, (one) => squareOf(plain(one), one.isLate) - squareOf(one.predicted, one.isLate));
  return scored.length < FEWEST_SCORED ? "tooFew" : verdictOf(gains);
}

function tenthOf(scored: readonly Scored[], tenth: number): Tenth {
  const width = PPM / TENTHS;
  const inside = scored.filter(({ predicted }) => Math.min(TENTHS - 1, Math.floor(predicted / width)) === tenth);
  const mean = (sum: number): number | undefined => {
    return inside.length === 0 ? undefined : Math.floor((2 * sum + inside.length) / (2 * inside.length));
  };
  return {
    ...{ from: tenth * width, predictions: inside.length },
    predicted: mean(inside.reduce((sum, { predicted }) => sum + predicted, 0)),
    happened: mean(inside.filter(({ isLate }) => isLate).length * PPM),
  };
}
