/** Predictions for programs: amounts are minor units, chances parts per million, days `YYYY-MM-DD`. */
import type { Forecast } from "../../domain/prediction/forecast.ts";
import { MODEL_VERSION } from "../../domain/prediction/model.ts";
import type { BackTest } from "../../domain/prediction/backTest.ts";
import type { Prediction, Unpredicted } from "../../domain/prediction/predict.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Predicted } from "./working.ts";

export function predictedAsJson({ book: { currency, exponent }, inputs, said }: Predicted): unknown {
  const common = { currency, exponent, version: MODEL_VERSION, inputs };
  if (said.kind === "tooFew") return { ...common, refused: said };
  const { model, quality } = said;
  return {
    ...common,
    model: { known: model.known, memory: model.memory ?? null, strengths: model.strengths },
    predictions: said.predictions.map(predictionAsJson),
    quality: qualityAsJson(quality),
    forecast: forecastAsJson(said.forecast),
    coverage: said.isTested ? quality.coverage : null,
  };
}

function predictionAsJson(row: Prediction | Unpredicted): unknown {
  const { item, due, open } = row.outcome;
  const common = { number: item.number, customer: item.customer, open, due: dateOfDay(due), daysLate: row.daysLate };
  if (row.kind !== "prediction") return { ...common, refused: row.kind };
  const { late, expectedDay, medianDay, ninetiethDay, levels } = row;
  return {
    ...common,
    late: answers(late),
    ...{ expected: dateOrNull(expectedDay), median: dateOrNull(medianDay), nineInTenBy: dateOrNull(ninetiethDay) },
    levels: levels.map((level) => ({ ...level, late: answers(level.late) })),
  };
}

/** What is unknown is null, and not left out. */
function answers(late: Prediction["late"]): Readonly<Record<string, number | null>> {
  return Object.fromEntries(Object.entries(late).map(([days, chance]) => [days, chance ?? null]));
}

function dateOrNull(day: number | undefined): string | null {
  return day === undefined ? null : dateOfDay(day);
}

function qualityAsJson({ cuts, qualities }: BackTest): unknown {
  return {
    cuts: cuts.map(({ day, memory, ...cut }) => ({ day: dateOfDay(day), memory: memory ?? null, ...cut })),
    questions: qualities.map(({ brier, calibration, ...quality }) => ({
      ...quality,
      brier: brier ?? null,
      calibration: calibration.map(({ predicted, happened, ...tenth }) => {
        return { ...tenth, predicted: predicted ?? null, happened: happened ?? null };
      }),
    })),
  };
}

function forecastAsJson({ periods, ...sums }: Forecast): unknown {
  const shown = periods.map(({ from, through, within, until }) => {
    return { from: dateOfDay(from), through: dateOfDay(through), within, until };
  });
  return { ...sums, periods: shown };
}
