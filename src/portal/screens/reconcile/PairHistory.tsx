import type { ReactNode } from "react";
import { Link } from "wouter";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import type { ShownPair } from "./Pairs.tsx";
import { Step } from "./Runs.tsx";
import { useReconcileWords } from "./words.ts";

/** Each time that both books were compared, and what had arrived. */
export function PairHistory({ pair }: { readonly pair: ShownPair }): ReactNode {
  const t = useReconcileWords();
  const { instant } = useFormats();
  const pages = usePages(["pairRuns", pair.id, pair.latest], (gateway, cursor) => {
    const params = { path: { id: pair.id }, query: cursor === undefined ? {} : { cursor } };
    return gateway.GET("/v1/continuous-reconciliations/{id}/runs", { params });
  });
  const currency = { code: pair.currency, decimals: null };
  return (
    <Section title={t("history")}>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("history")}
            rows={pages.rows}
            keyOf={({ run }) => run.id}
            empty={t("noHistory")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={[
              {
                key: "begun",
                head: t("begun"),
                cell: ({ run }) => (
                  <Link href={`/reconcile/${run.id}`} aria-label={t("open", { name: instant(run.begun) })}>
                    <Instant at={run.begun} />
                  </Link>
                ),
                isName: true,
              },
              {
                key: "causes",
                head: t("causes"),
                cell: ({ causes }) => causes.map((cause) => t(`cause_${cause}`)).join(", "),
              },
              { key: "step", head: t("step"), cell: ({ run }) => <Step run={run} /> },
              {
                key: "balances",
                head: t("balances"),
                cell: ({ run: { currencies } }) =>
                  currencies.map(({ currency: code, balances }) => (
                    <span key={code}>
                      <Money amount={balances.supplier} currency={currency} /> /{" "}
                      <Money amount={balances.buyer} currency={currency} />
                    </span>
                  )),
                isFigure: true,
              },
            ]}
          />
        )}
      </Asked>
    </Section>
  );
}
