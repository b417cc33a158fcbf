/** A match that somebody asks for, read once: its items by their keys, its amounts in minor units. */
import { currencyByCode } from "../../domain/currency.ts";
import type { Allocation } from "../../reconciliation/cash/model.ts";
import type { NewMatch } from "../../wire/cashEntry.ts";
import { ProblemError } from "../http/problems.ts";
import { signedUnitsOf, unitsOf } from "./policy.ts";

type ItemNamed = NewMatch["allocations"][0]["item"];

/** @param keyOf The key of an item. @throws ProblemError `AmountUnfit`, `MatchUnfit` for an item that is not there */
export function allocationsAsked(
  { allocations }: NewMatch,
  currency: string,
  keyOf: (item: ItemNamed) => string | undefined,
): readonly Allocation[] {
  const exponent = currencyByCode(currency)?.exponent ?? 0;
  const read = allocations.map(({ item, cash, discount, difference, reason }, index): Allocation => {
    const at = `body.allocations.${index}`;
    const key = keyOf(item);
    if (key === undefined) {
      const message = `${at}.item is nothing that the organisation is owed: name what is listed as open`;
      throw new ProblemError("MatchUnfit", message, { faults: [{ at: `${at}.item`, message }] });
    }
    return {
      item: key,
      cash: signedUnitsOf(cash, exponent, `${at}.cash`),
      discount: unitsOf(discount, exponent, `${at}.discount`),
      difference: signedUnitsOf(difference, exponent, `${at}.difference`),
      reason,
    };
  });
  if (new Set(read.map(({ item }) => item)).size < read.length) {
    throw new ProblemError("MatchUnfit", "it names an item twice: put all that is settled of it in one place");
  }
  return read;
}
