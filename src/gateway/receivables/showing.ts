/** Values of the domain as the interface writes them. */
import { currencyByNumeric } from "../../domain/currency.ts";
import { formatDecimal, fromMinorUnits, shortest } from "../../domain/decimal.ts";
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import type { TokenName } from "../deps.ts";

/** The currency of some amounts: how it is called, and how many decimals they have. */
export interface ShownCurrency {
  readonly address: Address | null;
  readonly code: string | null;
  readonly decimals: number | null;
}

export type Tokens = ReadonlyMap<Address, TokenName>;

/** ISO 4217 numbers end here; every address above is a token's. */
const LAST_ISO_NUMBER = 999n;
const PERCENT_SCALE = 4;

/** @param address Of the terms; undefined while they are sealed. */
export function shownCurrency(address: Address | undefined, tokens: Tokens): ShownCurrency {
  if (address === undefined) return { address: null, code: null, decimals: null };
  if (BigInt(address) <= LAST_ISO_NUMBER) {
    const iso = currencyByNumeric(Number(address));
    return { address, code: iso?.code ?? null, decimals: iso?.exponent ?? null };
  }
  const token = tokens.get(address);
  return { address, code: token?.code ?? null, decimals: token?.decimals ?? null };
}

/** Minor units in the currency's own unit, with exactly its decimals; unknown decimals leave minor units. */
export function shownAmount(units: bigint, { decimals }: ShownCurrency): string {
  return formatDecimal(fromMinorUnits(units, decimals ?? 0));
}

/** Parts per million a year as per cent. */
export function shownRate(partsPerMillion: number): string {
  return formatDecimal(shortest({ units: BigInt(partsPerMillion), scale: PERCENT_SCALE }));
}

/** Unix seconds as ISO 8601, to the second. */
export function shownInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** Nobody is null. */
export function shownAccount(account: Address): Address | null {
  return account === ZERO_ADDRESS ? null : account;
}

/** The name of a number in one of the domain's tables. @throws Error for a number that the ledger never writes. */
export function nameIn<Name extends string>(table: Readonly<Record<Name, number>>, value: number): Name {
  const found = Object.entries(table).find(([, number]) => number === value);
  if (found === undefined) throw new Error(`${value} stands for nothing that the ledger writes`);
  return found[0] as Name;
}
