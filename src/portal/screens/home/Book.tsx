/** What is owed to the organisation: the figures a treasurer looks at first, and how they move. */
import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { AgingChart } from "./AgingChart.tsx";
import { DsoChart } from "./DsoChart.tsx";
import { figureOf, overdueOf } from "./figures.ts";
import { ForecastChart } from "./ForecastChart.tsx";
import { Financed } from "./Financed.tsx";
import { useHomeWords } from "./words.ts";

export function Book({ currency }: { readonly currency: string | undefined }): ReactNode {
  const t = useHomeWords();
  const indicators = useAsked(["indicators", currency], (gateway) =>
    gateway.GET("/v1/indicators", { params: { query: { currency: currency ?? "" } } }),
  );
  return (
    <Section title={t("owed")}>
      <Asked query={indicators}>
        {(book) => (
          <>
            <Figures>
              <Figure
                name={t("open")}
                value={<Money amount={figureOf(book, "workingCapital", "receivables")} currency={book.currency} />}
              />
              <Figure name={t("overdue")} value={<Money amount={overdueOf(book)} currency={book.currency} />} />
              <Figure
                name={t("disputed")}
                value={<Money amount={figureOf(book, "disputed", "amount")} currency={book.currency} />}
              />
              <Promised currency={currency} />
              <Financed currency={book.currency} />
            </Figures>
            {book.sealed > 0 && <Notice kind="limit">{t("sealed", { count: book.sealed })}</Notice>}
            <div className="columns">
              <AgingChart book={book} />
              <ForecastChart currency={currency} />
              <DsoChart currency={currency} until={book.asOf} />
            </div>
          </>
        )}
      </Asked>
    </Section>
  );
}

function Promised({ currency }: { readonly currency: string | undefined }): ReactNode {
  const t = useHomeWords();
  const { data } = useAsked(["cashForecast", currency], (gateway) =>
    gateway.GET("/v1/cash-forecast", { params: { query: { currency: currency ?? "" } } }),
  );
  if (data === undefined || data.forecast === null) return <Figure name={t("promised")} value="—" />;
  const shown = { code: data.currency, decimals: data.decimals };
  return <Figure name={t("promised")} value={<Money amount={data.forecast.agreed} currency={shown} />} />;
}
