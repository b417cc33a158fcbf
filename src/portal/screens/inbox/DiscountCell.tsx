import type { ReactNode } from "react";
import { Badge } from "../../ui/Badge.tsx";
import { Money } from "../../ui/Money.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Currency } from "../../words/formats.ts";
import type { Offer } from "./payable.ts";
import { useInboxWords } from "./words.ts";

/** A discount that is still to be had, and what taking it is worth a year. */
export function DiscountCell({
  offer,
  currency,
}: {
  readonly offer: Offer | undefined;
  readonly currency: Currency;
}): ReactNode {
  const t = useInboxWords();
  const { day, percent } = useFormats();
  if (offer === undefined) return "—";
  return (
    <>
      <Money amount={offer.sum} currency={currency} /> {t("until", { day: day(offer.until) })}
      {offer.yearly !== undefined && (
        <div>
          <Badge tone="good">{t("yearly", { rate: percent(offer.yearly) })}</Badge>
        </div>
      )}
    </>
  );
}
