import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import type { Collection } from "./collection.ts";
import { usePlanWords } from "./planWords.ts";

interface PlanTermsProps {
  readonly terms: Schemas["PaymentPlan"];
  readonly currency: Collection["currency"];
}

/** What both sign of a plan. */
export function PlanTerms({ terms: { debt, instalments, interest, graceDays }, currency }: PlanTermsProps): ReactNode {
  const t = usePlanWords();
  return (
    <>
      <Facts
        rows={[
          [t("debt"), <Money key="debt" amount={debt} currency={currency} />],
          [t("interest"), t(`interest_${interest.kind}`)],
          [
            t("interestSum"),
            interest.kind === "sum" ? <Money key="sum" amount={interest.amount} currency={currency} /> : undefined,
          ],
          [t("grace"), graceDays],
        ]}
      />
      <DataTable
        caption={t("instalments")}
        rows={instalments.map((row, place) => ({ ...row, number: place + 1 }))}
        keyOf={({ number }) => number.toString()}
        empty={t("noProposals")}
        columns={[
          { key: "number", head: t("instalment"), isName: true, cell: ({ number }) => number },
          { key: "payBy", head: t("payBy"), cell: ({ payBy }) => <Day date={payBy} /> },
          {
            ...{ key: "amount", head: t("amount"), isFigure: true },
            cell: ({ amount }) => <Money amount={amount} currency={currency} />,
          },
        ]}
      />
    </>
  );
}
