import type { ReactNode } from "react";
import { Chart } from "../../ui/Chart.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Currency } from "../../words/formats.ts";
import type { Bar } from "./bars.ts";
import { usePaymentWords } from "./paymentWords.ts";

interface DistributionProps {
  readonly title: string;
  readonly head: string;
  readonly bars: readonly Bar[];
  readonly currency: Currency;
}

/** How many payments, and how much money, fall into each bar. */
export function Distribution({ title, head, bars, currency }: DistributionProps): ReactNode {
  const t = usePaymentWords();
  const { number } = useFormats();
  const nameOf = ({ from, to }: Bar): string => {
    if (from === undefined) return t("upTo", { to: number(to ?? "0") });
    if (to === undefined) return t("from", { from: number(from) });
    return t("range", { from: number(from), to: number(to) });
  };
  const shape = {
    kind: "bars" as const,
    categories: bars.map(nameOf),
    series: [{ name: t("count"), values: bars.map(({ count }) => Number(count)) }],
    unit: t("count"),
  };
  const table = (
    <DataTable
      caption={title}
      rows={bars}
      keyOf={nameOf}
      empty={undefined}
      columns={[
        { key: "bar", head, isName: true, cell: nameOf },
        { key: "count", head: t("count"), isFigure: true, cell: ({ count }) => number(count) },
        {
          key: "amount",
          head: t("amount"),
          isFigure: true,
          cell: ({ amount }) => <Money amount={amount} currency={currency} />,
        },
      ]}
    />
  );
  return <Chart title={title} shape={shape} table={table} />;
}
