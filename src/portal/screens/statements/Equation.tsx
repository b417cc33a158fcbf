import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import type { Currency } from "../../words/formats.ts";
import { useStatementWords } from "./words.ts";

interface EquationProps {
  readonly equation: Schemas["AccountEquation"];
  readonly currency: Currency;
}

const FLOWS = ["invoices", "debitNotes", "credits", "payments", "writeOffs", "exchange"] as const;
const TERMS = ["opening", ...FLOWS, "closing"] as const;

/** Opening balance and movements make the closing one, and so do the open lines. */
export function Equation({ equation, currency }: EquationProps): ReactNode {
  const t = useStatementWords();
  return (
    <>
      <DataTable
        caption={t("equation")}
        columns={[
          { key: "term", head: t("equation"), isName: true, cell: (term) => t(term) },
          {
            key: "amount",
            head: t("amount"),
            isFigure: true,
            cell: (term) => <Money amount={equation[term]} currency={currency} />,
          },
        ]}
        rows={TERMS}
        keyOf={(term) => term}
        empty={undefined}
      />
      <p>{t("checked")}</p>
    </>
  );
}
