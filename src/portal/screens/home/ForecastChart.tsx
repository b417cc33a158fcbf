import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Chart } from "../../ui/Chart.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { useFormats } from "../../words/formats.ts";
import { useHomeWords } from "./words.ts";

type Forecast = Schemas["CashForecast"];

export function ForecastChart({ currency }: { readonly currency: string | undefined }): ReactNode {
  const t = useHomeWords();
  const query = useAsked(["cashForecast", currency], (gateway) =>
    gateway.GET("/v1/cash-forecast", { params: { query: { currency: currency ?? "" } } }),
  );
  return (
    <Asked query={query}>
      {(answer) =>
        answer.forecast === null ? (
          <div>
            <h3>{t("forecast")}</h3>
            <Empty>{t("noForecast", { known: answer.refused?.known ?? 0, needed: answer.refused?.needed ?? 0 })}</Empty>
          </div>
        ) : (
          <Band periods={answer.forecast.periods} currency={{ code: answer.currency, decimals: answer.decimals }} />
        )
      }
    </Asked>
  );
}

interface BandProps {
  readonly periods: NonNullable<Forecast["forecast"]>["periods"];
  readonly currency: { readonly code: string; readonly decimals: number };
}

function Band({ periods, currency }: BandProps): ReactNode {
  const t = useHomeWords();
  const { day } = useFormats();
  const shape = {
    kind: "band" as const,
    categories: periods.map(({ from }) => day(from)),
    series: [
      { name: t("careful"), values: periods.map(({ within }) => Number(within.p90)), tone: "second" as const },
      { name: t("even"), values: periods.map(({ within }) => Number(within.p50)), tone: "main" as const },
    ],
    unit: currency.code,
  };
  const table = (
    <DataTable
      caption={t("forecast")}
      rows={periods}
      keyOf={({ from }) => from}
      empty={undefined}
      columns={[
        { key: "week", head: t("week"), isName: true, cell: ({ from }) => <Day date={from} /> },
        {
          key: "p90",
          head: t("careful"),
          isFigure: true,
          cell: ({ within }) => <Money amount={within.p90} currency={currency} />,
        },
        {
          key: "p50",
          head: t("even"),
          isFigure: true,
          cell: ({ within }) => <Money amount={within.p50} currency={currency} />,
        },
      ]}
    />
  );
  return <Chart title={t("forecast")} shape={shape} table={table} />;
}
