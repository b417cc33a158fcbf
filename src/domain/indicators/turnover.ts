/**
 * Turnover of receivables and the collection effectiveness index (R43, R44). Turnover and DSO are reciprocals: a
 * turnover of 4 in 92 days is a DSO of 23 days, and neither is a name of the other.
 */
import type { Description } from "./description.ts";
import { hundredthsOf, ppmOf } from "./exact.ts";
import type { Receivables } from "./flows.ts";

const OPENING = "receivables at the end of the day before the period, without what was written off";
const CLOSING = "receivables at the end of the period, without what was written off";
const SALES = "invoices and debit notes of the period, before credits, of what was not written off before it";
const TRANSFERS =
  "what came by assignment less what was assigned away in the period, of what was not written off before it";
const WRITTEN_OFF = "open at the end of the period of what was written off in it: taken out of closing, not collected";
const CURRENT = "the part of closing that is not past due; never 'up to 60 days old'";

export const TURNOVER = {
  name: "turnover",
  unit: "timesPpm",
  formula: "sales / ((opening + closing) / 2)",
  inputs: { sales: SALES, opening: OPENING, closing: CLOSING },
  undefinedWhere: "opening and closing together are not above nought",
} as const satisfies Description;
export const DSO_OF_TURNOVER = {
  name: "dsoOfTurnover",
  unit: "days",
  formula: "days / turnover, which is (opening + closing) / 2 / sales x days",
  inputs: { days: "days of the period", sales: SALES, opening: OPENING, closing: CLOSING },
  undefinedWhere: "nothing was sold in the period",
} as const satisfies Description;
const CEI_INPUTS = {
  opening: OPENING,
  sales: SALES,
  transfers: TRANSFERS,
  closing: CLOSING,
  "written off": WRITTEN_OFF,
  current: CURRENT,
};
export const CEI = {
  name: "collectionEffectiveness",
  unit: "ratePpm",
  formula: "(opening + sales + transfers - closing - written off) / (opening + sales + transfers - current)",
  inputs: CEI_INPUTS,
  undefinedWhere: "nothing was there to be collected",
} as const satisfies Description;
export const CEI_CRF = {
  name: "collectionEffectivenessCrf",
  unit: "ratePpm",
  formula:
    "(opening + (sales + transfers) / N - closing - written off) / (opening + (sales + transfers) / N - current)",
  inputs: {
    ...CEI_INPUTS,
    N: "months of the period, as the Credit Research Foundation has it",
  },
  undefinedWhere: "nothing was there to be collected",
} as const satisfies Description;

/** Minor units. */
export interface PeriodFigures {
  readonly opening: bigint;
  readonly closing: Receivables;
  /** Open at the end of what was written off in the period. */
  readonly writtenOff: bigint;
  readonly sales: bigint;
  readonly transfers: bigint;
}

/** Times in the period, parts per million of one. */
export function turnoverOf({ opening, closing, sales }: PeriodFigures): bigint | undefined {
  return ppmOf(2n * sales, opening + closing.total);
}

/** Hundredths of a day. */
export function dsoOfTurnover({ opening, closing, sales }: PeriodFigures, days: number): bigint | undefined {
  return hundredthsOf((opening + closing.total) * BigInt(days), 2n * sales);
}

/** Parts per million. @param months By which sales are divided: 1 in the plain form, N in that of the CRF. */
export function ceiOf(
  { opening, closing, writtenOff, sales, transfers }: PeriodFigures,
  months: number,
): bigint | undefined {
  const n = BigInt(months);
  const came = n * opening + sales + transfers;
  return ppmOf(came - n * (closing.total + writtenOff), came - n * closing.current);
}
