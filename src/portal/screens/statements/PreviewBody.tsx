import type { ReactNode } from "react";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { ITEM_KIND } from "../../words/enumerations/reconciliation.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Layout } from "./draft.ts";
import { Equation } from "./Equation.tsx";
import { useMovementWords } from "./movementWords.ts";
import { currencyOf } from "./previewed.ts";
import type { PreviewedMovement, PreviewedStatement } from "./previewed.ts";
import { Totals } from "./Totals.tsx";
import { useStatementWords } from "./words.ts";

interface PreviewBodyProps {
  readonly statement: PreviewedStatement;
  readonly layout: Layout;
}

export function PreviewBody({ statement, layout }: PreviewBodyProps): ReactNode {
  const currency = currencyOf(statement);
  return (
    <>
      <Totals totals={statement.totals} currency={currency} />
      {layout === "open-item" ? <OpenLines statement={statement} /> : <Movements statement={statement} />}
      <Equation equation={statement.equation} currency={currency} />
    </>
  );
}

function OpenLines({ statement }: { readonly statement: PreviewedStatement }): ReactNode {
  const t = useStatementWords();
  const { language } = useFormats();
  const currency = currencyOf(statement);
  return (
    <DataTable
      caption={t("lines")}
      columns={[
        { key: "number", head: t("document"), isName: true, cell: ({ number }) => <bdi>{number}</bdi> },
        { key: "kind", head: t("kind"), isMinor: true, cell: ({ kind }) => wordFor(ITEM_KIND, kind, language) },
        { key: "date", head: t("date"), isMinor: true, cell: ({ date }) => <Day date={date} /> },
        { key: "due", head: t("due"), cell: ({ due }) => <Day date={due} /> },
        { key: "late", head: t("daysLate"), isFigure: true, isMinor: true, cell: ({ daysPastDue }) => daysPastDue },
        {
          key: "disputed",
          head: t("disputed"),
          isFigure: true,
          isMinor: true,
          cell: ({ disputed }) => <Money amount={disputed} currency={currency} />,
        },
        {
          key: "open",
          head: t("open"),
          isFigure: true,
          cell: ({ open }) => <Money amount={open} currency={currency} />,
        },
        { key: "payee", head: t("ownPayee"), isMinor: true, cell: ({ payee }) => <bdi>{payee?.name ?? "—"}</bdi> },
      ]}
      rows={statement.openItems}
      keyOf={(_, place) => place.toString()}
      empty={t("noLines")}
    />
  );
}

function Movements({ statement }: { readonly statement: PreviewedStatement }): ReactNode {
  const t = useStatementWords();
  const kinds = useMovementWords();
  const currency = currencyOf(statement);
  return (
    <DataTable<PreviewedMovement>
      caption={t("movements")}
      columns={[
        {
          key: "date",
          head: t("date"),
          isName: true,
          cell: ({ date, valueDate }) => <Day date={valueDate ?? date ?? ""} />,
        },
        { key: "kind", head: t("kind"), cell: ({ kind }) => kinds(kind) },
        {
          key: "number",
          head: t("document"),
          isMinor: true,
          cell: ({ number, items }) => <bdi>{number === "" ? items.join(", ") : number}</bdi>,
        },
        {
          key: "amount",
          head: t("amount"),
          isFigure: true,
          cell: ({ amount }) => <Money amount={amount} currency={currency} />,
        },
        {
          key: "balance",
          head: t("balance"),
          isFigure: true,
          cell: ({ balance }) => <Money amount={balance} currency={currency} />,
        },
      ]}
      rows={statement.movements}
      keyOf={(_, place) => place.toString()}
      empty={t("noMovements")}
    />
  );
}
