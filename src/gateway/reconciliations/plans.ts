/** What a run works on, as it is kept with it. */
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import type { Cause } from "../../wire/continuousReconciliation.ts";
import type { NewReconciliation } from "../../wire/newReconciliation.ts";

/** Of a run that was asked for once. */
export type OncePlan = Pick<NewReconciliation, "books" | "zone" | "tolerances">;

/** Of a run of a continuous reconciliation: what it serves. */
export interface ContinuousPlan {
  readonly wanted: number;
  readonly causes: readonly Cause[];
  readonly zone: string;
}

/** Only what was asked is kept there. */
export function oncePlan({ plan }: Pick<Reconciliation, "plan">): OncePlan {
  return plan as OncePlan;
}

/** Only what `beginRuns` made is kept there. */
export function continuousPlan({ plan }: Pick<Reconciliation, "plan">): ContinuousPlan {
  return plan as ContinuousPlan;
}

export function zoneOf({ plan }: Pick<Reconciliation, "plan">): string {
  return (plan as { readonly zone?: string }).zone ?? "UTC";
}

/**
 * Minor units of an amount of money that somebody wrote; undefined where the currency has fewer decimals, or is none,
 * or the amount is below zero.
 */
export function unitsOf(currency: string, amount: string): bigint | undefined {
  const known = currencyByCode(currency);
  const value = parseDecimal(amount);
  if (known === undefined || value === undefined || value.units < 0n || value.scale > known.exponent) return undefined;
  return toMinorUnits(value, known.exponent, "amount");
}
