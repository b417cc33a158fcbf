/** What other parts of an organisation's work tell of a month: forecast, warnings, watchlist and risks. */
import type { WatchCause } from "../../domain/exposure/watch.ts";
import type { ForecastPeriod } from "../../domain/prediction/forecast.ts";
import { recordOfCounts } from "../../domain/risk/outcomes.ts";
import type { RuleRecord } from "../../domain/risk/outcomes.ts";
import type { RiskCategory, RiskGrade, RiskIndicator, RiskStatus } from "../../domain/risk/register.ts";
import { RULE_SPECS, WARNING_RULES } from "../../domain/risk/warnings.ts";
import type { WarningRule } from "../../domain/risk/warnings.ts";
import type { NameOf } from "./riskSections.ts";
import { amount, count, day, days, NONE, rate, text, wholeDays, word } from "./section.ts";
import type { Cell, Section } from "./section.ts";

/** A warning that lasts, as it was given. */
export interface ReportedWarning {
  readonly rule: WarningRule;
  /** A customer or a group; "" where the import that it was about was removed. */
  readonly subject: string;
  /** Days since 1970-01-01. */
  readonly since: number;
  readonly figure: bigint;
  readonly threshold: bigint;
}

/** What the warnings of a rule came to: confirmed and false are of those whose horizon was over. */
export interface ReportedRecord extends Pick<RuleRecord, "raised" | "confirmed" | "false"> {
  readonly rule: WarningRule;
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
  /** Who answers for it; undefined for nobody. */
  readonly owner: string | undefined;
  /** Days since 1970-01-01. */
  readonly review: number;
  /** By what it is watched; undefined for nothing. */
  readonly indicator: ReportedIndicator | undefined;
}

export interface ReportedIndicator {
  readonly indicator: RiskIndicator;
  /** Undefined where it is not known; infinite of a drill that never passed. */
  readonly value: number | undefined;
}

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

/** Those that last, the latest first; and of every rule that ever warned how often it was right. */
export function warningSections(
  lasting: readonly ReportedWarning[],
  records: readonly ReportedRecord[],
  nameOf: NameOf,
): readonly Section[] {
  return [
    {
      key: "warnings",
      indicators: [],
      columns: ["rule", "subject", "since", "raisedAt", "threshold"],
      rows: lasting.map(({ rule, subject, since, figure, threshold }) => [
        word(rule),
        subject === "" ? word("removed") : text(nameOf(subject)),
        day(since),
        figureOf(rule, figure),
        figureOf(rule, threshold),
      ]),
    },
    {
      key: "warningRecord",
      indicators: [],
      columns: ["rule", "raised", "confirmed", "false", "open", "rate"],
      rows: records
        .toSorted((one, other) => WARNING_RULES.indexOf(one.rule) - WARNING_RULES.indexOf(other.rule))
        .map(({ rule, ...counts }) => {
          const { raised, confirmed, false: wrong, open, precisionPpm } = recordOfCounts(counts);
          return [word(rule), ...[raised, confirmed, wrong, open].map(count), rate(precisionPpm)];
        }),
    },
  ];
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

/** The worst first, what is closed left out; and the figures by which they are watched. */
export function registerSections(risks: readonly ReportedRisk[]): readonly Section[] {
  const live = risks
    .filter(({ status }) => status !== "closed")
    .toSorted((a, b) => b.likelihood * b.impact - a.likelihood * a.impact);
  return [
    {
      key: "riskRegister",
      indicators: [],
      columns: ["risk", "category", "likelihood", "impact", "grade", "status", "owner", "review"],
      rows: live.map(({ risk, category, likelihood, impact, grade, status, owner, review }) => [
        text(risk),
        word(category),
        count(likelihood),
        count(impact),
        word(grade),
        word(status),
        owner === undefined ? NONE : text(owner),
        day(review),
      ]),
    },
    {
      key: "riskIndicators",
      indicators: [],
      columns: ["risk", "watchedBy", "value", "threshold", "reached"],
      rows: live.flatMap(({ risk, indicator }) =>
        indicator === undefined ? [] : [[text(risk), ...indicatorCells(indicator)]],
      ),
    },
  ];
}

function indicatorCells({ indicator, value }: ReportedIndicator): readonly Cell[] {
  const isReached = value === undefined ? undefined : value >= indicator.threshold;
  return [
    word(indicator.kind === "figure" ? indicator.figure : indicator.rule),
    value === Infinity ? word("never") : cellOf(indicator, value),
    cellOf(indicator, indicator.threshold),
    isReached === undefined ? NONE : word(isReached ? "yes" : "no"),
  ];
}

function cellOf(indicator: RiskIndicator, value: number | undefined): Cell {
  if (value === undefined) return NONE;
  if (indicator.kind === "warnings") return count(value);
  switch (indicator.figure) {
    case "bookOverdueShare":
    case "largestGroupShare":
    case "bookDisputedShare":
      return rate(value);
    case "keyLossDrillDays":
    case "gatewayDownDrillDays":
    case "reorganisationDrillDays":
      return wholeDays(value);
    case "indexAgeSeconds":
    case "undecidedWarnings":
      return count(value);
  }
}
