import type { Schemas } from "../../data/gateway.ts";
import { useFormats } from "../../words/formats.ts";
import type { Currency } from "../../words/formats.ts";
import { useIndicatorWords } from "./indicatorWords.ts";

type Figure = Pick<Schemas["IndicatorFigure"], "unit" | "value">;

const HOUR = 3_600n;
const DAY = 24n * HOUR;
const MILLIONTHS = 10_000n;

/** How a figure of an indicator reads in its unit. */
export function useFigureText(): (figure: Figure, currency: Currency) => string {
  const t = useIndicatorWords();
  const { money, number, percent } = useFormats();
  return ({ unit, value }, currency) => {
    if (value === null) return t("thin");
    switch (unit) {
      case "amount":
        return money(value, currency);
      case "ratePpm":
        return percent(value);
      case "timesPpm":
        return t("times", { times: number(hundredths((BigInt(value) + MILLIONTHS / 2n) / MILLIONTHS)) });
      case "days":
        return t("days", { days: number(value) });
      case "seconds":
        return t("duration", {
          days: (BigInt(value) / DAY).toString(),
          hours: ((BigInt(value) % DAY) / HOUR).toString(),
        });
      default:
        return number(value);
    }
  };
}

function hundredths(value: bigint): string {
  return `${value / 100n}.${(value % 100n).toString().padStart(2, "0")}`;
}
