/** Everything that was answered, in the order in which it was said: nothing of it goes away. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day, Instant, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { LINE_ANSWER } from "../../words/enumerations/statements.ts";
import { useFormats } from "../../words/formats.ts";
import { usePageWords } from "./pageWords.ts";

type Answer = Schemas["LineAnswer"];

interface AnswersProps {
  readonly statement: Pick<Schemas["AccountStatement"], "id" | "currency" | "decimals">;
}

export function Answers({ statement: { id, currency: code, decimals } }: AnswersProps): ReactNode {
  const t = usePageWords();
  const { language } = useFormats();
  const pages = usePages<Answer>(["accountAnswers", id], (gateway, cursor) =>
    gateway.GET("/v1/account-statements/{id}/answers", {
      params: { path: { id }, query: { limit: "200", ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  return (
    <Section title={t("answers")}>
      <Asked query={pages.first}>
        {() => (
          <DataTable<Answer>
            caption={t("answers")}
            columns={[
              { key: "line", head: t("line"), isName: true, cell: ({ line }) => line ?? t("balance") },
              { key: "kind", head: t("answer"), cell: ({ kind }) => LINE_ANSWER[kind][language] },
              {
                key: "what",
                head: t("ownAmount"),
                isFigure: true,
                cell: (one) => <Amount {...{ one, code, decimals }} />,
              },
              { key: "paid", head: t("paidOn"), isMinor: true, cell: (one) => <PaidOn answer={one} /> },
              { key: "words", head: t("words"), cell: ({ text }) => <bdi>{text}</bdi> },
              {
                key: "who",
                head: t("who"),
                isMinor: true,
                cell: ({ organisation }) => <Party address={organisation} />,
              },
              { key: "at", head: t("at"), isMinor: true, cell: ({ at }) => <Instant at={at} /> },
            ]}
            rows={pages.rows}
            keyOf={(_, place) => place.toString()}
            empty={t("noAnswers")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </Section>
  );
}

interface AmountProps {
  readonly one: Answer;
  readonly code: string;
  readonly decimals: number;
}

function Amount({ one: { amount }, code, decimals }: AmountProps): ReactNode {
  return amount === null ? "—" : <Money amount={amount} currency={{ code, decimals }} />;
}

function PaidOn({ answer: { paidOn, reference } }: { readonly answer: Answer }): ReactNode {
  if (paidOn === null) return "—";
  return (
    <>
      <Day date={paidOn} /> <bdi>{reference}</bdi>
    </>
  );
}
