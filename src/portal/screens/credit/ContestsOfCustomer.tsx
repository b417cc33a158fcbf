/** Inputs of its score that the customer says are wrong, and what is answered. */
import { useState } from "react";
import type { ReactNode } from "react";
import { INPUT_KINDS } from "../../../domain/credit/inputs.ts";
import type { Schemas } from "../../data/gateway.ts";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Day } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { INPUT_KIND } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { daysAfter } from "../factoring/days.ts";
import { useToday } from "../factoring/today.ts";
import { ReasonAct } from "./ReasonAct.tsx";
import { useScoreWords } from "./scoreWords.ts";

type Contest = Schemas["ScoreContest"];

const USUAL_DAYS = 180;

export function ContestsOfCustomer({ customer }: { readonly customer: string }): ReactNode {
  const t = useScoreWords();
  const { language } = useFormats();
  const pages = usePages<Contest>(["contests", "creditor"], (gateway, cursor) => {
    const query = { side: "creditor" as const, limit: "100", ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/credit/contests", { params: { query } });
  });
  const rows = pages.rows.filter((one) => one.customer === customer);
  return (
    <Asked query={pages.first}>
      {() =>
        rows.length > 0 && (
          <Section title={t("contests")}>
            <DataTable
              caption={t("contests")}
              rows={rows}
              keyOf={({ id }) => id}
              empty={undefined}
              columns={[
                {
                  key: "kind",
                  head: t("input"),
                  isName: true,
                  cell: ({ kind }) => wordFor(INPUT_KIND, kind, language),
                },
                { key: "text", head: t("says"), cell: ({ text }) => <bdi>{text}</bdi> },
                { key: "due", head: t("contestDue"), cell: ({ due }) => <Day date={due} /> },
                { key: "state", head: t("answer"), cell: (contest) => <Answer contest={contest} /> },
              ]}
            />
          </Section>
        )
      }
    </Asked>
  );
}

function Answer({ contest: { id, kind, state, answer } }: { readonly contest: Contest }): ReactNode {
  const t = useScoreWords();
  const today = useToday();
  const [text, setText] = useState({ value: "", until: "" });
  const answering = useSend((gateway, body: Schemas["ScoreContestAnswer"]) =>
    gateway.POST("/v1/credit/contests/{id}/answer", { params: { path: { id } }, body }),
  );
  const until = text.until === "" ? daysAfter(today, USUAL_DAYS) : text.until;
  if (state !== "waiting" && state !== "overdue") {
    return (
      <>
        {t(`contest_${state}`)} <bdi>{answer}</bdi>
      </>
    );
  }
  return (
    <div className="actions">
      <span>{t(`contest_${state}`)}</span>
      <ReasonAct
        {...{ button: t("uphold"), title: t("upholdTitle"), label: t("answer"), sending: answering }}
        input={(said) => ({ decision: "upheld" as const, answer: said, value: Number(text.value), until })}
      >
        <TextField
          label={t("corrected", { unit: t(`unit_${INPUT_KINDS[kind].unit}`) })}
          kind="decimal"
          value={text.value}
          onChange={(value) => setText({ ...text, value })}
          isRequired
        />
        <TextField
          label={t("correctedUntil")}
          kind="date"
          value={until}
          onChange={(day) => setText({ ...text, until: day })}
        />
      </ReasonAct>
      <ReasonAct
        {...{ button: t("refuse"), title: t("refuseTitle"), label: t("answer"), sending: answering }}
        input={(said) => ({ decision: "refused" as const, answer: said })}
      />
    </div>
  );
}
