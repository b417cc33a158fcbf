import type { ReactNode } from "react";
import { Chart } from "../../ui/Chart.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { AGING_BUCKET } from "../../words/enumerations/ledger.ts";
import { useFormats } from "../../words/formats.ts";
import { BUCKETS, figureOf } from "./figures.ts";
import type { Indicators } from "./figures.ts";
import { useHomeWords } from "./words.ts";

export function AgingChart({ book }: { readonly book: Indicators }): ReactNode {
  const t = useHomeWords();
  const { language } = useFormats();
  const rows = BUCKETS.map((bucket) => ({
    name: AGING_BUCKET[bucket][language],
    amount: figureOf(book, "aging", "amount", ["due", bucket]) ?? "0",
    items: figureOf(book, "aging", "items", ["due", bucket]) ?? "0",
  }));
  const shape = {
    kind: "bars" as const,
    categories: rows.map(({ name }) => name),
    series: [{ name: t("amount"), values: rows.map(({ amount }) => Number(amount)) }],
    unit: book.currency.code ?? "",
  };
  const table = (
    <DataTable
      caption={t("aging")}
      rows={rows}
      keyOf={({ name }) => name}
      empty={undefined}
      columns={[
        { key: "bucket", head: t("bucket"), isName: true, cell: ({ name }) => name },
        { key: "items", head: t("items"), isFigure: true, cell: ({ items }) => items },
        {
          key: "amount",
          head: t("amount"),
          isFigure: true,
          cell: ({ amount }) => <Money amount={amount} currency={book.currency} />,
        },
      ]}
    />
  );
  return <Chart title={t("aging")} shape={shape} table={table} />;
}
