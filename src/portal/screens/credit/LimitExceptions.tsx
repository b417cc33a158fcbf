import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useLimitWords } from "./limitWords.ts";
import { useCreditWords } from "./words.ts";

/** What no limit was checked for, since it did not come this way. */
export function LimitExceptions(): ReactNode {
  const t = useLimitWords();
  const words = useCreditWords();
  const pages = usePages<Schemas["LimitException"]>(["limitExceptions"], (gateway, cursor) =>
    gateway.GET("/v1/limits/exceptions", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <>
      <p>{t("exceptionsLead")}</p>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("exceptions")}
            rows={pages.rows}
            keyOf={({ receivable }) => receivable}
            empty={t("noExceptions")}
            columns={[
              {
                key: "receivable",
                head: t("receivable"),
                isName: true,
                cell: ({ receivable }) => (
                  <Link href={`/receivables/${receivable}`}>
                    <Hash value={receivable} />
                  </Link>
                ),
              },
              {
                key: "customer",
                head: words("customer"),
                cell: ({ customer }) => <NamedParty address={customer} />,
              },
              {
                key: "amount",
                head: t("amount"),
                isFigure: true,
                cell: ({ limit, currency }) => (limit === null ? "—" : <Money amount={limit} currency={currency} />),
              },
              {
                key: "exposure",
                head: t("exposure"),
                isFigure: true,
                cell: ({ exposure, currency }) =>
                  exposure === null ? "—" : <Money amount={exposure} currency={currency} />,
              },
              { key: "found", head: t("found"), cell: ({ found }) => <Day date={found} /> },
            ]}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </>
  );
}
