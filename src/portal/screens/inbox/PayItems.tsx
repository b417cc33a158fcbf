/** The lines of the pay list. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { useFormats } from "../../words/formats.ts";
import type { Row } from "../receivable/detail.ts";
import { DiscountCell } from "./DiscountCell.tsx";
import { offerOf, receivableOf, warningsOf } from "./payable.ts";
import type { Payable } from "./payable.ts";
import { useInboxWords } from "./words.ts";

interface PayItemsProps {
  readonly items: readonly Payable[];
  readonly day: string;
  readonly owed: readonly Row[];
}

interface Line {
  readonly item: Payable;
  readonly row: Row | undefined;
}

export function PayItems({ items, day, owed }: PayItemsProps): ReactNode {
  const t = useInboxWords();
  const lines = items.map((item): Line => ({ item, row: receivableOf(item, owed) }));
  return (
    <DataTable
      caption={t("payList")}
      rows={lines}
      keyOf={({ item }, place) => `${item.supplier} ${item.number} ${place.toString()}`}
      empty={t("nothingToPay")}
      columns={useColumns(day)}
    />
  );
}

/** Amounts of the wire are exact in their currency; no more of it is needed to show them. */
function inCurrency({ item }: Line): { readonly code: string; readonly decimals: null } {
  return { code: item.currency, decimals: null };
}

function useColumns(day: string): readonly Column<Line>[] {
  const t = useInboxWords();
  return [
    {
      key: "number",
      head: t("invoice"),
      cell: ({ item, row }) =>
        row === undefined ? item.number : <Link href={`/receivables/${row.id}`}>{item.number}</Link>,
      isName: true,
    },
    { key: "due", head: t("dueDate"), cell: ({ item }) => <Due item={item} day={day} /> },
    {
      key: "open",
      head: t("openSum"),
      cell: (line) => <Money amount={line.item.open} currency={inCurrency(line)} />,
      isFigure: true,
    },
    {
      key: "disputed",
      head: t("disputed"),
      cell: (line) =>
        line.item.disputed === "" ? "—" : <Money amount={line.item.disputed} currency={inCurrency(line)} />,
      isFigure: true,
      isMinor: true,
    },
    {
      key: "discount",
      head: t("discount"),
      cell: (line) => <DiscountCell offer={offerOf(line.item, day)} currency={inCurrency(line)} />,
    },
    { key: "payee", head: t("payee"), cell: ({ item }) => <Payee item={item} /> },
  ];
}

function Due({ item, day }: { readonly item: Payable; readonly day: string }): ReactNode {
  const t = useInboxWords();
  return (
    <>
      <Day date={item.due} /> {item.due < day && <Badge tone="bad">{t("overdue")}</Badge>}
    </>
  );
}

function Payee({ item }: { readonly item: Payable }): ReactNode {
  const t = useInboxWords();
  const { day } = useFormats();
  const account = item.payee === "" ? item.supplierAccount : item.payeeAccount;
  return (
    <>
      <bdi>{item.payee === "" ? item.supplier : item.payee}</bdi>
      {item.payee !== "" && <div>{t("assignedSince", { day: day(item.payeeSince), supplier: item.supplier })}</div>}
      {account !== "" && (
        <div>
          <code className="hash">{account}</code>
        </div>
      )}
      {warningsOf(item).map((warning) => (
        <div key={warning}>
          <Badge tone="bad">{t(`warning_${warning}`)}</Badge> {t(`way_${warning}`)}
        </div>
      ))}
    </>
  );
}
