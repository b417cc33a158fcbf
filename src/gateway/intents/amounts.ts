/** Amounts as people write them. */
import { DecimalError, parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import type { Address } from "../../domain/receivable.ts";
import { ProblemError } from "../http/problems.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

/** Minor units of an amount as people write it. @throws ProblemError `AmountUnfit` */
export function minorUnits(text: string, currency: Address, tokens: Tokens, field: string): bigint {
  const { decimals } = shownCurrency(currency, tokens);
  const units = exactUnits(text, decimals, field);
  if (units !== undefined && units >= 0n) return units;
  throw unfit(text, field, "of nought or more, ", decimals);
}

/** Minor units of an amount that may be below nought. @throws ProblemError `AmountUnfit` */
export function signedUnits(text: string, currency: Address, tokens: Tokens, field: string): bigint {
  const { decimals } = shownCurrency(currency, tokens);
  const units = exactUnits(text, decimals, field);
  if (units !== undefined) return units;
  throw unfit(text, field, "", decimals);
}

/** Undefined for what the currency cannot hold. */
function exactUnits(text: string, decimals: number | null, field: string): bigint | undefined {
  const decimal = parseDecimal(text);
  try {
    return decimal && toMinorUnits(decimal, decimals ?? 0, field);
  } catch (error) {
    if (error instanceof DecimalError) return undefined;
    throw error;
  }
}

function unfit(text: string, field: string, least: string, decimals: number | null): ProblemError {
  const places = decimals === null ? "a whole number of minor units" : `at most ${decimals} decimals`;
  const detail = `${field} is ${text}: write an amount ${least}with ${places}`;
  return new ProblemError("AmountUnfit", detail, { faults: [{ at: field, message: `give ${places}` }] });
}
