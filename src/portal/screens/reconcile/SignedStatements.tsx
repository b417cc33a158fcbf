/** Statements that both sides sign: what is on the chain, own books that are not posted, and stating one. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation } from "../../data/session.tsx";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { shortHex } from "../../words/formats.ts";
import { PairSecrets } from "./PairSecrets.tsx";
import { usePartnerName } from "./Pairs.tsx";
import { ReconcileTabs } from "./ReconcileTabs.tsx";
import { StandingBadge } from "./StandingBadge.tsx";
import { useSignWords } from "./signWords.ts";
import { StateBook } from "./StateBook.tsx";

type ShownStatement = Schemas["Statement"];

export function SignedStatements(): ReactNode {
  const t = useSignWords();
  return (
    <Page screen="signed-statements" title={t("title")} lead={t("lead")}>
      <ReconcileTabs />
      <Notice kind="limit">{t("limit")}</Notice>
      <OnChain />
      <Unposted />
      <StateBook />
      <PairSecrets />
    </Page>
  );
}

function OnChain(): ReactNode {
  const t = useSignWords();
  const organisation = useOrganisation();
  const pages = usePages(["statements"], (gateway, cursor) =>
    gateway.GET("/v1/statements", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const otherOf = ({ supplier, buyer, names }: ShownStatement): string =>
    supplier === organisation ? (names.buyer ?? shortHex(buyer)) : (names.supplier ?? shortHex(supplier));
  return (
    <Section title={t("list")}>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("list")}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("listEmpty")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={[
              {
                key: "firm",
                head: t("firm"),
                cell: (one) => (
                  <Link href={`/reconcile/statements/${one.id}`}>
                    <bdi>{otherOf(one)}</bdi>
                  </Link>
                ),
                isName: true,
              },
              { key: "cutOff", head: t("cutOff"), cell: ({ cutOff }) => <Instant at={cutOff} /> },
              { key: "currency", head: t("currency"), cell: ({ currency }) => currency.code, isMinor: true },
              { key: "standing", head: t("standing"), cell: (one) => <StandingBadge standing={one.standing} /> },
            ]}
          />
        )}
      </Asked>
    </Section>
  );
}

function Unposted(): ReactNode {
  const t = useSignWords();
  const nameOf = usePartnerName();
  const pages = usePages(["statementBooks"], (gateway, cursor) =>
    gateway.GET("/v1/statement-books", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const rows = pages.rows.filter(({ kind, postedAs }) => kind === "own" && postedAs === null);
  return (
    <Section title={t("books")}>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("books")}
            rows={rows}
            keyOf={({ id }) => id}
            empty={t("booksEmpty")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            columns={[
              {
                key: "firm",
                head: t("firm"),
                cell: ({ statementId, statement }) => (
                  <Link href={`/reconcile/statements/${statementId}`}>
                    <bdi>{nameOf(statement)}</bdi>
                  </Link>
                ),
                isName: true,
              },
              { key: "cutOff", head: t("cutOff"), cell: ({ statement }) => <Instant at={statement.cutOff} /> },
              {
                key: "balance",
                head: t("balance"),
                cell: ({ balance, currency }) =>
                  balance && <Money amount={balance.amount} currency={{ code: currency, decimals: null }} />,
                isFigure: true,
              },
            ]}
          />
        )}
      </Asked>
    </Section>
  );
}
