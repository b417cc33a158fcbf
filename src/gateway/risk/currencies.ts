/** The currencies of an organisation's book that this gateway knows. */
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { ProblemError } from "../http/problems.ts";
import { currenciesOf } from "../portfolio/reading.ts";
import type { Tokens } from "../receivables/showing.ts";

/** ISO 4217 numbers end here; every address above is a token's. */
const LAST_ISO_NUMBER = 999n;

/** Each once. A token that nobody knows here is left out: anybody may transfer a receivable in one. */
export async function bookCurrencies(
  sql: Sql,
  organisation: Address,
  tokens: Tokens,
): Promise<readonly LedgerCurrency[]> {
  const found = new Map<Address, LedgerCurrency>();
  for (const text of await currenciesOf(sql, organisation)) {
    const currency = knownCurrency(text, tokens);
    if (currency !== undefined) found.set(currency.address, currency);
  }
  return [...found.values()];
}

/** @param text An address, or a code of ISO 4217. */
export function knownCurrency(text: string, tokens: Tokens): LedgerCurrency | undefined {
  try {
    return currencyFrom(text, tokens);
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** What a currency is called where two must not be taken for one: ISO 4217, or a token's address. */
export function shownCode({ address, code }: LedgerCurrency): string {
  return BigInt(address) <= LAST_ISO_NUMBER ? code : address;
}
