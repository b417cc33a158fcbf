/** What is owed, since when, and how fast it turns into money. */
import type { AgingReport } from "../../domain/indicators/aging.ts";
import { daysOf } from "../../domain/indicators/calendar.ts";
import type { Histogram } from "../../domain/indicators/histogram.ts";
import type { IndicatorSet } from "../../domain/indicators/set.ts";
import { amount, count, days, rate, text, wholeDays, word } from "./section.ts";
import type { Cell, Section } from "./section.ts";
import type { AnyWord } from "./labels.ts";

/** The figures that a reader looks for first; each comes again below with its working. */
export function summarySection(set: IndicatorSet): Section {
  const { closing, sales } = set.figures;
  const rows: readonly (readonly [AnyWord, Cell])[] = [
    ["periodSales", amount(sales)],
    ["receivables", amount(closing.total)],
    ["overdue", amount(closing.total - closing.current)],
    ["disputed", amount(set.disputes.amount)],
    ["unapplied", amount(set.aging.due.unapplied)],
    ["dsoSimple", days(set.dso.simple)],
    ["averageDaysDelinquent", days(set.dso.averageDaysDelinquent)],
    ["collectionEffectiveness", rate(set.cei.plain)],
    ["onTime", rate(set.behaviour.onTime)],
    ["expectedCreditLoss", amount(set.expectedLoss.loss)],
    ["dilution", rate(set.dilution.book?.ppm)],
    ["largest", rate(set.concentration.largest)],
  ];
  return { key: "summary", indicators: [], ...listed(rows) };
}

export function agingSection(report: AgingReport): Section {
  const sum = (key: AnyWord, units: bigint): readonly Cell[] => [word(key), amount(units), ...NO_PARTS];
  return {
    key: report.basis === "due" ? "agingByDue" : "agingByInvoice",
    indicators: ["aging"],
    columns: ["bucket", "amount", "items", "disputed", "writtenOff", "notYetDue"],
    rows: [
      ...report.buckets.map((bucket) => [
        word(bucket.name),
        amount(bucket.amount),
        count(bucket.items),
        amount(bucket.disputed),
        amount(bucket.writtenOff),
        amount(bucket.notYetDue),
      ]),
      sum("credits", report.credits),
      sum("ledgerBalance", report.ledger),
      sum("unapplied", -report.unapplied),
      sum("controlTotal", report.total),
    ],
    chart: "amount",
  };
}

const NO_PARTS: readonly Cell[] = [text(""), text(""), text(""), text("")];

const DSO_INDICATORS = [
  "dsoSimple",
  "dsoCountback",
  "dsoTrue",
  "dsoBest",
  "averageDaysDelinquent",
  "turnover",
  "dsoOfTurnover",
] as const;

export function dsoSection({ dso, figures, period }: IndicatorSet): Section {
  return {
    key: "dso",
    indicators: DSO_INDICATORS,
    ...listed([
      ["periodSales", amount(figures.sales)],
      ["periodDays", count(daysOf(period))],
      ["receivables", amount(figures.closing.total)],
      ["current", amount(figures.closing.current)],
      ["dsoSimple", days(dso.simple)],
      ["dsoCountback", days(dso.countback)],
      ["dsoTrue", days(dso.true)],
      ["dsoBest", days(dso.best)],
      ["averageDaysDelinquent", days(dso.averageDaysDelinquent)],
      ["turnover", dso.turnover === undefined ? { kind: "none" } : { kind: "times", ppm: dso.turnover }],
      ["dsoOfTurnover", days(dso.ofTurnover)],
    ]),
  };
}

export function ceiSection({ cei, figures }: IndicatorSet): Section {
  return {
    key: "cei",
    indicators: ["collectionEffectiveness", "collectionEffectivenessCrf"],
    ...listed([
      ["opening", amount(figures.opening)],
      ["periodSales", amount(figures.sales)],
      ["transfers", amount(figures.transfers)],
      ["closing", amount(figures.closing.total)],
      ["writtenOffInPeriod", amount(figures.writtenOff)],
      ["current", amount(figures.closing.current)],
      ["months", count(cei.months)],
      ["collectionEffectiveness", rate(cei.plain)],
      ["collectionEffectivenessCrf", rate(cei.crf)],
    ]),
  };
}

export function behaviourSection({ behaviour }: IndicatorSet): Section {
  return {
    key: "paymentBehaviour",
    indicators: ["paymentBehaviour"],
    ...listed([
      ["payments", count(behaviour.n)],
      ["amount", amount(behaviour.amount)],
      ["meanDaysLate", days(behaviour.meanDaysLate)],
      ["median", wholeDays(behaviour.medianDaysLate)],
      ["p90", wholeDays(behaviour.p90DaysLate)],
      ["onTime", rate(behaviour.onTime)],
      ["onTimeByAmount", rate(behaviour.onTimeByAmount)],
    ]),
  };
}

export function daysLateSection({ daysLate }: IndicatorSet): Section {
  const step = (days: number | undefined): Cell => (days === undefined ? text("") : count(days));
  return { key: "daysLateHistogram", indicators: ["daysLateHistogram"], ...barsOf(daysLate, step), chart: "payments" };
}

export function amountsSection({ amounts }: IndicatorSet): Section {
  const step = (units: bigint | undefined): Cell => (units === undefined ? text("") : amount(units));
  return {
    key: "paymentAmountHistogram",
    indicators: ["paymentAmountHistogram"],
    ...barsOf(amounts, step),
    chart: "payments",
  };
}

function barsOf<T>({ bars }: Histogram<T>, step: (size: T | undefined) => Cell): Pick<Section, "columns" | "rows"> {
  return {
    columns: ["from", "before", "payments", "amount"],
    rows: bars.map((bar) => [step(bar.from), step(bar.to), count(bar.count), amount(bar.amount)]),
  };
}

/** Figures under each other, each after its word. */
export function listed(rows: readonly (readonly [AnyWord, Cell])[]): Pick<Section, "columns" | "rows"> {
  return { columns: ["figure", "value"], rows: rows.map(([key, cell]) => [word(key), cell]) };
}
