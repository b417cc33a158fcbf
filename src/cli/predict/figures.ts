/** Chances and scores as people read them. */
import { formatDecimal } from "../../domain/decimal.ts";

/** Parts per million in a tenth of a per cent, and in the fourth decimal. */
const TENTH_OF_PERCENT = 1_000;
const FOURTH_DECIMAL = 100n;

/** Parts per million as per cent to a tenth, rounded half up. */
export function percent(ppm: number | undefined): string {
  if (ppm === undefined) return "unknown";
  const tenths = Math.floor((2 * ppm + TENTH_OF_PERCENT) / (2 * TENTH_OF_PERCENT));
  return `${formatDecimal({ units: BigInt(tenths), scale: 1 })} %`;
}

/** A Brier score to four decimals, rounded half up. @param ppm From 0 up. */
export function scoreShown(ppm: bigint): string {
  return formatDecimal({ units: (2n * ppm + FOURTH_DECIMAL) / (2n * FOURTH_DECIMAL), scale: 4 });
}
