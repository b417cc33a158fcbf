/** Amounts as people write them. */
import { DecimalError, parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import type { Address } from "../../domain/receivable.ts";
import { ProblemError } from "../http/problems.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

/** Minor units of an amount as people write it. @throws ProblemError `AmountUnfit` */
export function minorUnits(text: string, currency: Address, tokens: Tokens, field: string): bigint {
  const { decimals } = shownCurrency(currency, tokens);
  const decimal = parseDecimal(text);
  try {
    const units = decimal && toMinorUnits(decimal, decimals ?? 0, field);
    if (units !== undefined && units >= 0n) return units;
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
  }
  const places = decimals === null ? "a whole number of minor units" : `at most ${decimals} decimals`;
  const detail = `${field} is ${text}: write an amount of nought or more, with ${places}`;
  throw new ProblemError("AmountUnfit", detail, { faults: [{ at: field, message: `give ${places}` }] });
}
