import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { formatMoney } from "../money.ts";
import { CAST } from "./cast.ts";
import type { CastName } from "./cast.ts";
import type { Imported } from "./importing.ts";

/** What a person wrote, in minor units of the invoice's currency. @throws Error if it is no number. */
export function minorUnits({ currency }: Pick<Imported, "currency">, text: string): bigint {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`the demo's amount ${text} is no number`);
  return toMinorUnits(value, currency.exponent, "amount");
}

/** The other way round, with the currency. */
export function amount({ currency }: Pick<Imported, "currency">, units: bigint): string {
  return `${formatMoney(units, currency.exponent)} ${currency.code}`;
}

/** The first word of a name is enough in a story; Chinese names are short as they are. */
export function short(name: CastName): string {
  return CAST[name].name.split(" ")[0] ?? name;
}
