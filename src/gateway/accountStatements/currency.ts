/** The one currency that a statement of account is in. */
import type { AccountCurrency } from "../../domain/account/heading.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { Address } from "../../domain/receivable.ts";
import { isoCurrencyAddress } from "../../domain/terms.ts";
import { ProblemError } from "../http/problems.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

export interface LedgerCurrency extends AccountCurrency {
  /** As the ledger writes it. */
  readonly address: Address;
}

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** @throws ProblemError `CurrencyUnknown` for one that is not known here, or whose code is that of several tokens */
export function currencyFrom(text: string, tokens: Tokens): LedgerCurrency {
  const iso = currencyByCode(text);
  const named = [...tokens].flatMap(([address, { code }]) => (code === text ? [address] : []));
  const found = ADDRESS.test(text)
    ? [text.toLowerCase() as Address]
    : iso === undefined
      ? named
      : [isoCurrencyAddress(iso)];
  const [address] = found;
  const { code, decimals } = shownCurrency(address, tokens);
  if (found.length === 1 && address !== undefined && code !== null && decimals !== null) {
    return { address, code, exponent: decimals };
  }
  const why = found.length > 1 ? "is that of several tokens: give an address" : "is not known here";
  const detail = `the currency ${text} ${why}: give a code of ISO 4217, or a token that this gateway knows`;
  throw new ProblemError("CurrencyUnknown", detail);
}
