/** What is made of a book: nothing but its inputs decides it. */
import type { Book, Cut } from "../../domain/indicators/book.ts";
import { unappliedAt } from "../../domain/indicators/standing.ts";
import { backTest } from "../../domain/prediction/backTest.ts";
import type { BackTest } from "../../domain/prediction/backTest.ts";
import { curvesOf } from "../../domain/prediction/customerCurve.ts";
import { fitOutcomes } from "../../domain/prediction/fit.ts";
import { forecastReceipts } from "../../domain/prediction/forecast.ts";
import type { Forecast } from "../../domain/prediction/forecast.ts";
import { forecastHash, inputsHash } from "../../domain/prediction/inputs.ts";
import type { ForecastInputs } from "../../domain/prediction/inputs.ts";
import type { PaymentModel, SegmentOf, TooFew } from "../../domain/prediction/model.ts";
import { outcomesAt } from "../../domain/prediction/outcome.ts";
import type { Outcome } from "../../domain/prediction/outcome.ts";
import { predictItem, predictNext } from "../../domain/prediction/predict.ts";
import type { NextItem, Prediction, Unpredicted } from "../../domain/prediction/predict.ts";
import type { Hex } from "../../domain/receivable.ts";

/** Any seed will do, as long as it is said. */
const SEED = 1;

/** Plain data, as a thread takes it. */
export interface Inputs {
  readonly book: Book;
  readonly cut: Cut;
  /** By customer. */
  readonly segments: ReadonlyMap<string, string>;
}

/** A place in the order of due days, and of ids. */
export type PredictionPlace = readonly [due: number, id: string];

export interface PredictTask extends Inputs {
  readonly kind: "predict";
  readonly customer: string | undefined;
  readonly after: PredictionPlace;
  readonly limit: number;
}

export interface ForecastTask extends Inputs, Omit<ForecastInputs, "seed" | "unapplied"> {
  readonly kind: "forecast";
}

/** Its segments are those of one instant, which may have been given for what came after a past cut: none is used. */
export interface QualityTask extends Inputs {
  readonly kind: "quality";
}

export interface CustomerTask extends Inputs {
  readonly kind: "customer";
  readonly customer: string;
}

export type PredictionTask = PredictTask | ForecastTask | QualityTask | CustomerTask;

/** One row of a page; what is held for lost is shown and not predicted. */
export type PredictedRow = Prediction | Unpredicted | { readonly kind: "writtenOff"; readonly outcome: Outcome };

export interface Predicted {
  readonly kind: "predict";
  readonly inputs: Hex;
  readonly model: Pick<PaymentModel, "known" | "memory" | "strengths"> & { readonly customers: number };
  readonly rows: readonly PredictedRow[];
}

export interface Forecasted {
  readonly kind: "forecast";
  readonly inputs: Hex;
  readonly forecast: Forecast;
  /** Money of the book that settles no item yet, minor units; the forecast still awaits what it may settle. */
  readonly unapplied: bigint;
}

export interface Tested {
  readonly kind: "quality";
  readonly inputs: Hex;
  readonly quality: BackTest;
}

export interface CustomerPredicted {
  readonly kind: "customer";
  readonly inputs: Hex;
  readonly next: NextItem;
}

/** Too few items of which the outcome is known, for whatever was asked. */
export interface Refused {
  readonly kind: "refused";
  readonly inputs: Hex;
  readonly tooFew: TooFew;
}

export type PredictionMade = Predicted | Forecasted | Tested | CustomerPredicted | Refused;

export function madeOf(task: PredictionTask): PredictionMade {
  const { book, cut, segments } = task;
  const segmentOf: SegmentOf = (customer) => (task.kind === "quality" ? undefined : segments.get(customer));
  const inputs = inputsHash(book, cut, segmentOf);
  const outcomes = outcomesAt(book, cut);
  const model = fitOutcomes(book, outcomes, cut, segmentOf);
  if (model.kind === "tooFew") return { kind: "refused", inputs, tooFew: model };
  if (task.kind === "customer") return { kind: "customer", inputs, next: predictNext(curvesOf(model), task.customer) };
  if (task.kind === "predict") return { ...predicted(task, outcomes, model), inputs };
  if (task.kind === "forecast") {
    const { periods, agreed, kept, keptByAll } = task;
    const keptBy = (customer: string): number | undefined => kept.get(customer) ?? keptByAll;
    const unapplied = [...unappliedAt(book, cut).values()].reduce((sum, amount) => sum + amount, 0n);
    return {
      kind: "forecast",
      inputs: forecastHash(inputs, { periods, seed: SEED, agreed, kept, keptByAll, unapplied }),
      forecast: forecastReceipts(book, model, { periods, seed: SEED, agreed, keptBy }),
      unapplied,
    };
  }
  return { kind: "quality", inputs, quality: backTest(book, cut, SEED) };
}

function predicted(
  { cut, customer, after, limit }: PredictTask,
  outcomes: readonly Outcome[],
  model: PaymentModel,
): Omit<Predicted, "inputs"> {
  const { known, memory, strengths } = model;
  const curves = curvesOf(model);
  const page = outcomes
    .filter((one) => one.open > 0n && (customer === undefined || one.item.customer === customer))
    .filter((one) => comesAfter(one, after))
    .toSorted((one, other) => (comesAfter(one, placeOf(other)) ? 1 : -1))
    .slice(0, limit);
  const rows = page.map((outcome): PredictedRow => {
    return outcome.isWrittenOff ? { kind: "writtenOff", outcome } : predictItem(curves, outcome, cut.day);
  });
  return { kind: "predict", model: { known, memory, strengths, customers: model.customers.size }, rows };
}

export function placeOf({ due, item }: Outcome): PredictionPlace {
  return [due, item.id];
}

function comesAfter({ due, item }: Outcome, [day, id]: PredictionPlace): boolean {
  return due === day ? item.id > id : due > day;
}
