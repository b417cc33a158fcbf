/** Predictions over HTTP. */
import type { z } from "zod";
import { monthsAfterDay, weeksAfter } from "../../domain/prediction/forecast.ts";
import type { Address } from "../../domain/receivable.ts";
import type { PREDICTION_OPERATIONS } from "../../wire/operations/predictions.ts";
import type {
  cashForecast,
  ForecastQuery,
  paymentRisk,
  predictionPage,
  predictionQuality,
  PredictionQuery,
  RiskQuery,
} from "../../wire/prediction.ts";
import { instantInvalid } from "../access/refusals.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { refreshPortfolio } from "../portfolio/keeping.ts";
import { createCursors } from "../receivables/cursors.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { agreedOf, readWords } from "./agreed.ts";
import { inTurn } from "./inThread.ts";
import type { MakePrediction } from "./inThread.ts";
import { readInputs } from "./reading.ts";
import type { AskedInputs, ReadInputs } from "./reading.ts";
import { moneyIn, shownForecast, shownMade, shownModel, shownNext, shownPrediction, shownTest } from "./showing.ts";
import { placeOf } from "./tasks.ts";
import type { PredictedRow, PredictionMade, PredictionPlace } from "./tasks.ts";

const DAY = 86_400;
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const FIRST: PredictionPlace = [-1, ""];
const COUNTS = { weeks: 13, months: 6 } as const;

type Reading = Pick<GatewayDeps, "database" | "now" | "tokens">;

export function predictionHandlers(deps: GatewayDeps): Handlers<typeof PREDICTION_OPERATIONS> {
  const cursors = createCursors(deps.config.secret);
  return {
    readPredictions: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await inTurn((make) => predictionsOf(deps, make, cursors, organisation, query)) };
    },
    readPaymentRisk: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await inTurn((make) => riskOf(deps, make, organisation, query)) };
    },
    readCashForecast: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await inTurn((make) => forecastOf(deps, make, organisation, query)) };
    },
    readPredictionQuality: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await inTurn((make) => qualityOf(deps, make, organisation, query.currency)) };
    },
  };
}

/** What was folded stays folded for the next question. */
async function inputsIn(database: GatewayDeps["database"], asked: AskedInputs): Promise<ReadInputs> {
  await refreshPortfolio(database, asked.organisation);
  return atOneInstant(database, (sql) => readInputs(sql, asked));
}

/** @throws ProblemError `CurrencyUnknown` */
async function qualityOf(
  { database, now, tokens }: Reading,
  make: MakePrediction,
  organisation: Address,
  asked: string,
): Promise<z.output<typeof predictionQuality>> {
  const currency = currencyFrom(asked, tokens);
  // The end of a day that is over: the same answer all day long, unless history is imported or taken back meanwhile.
  const known = Math.floor(now() / DAY) * DAY - 1;
  const cut = { day: UTC_DAYS(known), known };
  const read = { ...(await inputsIn(database, { organisation, currency, known: now() })), cut };
  const { book, segments } = read;
  const made = await make({ kind: "quality", book, cut, segments });
  const test = made.kind === "quality" ? shownTest(made, moneyIn(currency)) : null;
  return { ...shownMade(currency, read, made), test };
}

/** @throws ProblemError `CurrencyUnknown` */
async function riskOf(
  { database, now, tokens }: Reading,
  make: MakePrediction,
  organisation: Address,
  { currency: asked, customer }: RiskQuery,
): Promise<z.output<typeof paymentRisk>> {
  const currency = currencyFrom(asked, tokens);
  const read = await inputsIn(database, { organisation, currency, known: now() });
  const { book, cut, segments } = read;
  const made = await make({ kind: "customer", book, cut, segments, customer: namedIn(customer) });
  const common = { ...shownMade(currency, read, made), customer: namedIn(customer) };
  return made.kind === "customer" ? { ...common, ...shownNext(made.next) } : { ...common, late: null, levels: [] };
}

/** Addresses of the ledger are the same however they are spelt. */
function namedIn(customer: string): string {
  return ADDRESS.test(customer) ? customer.toLowerCase() : customer;
}

/** @throws ProblemError `CursorInvalid`, `CurrencyUnknown`, `RequestInvalid` */
async function predictionsOf(
  { database, now, tokens }: Reading,
  make: MakePrediction,
  cursors: Cursors,
  organisation: Address,
  { currency: asked, customer, asOf, ...query }: PredictionQuery,
): Promise<z.output<typeof predictionPage>> {
  const currency = currencyFrom(asked, tokens);
  const known = asOf === undefined ? now() : Date.parse(asOf) / 1_000;
  if (known > now()) throw instantInvalid("query.asOf", "give an instant that is over");
  const read = await inputsIn(database, { organisation, currency, known });
  const { book, cut, segments } = read;
  let made: PredictionMade | undefined;
  const list = JSON.stringify(["predictions", organisation, currency.address, customer ?? null, asOf ?? null]);
  const rowsAfter = async (after: PredictionPlace, limit: number): Promise<readonly PredictedRow[]> => {
    const named = customer === undefined ? undefined : namedIn(customer);
    made = await make({ kind: "predict", book, cut, segments, customer: named, after, limit });
    return made.kind === "predict" ? made.rows : [];
  };
  const placed = {
    cursors,
    list,
    first: FIRST,
    placeOf: ({ outcome }: PredictedRow) => placeOf(outcome),
    read: rowsAfter,
  };
  const { rows, next } = await pageOf(placed, query);
  if (made === undefined) throw new Error("a page was made without its rows");
  const money = moneyIn(currency);
  return {
    ...shownMade(currency, read, made),
    model: made.kind === "predict" ? shownModel(made) : null,
    items: rows.map((row) => shownPrediction(row, cut.day, money)),
    next,
  };
}

/** @throws ProblemError `CurrencyUnknown` */
async function forecastOf(
  { database, now, tokens }: Reading,
  make: MakePrediction,
  organisation: Address,
  { currency: asked, periods: length }: ForecastQuery,
): Promise<z.output<typeof cashForecast>> {
  const currency = currencyFrom(asked, tokens);
  await refreshPortfolio(database, organisation);
  const known = now();
  const { read, words } = await atOneInstant(database, async (sql) => {
    const inputs = await readInputs(sql, { organisation, currency, known });
    return { read: inputs, words: await readWords(sql, organisation, known) };
  });
  const { book, cut, segments } = read;
  const { promises, ...agreed } = agreedOf(words, book, cut, UTC_DAYS);
  const periods = length === "weeks" ? weeksAfter(cut.day, COUNTS.weeks) : monthsAfterDay(cut.day, COUNTS.months);
  const made = await make({ kind: "forecast", book, cut, segments, periods, ...agreed });
  const forecast = made.kind === "forecast" ? shownForecast(made, moneyIn(currency)) : null;
  return { ...shownMade(currency, read, made), promises, forecast };
}
