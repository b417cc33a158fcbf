/** What the operations of predictions are about. See `objects.ts`. */
const OWN = { kind: "own" } as const;

/** What must be asked. */
export const PREDICTION_QUERIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  readPredictions: { currency: "EUR" },
  readPaymentRisk: { currency: "EUR", customer: "K1" },
  readCashForecast: { currency: "EUR" },
  readPredictionQuality: { currency: "EUR" },
};

/** By the ids of the operations. */
export const PREDICTION_OBJECTS = {
  readPredictions: OWN,
  readPaymentRisk: OWN,
  readCashForecast: OWN,
  readPredictionQuality: OWN,
} as const;
