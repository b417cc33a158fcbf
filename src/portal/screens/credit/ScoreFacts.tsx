import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { fetchFile } from "../../data/gateway.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Facts, Figure, Figures } from "../../ui/Facts.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { SCORE_REASON } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { GatewayText } from "../factoring/GatewayText.tsx";
import { save } from "../receivable/save.ts";
import { useScoreWords } from "./scoreWords.ts";

export function ScoreFacts({ score }: { readonly score: Schemas["CreditScore"] }): ReactNode {
  const t = useScoreWords();
  const { language } = useFormats();
  const { previous, model, policyVersion } = score;
  return (
    <>
      <Figures>
        <Figure name={t("score")} value={score.points} note={t("ofFull")} />
        <Figure name={t("band")} value={score.band} note={<Instant at={score.at} />} />
        <Figure
          name={t("before")}
          value={previous?.band ?? t("first")}
          note={previous === null ? undefined : t("beforeText", { points: previous.points, band: previous.band })}
        />
      </Figures>
      <Facts
        rows={[
          [t("model"), t("modelVersion", { ...model, policy: policyVersion })],
          [
            t("why"),
            <>
              {wordFor(SCORE_REASON, score.reason, language)} <GatewayText text={score.detail} />
            </>,
          ],
          [
            t("anchor"),
            <>
              <Hash value={score.anchor} /> <SaveProof id={score.id} />
            </>,
          ],
        ]}
      />
    </>
  );
}

/** With it anybody reckons score and anchor again. */
function SaveProof({ id }: { readonly id: string }): ReactNode {
  const t = useScoreWords();
  const { session } = useSigned();
  const [error, setError] = useState<unknown>();
  const keep = async (): Promise<void> => {
    try {
      save(await fetchFile(session.token, `/v1/credit/scores/${id}/proof`), `score-${id}.json`);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <Button kind="quiet" onPress={() => void keep()}>
        {t("proof")}
      </Button>
      {error !== undefined && <ErrorNote error={error} />}
    </>
  );
}
