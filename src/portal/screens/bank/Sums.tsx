import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { currencyOf } from "./bankMoney.ts";
import { EntryStateBadge } from "./EntryStateBadge.tsx";
import { useBankWords } from "./words.ts";

/** All money of the statements has a place: posted, proposed, left to people or left out. */
export function Sums(): ReactNode {
  const t = useBankWords();
  const { number } = useFormats();
  const query = useAsked(["cashSums"], (gateway) => gateway.GET("/v1/cash/sums"));
  return (
    <Section title={t("sums")}>
      <Asked query={query}>
        {({ items }) => (
          <DataTable
            caption={t("sums")}
            columns={[
              { key: "state", head: t("state"), isName: true, cell: (sum) => <EntryStateBadge state={sum.state} /> },
              { key: "count", head: t("count"), isFigure: true, cell: (sum) => number(sum.count) },
              {
                key: "amount",
                head: t("amount"),
                isFigure: true,
                cell: (sum) => <Money amount={sum.amount} currency={currencyOf(sum.currency)} />,
              },
              {
                key: "applied",
                head: t("applied"),
                isFigure: true,
                isMinor: true,
                cell: (sum) => <Money amount={sum.applied} currency={currencyOf(sum.currency)} />,
              },
            ]}
            rows={items}
            keyOf={(sum) => `${sum.currency} ${sum.state}`}
            empty={t("noSums")}
          />
        )}
      </Asked>
    </Section>
  );
}
