/** One case: the clocks that run, and what was entered. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Form, TextArea } from "../../ui/Field.tsx";
import { Day, Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { STAGE } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useCaseWords } from "./caseWords.ts";
import { useCollectionsWords } from "./words.ts";

type Case = Schemas["CaseDetail"];

export function CasePage({ id }: { readonly id: string }): ReactNode {
  const t = useCaseWords();
  const words = useCollectionsWords();
  const query = useAsked(["case", id], (gateway) => gateway.GET("/v1/cases/{id}", { params: { path: { id } } }));
  const title = query.data?.title ?? t("case");
  return (
    <Page screen="case" title={title} actions={<Link href="/collections/cases">{words("back")}</Link>}>
      <Asked query={query} lines={10}>
        {(found) => <Told found={found} />}
      </Asked>
    </Page>
  );
}

function Told({ found }: { readonly found: Case }): ReactNode {
  const t = useCaseWords();
  const words = useCollectionsWords();
  const { language } = useFormats();
  return (
    <>
      <Facts
        rows={[
          [words("customer"), <NamedParty key="customer" address={found.customer} />],
          [words("state"), wordFor(STAGE, found.stage, language)],
          [t("law"), t(`law_${found.jurisdiction}`)],
          [t("opened"), <Instant key="opened" at={found.openedAt} />],
        ]}
      />
      <Deadlines found={found} />
      <Entries found={found} />
      {!found.closed && <Note id={found.id} />}
    </>
  );
}

function Deadlines({ found }: { readonly found: Case }): ReactNode {
  const t = useCaseWords();
  const words = useCollectionsWords();
  const rows = found.receivables.flatMap(({ id, deadlines }) => deadlines.map((of) => ({ ...of, receivable: id })));
  return (
    <Section title={t("deadlines")}>
      <DataTable
        caption={t("deadlines")}
        rows={rows}
        keyOf={({ receivable, kind, day }) => receivable + kind + day}
        empty={t("noDeadlines")}
        columns={[
          { key: "text", head: t("deadline"), isName: true, cell: (of) => <Clock of={of} /> },
          {
            ...{ key: "receivable", head: words("receivable") },
            cell: ({ receivable }) => (
              <Link href={`/collections/receivables/${receivable}`}>
                <Hash value={receivable} />
              </Link>
            ),
          },
          { key: "day", head: t("day"), cell: ({ day }) => <Day date={day} /> },
          { key: "state", head: words("state"), cell: ({ state }) => t(`deadline_${state}`) },
          { key: "source", head: t("source"), isMinor: true, cell: ({ source }) => <bdi>{source}</bdi> },
        ]}
      />
      <Notice kind="limit">{t("noAdvice")}</Notice>
    </Section>
  );
}

/** The gateway's own sentence stands below in the language in which it is written. */
function Clock({ of: { kind, text } }: { readonly of: Schemas["CaseDeadline"] }): ReactNode {
  const t = useCaseWords();
  return (
    <>
      {t(`clock_${kind}` as "clock_limitation")}
      <br />
      <span className="hint" lang="en">
        {text}
      </span>
    </>
  );
}

function Entries({ found }: { readonly found: Case }): ReactNode {
  const t = useCaseWords();
  const words = useCollectionsWords();
  return (
    <Section title={t("entries")}>
      <DataTable
        caption={t("entries")}
        rows={found.entries}
        keyOf={({ id }) => id}
        empty={t("noEntries")}
        columns={[
          { key: "kind", head: t("entry"), isName: true, cell: ({ entry }) => <EntryText entry={entry} /> },
          { key: "by", head: t("by"), cell: ({ account }) => <Party address={account} /> },
          { key: "at", head: words("when"), cell: ({ at }) => <Instant at={at} /> },
        ]}
      />
    </Section>
  );
}

function EntryText({ entry }: { readonly entry: Case["entries"][number]["entry"] }): ReactNode {
  const t = useCaseWords();
  const { language } = useFormats();
  return (
    <>
      {t(`entry_${entry.kind}`)}
      {entry.kind === "stage" && `: ${wordFor(STAGE, entry.stage, language)}`}
      {"text" in entry && (
        <>
          {": "}
          <bdi>{entry.text}</bdi>
        </>
      )}
      {"reason" in entry && (
        <>
          {": "}
          <bdi>{entry.reason}</bdi>
        </>
      )}
    </>
  );
}

function Note({ id }: { readonly id: string }): ReactNode {
  const t = useCaseWords();
  const [text, setText] = useState("");
  const sending = useSend((gateway, body: Schemas["NewCaseEntry"]) =>
    gateway.POST("/v1/cases/{id}/entries", { params: { path: { id } }, body }),
  );
  const send = (): void => {
    const entry = { kind: "note" as const, text: text.trim() };
    sending.mutate({ id: crypto.randomUUID(), entry }, { onSuccess: () => setText("") });
  };
  return (
    <Form label={t("note")} onSend={send}>
      <TextArea label={t("noteText")} value={text} onChange={setText} isRequired />
      {sending.isError && <ErrorNote error={sending.error} />}
      <Submit isBusy={sending.isPending}>{t("note")}</Submit>
    </Form>
  );
}
