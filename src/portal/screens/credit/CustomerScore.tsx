/** The score of a customer with everything that it was made of, and those before it. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { ContestsOfCustomer } from "./ContestsOfCustomer.tsx";
import { ScoreFacts } from "./ScoreFacts.tsx";
import { BandChanges, ScoreLines } from "./ScoreLines.tsx";
import { useScoreWords } from "./scoreWords.ts";
import { useDraftId } from "./useDraftId.ts";

type Score = Schemas["CreditScore"];

export function CustomerScore({ customer }: { readonly customer: string }): ReactNode {
  const t = useScoreWords();
  const policies = useAsked(["creditPolicies", "any"], (gateway) =>
    gateway.GET("/v1/credit/policies", { params: { query: { limit: "1" } } }),
  );
  const pages = usePages<Score>(["scores", customer], (gateway, cursor) => {
    const query = { customer, limit: "50", ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/credit/scores", { params: { query } });
  });
  const isPossible = (policies.data?.items.length ?? 0) > 0;
  return (
    <>
      <Notice kind="limit">
        {t("isFormula")} {t("standsOn")}
      </Notice>
      <Section title={t("score")} actions={isPossible ? <ScoreNow customer={customer} /> : undefined}>
        <Asked query={policies}>
          {({ items }) =>
            items.length === 0 && (
              <Empty>
                <p>{t("needsPolicy")}</p>
                <Link className="button" href="/credit/policy">
                  {t("setPolicy")}
                </Link>
              </Empty>
            )
          }
        </Asked>
        <Asked query={pages.first}>
          {() => (pages.rows.length === 0 ? isPossible && <Empty>{t("none")}</Empty> : <Scores scores={pages.rows} />)}
        </Asked>
      </Section>
      <ContestsOfCustomer customer={customer} />
    </>
  );
}

function ScoreNow({ customer }: { readonly customer: string }): ReactNode {
  const t = useScoreWords();
  const [id, renew] = useDraftId();
  const scoring = useSend((gateway, body: Schemas["NewCreditScore"]) => gateway.POST("/v1/credit/scores", { body }));
  return (
    <>
      {scoring.isError && <ErrorNote error={scoring.error} />}
      <Button
        kind="primary"
        isBusy={scoring.isPending}
        onPress={() => scoring.mutate({ id, customer }, { onSuccess: renew })}
      >
        {t("scoreNow")}
      </Button>
    </>
  );
}

function Scores({ scores }: { readonly scores: readonly Score[] }): ReactNode {
  const t = useScoreWords();
  const { day } = useFormats();
  const [id, setId] = useState("");
  const score = scores.find((one) => one.id === id) ?? scores[0];
  if (score === undefined) return undefined;
  return (
    <>
      {scores.length > 1 && (
        <SelectField
          label={t("chosen")}
          value={score.id}
          options={scores.map((one) => ({
            value: one.id,
            text: t("numbered", { number: one.number, day: day(one.day), points: one.points, band: one.band }),
          }))}
          onChange={setId}
        />
      )}
      <ScoreFacts score={score} />
      <ScoreLines score={score} />
      <BandChanges score={score} />
    </>
  );
}
