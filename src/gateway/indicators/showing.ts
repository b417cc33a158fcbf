/** Indicators as the interface writes them, each with its formula and its inputs. */
import type { z } from "zod";
import { figuresOf } from "../../domain/indicators/figures.ts";
import type { Figure } from "../../domain/indicators/figures.ts";
import { INDICATORS } from "../../domain/indicators/registry.ts";
import { WHAT_IF } from "../../domain/indicators/whatIf.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { IndicatorSettings } from "../../store/indicatorSettings.ts";
import type { indicatorAnswer, indicatorSettings } from "../../wire/indicator.ts";
import { shownInstant } from "../receivables/showing.ts";
import { shownCut } from "./cuts.ts";
import type { AskedCut } from "./cuts.ts";
import type { ReadIndicators } from "./reading.ts";

type Answer = z.output<typeof indicatorAnswer>;

const DAY_DECIMALS = 2;

export function shownIndicators(asked: AskedCut, { set, settings, ...read }: ReadIndicators): Answer {
  const figures = Map.groupBy(figuresOf(set), ({ indicator }) => indicator);
  const { exponent } = asked.currency;
  return {
    ...shownCut(asked, read),
    ...{ from: dateOfDay(set.period.from), settings: settings?.id ?? null },
    // What would be if the terms were others is asked for by itself.
    indicators: INDICATORS.filter(({ name }) => name !== WHAT_IF.name).map((described) => ({
      ...{ name: described.name, formula: described.formula, inputs: described.inputs },
      undefinedWhere: described.undefinedWhere ?? null,
      figures: (figures.get(described.name) ?? []).map((figure) => shownFigure(figure, exponent)),
    })),
  };
}

function shownFigure(
  { figure, of, unit, value }: Figure,
  exponent: number,
): Answer["indicators"][number]["figures"][number] {
  const decimals = unit === "amount" ? exponent : unit === "days" ? DAY_DECIMALS : 0;
  return { figure, of: [...of], unit, value: shownValue(value, decimals) };
}

/** @param decimals Of the unit that is counted. */
export function shownValue(value: bigint | undefined, decimals: number): string | null {
  return value === undefined ? null : formatDecimal(fromMinorUnits(value, decimals));
}

/** Days are told in hundredths. */
export function shownDays(hundredths: bigint | undefined): string | null {
  return shownValue(hundredths, DAY_DECIMALS);
}

export function shownSettings(settings: IndicatorSettings): z.output<typeof indicatorSettings> {
  const { id, costOfCapital, agreedRates, overlays, reason, account, approval, at } = settings;
  return {
    ...{ id, costOfCapital, reason, account, approval, at: shownInstant(at) },
    agreedRates: agreedRates.map(({ segment, bucket, rate }) => ({ segment, bucket, rate })),
    overlays: overlays.map(({ segment, change, reason: why }) => ({ segment, change, reason: why })),
  };
}
