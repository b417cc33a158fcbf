/** Sums of amounts as the wire has them, exact. */
import { formatDecimal, sum } from "../../../domain/decimal.ts";
import type { Decimal } from "../../../domain/decimal.ts";

export function sumOf(amounts: readonly Decimal[]): string {
  return formatDecimal(sum(amounts));
}
