/** What somebody puts an entry's money to, before it is sent. */
import type { CashDifferenceReason } from "../../../domain/cashMatch.ts";
import type { Schemas } from "../../data/gateway.ts";
import { amountIn, isNegative, leftOf } from "./bankMoney.ts";

/** Something open that money can settle. */
export interface OpenItem {
  readonly key: string;
  readonly named: Schemas["CashItemNamed"];
  readonly number: string;
  /** The ERP's name of it, or the debtor's address. */
  readonly party: string;
  /** Of the debtor, where one is known. */
  readonly name: string | null;
  readonly open: string;
  readonly due: string | null;
}

export interface Part {
  readonly item: OpenItem;
  readonly cash: string;
  readonly discount: string;
  readonly difference: string;
  readonly reason: CashDifferenceReason;
}

/** Takes the item in full where enough is left, or else what is left. A credit note raises what is left. */
export function partOf(item: OpenItem, left: string, currency: string): Part {
  const isEnough = isNegative(item.open) || !isNegative(leftOf(currency, left, [item.open]));
  const cash = isEnough ? item.open : left;
  return { item, cash, discount: "0", difference: "0", reason: "NONE" };
}

/** Whether every amount can be read in the currency. */
export function isReadable(parts: readonly Part[], currency: string): boolean {
  return parts.every(({ cash, discount, difference }) =>
    [cash, discount, difference].every((text) => amountIn(currency, text) !== undefined),
  );
}

/** As the gateway takes it. */
export function allocationsOf(parts: readonly Part[]): Schemas["NewCashMatch"]["allocations"] {
  return parts.map(({ item: { named }, cash, discount, difference, reason }) => ({
    ...{ item: named, reason },
    ...{ cash: cash.trim(), discount: discount.trim(), difference: difference.trim() },
  }));
}
