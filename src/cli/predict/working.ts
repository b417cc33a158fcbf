/** All that is said of one currency of a history. */
import type { Book, Cut } from "../../domain/indicators/book.ts";
import { backTest } from "../../domain/prediction/backTest.ts";
import type { BackTest } from "../../domain/prediction/backTest.ts";
import { curvesOf } from "../../domain/prediction/customerCurve.ts";
import { fitModel } from "../../domain/prediction/fit.ts";
import { forecastReceipts } from "../../domain/prediction/forecast.ts";
import type { Forecast, Period } from "../../domain/prediction/forecast.ts";
import { inputsHash } from "../../domain/prediction/inputs.ts";
import type { PaymentModel, TooFew } from "../../domain/prediction/model.ts";
import { outcomesAt } from "../../domain/prediction/outcome.ts";
import { predictItem } from "../../domain/prediction/predict.ts";
import type { Prediction, Unpredicted } from "../../domain/prediction/predict.ts";
import type { Hex } from "../../domain/receivable.ts";

export interface Predicted {
  readonly book: Book;
  readonly inputs: Hex;
  readonly said: Said | TooFew;
}

export interface Said {
  readonly kind: "said";
  readonly model: PaymentModel;
  /** Of open items, by their due days. */
  readonly predictions: readonly (Prediction | Unpredicted)[];
  readonly quality: BackTest;
  readonly forecast: Forecast;
  /** Whether all of the test was asked for. */
  readonly isTested: boolean;
}

/** Any seed will do, as long as it is said. */
const SEED = 1;

export interface Asked {
  readonly cut: Cut;
  readonly periods: readonly Period[];
  readonly isTested: boolean;
}

/** A file tells no segments, no promises and no plans. */
export function predictedOf(book: Book, { cut, periods, isTested }: Asked): Predicted {
  const noSegment = (): undefined => undefined;
  const inputs = inputsHash(book, cut, noSegment);
  const model = fitModel(book, cut, noSegment);
  if (model.kind === "tooFew") return { book, inputs, said: model };
  const curves = curvesOf(model);
  const predictions = outcomesAt(book, cut)
    .filter(({ open }) => open > 0n)
    .toSorted((one, other) => one.due - other.due)
    .map((outcome) => predictItem(curves, outcome, cut.day));
  const nothing = { agreed: new Map(), keptBy: noSegment };
  return {
    ...{ book, inputs },
    said: {
      ...{ kind: "said", model, predictions },
      quality: isTested ? backTest(book, cut, SEED) : backTest(book, cut),
      forecast: forecastReceipts(book, model, { periods, seed: SEED, ...nothing }),
      isTested,
    },
  };
}
