/** One comparison: while it goes on, where it failed, and what came out. */
import { useEffect } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { fetchFile } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { useMutation } from "@tanstack/react-query";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { saveFile } from "../audit/saving.ts";
import { RunResult } from "./RunResult.tsx";
import { useResultWords } from "./resultWords.ts";
import { Step } from "./Runs.tsx";
import { useFirmName } from "./useCounterparties.ts";

type ShownRun = Schemas["Reconciliation"];

const POLL_MILLISECONDS = 700;

export function Run({ id }: { readonly id: string }): ReactNode {
  const t = useResultWords();
  const { day } = useFormats();
  const firmOf = useFirmName();
  const query = useAsked(["reconciliation", id], (gateway) =>
    gateway.GET("/v1/reconciliations/{id}", { params: { path: { id } } }),
  );
  const { data, refetch } = query;
  const isUnderWay = data !== undefined && data.ended === null;
  // No event of the ledger tells of its steps.
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void refetch(), POLL_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isUnderWay, refetch]);
  return (
    <Page
      screen="reconciliation"
      title={data === undefined ? t("loading") : t("title", { firm: firmOf(data.counterparty), day: day(data.cutOff) })}
      actions={
        <>
          {data?.step === "done" && <Report id={id} />}
          <Link className="button button-plain" href="/reconcile">
            {t("back")}
          </Link>
        </>
      }
    >
      <Asked query={query}>{(run) => <Told run={run} />}</Asked>
    </Page>
  );
}

function Told({ run }: { readonly run: ShownRun }): ReactNode {
  const t = useResultWords();
  if (run.step === "done") return <RunResult run={run} />;
  if (run.ended === null) {
    return (
      <p role="status">
        <Step run={run} /> {t("underWay")}
      </p>
    );
  }
  return (
    <>
      <Notice kind="warning" title={t("failed")}>
        {/* The gateway tells it in English, with the values in question. */}
        <p lang="en" className="detail">
          {run.fault}
        </p>
        <p>{t("failedWay")}</p>
      </Notice>
      <p>
        <Link className="button button-primary" href="/reconcile">
          {t("again")}
        </Link>
      </p>
    </>
  );
}

function Report({ id }: { readonly id: string }): ReactNode {
  const t = useResultWords();
  const { session } = useSigned();
  const saving = useMutation({
    mutationFn: async () =>
      saveFile(
        `reconciliation-${id.slice(0, 8)}.csv`,
        await fetchFile(session.token, `/v1/reconciliations/${id}/report`),
      ),
  });
  return (
    <>
      {saving.isError && <ErrorNote error={saving.error} />}
      <Button isBusy={saving.isPending} onPress={() => saving.mutate()}>
        {t("report")}
      </Button>
    </>
  );
}
