/** What a percentage off means where the amount holds tax (R10): three modes, each with sums in minor units. */
import { subtract } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import { percentOfAmount } from "./instalments.ts";

const HUNDRED: Decimal = { units: 100n, scale: 0 };

/**
 * How tax follows an early-payment discount:
 * - `always`: the tax is charged on the discounted net, whether the discount is taken or not;
 * - `early`: the tax falls with the discount when it is taken;
 * - `never`: the tax stays, the discount is on the net alone.
 */
export const TAX_MODES = ["always", "early", "never"] as const;
export type TaxMode = (typeof TAX_MODES)[number];

/** What is charged, minor units. */
export interface TaxedAmount {
  /** What qualifies for the discount, without tax. */
  readonly net: bigint;
  /** The tax on that, without any discount. */
  readonly tax: bigint;
  /** What does not qualify, tax included: freight, for one. */
  readonly undiscounted: bigint;
}

/**
 * The amount owed and the sum off for each percentage, the largest first, minor units, each rounded half up once. 100
 * and 21 tax with 2 %: 120.58 less 2.00, 121.00 less 2.42, 121.00 less 2.00 (V12). Under `always` the tax is that of
 * the first.
 */
export function discountSums(
  { net, tax, undiscounted }: TaxedAmount,
  percents: readonly Decimal[],
  mode: TaxMode,
): { readonly amount: bigint; readonly sums: readonly bigint[] } {
  const [largest] = percents;
  const taxed = mode === "always" && largest !== undefined ? percentOfAmount(tax, subtract(HUNDRED, largest)) : tax;
  const base = mode === "early" ? net + tax : net;
  return { amount: net + taxed + undiscounted, sums: percents.map((percent) => percentOfAmount(base, percent)) };
}
