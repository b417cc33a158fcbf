/** Pairs whose books are compared again whenever something changes. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation } from "../../data/session.tsx";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { shortHex } from "../../words/formats.ts";
import { NewPair } from "./NewPair.tsx";
import { ReconcileTabs } from "./ReconcileTabs.tsx";
import { useCounterparties } from "./useCounterparties.ts";
import { useReconcileWords } from "./words.ts";

export type ShownPair = Schemas["ContinuousReconciliation"];

export function Pairs(): ReactNode {
  const t = useReconcileWords();
  const pages = usePages(["pairs"], (gateway, cursor) =>
    gateway.GET("/v1/continuous-reconciliations", {
      params: { query: cursor === undefined ? {} : { cursor } },
    }),
  );
  return (
    <Page screen="pairs" title={t("title")} lead={t("pairsLead")}>
      <ReconcileTabs />
      <NewPair />
      <Section title={t("pairs")}>
        <Asked query={pages.first}>
          {() => (
            <PairTable
              rows={pages.rows}
              more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            />
          )}
        </Asked>
      </Section>
    </Page>
  );
}

interface PairTableProps {
  readonly rows: readonly ShownPair[];
  readonly more: { readonly has: boolean; readonly isLoading: boolean; readonly load: () => void };
}

function PairTable({ rows, more }: PairTableProps): ReactNode {
  const t = useReconcileWords();
  const nameOf = usePartnerName();
  return (
    <DataTable
      caption={t("pairs")}
      rows={rows}
      keyOf={({ id }) => id}
      empty={t("noPairs")}
      more={more}
      columns={[
        {
          key: "firm",
          head: t("firm"),
          cell: (pair) => <Link href={`/reconcile/pairs/${pair.id}`}>{nameOf(pair)}</Link>,
          isName: true,
        },
        { key: "currency", head: t("pairCurrency"), cell: ({ currency }) => currency },
        { key: "open", head: t("openCount"), cell: ({ open }) => open, isFigure: true },
        { key: "cutOff", head: t("lastCutOff"), cell: ({ cutOff }) => cutOff !== null && <Day date={cutOff} /> },
        { key: "state", head: t("state"), cell: (pair) => <PairState pair={pair} />, isMinor: true },
      ]}
    />
  );
}

export function PairState({ pair: { pending } }: { readonly pair: ShownPair }): ReactNode {
  const t = useReconcileWords();
  return <Badge tone={pending ? "info" : "good"}>{t(pending ? "pending" : "upToDate")}</Badge>;
}

/** The other firm of a pair, by its name where one is known. */
export function usePartnerName(): (pair: Pick<ShownPair, "supplier" | "buyer">) => string {
  const organisation = useOrganisation();
  const counterparties = useCounterparties() ?? [];
  return ({ supplier, buyer }) => {
    const other = supplier === organisation ? buyer : supplier;
    return counterparties.find(({ address }) => address === other)?.name ?? shortHex(other);
  };
}
