import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Currency } from "../../words/formats.ts";
import { usePaymentWords } from "./paymentWords.ts";

type Prediction = Schemas["Prediction"];

interface PredictionsProps {
  readonly customer: string;
  readonly currency: string | undefined;
}

export function Predictions({ customer, currency }: PredictionsProps): ReactNode {
  const t = usePaymentWords();
  const page = useAsked(["predictions", currency, customer], (gateway) => {
    const query = { currency: currency ?? "", customer, limit: "100" };
    return gateway.GET("/v1/predictions", { params: { query } });
  });
  return (
    <Asked query={page}>
      {({ refused, items, version, ...of }) =>
        refused !== null ? (
          <Empty>{t("refused", refused)}</Empty>
        ) : (
          <>
            <p className="hint">{t("counting", { version })}</p>
            <Items items={items} currency={{ code: of.currency, decimals: of.decimals }} />
          </>
        )
      }
    </Asked>
  );
}

interface ItemsProps {
  readonly items: readonly Prediction[];
  readonly currency: Currency;
}

function Items({ items, currency }: ItemsProps): ReactNode {
  const t = usePaymentWords();
  const { percent } = useFormats();
  const day = (date: string | null): ReactNode => (date === null ? "—" : <Day date={date} />);
  const columns: readonly Column<Prediction>[] = [
    { key: "invoice", head: t("invoice"), isName: true, cell: (row) => <Invoice row={row} /> },
    {
      key: "open",
      head: t("open"),
      isFigure: true,
      cell: ({ open }) => <Money amount={open} currency={currency} />,
    },
    { key: "due", head: t("due"), cell: ({ dueDate }) => <Day date={dueDate} /> },
    {
      key: "expected",
      head: t("expected"),
      cell: ({ expected, refused }) => (refused === null ? day(expected) : t(refused)),
    },
    { key: "median", head: t("median"), isMinor: true, cell: ({ median }) => day(median) },
    { key: "nine", head: t("nineInTen"), cell: ({ nineInTenBy }) => day(nineInTenBy) },
    {
      key: "late",
      head: t("late"),
      isFigure: true,
      cell: ({ late }) => {
        const chance = late?.over30 ?? null;
        return chance === null ? "—" : percent(chance);
      },
    },
  ];
  return (
    <DataTable caption={t("prediction")} rows={items} keyOf={({ id }) => id} empty={t("noOpen")} columns={columns} />
  );
}

/** An item of imported history has no page of its own. */
function Invoice({ row: { id, number } }: { readonly row: Prediction }): ReactNode {
  const name = <bdi>{number}</bdi>;
  return id.startsWith("0x") ? <Link href={`/receivables/${id}`}>{name}</Link> : name;
}
