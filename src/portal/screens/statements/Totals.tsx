import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import type { Currency } from "../../words/formats.ts";
import { useStatementWords } from "./words.ts";

interface TotalsProps {
  readonly totals: Schemas["AccountTotals"];
  readonly currency: Currency;
}

const TERMS = ["balance", "dueNow", "dueLater", "credit", "disputed", "accruedInterest"] as const;

export function Totals({ totals, currency }: TotalsProps): ReactNode {
  const t = useStatementWords();
  return (
    <Figures>
      {TERMS.map((term) => (
        <Figure key={term} name={t(term)} value={<Money amount={totals[term]} currency={currency} />} />
      ))}
    </Figures>
  );
}
