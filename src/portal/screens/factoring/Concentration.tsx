/** The book by debtor or by seller, the largest first. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { usePortfolioWords } from "./portfolioWords.ts";
import { useFactoringWords } from "./words.ts";

type Row = Schemas["PortfolioRow"];

export function Concentration({ by }: { readonly by: "seller" | "buyer" }): ReactNode {
  const t = usePortfolioWords();
  const words = useFactoringWords();
  const pages = usePages(["portfolio", by], (gateway, cursor) =>
    gateway.GET("/v1/factor-book/portfolio", {
      params: { query: { by, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const figure = (key: "open" | "funds" | "overdue", isMinor = false): Column<Row> => ({
    ...{ key, head: t(key), isFigure: true, isMinor },
    cell: (row) => <Money amount={row[key]} currency={row.currency} />,
  });
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t(by === "buyer" ? "concentrationBuyer" : "concentrationSeller")}
          rows={pages.rows}
          keyOf={({ party, currency }) => `${party} ${currency.address ?? ""}`}
          empty={t("nothing")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          columns={[
            { key: "party", head: t("party"), isName: true, cell: ({ party }) => <NamedParty address={party} /> },
            {
              ...{ key: "share", head: t("share"), isFigure: true },
              cell: ({ share }) => (share === null ? words("none") : words("percent", { value: share })),
            },
            figure("open"),
            figure("funds", true),
            figure("overdue", true),
          ]}
        />
      )}
    </Asked>
  );
}
