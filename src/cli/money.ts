import { formatDecimal, fromMinorUnits } from "../domain/decimal.ts";

/** Minor units as people read them: 1190000n with 2 decimals is "11,900.00". */
export function formatMoney(units: bigint, exponent: number): string {
  const [whole = "", fraction] = formatDecimal(fromMinorUnits(units, exponent)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
