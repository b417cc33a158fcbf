/**
 * Every number of a set of indicators as one flat list, each under the name of its indicator: what a page, a table and
 * a file of them have in common. What has no value stays in the list without one.
 */
import { dateOfDay } from "../terms.ts";
import type { AgingReport } from "./aging.ts";
import { ADD, DSO_BEST, DSO_COUNTBACK, DSO_SIMPLE, DSO_TRUE } from "./dso.ts";
import { AGING } from "./aging.ts";
import { PAYMENT_BEHAVIOUR } from "./behaviour.ts";
import { monthText } from "./calendar.ts";
import { COHORT_DAYS, COHORTS } from "./cohorts.ts";
import { CYCLE_STEPS, CYCLE_TIMES } from "./cycles.ts";
import type { IndicatorUnit } from "./description.ts";
import { DILUTION } from "./dilution.ts";
import { DISPUTED } from "./disputes.ts";
import { EXPECTED_LOSS } from "./ecl.ts";
import { CONCENTRATION, EXPOSURE } from "./exposure.ts";
import { AMOUNT_HISTOGRAM, barText, DAYS_LATE_HISTOGRAM } from "./histogram.ts";
import type { Histogram } from "./histogram.ts";
import { HOLDING_COST, WORKING_CAPITAL } from "./holding.ts";
import { LOSS_RATES, RECOVERIES } from "./losses.ts";
import { PROMISES_KEPT } from "./promises.ts";
import { ROLL_CHAIN, ROLL_RATES } from "./rolls.ts";
import type { RollStep } from "./rolls.ts";
import { SEASONALITY } from "./seasonality.ts";
import type { IndicatorSet } from "./set.ts";
import { CEI, CEI_CRF, DSO_OF_TURNOVER, TURNOVER } from "./turnover.ts";

/** Amounts are minor units, days hundredths of one, rates parts per million. */
export type FigureUnit = IndicatorUnit | "seconds";

export interface Figure {
  /** As `INDICATORS` names it. */
  readonly indicator: string;
  readonly figure: string;
  /** Of what: a basis, a bucket, a segment, a month; the outermost first. */
  readonly of: readonly string[];
  readonly unit: FigureUnit;
  readonly value: bigint | undefined;
}

type Value = bigint | number | undefined;
type Numbers = Readonly<Record<string, readonly [unit: FigureUnit, value: Value]>>;

export function figuresOf(set: IndicatorSet): readonly Figure[] {
  return [
    ...agingFigures("due", set.aging.due),
    ...agingFigures("invoice", set.aging.invoice),
    ...turnoverFigures(set),
    ...paymentFigures(set),
    ...rollFigures(set),
    ...lossFigures(set),
    ...riskFigures(set),
    ...capitalFigures(set),
    ...timeFigures(set),
  ];
}

function figures(indicator: { readonly name: string }, numbers: Numbers, ...of: readonly string[]): readonly Figure[] {
  return Object.entries(numbers).map(([figure, [unit, value]]) => {
    return { indicator: indicator.name, figure, of, unit, value: value === undefined ? undefined : BigInt(value) };
  });
}

/** Whole days as the hundredths that all days are told in. */
function hundredths(days: number | undefined): number | undefined {
  return days === undefined ? undefined : days * 100;
}

function agingFigures(basis: string, { buckets, ...rest }: AgingReport): readonly Figure[] {
  const { credits, unapplied, total, ledger } = rest;
  const sums: Numbers = {
    ...{ credits: ["amount", credits], unapplied: ["amount", unapplied] },
    ...{ total: ["amount", total], ledger: ["amount", ledger] },
  };
  return [
    ...buckets.flatMap(({ name, amount, items, disputed, writtenOff, notYetDue }) => {
      const parts: Numbers = {
        ...{ amount: ["amount", amount], items: ["count", items], disputed: ["amount", disputed] },
        ...{ writtenOff: ["amount", writtenOff], notYetDue: ["amount", notYetDue] },
      };
      return figures(AGING, parts, basis, name);
    }),
    ...figures(AGING, sums, basis),
  ];
}

function turnoverFigures({ figures: sums, dso, cei }: IndicatorSet): readonly Figure[] {
  const inputs: Numbers = {
    ...{ opening: ["amount", sums.opening], closing: ["amount", sums.closing.total] },
    ...{ closingCurrent: ["amount", sums.closing.current], sales: ["amount", sums.sales] },
    ...{ transfers: ["amount", sums.transfers], writtenOff: ["amount", sums.writtenOff] },
  };
  return [
    ...figures(DSO_SIMPLE, { days: ["days", dso.simple], ...inputs }),
    ...figures(DSO_COUNTBACK, { days: ["days", dso.countback] }),
    ...figures(DSO_TRUE, { days: ["days", dso.true] }),
    ...figures(DSO_BEST, { days: ["days", dso.best] }),
    ...figures(ADD, { days: ["days", dso.averageDaysDelinquent] }),
    ...figures(TURNOVER, { times: ["timesPpm", dso.turnover] }),
    ...figures(DSO_OF_TURNOVER, { days: ["days", dso.ofTurnover] }),
    ...figures(CEI, { rate: ["ratePpm", cei.plain] }),
    ...figures(CEI_CRF, { rate: ["ratePpm", cei.crf], months: ["count", cei.months] }),
  ];
}

function paymentFigures({ exponent, behaviour, daysLate, amounts, promises }: IndicatorSet): readonly Figure[] {
  const states = Object.entries(promises.states).map(([state, count]) => [state, ["count", count]] as const);
  return [
    ...figures(PAYMENT_BEHAVIOUR, {
      ...{ n: ["count", behaviour.n], amount: ["amount", behaviour.amount] },
      meanDaysLate: ["days", behaviour.meanDaysLate],
      medianDaysLate: ["days", hundredths(behaviour.medianDaysLate)],
      p90DaysLate: ["days", hundredths(behaviour.p90DaysLate)],
      onTime: ["ratePpm", behaviour.onTime],
      onTimeByAmount: ["ratePpm", behaviour.onTimeByAmount],
    }),
    ...histogramFigures(DAYS_LATE_HISTOGRAM, { unit: "days", times: 100n, decimals: 0 }, daysLate),
    ...histogramFigures(AMOUNT_HISTOGRAM, { unit: "amount", times: 1n, decimals: exponent }, amounts),
    ...figures(PROMISES_KEPT, { rate: ["ratePpm", promises.rate], of: ["count", promises.of] }),
    ...figures(PROMISES_KEPT, Object.fromEntries(states)),
  ];
}

/** A size is multiplied to be in its unit, and written with decimals at the ends of a bar. */
function histogramFigures(
  indicator: { readonly name: string },
  { unit, times, decimals }: { readonly unit: FigureUnit; readonly times: bigint; readonly decimals: number },
  { n, median, p90, bars }: Histogram<number | bigint>,
): readonly Figure[] {
  const quantileOf = (size: Value): Value => (size === undefined ? undefined : BigInt(size) * times);
  return [
    ...figures(indicator, { n: ["count", n], median: [unit, quantileOf(median)], p90: [unit, quantileOf(p90)] }),
    ...bars.flatMap((bar) => {
      const { count, amount } = bar;
      return figures(indicator, { count: ["count", count], amount: ["amount", amount] }, barText(bar, decimals));
    }),
  ];
}

function rollFigures({ rolls }: IndicatorSet): readonly Figure[] {
  const steps = (of: string, all: readonly RollStep[]): readonly Figure[] =>
    all.flatMap(({ from, to, base, rolled, rate }) => {
      const numbers: Numbers = { rate: ["ratePpm", rate], base: ["amount", base], rolled: ["amount", rolled] };
      return figures(ROLL_RATES, numbers, of, from, to);
    });
  return [
    ...rolls.months.flatMap(({ end, steps: own, writtenOffBefore }) => [
      ...steps(dateOfDay(end), own),
      ...figures(ROLL_RATES, { writtenOffBefore: ["amount", writtenOffBefore] }, dateOfDay(end)),
    ]),
    ...steps("all", rolls.average),
    ...figures(ROLL_RATES, { writtenOffBefore: ["amount", rolls.writtenOffBefore] }, "all"),
    ...figures(ROLL_CHAIN, { rate: ["ratePpm", rolls.chain] }),
  ];
}

function lossFigures({ lossRates, expectedLoss, recoveries }: IndicatorSet): readonly Figure[] {
  return [
    ...lossRates.flatMap(({ segment, bucket, n, exposed, lost, rate }) => {
      const sums: Numbers = { n: ["count", n], exposed: ["amount", exposed], lost: ["amount", lost] };
      return figures(LOSS_RATES, { rate: ["ratePpm", rate], ...sums }, segment, bucket);
    }),
    ...expectedLoss.cells.flatMap(({ segment, bucket, basis, open, historic, rate, loss }) => {
      const rates: Numbers = { historic: ["ratePpm", historic], rate: ["ratePpm", rate] };
      return figures(
        EXPECTED_LOSS,
        { open: ["amount", open], ...rates, loss: ["amount", loss] },
        ...[segment, bucket, basis],
      );
    }),
    ...figures(EXPECTED_LOSS, {
      ...{ loss: ["amount", expectedLoss.loss], open: ["amount", expectedLoss.open] },
      ...{ inDefault: ["amount", expectedLoss.inDefault], reckoned: ["amount", expectedLoss.reckoned] },
      withoutRate: ["amount", expectedLoss.withoutRate],
    }),
    ...figures(RECOVERIES, { amount: ["amount", recoveries] }),
  ];
}

function riskFigures({ dilution, disputes, concentration, exposure }: IndicatorSet): readonly Figure[] {
  const { book } = dilution;
  const kinds = Object.entries(book?.byKind ?? {}).map(([kind, amount]) => [kind, ["amount", amount]] as const);
  const { groups, total, top, largest, topFive, hhi } = concentration;
  return [
    ...figures(DILUTION, { rate: ["ratePpm", book?.ppm], sales: ["amount", book?.sales ?? 0n] }),
    ...figures(DILUTION, { reductions: ["amount", book?.reductions ?? 0n], ...Object.fromEntries(kinds) }),
    ...figures(DISPUTED, {
      ...{ amount: ["amount", disputes.amount], items: ["count", disputes.items] },
      share: ["ratePpm", disputes.share],
    }),
    ...disputes.customers.flatMap(({ customer, amount }) =>
      figures(DISPUTED, { amount: ["amount", amount] }, customer),
    ),
    ...figures(CONCENTRATION, {
      ...{ groups: ["count", groups], total: ["amount", total], largest: ["ratePpm", largest] },
      ...{ topFive: ["ratePpm", topFive], hhi: ["ratePpm", hhi] },
    }),
    ...top.flatMap(({ group, open, share }) => {
      return figures(CONCENTRATION, { open: ["amount", open], share: ["ratePpm", share] }, group);
    }),
    ...(["industry", "segment", "country"] as const).flatMap((by) =>
      exposure[by].flatMap(({ key, customers, items, open, overdue, disputed, share }) => {
        const counts: Numbers = { customers: ["count", customers], items: ["count", items] };
        const sums: Numbers = { open: ["amount", open], overdue: ["amount", overdue], disputed: ["amount", disputed] };
        return figures(EXPOSURE, { ...sums, ...counts, share: ["ratePpm", share] }, by, key);
      }),
    ),
  ];
}

function capitalFigures({ holding, workingCapital }: IndicatorSet): readonly Figure[] {
  return [
    ...figures(HOLDING_COST, {
      ...{ cost: ["amount", holding.cost], averageBalance: ["amount", holding.averageBalance] },
      costOfCapital: ["ratePpm", holding.costOfCapital],
    }),
    ...figures(WORKING_CAPITAL, {
      ...{ net: ["amount", workingCapital.net], receivables: ["amount", workingCapital.receivables] },
      ...{ unapplied: ["amount", workingCapital.unapplied], expectedLoss: ["amount", workingCapital.expectedLoss] },
    }),
  ];
}

function timeFigures({ cycles, cohorts, seasonality }: IndicatorSet): readonly Figure[] {
  return [
    ...CYCLE_STEPS.flatMap((step) => {
      const { of, median, p90, waiting, longestWaiting } = cycles[step];
      const counts: Numbers = { answered: ["count", of], waiting: ["count", waiting] };
      const times: Numbers = { median: ["seconds", median], p90: ["seconds", p90] };
      return figures(CYCLE_TIMES, { ...times, ...counts, longestWaiting: ["seconds", longestWaiting] }, step);
    }),
    ...cohorts.flatMap(({ month, items, amount, paid }) => [
      ...figures(COHORTS, { items: ["count", items], amount: ["amount", amount] }, monthText(month)),
      ...COHORT_DAYS.flatMap((days, place) => {
        return figures(COHORTS, { paid: ["ratePpm", paid[place]] }, monthText(month), days.toString());
      }),
    ]),
    ...(seasonality ?? []).flatMap(({ month, sales, salesShare, late, lateShare, meanDaysLate }) =>
      figures(
        SEASONALITY,
        {
          ...{ sales: ["amount", sales], salesShare: ["ratePpm", salesShare], late: ["amount", late] },
          ...{ lateShare: ["ratePpm", lateShare], meanDaysLate: ["days", meanDaysLate] },
        },
        (month + 1).toString(),
      ),
    ),
  ];
}
