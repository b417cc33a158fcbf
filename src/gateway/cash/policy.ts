/** What a firm allows a run to do by itself, as the engine takes it. */
import { currencyByCode } from "../../domain/currency.ts";
import { DecimalError, parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { SAFE_POLICY } from "../../reconciliation/cash/policy.ts";
import type { Policy, Tolerance } from "../../reconciliation/cash/policy.ts";
import type { CashPolicy } from "../../wire/cashRun.ts";
import { ProblemError } from "../http/problems.ts";

/** Decimals of a per cent that parts per million have. */
const PER_CENT_DECIMALS = 4;

/** @throws ProblemError `CurrencyUnknown`, `AmountUnfit` */
export function policyOf({ tolerances, oldestFirst, ...days }: CashPolicy): Policy {
  return {
    ...SAFE_POLICY,
    ...days,
    oldestFirst: new Set(oldestFirst),
    tolerances: new Map(tolerances.map((one, index) => [one.currency, toleranceOf(one, index)])),
  };
}

function toleranceOf({ currency, amount, percent }: CashPolicy["tolerances"][0], index: number): Tolerance {
  const known = currencyByCode(currency);
  const at = `body.policy.tolerances.${index}`;
  if (known === undefined) {
    const detail = `${at}.currency is ${currency}: write a current code of ISO 4217`;
    throw new ProblemError("CurrencyUnknown", detail, { faults: [{ at: `${at}.currency`, message: detail }] });
  }
  return {
    absolute: unitsOf(amount, known.exponent, `${at}.amount`),
    relative: unitsOf(percent, PER_CENT_DECIMALS, `${at}.percent`),
  };
}

/** Nought or more. @throws ProblemError `AmountUnfit` */
export function unitsOf(text: string, exponent: number, at: string): bigint {
  const units = signedUnits(text, exponent);
  if (units !== undefined && units >= 0n) return units;
  throw amountUnfit(text, exponent, at, "nought or more");
}

/** @throws ProblemError `AmountUnfit` */
export function signedUnitsOf(text: string, exponent: number, at: string): bigint {
  const units = signedUnits(text, exponent);
  if (units !== undefined) return units;
  throw amountUnfit(text, exponent, at, "any sign");
}

function amountUnfit(text: string, exponent: number, at: string, which: string): ProblemError {
  const message = `${at} is ${text}: write an amount of ${which}, with at most ${exponent} decimals`;
  return new ProblemError("AmountUnfit", message, { faults: [{ at, message }] });
}

function signedUnits(text: string, exponent: number): bigint | undefined {
  const decimal = parseDecimal(text);
  try {
    return decimal && toMinorUnits(decimal, exponent, "amount");
  } catch (error) {
    if (error instanceof DecimalError) return undefined;
    throw error;
  }
}
