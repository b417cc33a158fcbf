/** One pair that is compared again and again: how it stands, the own book, differences, and each comparison. */
import { useEffect } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useOrganisation } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { useFormats } from "../../words/formats.ts";
import { PairBooks } from "./PairBooks.tsx";
import { PairDifferences } from "./PairDifferences.tsx";
import { PairHistory } from "./PairHistory.tsx";
import { PairState, usePartnerName } from "./Pairs.tsx";
import type { ShownPair } from "./Pairs.tsx";
import { useReconcileWords } from "./words.ts";

const POLL_MILLISECONDS = 1_500;

export function Pair({ id }: { readonly id: string }): ReactNode {
  const t = useReconcileWords();
  const nameOf = usePartnerName();
  const query = useAsked(["pair", id], (gateway) =>
    gateway.GET("/v1/continuous-reconciliations/{id}", { params: { path: { id } } }),
  );
  const { data, refetch } = query;
  const isPending = data !== undefined && (data.pending || data.latest === null);
  useEffect(() => {
    if (!isPending) return undefined;
    const timer = setInterval(() => void refetch(), POLL_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isPending, refetch]);
  return (
    <Page
      screen="pair"
      title={data === undefined ? t("pairTitle") : `${t("pairTitle")}: ${nameOf(data)}, ${data.currency}`}
      lead={t("pairsLead")}
      actions={
        <Link className="button button-plain" href="/reconcile/pairs">
          {t("pairs")}
        </Link>
      }
    >
      <Asked query={query}>{(pair) => <Parts pair={pair} />}</Asked>
    </Page>
  );
}

function Parts({ pair }: { readonly pair: ShownPair }): ReactNode {
  const organisation = useOrganisation();
  const ownSide = pair.supplier === organisation ? "supplier" : "buyer";
  return (
    <>
      <Latest pair={pair} ownSide={ownSide} />
      <PairDifferences pair={pair} ownSide={ownSide} />
      <PairBooks id={pair.id} />
      <PairHistory pair={pair} />
    </>
  );
}

interface LatestProps {
  readonly pair: ShownPair;
  readonly ownSide: "supplier" | "buyer";
}

function Latest({ pair, ownSide }: LatestProps): ReactNode {
  const t = useReconcileWords();
  const { language } = useFormats();
  return (
    <Section
      title={t("latest")}
      actions={
        pair.latest !== null && (
          <Link className="button button-primary" href={`/reconcile/${pair.latest}`}>
            {t("showLatest")}
          </Link>
        )
      }
    >
      {pair.latest === null && <Empty>{t("latestNone")}</Empty>}
      <Facts
        rows={[
          [t("side"), ROLE[ownSide][language]],
          [t("lastCutOff"), pair.cutOff === null ? undefined : <Day date={pair.cutOff} />],
          [t("zone"), pair.zone],
          [t("openCount"), pair.open],
          [t("state"), <PairState pair={pair} />],
        ]}
      />
    </Section>
  );
}
