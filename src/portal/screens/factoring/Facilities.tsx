/** Offers that several receivables are sold under, and how much of each is in use. */
import type { ReactNode } from "react";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { QUOTE_KIND } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "./NamedParty.tsx";
import { usePortfolioWords } from "./portfolioWords.ts";
import { useFactoringWords } from "./words.ts";

export function Facilities(): ReactNode {
  const t = usePortfolioWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  const pages = usePages(["facilities"], (gateway, cursor) =>
    gateway.GET("/v1/factor-book/facilities", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <Asked query={pages.first} lines={2}>
      {() => (
        <DataTable
          caption={t("facilities")}
          rows={pages.rows}
          keyOf={({ offer }) => offer}
          empty={t("noFacilities")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          columns={[
            {
              ...{ key: "kind", head: words("kind"), isName: true },
              cell: ({ kind, offer }) => (
                <>
                  {wordFor(QUOTE_KIND, kind, language)} <Hash value={offer} />
                </>
              ),
            },
            { key: "seller", head: words("seller"), cell: ({ seller }) => <NamedParty address={seller} /> },
            {
              ...{ key: "inUse", head: t("inUse"), isFigure: true },
              cell: ({ inUse, currency }) => <Money amount={inUse} currency={currency} />,
            },
            {
              ...{ key: "limit", head: t("limit"), isFigure: true },
              cell: ({ limit, currency }) =>
                limit === null ? words("none") : <Money amount={limit} currency={currency} />,
            },
            { ...{ key: "deals", head: t("deals"), isFigure: true }, cell: ({ deals }) => deals },
            {
              ...{ key: "until", head: words("until"), isMinor: true },
              cell: ({ until }) => (until === null ? words("none") : <Instant at={until} />),
            },
          ]}
        />
      )}
    </Asked>
  );
}
