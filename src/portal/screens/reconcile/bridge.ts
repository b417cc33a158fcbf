/** Whether the steps of a bridge lead from one balance to the other, reckoned without the gateway's word. */
import { formatDecimal, parseDecimal, subtract, sum, ZERO } from "../../../domain/decimal.ts";
import type { Decimal } from "../../../domain/decimal.ts";
import type { Schemas } from "../../data/gateway.ts";

export type CurrencyResult = Schemas["CurrencyResult"];
export type BookItem = Schemas["BookItem"];

function decimal(text: string): Decimal {
  return parseDecimal(text) ?? ZERO;
}

/** What is left of the supplier's balance and all steps without the buyer's balance: zero, to the last digit. */
export function restOf({ balances, bridge }: CurrencyResult): { readonly text: string; readonly isZero: boolean } {
  const steps = [balances.supplier, ...bridge.map(({ amount }) => amount)].map(decimal);
  const rest = subtract(sum(steps), decimal(balances.buyer));
  const isRead = [balances.supplier, balances.buyer, ...bridge.map(({ amount }) => amount)].every(
    (text) => parseDecimal(text) !== undefined,
  );
  return { text: formatDecimal(rest), isZero: isRead && rest.units === 0n };
}

/** How far both balances are apart. */
export function apart({ balances }: CurrencyResult): string {
  return formatDecimal(subtract(decimal(balances.buyer), decimal(balances.supplier)));
}

/** What items come to; undefined of none, and of items in several currencies. */
export function totalOf(
  items: readonly BookItem[],
): { readonly amount: string; readonly currency: string } | undefined {
  const [first] = items;
  if (first === undefined || items.some(({ currency }) => currency !== first.currency)) return undefined;
  return { amount: formatDecimal(sum(items.map(({ amount }) => decimal(amount)))), currency: first.currency };
}
