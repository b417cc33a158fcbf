/** Deals of one side, the last sold first. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { useDealWords } from "./dealWords.ts";
import { useFactoringWords } from "./words.ts";

type Deal = Schemas["Deal"];
type Role = Deal["role"];

export function Deals({ role }: { readonly role: Role }): ReactNode {
  const t = useDealWords();
  const columns = useColumns(role);
  const pages = usePages(["deals", role], (gateway, cursor) =>
    gateway.GET("/v1/deals", { params: { query: { role, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t(role === "seller" ? "deals" : "dealsOfFactor")}
          columns={columns}
          rows={pages.rows}
          keyOf={({ receivable, desk, number }) => `${receivable} ${desk} ${number}`}
          empty={t(role === "seller" ? "noDeals" : "noDealsOfFactor")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
        />
      )}
    </Asked>
  );
}

function useColumns(role: Role): readonly Column<Deal>[] {
  const t = useDealWords();
  const words = useFactoringWords();
  const other = role === "seller" ? "factor" : "seller";
  return [
    {
      key: "id",
      head: words("receivable"),
      isName: true,
      cell: ({ receivable }) => (
        <Link href={`/factoring/deals/${receivable}`}>
          <Hash value={receivable} />
        </Link>
      ),
    },
    { key: "other", head: words(other), cell: (deal) => <Party address={deal[other]} name={deal.names[other]} /> },
    {
      ...{ key: "buyer", head: words("buyer"), isMinor: true },
      cell: ({ buyer, names }) => <Party address={buyer} name={names.buyer} />,
    },
    { key: "soldOn", head: t("soldOn"), cell: ({ soldOn }) => <Day date={soldOn} /> },
    {
      ...{ key: "advance", head: t("advance"), isFigure: true },
      cell: ({ advance, currency }) => <Money amount={advance} currency={currency} />,
    },
    {
      ...{ key: "outstanding", head: t("outstanding"), isFigure: true },
      cell: ({ outstanding, currency }) => <Money amount={outstanding.total} currency={currency} />,
    },
    {
      ...{ key: "released", head: t("released"), isFigure: true, isMinor: true },
      cell: ({ released, currency }) => <Money amount={released} currency={currency} />,
    },
    {
      key: "state",
      head: words("state"),
      cell: ({ live }) => <Badge tone={live ? "info" : "neutral"}>{t(live ? "live" : "over")}</Badge>,
    },
  ];
}
