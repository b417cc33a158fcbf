/** What the figures of factoring share: exact fractions, rounded half up once, and the refusal of bad input. */
import { parseDecimal } from "../decimal.ts";
import { PARTS_PER_MILLION } from "../money.ts";
import { PERCENT_DECIMALS } from "../terms.ts";

/** A figure that no receivable, offer or claim can have. */
export class FactoringError extends Error {
  /** Such as "offers[2].advanceRate". */
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, wayOut: string) {
    super(`${field} is ${value}: ${wayOut}`);
    this.name = "FactoringError";
    this.field = field;
    this.value = value;
  }
}

/** Days of the year that a rate is divided by (R17). */
export type Basis = 360 | 365;

/** A fraction rounded half up to a whole number. @param numerator From 0 up. @param denominator Above 0. */
export function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/** A fraction in parts per million, rounded half up. @param numerator From 0 up. @param denominator Above 0. */
export function ratioPpm(numerator: bigint, denominator: bigint): bigint {
  return halfUp(numerator * PARTS_PER_MILLION, denominator);
}

/** A part of an amount, rounded half up, minor units. @param rate Parts per million. */
export function partOf(amount: bigint, rate: number): bigint {
  return halfUp(amount * BigInt(rate), PARTS_PER_MILLION);
}

/** Parts per million of per cent, such as "12.5". @throws FactoringError for what is none, or has five decimals. */
export function partsPerMillion(percent: string): number {
  const parsed = parseDecimal(percent);
  if (parsed === undefined || parsed.units < 0n || parsed.scale > PERCENT_DECIMALS) {
    throw new FactoringError("percent", percent, `give per cent with at most ${PERCENT_DECIMALS} decimals`);
  }
  return Number(parsed.units * 10n ** BigInt(PERCENT_DECIMALS - parsed.scale));
}

/** @throws FactoringError for what is no whole number of parts per million from 0 to the whole. */
export function checkRate(field: string, rate: number): void {
  if (Number.isInteger(rate) && rate >= 0 && BigInt(rate) <= PARTS_PER_MILLION) return;
  throw new FactoringError(field, rate.toString(), `give whole parts per million, 0 to ${PARTS_PER_MILLION}`);
}

/** @throws FactoringError for an amount below nought. */
export function checkAmount(field: string, amount: bigint): void {
  if (amount < 0n) throw new FactoringError(field, amount.toString(), "give minor units from 0 up");
}

/** @throws FactoringError for what is no whole number of days from 0 up. */
export function checkDays(field: string, days: number): void {
  if (Number.isInteger(days) && days >= 0) return;
  throw new FactoringError(field, days.toString(), "give whole days from 0 up");
}

/** @throws FactoringError for a text that stands twice, such as the id of two items. */
export function checkDistinct(field: string, texts: readonly string[]): void {
  const seen = new Set<string>();
  for (const text of texts) {
    if (seen.has(text)) throw new FactoringError(field, JSON.stringify(text), "it stands twice: give it once");
    seen.add(text);
  }
}
