import type { BankAccount, BankPage } from "../../../domain/bankStatement.ts";
import { currencyByCode } from "../../../domain/currency.ts";
import { filled, looksLikeIban } from "../text.ts";
import type { Field } from "./fields.ts";

const BIC = /^([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\//;
const IBAN_WITH_CURRENCY = /^([A-Z]{2}\d{2}[A-Z0-9]{11,30})[ /]([A-Z]{3})$/;
const TRAILING_CURRENCY = /\d[ /]?([A-Z]{3})$/;

/** Field 25: an IBAN, or bank and account as the bank writes them, some with a BIC in front or a currency behind. */
export function accountOf(field: Field, owner: string | undefined): BankAccount {
  const text = filled(field.lines[0]);
  if (text === undefined) return { iban: undefined, otherId: undefined, currency: undefined, owner, bic: undefined };
  const [, iban, behind] = IBAN_WITH_CURRENCY.exec(text) ?? [];
  if (iban !== undefined) return { iban, otherId: undefined, currency: behind, owner, bic: undefined };
  if (looksLikeIban(text)) return { iban: text, otherId: undefined, currency: undefined, owner, bic: undefined };
  const trailing = TRAILING_CURRENCY.exec(text)?.[1] ?? /\/([A-Z]{3})$/.exec(text)?.[1];
  const currency = trailing !== undefined && currencyByCode(trailing) !== undefined ? trailing : undefined;
  return { iban: undefined, otherId: text, currency, owner, bic: BIC.exec(text)?.[1] };
}

/** Field 28C: the number of the statement, and the page of it. */
export function numberOf(field: Field | undefined): {
  readonly number: string | undefined;
  readonly page: BankPage | undefined;
} {
  const [number, page] = (field?.lines[0] ?? "").trim().split("/");
  const isPage = page !== undefined && /^\d{1,5}$/.test(page);
  return { number: filled(number), page: isPage ? { number: Number(page), last: undefined } : undefined };
}
