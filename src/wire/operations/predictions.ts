/** When open items will be paid, what comes in, and what such predictions were worth. */
import {
  cashForecast,
  forecastQuery,
  paymentRisk,
  predictionPage,
  predictionQuality,
  predictionQuery,
  qualityQuery,
  riskQuery,
} from "../prediction.ts";
import { reading } from "../readings.ts";

const TAG = "Predictions";
const COUNTED =
  "Statistics by counting, from the ledger's events and imported history: of all items that were as late, how many " +
  "were paid on each later day; a customer with few of its own counts as its segment and all do.";

export const PREDICTION_OPERATIONS = {
  readPredictions: reading({
    path: "/v1/predictions",
    tag: TAG,
    summary: "When each open item will be paid, and how late, with the counts that say so",
    description: `${COUNTED} The earliest due day first.`,
    query: predictionQuery,
    answers: { 200: { description: "A page.", body: predictionPage } },
    problems: ["CursorInvalid", "CurrencyUnknown"],
  }),
  readPaymentRisk: reading({
    path: "/v1/payment-risk",
    tag: TAG,
    summary: "How likely the next item of a customer is late, with the counts that say so",
    description: `${COUNTED} Of a customer without any item it is what its segment and all items tell.`,
    query: riskQuery,
    answers: { 200: { description: "Chances of being late.", body: paymentRisk } },
    problems: ["CurrencyUnknown"],
  }),
  readCashForecast: reading({
    path: "/v1/cash-forecast",
    tag: TAG,
    summary: "What comes in of what is open, by week or month",
    description:
      `${COUNTED} A promise or an agreed plan whose day is to come takes the place of that, weighed by how ` +
      "promises were kept, and as a new due day where too few came due to tell; of each those of 10,000 receivables " +
      "at most. Open principal alone: no interest, and no invoice that is not written yet. 13 weeks or 6 months.",
    query: forecastQuery,
    answers: { 200: { description: "The forecast.", body: cashForecast } },
    problems: ["CurrencyUnknown"],
  }),
  readPredictionQuality: reading({
    path: "/v1/prediction-quality",
    tag: TAG,
    summary: "What predictions of the last 24 months would have been worth, beside two plain rates",
    description:
      "A test by time, as of the end of yesterday (UTC): at each end of a month the same is made of what was known " +
      "then, of imported history each line from its own day on, and held against what became of the open items. " +
      "Segments are not used, since they may have been given for what happened since; nor are promises and plans.",
    query: qualityQuery,
    answers: { 200: { description: "Brier scores, calibration and reached forecasts.", body: predictionQuality } },
    problems: ["CurrencyUnknown"],
  }),
} as const;
