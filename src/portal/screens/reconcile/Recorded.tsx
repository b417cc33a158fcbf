import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { STATEMENT_EVENT } from "../../words/enumerations/events.ts";
import { CERTAINTY } from "../../words/enumerations/ledger.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useSignWords } from "./signWords.ts";
import type { StatementDetail } from "./useStatement.ts";

type Entry = Schemas["StatementEntry"];

/** Every event of the statement in the order of the chain, with the sums that this gateway knows. */
export function Recorded({ detail }: { readonly detail: StatementDetail }): ReactNode {
  const t = useSignWords();
  const { language } = useFormats();
  const { id, names } = detail;
  const pages = usePages(["statementEvents", id], (gateway, cursor) => {
    const params = { path: { id }, query: cursor === undefined ? {} : { cursor } };
    return gateway.GET("/v1/statements/{id}/events", { params });
  });
  const partyOf = (address: string): ReactNode => (
    <Party address={address} name={address === detail.supplier ? names.supplier : names.buyer} />
  );
  return (
    <Section title={t("recorded")}>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("recorded")}
            rows={pages.rows}
            keyOf={({ at }) => `${at.transaction} ${at.logIndex}`}
            empty={t("recordedEmpty")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={[
              {
                key: "event",
                head: t("event"),
                cell: ({ name }) => wordFor(STATEMENT_EVENT, name, language),
                isName: true,
              },
              {
                key: "by",
                head: t("by"),
                cell: (entry) => signersOf(entry, detail).map((one) => <div key={one}>{partyOf(one)}</div>),
              },
              { key: "sum", head: t("sum"), cell: (entry) => <Sum id={id} entry={entry} />, isFigure: true },
              { key: "at", head: t("when"), cell: ({ at }) => <Instant at={at.time} /> },
              {
                key: "certainty",
                head: t("certainty"),
                cell: ({ at }) => wordFor(CERTAINTY, at.certainty, language),
                isMinor: true,
              },
            ]}
          />
        )}
      </Asked>
    </Section>
  );
}

function signersOf(entry: Entry, { supplier, buyer }: StatementDetail): readonly string[] {
  if (entry.name === "BalanceAgreedExcept") return [supplier, buyer];
  return "party" in entry ? [entry.party] : [entry.debtor];
}

/** The chain has its hash alone; whoever was told the sum here sees it. */
function Sum({ id, entry }: { readonly id: string; readonly entry: Entry }): ReactNode {
  const t = useSignWords();
  const sums = useAsked(["statementSums", id], (gateway) =>
    gateway.GET("/v1/statements/{id}/sums", { params: { path: { id } } }),
  );
  const hash = "balance" in entry ? entry.balance : "debt" in entry ? entry.debt : undefined;
  if (hash === undefined) return "—";
  const known = sums.data?.items.find((one) => one.hash === hash);
  if (known !== undefined && sums.data !== undefined) {
    return <Money amount={known.amount} currency={sums.data.currency} />;
  }
  return (
    <>
      {t("sumElsewhere")} <Hash value={hash} />
    </>
  );
}
