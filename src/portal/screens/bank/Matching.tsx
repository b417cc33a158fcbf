/** Runs of cash application: what is sure is posted, and the rest is left to people. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { CASH_STEP, ENTRY_STATE } from "../../words/enumerations/cash.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useEnded } from "./useEnded.ts";
import { usePolling } from "./usePolling.ts";
import { useBankWords } from "./words.ts";

export function Matching(): ReactNode {
  const t = useBankWords();
  const query = useAsked(["cashRuns"], (gateway) =>
    gateway.GET("/v1/cash/runs", { params: { query: { limit: "1" } } }),
  );
  const last = query.data?.items[0];
  const isUnderWay = last !== undefined && last.ended === null;
  usePolling(isUnderWay, query.refetch);
  useEnded(isUnderWay);
  const beginning = useSend((gateway, id: string) => gateway.POST("/v1/cash/runs", { body: { id } }));
  return (
    <Section
      title={t("matching")}
      actions={
        <Button
          kind="primary"
          isBusy={beginning.isPending || isUnderWay}
          onPress={() => beginning.mutate(crypto.randomUUID())}
        >
          {t("match")}
        </Button>
      }
    >
      <p>{t("matchLead")}</p>
      {beginning.isError && <ErrorNote error={beginning.error} />}
      <Asked query={query}>
        {({ items: [run] }) => (run === undefined ? <Empty>{t("noRun")}</Empty> : <RunStanding run={run} />)}
      </Asked>
    </Section>
  );
}

function RunStanding({ run }: { readonly run: Schemas["CashRun"] }): ReactNode {
  const t = useBankWords();
  const { language, number } = useFormats();
  if (run.fault !== null) {
    return (
      <Notice kind="warning" title={t("runFailed")}>
        <p lang="en" className="detail">
          {run.fault}
        </p>
      </Notice>
    );
  }
  const { counts } = run;
  if (counts === null) return <p role="status">{t("underWay", { step: wordFor(CASH_STEP, run.step, language) })}</p>;
  return (
    <>
      <p role="status">
        {t("lastRun")}: <Instant at={run.begun} /> ·{" "}
        {t("runCame", { entries: number(counts.entries), items: number(counts.items) })}
      </p>
      <Figures>
        <Figure name={ENTRY_STATE.posted[language]} value={number(counts.posted)} />
        <Figure name={ENTRY_STATE.proposed[language]} value={number(counts.proposed)} />
        <Figure name={ENTRY_STATE.exception[language]} value={number(counts.exceptions)} />
        <Figure name={t("unchanged")} value={number(counts.unchanged)} />
      </Figures>
    </>
  );
}
