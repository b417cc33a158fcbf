/** What of sold receivables was lost to credits and discounts (R51). */
import type { ReactNode } from "react";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { usePortfolioWords } from "./portfolioWords.ts";
import { useFactoringWords } from "./words.ts";

export function DilutionTable(): ReactNode {
  const t = usePortfolioWords();
  const words = useFactoringWords();
  const pages = usePages(["dilution"], (gateway, cursor) =>
    gateway.GET("/v1/factor-book/dilution", {
      params: { query: { by: "pair", ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const party = (address: string | null): ReactNode =>
    address === null ? words("none") : <NamedParty address={address} />;
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t("dilution")}
          rows={pages.rows}
          keyOf={({ seller, buyer, currency }) => `${seller ?? ""} ${buyer ?? ""} ${currency.address ?? ""}`}
          empty={t("noDilution")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          columns={[
            { key: "seller", head: words("seller"), isName: true, cell: ({ seller }) => party(seller) },
            { key: "buyer", head: words("buyer"), cell: ({ buyer }) => party(buyer) },
            {
              ...{ key: "sales", head: t("sales"), isFigure: true },
              cell: ({ sales, currency }) => <Money amount={sales} currency={currency} />,
            },
            {
              ...{ key: "credit", head: t("credit"), isFigure: true, isMinor: true },
              cell: ({ byKind, currency }) => <Money amount={byKind.credit} currency={currency} />,
            },
            {
              ...{ key: "discount", head: t("discount"), isFigure: true, isMinor: true },
              cell: ({ byKind, currency }) => <Money amount={byKind.discount} currency={currency} />,
            },
            {
              ...{ key: "rate", head: t("rate"), isFigure: true },
              cell: ({ percent }) => (percent === null ? words("none") : words("percent", { value: percent })),
            },
          ]}
        />
      )}
    </Asked>
  );
}
