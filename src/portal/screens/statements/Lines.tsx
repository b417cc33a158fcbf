/** Every line, all of them loaded, so that what is printed is whole. */
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { ITEM_KIND } from "../../words/enumerations/reconciliation.ts";
import { LINE_ANSWER } from "../../words/enumerations/statements.ts";
import { useFormats } from "../../words/formats.ts";
import { AnswerDialog } from "./AnswerDialog.tsx";
import type { Subject } from "./AnswerDialog.tsx";
import { usePageWords } from "./pageWords.ts";

type Line = Schemas["AccountLine"];

interface LinesProps {
  readonly statement: Schemas["AccountStatement"];
  /** Whether the organisation is the one that it was made for. */
  readonly canAnswer: boolean;
}

export function Lines({ statement, canAnswer }: LinesProps): ReactNode {
  const t = usePageWords();
  const { id, totals } = statement;
  const [subject, setSubject] = useState<Subject>();
  const pages = usePages<Line>(["accountLines", id], (gateway, cursor) =>
    gateway.GET("/v1/account-statements/{id}/lines", {
      params: { path: { id }, query: { limit: "200", ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const { hasMore, isLoadingMore, loadMore } = pages;
  useEffect(() => {
    if (hasMore && !isLoadingMore) loadMore();
  }, [hasMore, isLoadingMore, loadMore]);
  const columns = useLineColumns(statement, canAnswer ? setSubject : undefined);
  return (
    <Section
      title={t("lines")}
      actions={
        canAnswer && (
          <Button onPress={() => setSubject({ line: null, open: totals.balance })}>{t("answerBalance")}</Button>
        )
      }
    >
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("lines")}
            columns={columns}
            rows={pages.rows}
            keyOf={({ line }) => line.toString()}
            empty={t("nothingOpen")}
          />
        )}
      </Asked>
      {hasMore && <p role="status">{t("allLoading")}</p>}
      {subject !== undefined && (
        <AnswerDialog statement={statement} subject={subject} onClose={() => setSubject(undefined)} />
      )}
    </Section>
  );
}

type Choosing = ((subject: Subject) => void) | undefined;

function useLineColumns({ currency, decimals }: LinesProps["statement"], choose: Choosing): readonly Column<Line>[] {
  const t = usePageWords();
  const { language } = useFormats();
  const money = (amount: string): ReactNode => <Money amount={amount} currency={{ code: currency, decimals }} />;
  const answering: Column<Line> = {
    key: "answering",
    head: t("send"),
    cell: ({ line, open }) => (
      <Button label={t("answerLine", { line })} onPress={() => choose?.({ line, open })}>
        {t("answer")}
      </Button>
    ),
  };
  return [
    { key: "line", head: t("line"), isFigure: true, cell: ({ line }) => line },
    {
      key: "number",
      head: t("document"),
      isName: true,
      cell: ({ number, reference }) => <bdi>{number || reference}</bdi>,
    },
    { key: "kind", head: t("kind"), isMinor: true, cell: ({ kind }) => ITEM_KIND[kind][language] },
    { key: "date", head: t("date"), isMinor: true, cell: ({ date }) => <Day date={date} /> },
    { key: "due", head: t("due"), cell: ({ due }) => (due === null ? "—" : <Day date={due} />) },
    { key: "disputed", head: t("disputed"), isFigure: true, isMinor: true, cell: ({ disputed }) => money(disputed) },
    { key: "open", head: t("open"), isFigure: true, cell: ({ open }) => money(open) },
    { key: "payTo", head: t("payTo"), isMinor: true, cell: ({ payee }) => <bdi>{payee ?? t("supplier")}</bdi> },
    {
      key: "answer",
      head: t("answer"),
      cell: ({ answer }) => (answer === null ? t("noAnswer") : LINE_ANSWER[answer.kind][language]),
    },
    ...(choose === undefined ? [] : [answering]),
  ];
}
