/** The full set of indicators of a book at a cut. What they share is reckoned once; each pass is over items alone. */
import type { PromiseClock } from "../collections/promises.ts";
import type { Waits } from "../collections/rates.ts";
import type { Period } from "../factoring/dilution.ts";
import { trailingYear } from "../factoring/dilution.ts";
import { agingAt } from "./aging.ts";
import type { AgingReport } from "./aging.ts";
import { behaviourOf } from "./behaviour.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Book, Cut } from "./book.ts";
import { daysOf, trailingMonths } from "./calendar.ts";
import { cohortsOf } from "./cohorts.ts";
import type { Cohort } from "./cohorts.ts";
import { cycleTimesOf } from "./cycles.ts";
import type { CycleSpan, CycleStep } from "./cycles.ts";
import { bookDilution } from "./dilution.ts";
import type { BookDilution } from "./dilution.ts";
import { disputesOf } from "./disputes.ts";
import type { Disputes } from "./disputes.ts";
import { averageDaysDelinquent, bestDso, countbackDso, dsoOf, monthsBack, trueDso } from "./dso.ts";
import { expectedLossOf } from "./ecl.ts";
import type { AgreedRate, ExpectedLoss, Overlay } from "./ecl.ts";
import { concentrationOf, exposureBy } from "./exposure.ts";
import type { Concentration, Exposure } from "./exposure.ts";
import { flowsOf, receivablesOf, writtenOffSince } from "./flows.ts";
import type { Flows, Receivables } from "./flows.ts";
import { amountHistogram, daysLateHistogram } from "./histogram.ts";
import type { Histogram } from "./histogram.ts";
import { holdingCostOf, workingCapitalOf } from "./holding.ts";
import type { HoldingCost, WorkingCapital } from "./holding.ts";
import { LOSS_HORIZON, LOSS_MONTHS, lossRatesOf, recoveriesOf } from "./losses.ts";
import type { LossRate } from "./losses.ts";
import { paymentsAt } from "./payments.ts";
import type { Payment } from "./payments.ts";
import { promisesAt, promisesKept } from "./promises.ts";
import type { BookPromise, PromisesKept } from "./promises.ts";
import { rollsOf } from "./rolls.ts";
import type { Rolls } from "./rolls.ts";
import { seasonalityOf } from "./seasonality.ts";
import type { Season } from "./seasonality.ts";
import { standingsAt, unappliedAt } from "./standing.ts";
import type { ItemStanding } from "./standing.ts";
import { ceiOf, dsoOfTurnover, turnoverOf } from "./turnover.ts";
import type { PeriodFigures } from "./turnover.ts";

/** Of a customer a text, "" where it is not known. */
export type KeyOf = (customer: string) => string;

export interface SetOptions {
  /** Of DSO, turnover, CEI and the cost of holding, that end with the cut: 3 in the rules' example. */
  readonly months: number;
  /** Of roll rates, full months that ended. */
  readonly rollMonths: number;
  /** Of cohorts, the month of the cut among them. */
  readonly cohortMonths: number;
  /** Of the history of losses: month ends, and days that have to have passed since the last of them. */
  readonly lossMonths: number;
  readonly lossHorizon: number;
  /** The group of affiliates; a customer of "" is its own. */
  readonly groupOf: KeyOf;
  readonly segmentOf: KeyOf;
  readonly industryOf: KeyOf;
  readonly countryOf: KeyOf;
  /** Parts per million a year; undefined where none is set. */
  readonly costOfCapital: number | undefined;
  readonly agreedRates: readonly AgreedRate[];
  readonly overlays: readonly Overlay[];
  readonly promises: readonly BookPromise[];
  readonly clock: Omit<PromiseClock, "day">;
  readonly spans: readonly CycleSpan[];
  /** When the day of the cut ends where its days are counted, or when it was known if that is before; unix seconds. */
  readonly instant: number;
}

export const STANDARD_MONTHS = {
  months: 3,
  rollMonths: 12,
  cohortMonths: 12,
  lossMonths: LOSS_MONTHS,
  lossHorizon: LOSS_HORIZON,
} as const;

/** Durations are hundredths of a day, rates parts per million; undefined as the descriptions say. */
export interface DsoFamily {
  readonly simple: bigint | undefined;
  readonly countback: bigint | undefined;
  readonly true: bigint | undefined;
  readonly best: bigint | undefined;
  readonly averageDaysDelinquent: bigint | undefined;
  readonly turnover: bigint | undefined;
  readonly ofTurnover: bigint | undefined;
}

export interface IndicatorSet {
  readonly currency: string;
  readonly exponent: number;
  readonly cut: Cut;
  readonly period: Period;
  /** Minor units. */
  readonly figures: PeriodFigures;
  readonly aging: { readonly due: AgingReport; readonly invoice: AgingReport };
  readonly dso: DsoFamily;
  readonly cei: { readonly plain: bigint | undefined; readonly crf: bigint | undefined; readonly months: number };
  readonly behaviour: Behaviour;
  readonly daysLate: Histogram<number>;
  readonly amounts: Histogram<bigint>;
  readonly promises: PromisesKept;
  readonly rolls: Rolls;
  readonly lossRates: readonly LossRate[];
  readonly expectedLoss: ExpectedLoss;
  readonly recoveries: bigint;
  readonly dilution: BookDilution;
  readonly disputes: Disputes;
  readonly concentration: Concentration;
  readonly exposure: Readonly<Record<"industry" | "segment" | "country", readonly Exposure[]>>;
  readonly holding: HoldingCost;
  readonly workingCapital: WorkingCapital;
  readonly cycles: Readonly<Record<CycleStep, Waits>>;
  readonly cohorts: readonly Cohort[];
  readonly seasonality: readonly Season[] | undefined;
}

export function indicatorsOf(book: Book, cut: Cut, options: SetOptions): IndicatorSet {
  const standings = standingsAt(book, cut);
  const payments = paymentsAt(book, cut);
  const period = trailingMonths(cut.day, options.months);
  const flows = flowsOf(book, cut, period);
  const closing = receivablesOf(standings, cut.day);
  const expectedLoss = expectedLossAt(book, cut, standings, options);
  const unapplied = unappliedAt(book, cut);
  const aging = agingAt(standings, unapplied, cut, "due");
  return {
    currency: book.currency,
    exponent: book.exponent,
    cut,
    period,
    ...turnoverPart(book, cut, { standings, period, flows, closing, months: options.months }),
    ...paymentPart(payments),
    aging: { due: aging, invoice: agingAt(standings, unapplied, cut, "invoice") },
    promises: promisesKept(promisesAt(book, options.promises, cut, options.clock)),
    rolls: rollsOf(book, cut, options.rollMonths),
    ...expectedLoss,
    recoveries: recoveriesOf(book, cut, trailingYear(cut.day)),
    dilution: bookDilution(book, cut),
    disputes: disputesOf(standings),
    ...exposurePart(standings, cut.day, options),
    holding: holdingCostOf(book, cut, period, options.costOfCapital),
    workingCapital: workingCapitalOf(closing.total, aging.unapplied, expectedLoss.expectedLoss.loss),
    cycles: cycleTimesOf(options.spans, options.instant),
    cohorts: cohortsOf(book, cut, options.cohortMonths),
    seasonality: seasonalityOf(flows, { payments, standings }, cut),
  };
}

/** The matrix of expected losses, with the history that it rests on. */
export function expectedLossAt(
  book: Book,
  cut: Cut,
  standings: readonly ItemStanding[],
  options: Pick<SetOptions, "lossMonths" | "lossHorizon" | "segmentOf" | "agreedRates" | "overlays">,
): Pick<IndicatorSet, "lossRates" | "expectedLoss"> {
  const { lossMonths: months, lossHorizon: horizon, segmentOf, agreedRates: agreed, overlays } = options;
  const historic = lossRatesOf(book, cut, { months, horizon, segmentOf });
  return {
    lossRates: historic,
    expectedLoss: expectedLossOf(standings, cut.day, segmentOf, { historic, agreed, overlays }),
  };
}

interface TurnoverInputs {
  readonly standings: readonly ItemStanding[];
  readonly period: Period;
  readonly flows: Flows;
  readonly closing: Receivables;
  readonly months: number;
}

function turnoverPart(
  book: Book,
  cut: Cut,
  { standings, period, flows, closing, months }: TurnoverInputs,
): Pick<IndicatorSet, "figures" | "dso" | "cei"> {
  const before = { day: period.from - 1, known: cut.known };
  const opening = receivablesOf(standingsAt(book, before), before.day).total;
  const writtenOff = writtenOffSince(standings, before);
  const figures = { opening, closing, writtenOff, sales: flows.sales, transfers: flows.transfers };
  const sold = { sales: flows.sales, days: daysOf(period) };
  return {
    figures,
    dso: {
      simple: dsoOf(closing.total, sold),
      countback: countbackDso(closing.total, monthsBack(flows.salesByMonth, cut.day)),
      true: trueDso(book, standings, cut),
      best: bestDso(closing, sold),
      averageDaysDelinquent: averageDaysDelinquent(closing, sold),
      turnover: turnoverOf(figures),
      ofTurnover: dsoOfTurnover(figures, sold.days),
    },
    cei: { plain: ceiOf(figures, 1), crf: ceiOf(figures, months), months },
  };
}

function paymentPart(payments: readonly Payment[]): Pick<IndicatorSet, "behaviour" | "daysLate" | "amounts"> {
  return {
    behaviour: behaviourOf(payments),
    daysLate: daysLateHistogram(payments),
    amounts: amountHistogram(payments),
  };
}

function exposurePart(
  standings: readonly ItemStanding[],
  day: number,
  { groupOf, industryOf, segmentOf, countryOf }: SetOptions,
): Pick<IndicatorSet, "concentration" | "exposure"> {
  return {
    concentration: concentrationOf(standings, groupOf),
    exposure: {
      industry: exposureBy(standings, day, industryOf),
      segment: exposureBy(standings, day, segmentOf),
      country: exposureBy(standings, day, countryOf),
    },
  };
}
