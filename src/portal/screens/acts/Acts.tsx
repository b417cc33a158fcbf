/** All acts of the organisation, also those that another member or another browser began. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useActing } from "../../acts/ActProvider.tsx";
import type { Intent } from "../../acts/act.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Page } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { INTENT_STATE } from "../../words/enumerations/intents.ts";
import { VERB_NOUN } from "../../words/enumerations/verbNouns.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { useActsWords } from "./words.ts";

export function Acts(): ReactNode {
  const t = useActsWords();
  const columns = useColumns();
  const pages = usePages<Intent>(["intents"], (gateway, cursor) =>
    gateway.GET("/v1/intents", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const { hasMore: has, isLoadingMore: isLoading, loadMore: load } = pages;
  return (
    <Page screen="acts" title={t("title")} lead={t("lead")}>
      <Asked query={pages.first} lines={8}>
        {() => (
          <DataTable
            caption={t("list")}
            columns={columns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("nothing")}
            more={{ has, isLoading, load }}
          />
        )}
      </Asked>
    </Page>
  );
}

function useColumns(): readonly Column<Intent>[] {
  const t = useActsWords();
  const { language } = useFormats();
  const { begin } = useActing();
  return [
    { key: "act", head: t("act"), isName: true, cell: ({ verb }) => wordFor(VERB_NOUN, verb, language) },
    { key: "about", head: t("about"), cell: (intent) => <About intent={intent} /> },
    {
      key: "counterparty",
      head: t("counterparty"),
      isMinor: true,
      cell: ({ counterparty }) => counterparty !== null && <Party address={counterparty} />,
    },
    {
      key: "amount",
      head: t("amount"),
      isFigure: true,
      cell: ({ amount, currency }) => amount !== null && <Money amount={amount} currency={currency} />,
    },
    { key: "prepared", head: t("prepared"), isMinor: true, cell: ({ preparedAt }) => <Instant at={preparedAt} /> },
    { key: "deadline", head: t("deadline"), isMinor: true, cell: ({ deadline }) => <Instant at={deadline} /> },
    {
      key: "state",
      head: t("state"),
      cell: ({ state }) => (
        <Badge tone={state === "recorded" ? "good" : state === "refused" ? "bad" : "neutral"}>
          {wordFor(INTENT_STATE, state, language)}
        </Badge>
      ),
    },
    {
      key: "open",
      head: t("open"),
      cell: ({ id, verb }) => {
        const title = wordFor(VERB_NOUN, verb, language);
        return (
          <Button kind="quiet" label={`${t("open")}: ${title}`} onPress={() => begin({ title, intent: id })}>
            {t("open")}
          </Button>
        );
      },
    },
  ];
}

function About({ intent: { receivable, statement } }: { readonly intent: Intent }): ReactNode {
  const t = useActsWords();
  if (receivable !== null) return <Link href={`/receivables/${receivable}`}>{shortHex(receivable)}</Link>;
  return statement === null ? undefined : t("statement");
}
