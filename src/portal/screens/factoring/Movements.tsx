/** What desk and factoring recorded of a deal, in the order of the chain. */
import type { Schemas } from "../../data/gateway.ts";
import type { ReactNode } from "react";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { FACTORING_EVENT } from "../../words/enumerations/events.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useDealWords } from "./dealWords.ts";

type DealDetail = Schemas["DealDetail"];

type Movement = DealDetail["movements"][number];

export function Movements({ deal: { movements, currency } }: { readonly deal: DealDetail }): ReactNode {
  const t = useDealWords();
  const { language } = useFormats();
  const share = (key: "toFunds" | "toFees" | "toSeller"): Column<Movement> => ({
    ...{ key, head: t(key), isFigure: true },
    // Only payments are shared out.
    cell: (movement) => (key in movement ? <Money amount={amountAt(movement, key)} currency={currency} /> : undefined),
  });
  return (
    <DataTable
      caption={t("movements")}
      rows={movements}
      keyOf={({ name }, place) => `${name} ${place}`}
      empty={t("noMovements")}
      columns={[
        {
          ...{ key: "event", head: t("event"), isName: true },
          cell: ({ name }) => wordFor(FACTORING_EVENT, name, language),
        },
        { key: "when", head: t("when"), cell: ({ at }) => <Instant at={at.time} /> },
        { key: "block", head: t("block"), isFigure: true, isMinor: true, cell: ({ at }) => at.block },
        share("toFunds"),
        share("toFees"),
        share("toSeller"),
      ]}
    />
  );
}

function amountAt(movement: Movement, key: string): string {
  const found = (movement as unknown as Readonly<Record<string, unknown>>)[key];
  return typeof found === "string" ? found : "0";
}
