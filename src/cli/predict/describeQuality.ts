/** What the predictions of a history were worth, for people. */
import type { Rate } from "../../domain/collections/rates.ts";
import type { TriedCut } from "../../domain/prediction/backTest.ts";
import type { Coverage } from "../../domain/prediction/coverage.ts";
import type { Quality, Tenth } from "../../domain/prediction/quality.ts";
import type { Verdict } from "../../domain/prediction/verdict.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { renderTable } from "../table.ts";
import type { Column } from "../table.ts";
import { percent, scoreShown } from "./figures.ts";
import type { Said } from "./working.ts";

/** The scores; where the test was asked for also its months, each question and how often forecasts were reached. */
export function describeQuality({ quality, isTested }: Said): readonly string[] {
  const { cuts, qualities, coverage } = quality;
  const [first, last] = [cuts[0], cuts.at(-1)];
  const [all] = qualities;
  if (first === undefined || last === undefined || all === undefined) {
    return ["Nothing can be said of its worth: the history is too short to be tested by time."];
  }
  const tested = `Tested by time at ${cuts.length} ends of months, ${dateOfDay(first.day)} to ${dateOfDay(last.day)}:`;
  const scores = [tested, renderTable(SCORES, qualities), ...sentenceOf(all)];
  const calibrations = (isTested ? qualities : [all]).flatMap((one) => calibrationOf(one));
  if (!isTested) return [...scores, ...calibrations];
  return [...scores, ...calibrations, "", renderTable(MONTHS, cuts), "", renderTable(COVERAGE, coverage)];
}

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  better: "better",
  even: "no better than chance makes",
  worse: "worse",
  tooFew: "too few to tell",
};

const SCORES: readonly Column<Quality>[] = [
  { title: "question", of: ({ days }) => (days === "all" ? "all" : `over ${days} days late`) },
  { title: "predictions", of: ({ predictions }) => predictions.toString(), align: "right" },
  { title: "Brier", of: ({ brier }) => shown(brier?.model), align: "right" },
  { title: "overall rate", of: ({ brier }) => shown(brier?.overall), align: "right" },
  { title: "customer's own rate", of: ({ brier }) => shown(brier?.own), align: "right" },
  { title: "beside overall", of: ({ verdicts }) => VERDICT_WORDS[verdicts.overall] },
  { title: "beside own", of: ({ verdicts }) => VERDICT_WORDS[verdicts.own] },
];

function shown(score: bigint | undefined): string {
  return score === undefined ? "too few" : scoreShown(score);
}

function sentenceOf({ verdicts: { overall, own } }: Quality): readonly string[] {
  if (overall === "better" && own === "better") return ["Better than both plain rates on what it had not seen."];
  return ["Not shown to be better than both plain rates: use the better of them, or more history."];
}

function calibrationOf(quality: Quality): readonly string[] {
  const title = quality.days === "all" ? "all questions" : `over ${quality.days} days late`;
  const columns: readonly Column<Tenth>[] = [
    { title: `said (${title})`, of: ({ from }) => `from ${percent(from)}` },
    { title: "mean said", of: ({ predicted }) => percent(predicted), align: "right" },
    { title: "happened", of: ({ happened }) => percent(happened), align: "right" },
    { title: "predictions", of: ({ predictions }) => predictions.toString(), align: "right" },
  ];
  const rows = quality.calibration.filter(({ predictions }) => predictions > 0);
  return rows.length === 0 ? [] : ["", renderTable(columns, rows)];
}

const MONTHS: readonly Column<TriedCut>[] = [
  { title: "tried at", of: ({ day }) => dateOfDay(day) },
  { title: "items known", of: ({ known }) => known.toString(), align: "right" },
  { title: "counts half after", of: ({ memory }) => (memory === undefined ? "never" : `${memory} days`) },
  { title: "predictions", of: ({ predictions }) => predictions.toString(), align: "right" },
];

const COVERAGE: readonly Column<Coverage>[] = [
  { title: "forecast of", of: ({ month }) => `month ${month}` },
  { title: "reached P50", of: ({ p50 }) => rateShown(p50), align: "right" },
  { title: "reached P90", of: ({ p90 }) => rateShown(p90), align: "right" },
];

function rateShown({ hits, of, rate }: Rate): string {
  return `${hits} of ${of}${rate === undefined ? "" : ` (${percent(rate)})`}`;
}
