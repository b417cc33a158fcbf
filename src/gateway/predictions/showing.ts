/** Predictions, forecasts and their worth as JSON. */
import type { Level } from "../../domain/prediction/customerCurve.ts";
import type { LateDays } from "../../domain/prediction/late.ts";
import { MODEL_VERSION } from "../../domain/prediction/model.ts";
import type { NextItem } from "../../domain/prediction/predict.ts";
import type { Quality } from "../../domain/prediction/quality.ts";
import type { Receipts } from "../../domain/prediction/receipts.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Rate } from "../../domain/collections/rates.ts";
import type { z } from "zod";
import type { predictionPage, ShownForecast, ShownLate, ShownPrediction, ShownTest } from "../../wire/prediction.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { shownAmount, shownInstant } from "../receivables/showing.ts";
import type { ReadInputs } from "./reading.ts";
import type { Forecasted, PredictedRow, Predicted, PredictionMade, Tested } from "./tasks.ts";

type Page = z.output<typeof predictionPage>;
type Made = Pick<Page, "currency" | "decimals" | "asOf" | "version" | "inputs" | "sealed" | "refused">;
/** Writes minor units. */
export type Money = (units: bigint) => string;

export function moneyIn({ address, code, exponent }: LedgerCurrency): Money {
  return (units) => shownAmount(units, { address, code, decimals: exponent });
}

/** What every answer begins with. */
export function shownMade({ code, exponent }: LedgerCurrency, { cut, sealed }: ReadInputs, made: PredictionMade): Made {
  const refused = made.kind === "refused" ? { known: made.tooFew.known, needed: made.tooFew.needed } : null;
  return {
    ...{ currency: code, decimals: exponent, asOf: shownInstant(cut.known), version: MODEL_VERSION },
    ...{ inputs: made.inputs, sealed, refused },
  };
}

export function shownModel({ model }: Predicted): NonNullable<Page["model"]> {
  const { known, customers, memory, strengths } = model;
  return { known, customers, memory: memory ?? null, strengths: strengths.map((one) => ({ ...one })) };
}

export function shownPrediction(row: PredictedRow, day: number, money: Money): ShownPrediction {
  const { item, due, open } = row.outcome;
  const common = {
    ...{ id: item.id, number: item.number, customer: item.customer, open: money(open) },
    ...{ dueDate: dateOfDay(due), daysLate: day - due },
  };
  if (row.kind !== "prediction") {
    return { ...common, refused: row.kind, late: null, expected: null, median: null, nineInTenBy: null, levels: [] };
  }
  return {
    ...{ ...common, refused: null, late: shownLate(row.late) },
    expected: dateOrNull(row.expectedDay),
    median: dateOrNull(row.medianDay),
    nineInTenBy: dateOrNull(row.ninetiethDay),
    levels: row.levels.map(shownLevel),
  };
}

export function shownNext({ late, levels }: NextItem): Pick<ShownPrediction, "late" | "levels"> {
  return { late: shownLate(late), levels: levels.map(shownLevel) };
}

function shownLevel({ late, ...level }: Level): ShownPrediction["levels"][number] {
  return { ...level, late: shownLate(late) };
}

function shownLate(late: Level["late"]): ShownLate {
  const chanceOf = (days: LateDays): number | null => late[days] ?? null;
  return { over0: chanceOf(0), over30: chanceOf(30), over90: chanceOf(90) };
}

function dateOrNull(day: number | undefined): string | null {
  return day === undefined ? null : dateOfDay(day);
}

export function shownForecast({ forecast, unapplied }: Forecasted, money: Money): ShownForecast {
  const { periods, seed, awaited, agreed, disputed, writtenOff, unpredicted } = forecast;
  const shown = ({ expected, p50, p90 }: Receipts): Record<"expected" | "p50" | "p90", string> => {
    return { expected: money(expected), p50: money(p50), p90: money(p90) };
  };
  return {
    ...{ seed, awaited: money(awaited), agreed: money(agreed), disputed: money(disputed) },
    ...{ writtenOff: money(writtenOff), unpredicted: money(unpredicted), unapplied: money(unapplied) },
    periods: periods.map(({ from, through, within, until }) => {
      return { from: dateOfDay(from), through: dateOfDay(through), within: shown(within), until: shown(until) };
    }),
  };
}

export function shownTest({ quality: { cuts, qualities, coverage } }: Tested, money: Money): ShownTest {
  return {
    cuts: cuts.map(({ day, memory, ...cut }) => ({ ...cut, day: dateOfDay(day), memory: memory ?? null })),
    questions: qualities.map(shownQuestion),
    coverage: coverage.map(({ month, p50, p90, expected, received }) => {
      return { month, p50: shownRate(p50), p90: shownRate(p90), expected: money(expected), received: money(received) };
    }),
  };
}

function shownQuestion({ days, brier, verdicts, calibration, ...counts }: Quality): ShownTest["questions"][number] {
  return {
    ...{ ...counts, overDays: days === "all" ? null : days, verdicts },
    brier:
      brier === undefined
        ? null
        : { model: Number(brier.model), overall: Number(brier.overall), own: Number(brier.own) },
    calibration: calibration.map(({ predicted, happened, ...tenth }) => {
      return { ...tenth, predicted: predicted ?? null, happened: happened ?? null };
    }),
  };
}

function shownRate({ hits, of, rate }: Rate): { hits: number; of: number; rate: number | null } {
  return { hits, of, rate: rate ?? null };
}
