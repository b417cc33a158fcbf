import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { useToday } from "../factoring/today.ts";
import { yearUntil } from "./monthEnds.ts";
import { useOwnWords } from "./ownWords.ts";

/** How the organisation paid, exact, and whether anybody else would see anything of it. */
export function OwnRecord(): ReactNode {
  const t = useOwnWords();
  const { day } = useFormats();
  const choice = useCurrencyChoice();
  const { from, to } = yearUntil(useToday());
  const record = useAsked(["trackRecord", choice.value, from, to], (gateway) => {
    const query = { currency: choice.value ?? "", from, to };
    return gateway.GET("/v1/track-record", { params: { query } });
  });
  return (
    <Section title={t("record")}>
      <div className="form-row">
        <CurrencyField choice={choice} />
      </div>
      <p className="hint">{t("ofYear", { from: day(from), to: day(to) })}</p>
      <Asked query={record}>
        {({ items, suppliers, onTime, open, disputed, shown, obstacle }) => (
          <>
            <Figures>
              <Figure name={t("items")} value={items} />
              <Figure name={t("suppliers")} value={suppliers} />
              <Figure name={t("onTime")} value={onTime} />
              <Figure name={t("open")} value={open} />
              <Figure name={t("disputed")} value={disputed} />
            </Figures>
            <p>
              {shown !== null && t("shown")}
              {obstacle !== null && t("nothingShown", { why: t(`thin_${obstacle}`) })}
            </p>
          </>
        )}
      </Asked>
    </Section>
  );
}
