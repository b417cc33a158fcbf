import { parseDecimal } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { Statement } from "./statements.ts";

/**
 * One line of structured payment terms, as XRechnung writes them into BT-20 (rule BR-DE-18): days, per cent, and the
 * amount that qualifies where it is not the whole. SKONTO is an early-payment discount; VERZUG, of earlier versions, is
 * interest on late payment, of which the line does not say for which period.
 */
const LINE = new RegExp(
  [
    /^#(?<what>SKONTO|VERZUG)#TAGE=(?<days>\d{1,4})#PROZENT=(?<percent>\d{1,2}(?:\.\d{1,4})?)/,
    /(?:#BASISBETRAG=(?<base>-?\d{1,15}\.\d{1,4}))?#$/,
  ]
    .map(({ source }) => source)
    .join(""),
);

export type StructuredLine =
  | Statement
  /** A discount of nothing until a day: said of the day on which the whole is due, but not in so many words. */
  | { readonly kind: "noDiscountUntil"; readonly days: number };

/** Whether a sentence claims to be a structured line, well written or not. */
export function isStructured(sentence: string): boolean {
  return sentence.startsWith("#");
}

/** Reads a structured line; undefined when it is not exactly of the form. */
export function readStructured(sentence: string): StructuredLine | undefined {
  const groups = LINE.exec(sentence)?.groups;
  const percent = decimal(groups?.["percent"]);
  if (groups === undefined || percent === undefined) return undefined;
  const days = Number(groups["days"]);
  const base = decimal(groups["base"]);
  if (groups["what"] === "VERZUG") {
    return { kind: "lateInterest", interest: { percent, per: "unstated", graceDays: days } };
  }
  if (percent.units === 0n) return { kind: "noDiscountUntil", days };
  return { kind: "discount", tier: { percent, until: { kind: "afterDays", days, from: "unstated" }, base } };
}

function decimal(text: string | undefined): Decimal | undefined {
  return text === undefined ? undefined : parseDecimal(text);
}
