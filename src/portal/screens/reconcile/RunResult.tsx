/** What came out of a comparison: who sees it, each currency's bridge, and the three panes. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation } from "../../data/session.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Party } from "../../ui/Party.tsx";
import { Section } from "../../ui/Page.tsx";
import { CurrencyView } from "./CurrencyView.tsx";
import { Panes } from "./Panes.tsx";
import { useResultWords } from "./resultWords.ts";

export function RunResult({ run }: { readonly run: Schemas["Reconciliation"] }): ReactNode {
  const t = useResultWords();
  const organisation = useOrganisation();
  const other = run.side === "supplier" ? "buyer" : "supplier";
  const isOwn = run.organisation === organisation;
  return (
    <>
      {run.statement !== null && (
        <Notice>
          {t("ofStatement")} <Link href={`/reconcile/statements/${run.statement.id}`}>{t("openStatement")}</Link>
        </Notice>
      )}
      {run.shownTo === null ? (
        <Notice>{t("onlyUs")}</Notice>
      ) : (
        isOwn && (
          <p>
            {t("shownTo")} <Party address={run.shownTo} name={run.counterparty} />
          </p>
        )
      )}
      {run.unread !== null && (run.unread.sealed > 0 || run.unread.tokens > 0) && (
        <Notice kind="limit">{t("unread", { ...run.unread })}</Notice>
      )}
      {run.currencies.length === 0 && <Empty>{t("noCurrencies")}</Empty>}
      {run.currencies.map((result) => (
        <Section key={result.currency} title={t("inCurrency", { currency: result.currency })}>
          <CurrencyView result={result} />
        </Section>
      ))}
      <Notice kind="limit">{t("booksLimit")}</Notice>
      <Panes
        id={run.id}
        ownSide={isOwn ? run.side : other}
        currencies={run.currencies.map(({ currency }) => currency)}
      />
    </>
  );
}
