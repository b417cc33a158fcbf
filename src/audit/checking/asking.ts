/** What is asked of other contracts than the ledger: whose desks holders are, and what decimals tokens have. */
import { currencyByNumeric } from "../../domain/currency.ts";
import type { Hex } from "../hashing.ts";
import type { LedgerState } from "../state.ts";
import type { ContractReader } from "./contract.ts";
import type { Known } from "./judging.ts";

/** ISO 4217 numbers end here; every address above is a token's. */
const LAST_ISO_NUMBER = 999n;

/** @throws ChainReadError where no answer comes; what refuses to answer is no desk, or no token. */
export async function asKnown(
  contracts: ContractReader,
  { receivables, tokens }: LedgerState,
  signal: AbortSignal,
): Promise<Pick<Known, "factorOf" | "decimalsOf">> {
  const factorOf = new Map<string, string>();
  const parties = new Set([...receivables.values()].flatMap(({ header }) => [header.supplier, header.buyer]));
  for (const holder of new Set([...tokens.values()].map((token) => token.holder))) {
    if (parties.has(holder)) continue;
    const factor = await contracts.factorOf(holder, signal);
    if (factor !== undefined) factorOf.set(holder, factor);
  }
  const decimalsOf = new Map<string, number>();
  const currencies = [...receivables.values()].flatMap(({ terms }) => (terms === undefined ? [] : [terms.currency]));
  for (const currency of new Set(currencies)) {
    const decimals = await decimalsIn(contracts, currency, signal);
    if (decimals !== undefined) decimalsOf.set(currency, decimals);
  }
  return { factorOf, decimalsOf };
}

async function decimalsIn(contracts: ContractReader, currency: Hex, signal: AbortSignal): Promise<number | undefined> {
  if (BigInt(currency) <= LAST_ISO_NUMBER) return currencyByNumeric(Number(currency))?.exponent;
  return contracts.decimalsOf(currency, signal);
}
