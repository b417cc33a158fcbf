/** How long the steps take, what waiting costs, and how months differ. */
import type { Waits } from "../../domain/collections/rates.ts";
import { CYCLE_STEPS } from "../../domain/indicators/cycles.ts";
import type { IndicatorSet } from "../../domain/indicators/set.ts";
import { monthText } from "../../domain/indicators/calendar.ts";
import { rounded } from "../../domain/indicators/exact.ts";
import { listed } from "./debtSections.ts";
import { amount, count, days, NONE, rate, text, word } from "./section.ts";
import type { Cell, Section } from "./section.ts";

const HUNDREDTH_OF_A_DAY = 864n;

export function capitalSection({ holding, workingCapital }: IndicatorSet): Section {
  return {
    key: "capital",
    indicators: ["holdingCost", "workingCapital"],
    ...listed([
      ["averageBalance", amount(holding.averageBalance)],
      ["costOfCapital", rate(holding.costOfCapital)],
      ["holdingCost", amount(holding.cost)],
      ["receivables", amount(workingCapital.receivables)],
      ["unapplied", amount(workingCapital.unapplied)],
      ["expectedCreditLoss", amount(workingCapital.expectedLoss)],
      ["workingCapital", amount(workingCapital.net)],
    ]),
  };
}

export function cycleSection({ cycles }: IndicatorSet): Section {
  return {
    key: "cycleTimes",
    indicators: ["cycleTimes"],
    columns: ["step", "cases", "median", "p90", "waiting", "longestWaiting"],
    rows: CYCLE_STEPS.map((step) => [word(step), ...waitCells(cycles[step])]),
  };
}

function waitCells({ of, median, p90, waiting, longestWaiting }: Waits): readonly Cell[] {
  return [count(of), daysOf(median), daysOf(p90), count(waiting), waiting === 0 ? text("") : daysOf(longestWaiting)];
}

/** @param seconds Rounded half up to a hundredth of a day. */
function daysOf(seconds: number | undefined): Cell {
  return seconds === undefined ? NONE : days(rounded(BigInt(seconds), HUNDREDTH_OF_A_DAY));
}

export function cohortSection({ cohorts }: IndicatorSet): Section {
  return {
    key: "cohorts",
    indicators: ["cohorts"],
    columns: ["month", "items", "amount", "paid30", "paid60", "paid90", "paid120"],
    rows: cohorts.map(({ month, items, amount: sum, paid }) => [
      text(monthText(month)),
      count(items),
      amount(sum),
      ...paid.map(rate),
    ]),
  };
}

/** Without rows where there are less than two years. */
export function seasonSection({ seasonality }: IndicatorSet): Section {
  return {
    key: "seasonality",
    indicators: ["seasonality"],
    columns: ["month", "sales", "salesShare", "lateMoney", "lateShare", "meanDaysLate"],
    rows: (seasonality ?? []).map((season) => [
      count(season.month + 1),
      amount(season.sales),
      rate(season.salesShare),
      amount(season.late),
      rate(season.lateShare),
      days(season.meanDaysLate),
    ]),
  };
}
