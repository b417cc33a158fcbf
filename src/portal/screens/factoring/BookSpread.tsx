/** When debtors' money was or is due, and what came in: charts for the eye, tables for the figures. */
import type { Schemas } from "../../data/gateway.ts";
import type { ReactNode } from "react";
import { Chart } from "../../ui/Chart.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Currency } from "../../words/formats.ts";
import { usePortfolioWords } from "./portfolioWords.ts";

type CurrencyBook = Schemas["CurrencyBook"];

const BUCKETS = ["current", "days1To30", "days31To60", "days61To90", "daysOver90", "unknown"] as const;
const SPANS = ["overdue", "within7", "within30", "within60", "within90", "later", "unknown"] as const;
const CAME = ["debtors", "sellers", "receiptsOfFactor", "receiptsOfSellers", "purchases"] as const;
const WENT = ["toFunds", "toFees", "toSellers"] as const;

interface Bar {
  readonly name: string;
  readonly amount: string;
}

export function BookSpread({ book }: { readonly book: CurrencyBook }): ReactNode {
  const t = usePortfolioWords();
  const { day } = useFormats();
  const { aging, expected, received, currency } = book;
  const aged = BUCKETS.map((key) => ({ name: t(`aging_${key}`), amount: aging[key] }));
  const due = SPANS.map((key) => ({ name: t(`expected_${key}`), amount: expected[key] }));
  return (
    <div className="columns">
      <Bars title={t("aging")} head={t("bucket")} bars={aged} currency={currency} />
      <Bars title={t("expected")} head={t("bucket")} bars={due} currency={currency} />
      <div>
        <h3>{t("received", { day: day(received.from) })}</h3>
        <Facts
          rows={[...CAME, ...WENT].map((key) => [
            t(`received_${key}`),
            <Money key={key} amount={received[key]} currency={currency} />,
          ])}
        />
      </div>
    </div>
  );
}

interface BarsProps {
  readonly title: string;
  readonly head: string;
  readonly bars: readonly Bar[];
  readonly currency: Currency;
}

function Bars({ title, head, bars, currency }: BarsProps): ReactNode {
  const t = usePortfolioWords();
  return (
    <Chart
      title={title}
      shape={{
        kind: "bars",
        categories: bars.map(({ name }) => name),
        series: [{ name: title, values: bars.map(({ amount }) => Number(amount)) }],
        unit: currency.code ?? "",
      }}
      table={
        <DataTable
          caption={title}
          rows={bars}
          keyOf={({ name }) => name}
          empty={t("nothing")}
          columns={[
            { key: "name", head, isName: true, cell: ({ name }) => name },
            {
              ...{ key: "amount", head: t("open"), isFigure: true },
              cell: ({ amount }) => <Money amount={amount} currency={currency} />,
            },
          ]}
        />
      }
    />
  );
}
