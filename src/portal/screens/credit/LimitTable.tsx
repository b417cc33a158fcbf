import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import type { Pages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useLimitWords } from "./limitWords.ts";

type Limit = Schemas["Limit"];

/** What was set is never changed: the last word counts. */
export function LimitTable({ pages, empty }: { readonly pages: Pages<Limit>; readonly empty: string }): ReactNode {
  const t = useLimitWords();
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t("history")}
          rows={pages.rows}
          keyOf={({ id }) => id}
          empty={empty}
          columns={columnsOf(t)}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
        />
      )}
    </Asked>
  );
}

function columnsOf(t: ReturnType<typeof useLimitWords>): readonly Column<Limit>[] {
  return [
    { key: "subject", head: t("forWhom"), isName: true, cell: ({ subject }) => <Subject subject={subject} /> },
    {
      key: "amount",
      head: t("amount"),
      isFigure: true,
      cell: ({ amount, currency }) =>
        amount === null ? `${t("ended")} (${currency.code ?? ""})` : <Money amount={amount} currency={currency} />,
    },
    { key: "from", head: t("from"), cell: ({ from }) => <Day date={from} /> },
    { key: "until", head: t("until"), cell: ({ until }) => (until === null ? t("never") : <Day date={until} />) },
    { key: "reason", head: t("reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
    { key: "setBy", head: t("setBy"), isMinor: true, cell: ({ setBy }) => <NamedParty address={setBy} /> },
  ];
}

function Subject({ subject }: { readonly subject: Limit["subject"] }): ReactNode {
  if (subject.kind === "group") return <bdi>{subject.group}</bdi>;
  return (
    <Link href={`/credit/customers/${subject.customer}`}>
      <NamedParty address={subject.customer} />
    </Link>
  );
}
