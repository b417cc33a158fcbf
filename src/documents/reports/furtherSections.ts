/** What other parts of an organisation's work tell of a month: forecast, warnings, watchlist and risks. */
import type { WatchCause } from "../../domain/exposure/watch.ts";
import type { ForecastPeriod } from "../../domain/prediction/forecast.ts";
import { recordOf } from "../../domain/risk/outcomes.ts";
import type { Outcome } from "../../domain/risk/outcomes.ts";
import type { RiskCategory, RiskGrade, RiskStatus } from "../../domain/risk/register.ts";
import { RULE_SPECS, WARNING_RULES } from "../../domain/risk/warnings.ts";
import type { WarningRule } from "../../domain/risk/warnings.ts";
import type { NameOf } from "./riskSections.ts";
import { amount, count, day, days, rate, text, word } from "./section.ts";
import type { Cell, Section } from "./section.ts";

/** A warning as it stood at the instant of the report. */
export interface ReportedWarning {
  readonly rule: WarningRule;
  /** A customer, a group, or "" for all. */
  readonly subject: string;
  /** Days since 1970-01-01. */
  readonly since: number;
  readonly figure: bigint;
  readonly threshold: bigint;
  /** What it is about beside the subject; "" of one that lasts while the figure does. */
  readonly occasion: string;
  readonly outcome: Outcome;
  /** Whether the time in which it may come true was over. */
  readonly hadItsTime: boolean;
  /** Whether a person decided what became of it. */
  readonly isJudged: boolean;
  /** Whether the state that it warned of was over. */
  readonly isOver: boolean;
}

export interface WatchedCustomer {
  readonly customer: string;
  readonly cause: WatchCause;
  readonly reason: string;
  /** Days since 1970-01-01. */
  readonly since: number;
  readonly review: number;
}

export interface ReportedRisk {
  readonly risk: string;
  readonly category: RiskCategory;
  /** From 1 to 5. */
  readonly likelihood: number;
  readonly impact: number;
  readonly grade: RiskGrade;
  readonly status: RiskStatus;
  /** Days since 1970-01-01. */
  readonly review: number;
}

const MOST_WARNINGS = 50;

/** @param periods Undefined where too few outcomes are known: nothing is guessed then. */
export function forecastSection(periods: readonly ForecastPeriod[] | undefined): Section {
  return {
    key: "forecast",
    indicators: [],
    columns: ["from", "to", "expected", "p50Receipts", "p90Receipts"],
    rows: (periods ?? []).map(({ from, through, within }) => [
      day(from),
      day(through),
      amount(within.expected),
      amount(within.p50),
      amount(within.p90),
    ]),
  };
}

/**
 * Those that last, the latest first: what came true already lasts all the more. And of every rule that ever warned how
 * often it was right.
 */
export function warningSections(warnings: readonly ReportedWarning[], nameOf: NameOf): readonly Section[] {
  const lasting = warnings.filter(lasts).slice(0, MOST_WARNINGS);
  const records = WARNING_RULES.flatMap((rule): (readonly Cell[])[] => {
    const own = warnings.filter((warning) => warning.rule === rule);
    if (own.length === 0) return [];
    const record = recordOf(own);
    return [
      [
        word(rule),
        count(own.length),
        ...[record.confirmed, record.false, record.open].map(count),
        rate(record.precisionPpm),
      ],
    ];
  });
  return [
    {
      key: "warnings",
      indicators: [],
      columns: ["rule", "subject", "since", "value", "threshold"],
      rows: lasting.map(({ rule, subject, since, figure, threshold }) => [
        word(rule),
        subject === "" ? word("total") : text(nameOf(subject)),
        day(since),
        figureOf(rule, figure),
        figureOf(rule, threshold),
      ]),
    },
    {
      key: "warningRecord",
      indicators: [],
      columns: ["rule", "raised", "confirmed", "false", "open", "rate"],
      rows: records,
    },
  ];
}

/** What is not over and nobody judged, or was given once and waits to be decided. */
function lasts({ isOver, isJudged, occasion, outcome }: ReportedWarning): boolean {
  return !isOver && !isJudged && (occasion === "" || outcome === "open");
}

function figureOf(rule: WarningRule, figure: bigint): Cell {
  switch (RULE_SPECS[rule].unit) {
    case "days":
      return days(figure * 100n);
    case "ppm":
      return rate(figure);
    case "count":
      return count(figure);
  }
}

export function watchlistSection(watched: readonly WatchedCustomer[], nameOf: NameOf): Section {
  return {
    key: "watchlist",
    indicators: [],
    columns: ["customer", "cause", "since", "review", "reason"],
    rows: watched.map(({ customer, cause, since, review, reason }) => [
      text(nameOf(customer)),
      word(cause),
      day(since),
      day(review),
      text(reason),
    ]),
  };
}

/** The worst first; what is closed is left out. */
export function registerSection(risks: readonly ReportedRisk[]): Section {
  const live = risks
    .filter(({ status }) => status !== "closed")
    .toSorted((a, b) => b.likelihood * b.impact - a.likelihood * a.impact);
  return {
    key: "riskRegister",
    indicators: [],
    columns: ["risk", "category", "likelihood", "impact", "grade", "status", "review"],
    rows: live.map(({ risk, category, likelihood, impact, grade, status, review }) => [
      text(risk),
      word(category),
      count(likelihood),
      count(impact),
      word(grade),
      word(status),
      day(review),
    ]),
  };
}
