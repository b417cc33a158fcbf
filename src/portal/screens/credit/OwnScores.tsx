/** What creditors made of the organisation, and to whom it shows how it pays. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { OWN_SCORE_REASON } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { ContestInput } from "./ContestInput.tsx";
import { OwnContests } from "./OwnContests.tsx";
import { OwnRecord } from "./OwnRecord.tsx";
import { OwnReferences } from "./OwnReferences.tsx";
import { useOwnWords } from "./ownWords.ts";
import { BandChanges, ScoreLines } from "./ScoreLines.tsx";
import { useScoreWords } from "./scoreWords.ts";

type Score = Schemas["OwnScore"];

export function OwnScores(): ReactNode {
  const t = useOwnWords();
  const words = useScoreWords();
  const pages = usePages<Score>(["ownScores"], (gateway, cursor) =>
    gateway.GET("/v1/credit/own-scores", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <>
      <Section title={t("scores")}>
        <Notice kind="limit">{words("isFormula")}</Notice>
        <Asked query={pages.first}>
          {() =>
            pages.rows.length === 0 ? (
              <Empty>{t("none")}</Empty>
            ) : (
              pages.rows.map((score) => <OwnScore key={score.id} score={score} />)
            )
          }
        </Asked>
      </Section>
      <OwnContests />
      <OwnRecord />
      <OwnReferences />
    </>
  );
}

function OwnScore({ score }: { readonly score: Score }): ReactNode {
  const t = useOwnWords();
  const words = useScoreWords();
  const { language } = useFormats();
  return (
    <div>
      <h3>
        {t("by")} <NamedParty address={score.creditor} />
      </h3>
      <Figures>
        <Figure name={words("score")} value={score.points} note={words("ofFull")} />
        <Figure name={words("band")} value={score.band} />
        <Figure
          name={t("at")}
          value={<Instant at={score.at} />}
          note={wordFor(OWN_SCORE_REASON, score.reason, language)}
        />
      </Figures>
      <ScoreLines
        score={score}
        action={{ head: t("contest"), cell: ({ kind }) => <ContestInput score={score.id} kind={kind} /> }}
      />
      <BandChanges score={score} />
    </div>
  );
}
