/** What happened with a customer, as the interface writes it. */
import type { TimelineRow } from "../../store/dunningTimeline.ts";
import type { ShownTimelineEntry } from "../../wire/dunningSend.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

export function shownEntry(row: TimelineRow, tokens: Tokens): ShownTimelineEntry {
  const { at, kind, what, id, item, channel, amount } = row;
  const currency = shownCurrency(row.currency ?? undefined, tokens);
  return {
    ...{ at: shownInstant(at), kind, what, id, item, channel },
    // Of sends and acts, in their own words.
    state: row.state as ShownTimelineEntry["state"],
    amount: amount === null ? null : shownAmount(amount, currency),
    ...{ currency: currency.code, decimals: currency.decimals },
  };
}
