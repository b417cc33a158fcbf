/** From what is asked of a list to what the tables are asked. */
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal } from "../../domain/decimal.ts";
import { invoiceHash } from "../../domain/invoiceNumber.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { dayNumber, isoCurrencyAddress } from "../../domain/terms.ts";
import type { ReceivableFilter } from "../../store/listing.ts";
import type { SumRange } from "../../store/listingFilter.ts";
import type { ListQuery } from "../../wire/receivable.ts";
import { ProblemError } from "../http/problems.ts";
import { shownCurrency } from "./showing.ts";
import type { Tokens } from "./showing.ts";

const DAY = 86_400;

/** By which kind of grant something is shown to whom. */
const SHOWN_BY = { auditor: "audit", offeree: "offer" } as const;

/** @param now Unix seconds. @throws ProblemError `CurrencyUnknown` */
export function filterOf(
  party: Address,
  query: ListQuery,
  { tokens, now }: { readonly tokens: Tokens; readonly now: number },
): ReceivableFilter {
  const { role, status, closed, disputed, dueFrom, dueTo } = query;
  const { counterparty, invoiceNumber, issuedFrom, issuedTo, owner } = query;
  return {
    party,
    ...roleOf(role, now),
    ...(status === undefined ? {} : { statuses: [Status[status]] }),
    ...(closed === undefined ? {} : { closed }),
    ...(disputed === undefined ? {} : { disputed }),
    ...(dueFrom === undefined ? {} : { dueFrom: dayNumber(dueFrom) }),
    ...(dueTo === undefined ? {} : { dueTo: dayNumber(dueTo) }),
    ...(counterparty === undefined ? {} : { counterparty }),
    ...(invoiceNumber === undefined ? {} : { invoice: invoiceHash(invoiceNumber) }),
    ...(issuedFrom === undefined ? {} : { issuedFrom: dayNumber(issuedFrom) * DAY }),
    ...(issuedTo === undefined ? {} : { issuedTo: (dayNumber(issuedTo) + 1) * DAY - 1 }),
    ...(owner === undefined ? {} : { caretaker: { organisation: party, account: owner } }),
    ...sumsOf(query, tokens),
  };
}

function roleOf(role: ListQuery["role"], now: number): Pick<ReceivableFilter, "role" | "shown"> {
  switch (role) {
    case undefined:
      return {};
    case "auditor":
    case "offeree":
      return { shown: { by: SHOWN_BY[role], now } };
    default:
      return { role };
  }
}

function sumsOf({ currency, amountFrom, amountTo }: ListQuery, tokens: Tokens): Pick<ReceivableFilter, "sums"> {
  if (currency === undefined) return {};
  const sums = addressesOf(currency, tokens).map((address): SumRange => {
    // Where the decimals are unknown, amounts are shown, and asked for, in minor units.
    const decimals = shownCurrency(address, tokens).decimals ?? 0;
    return {
      currency: address,
      ...(amountFrom === undefined ? {} : { from: unitsOf(amountFrom, decimals, "up") }),
      ...(amountTo === undefined ? {} : { to: unitsOf(amountTo, decimals, "down") }),
    };
  });
  return { sums };
}

/** A code can be that of several currencies: a token may be called as the money that it stands for. */
function addressesOf(currency: string, tokens: Tokens): readonly Address[] {
  if (/^0x[0-9a-fA-F]{40}$/.test(currency)) return [currency.toLowerCase() as Address];
  const iso = currencyByCode(currency);
  const named = [...tokens].flatMap(([address, { code }]) => (code === currency ? [address] : []));
  const found = [...(iso === undefined ? [] : [isoCurrencyAddress(iso)]), ...named];
  if (found.length > 0) return found;
  const detail = `the currency is ${currency}: give a code of ISO 4217, a token that this gateway knows, or an address`;
  throw new ProblemError("CurrencyUnknown", detail, { faults: [{ at: "query.currency", message: detail }] });
}

/** The whole minor units next to an amount, upwards or downwards; amounts here are never negative. */
function unitsOf(amount: string, decimals: number, towards: "up" | "down"): bigint {
  const parsed = parseDecimal(amount);
  if (parsed === undefined) throw new Error(`the amount ${amount} was not checked`);
  const [scaled, divisor] = [parsed.units * 10n ** BigInt(decimals), 10n ** BigInt(parsed.scale)];
  const whole = scaled / divisor;
  return towards === "up" && whole * divisor !== scaled ? whole + 1n : whole;
}
