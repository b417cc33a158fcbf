import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { fetchFile } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { usePages } from "../../data/useAsked.ts";
import { useMutation } from "@tanstack/react-query";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { DUTY_EXCEPTION } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { saveFile } from "../audit/saving.ts";
import { endOfDay } from "../factoring/days.ts";
import { useDutyWords } from "./dutyWords.ts";
import { Named } from "./Named.tsx";

interface Period {
  readonly from?: string;
  readonly to?: string;
}

function periodOf(from: string, to: string): Period {
  return {
    ...(from === "" ? {} : { from: `${from}T00:00:00Z` }),
    ...(to === "" ? {} : { to: endOfDay(to) }),
  };
}

/** The last thirty days, unless other days are chosen. */
export function DutyReport(): ReactNode {
  const t = useDutyWords();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const period = periodOf(from, to);
  const pages = usePages<Schemas["DutyFinding"]>(["duty report", from, to], (gateway, cursor) =>
    gateway.GET("/v1/duty-exceptions", {
      params: { query: { ...period, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const more = { has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore };
  return (
    <Section title={t("report")} actions={<Download period={period} />}>
      <p className="hint">{t("reportLead")}</p>
      <div className="form-row">
        <TextField label={t("from")} kind="date" value={from} onChange={setFrom} />
        <TextField label={t("to")} kind="date" value={to} onChange={setTo} />
      </div>
      <Asked query={pages.first}>{() => <Findings findings={pages.rows} more={more} />}</Asked>
    </Section>
  );
}

interface FindingsProps {
  readonly findings: readonly Schemas["DutyFinding"][];
  readonly more: { readonly has: boolean; readonly isLoading: boolean; readonly load: () => void };
}

function Findings({ findings, more }: FindingsProps): ReactNode {
  const t = useDutyWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("report")}
      rows={findings}
      keyOf={({ at, subject }, place) => `${at} ${subject} ${place}`}
      empty={t("clean")}
      more={more}
      columns={[
        { key: "what", head: t("what"), isName: true, cell: ({ kind }) => wordFor(DUTY_EXCEPTION, kind, language) },
        { key: "at", head: t("at"), cell: ({ at }) => <Instant at={at} /> },
        {
          key: "account",
          head: t("account"),
          cell: ({ account }) => (account === null ? "—" : <Named account={account} />),
        },
        { key: "detail", head: t("detail"), cell: ({ detail }) => <bdi>{detail}</bdi> },
      ]}
    />
  );
}

function Download({ period }: { readonly period: Period }): ReactNode {
  const t = useDutyWords();
  const { session } = useSigned();
  const fetching = useMutation({
    mutationFn: async () => {
      const query = new URLSearchParams({ ...period }).toString();
      saveFile("duty-exceptions.csv", await fetchFile(session.token, `/v1/duty-exceptions/file?${query}`));
    },
  });
  return (
    <>
      <Button isBusy={fetching.isPending} onPress={() => fetching.mutate()}>
        {t("download")}
      </Button>
      {fetching.isError && <ErrorNote error={fetching.error} />}
    </>
  );
}
