import type { ReactNode } from "react";
import { useFormats } from "../words/formats.ts";
import type { Currency } from "../words/formats.ts";

/** @param amount Decimal text in the currency's unit; null where it is sealed. */
export function Money({
  amount,
  currency,
}: {
  readonly amount: string | null;
  readonly currency: Currency;
}): ReactNode {
  const { money } = useFormats();
  return <span className={amount === null ? "money sealed" : "money"}>{money(amount, currency)}</span>;
}

/** @param date YYYY-MM-DD or an instant, of which the day in UTC is shown. */
export function Day({ date }: { readonly date: string }): ReactNode {
  const { day } = useFormats();
  return (
    <time className="day" dateTime={date}>
      {day(date)}
    </time>
  );
}

/** @param at ISO 8601, shown in UTC. */
export function Instant({ at }: { readonly at: string }): ReactNode {
  const { instant } = useFormats();
  return (
    <time className="day" dateTime={at}>
      {instant(at)}
    </time>
  );
}
