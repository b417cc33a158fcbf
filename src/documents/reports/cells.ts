/** Cells as programs and people read them. */
import { formatDecimal } from "../../domain/decimal.ts";
import { rounded } from "../../domain/indicators/exact.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { figuresIn, plainAmount } from "../account/language.ts";
import type { Language } from "../account/language.ts";
import type { Cell } from "./section.ts";
import { REPORT_WORDS } from "./words.ts";

const PPM_DECIMALS = 6;
const DAY_DECIMALS = 2;
/** Parts per million in a hundredth of a per cent. */
const SHOWN_STEP = 100n;

/** The unit of a cell for programs, and its value with all its digits: rates as fractions of one, days as days. */
export interface PlainCell {
  readonly unit: "text" | "amount" | "fraction" | "times" | "days" | "count" | "date" | "none";
  readonly value: string;
}

export function plainCell(cell: Cell, exponent: number): PlainCell {
  switch (cell.kind) {
    case "word":
      return { unit: "text", value: cell.word };
    case "text":
      return { unit: "text", value: cell.text };
    case "amount":
      return { unit: "amount", value: plainAmount(cell.units, exponent) };
    case "rate":
      return { unit: "fraction", value: decimal(cell.ppm, PPM_DECIMALS) };
    case "times":
      return { unit: "times", value: decimal(cell.ppm, PPM_DECIMALS) };
    case "days":
      return { unit: "days", value: decimal(cell.hundredths, DAY_DECIMALS) };
    case "count":
      return { unit: "count", value: cell.count.toString() };
    case "day":
      return { unit: "date", value: dateOfDay(cell.day) };
    case "none":
      return { unit: "none", value: "" };
  }
}

/** Sets cells for people: rates in per cent with two decimals, rounded half up. */
export function shownIn(language: Language, exponent: number): (cell: Cell) => string {
  const { labels, noValue } = REPORT_WORDS[language];
  const figures = figuresIn(language, exponent);
  return (cell) => {
    switch (cell.kind) {
      case "word":
        return labels[cell.word];
      case "text":
        return cell.text;
      case "amount":
        return figures.amount(cell.units);
      case "rate":
        return `${decimal(rounded(cell.ppm, SHOWN_STEP), 2)} %`;
      case "times":
        return decimal(rounded(cell.ppm, SHOWN_STEP * 100n), 2);
      case "days":
        return decimal(cell.hundredths, DAY_DECIMALS);
      case "count":
        return cell.count.toString();
      case "day":
        return figures.shortDay(cell.day);
      case "none":
        return noValue;
    }
  };
}

/** Whether it stands on the right of its column. */
export function isFigure(cell: Cell): boolean {
  return cell.kind !== "word" && cell.kind !== "text" && cell.kind !== "day";
}

/** A whole number of the smallest units as a decimal with so many places. */
export function decimal(units: bigint, scale: number): Intl.StringNumericLiteral {
  return formatDecimal({ units, scale }) as Intl.StringNumericLiteral;
}
