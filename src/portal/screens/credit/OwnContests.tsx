import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Day } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { INPUT_KIND } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useOwnWords } from "./ownWords.ts";
import { useScoreWords } from "./scoreWords.ts";

type Contest = Schemas["ScoreContest"];

export function OwnContests(): ReactNode {
  const t = useOwnWords();
  const words = useScoreWords();
  const { language } = useFormats();
  const pages = usePages<Contest>(["contests", "scored"], (gateway, cursor) => {
    const query = { side: "scored" as const, ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/credit/contests", { params: { query } });
  });
  return (
    <Section title={t("contests")}>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("contests")}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("noContests")}
            columns={[
              {
                key: "input",
                head: words("input"),
                isName: true,
                cell: ({ kind }) => wordFor(INPUT_KIND, kind, language),
              },
              { key: "creditor", head: t("creditor"), cell: ({ creditor }) => <NamedParty address={creditor} /> },
              { key: "text", head: words("says"), cell: ({ text }) => <bdi>{text}</bdi> },
              { key: "due", head: words("contestDue"), cell: ({ due }) => <Day date={due} /> },
              { key: "answer", head: t("answer"), cell: (contest) => <Answer contest={contest} /> },
            ]}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </Section>
  );
}

function Answer({ contest: { id, state, answer } }: { readonly contest: Contest }): ReactNode {
  const t = useOwnWords();
  const words = useScoreWords();
  const withdrawing = useSend((gateway, contest: string) =>
    gateway.DELETE("/v1/credit/contests/{id}", { params: { path: { id: contest } } }),
  );
  return (
    <div className="actions">
      <span>
        {words(`contest_${state}`)} {answer !== null && <bdi>{answer}</bdi>}
      </span>
      {(state === "waiting" || state === "overdue") && (
        <Button onPress={() => withdrawing.mutate(id)} isBusy={withdrawing.isPending}>
          {t("takeBack")}
        </Button>
      )}
      {withdrawing.isError && <ErrorNote error={withdrawing.error} />}
    </div>
  );
}
