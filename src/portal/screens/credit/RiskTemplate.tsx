import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { Working } from "../../ui/Working.tsx";
import { RISK_CATEGORY, RISK_GRADE } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { GatewayText } from "../factoring/GatewayText.tsx";
import { daysAfter } from "../factoring/days.ts";
import { useToday } from "../factoring/today.ts";
import { ReasonAct } from "./ReasonAct.tsx";
import { riskTone } from "./riskTone.ts";
import { useRiskWords } from "./riskWords.ts";

type Template = Schemas["RiskTemplate"]["items"][number];

const USUAL_DAYS = 90;

/** @param taken What the register has already. */
export function RiskTemplate({ taken }: { readonly taken: readonly string[] }): ReactNode {
  const t = useRiskWords();
  const { language } = useFormats();
  const template = useAsked(["riskTemplate"], (gateway) => gateway.GET("/v1/risk/register-template"));
  return (
    <Section title={t("template")}>
      <Working title={t("templateLead")}>
        <Asked query={template}>
          {({ items }) => (
            <DataTable
              caption={t("template")}
              rows={items.filter(({ risk }) => !taken.includes(risk))}
              keyOf={({ key }) => key}
              empty="—"
              columns={[
                { key: "risk", head: t("risk"), isName: true, cell: ({ risk }) => <GatewayText text={risk} /> },
                {
                  key: "category",
                  head: t("category"),
                  cell: ({ category }) => wordFor(RISK_CATEGORY, category, language),
                },
                {
                  key: "grade",
                  head: t("grade"),
                  cell: ({ grade }) => <Badge tone={riskTone(grade)}>{wordFor(RISK_GRADE, grade, language)}</Badge>,
                },
                { key: "take", head: t("take"), cell: (risk) => <Take template={risk} /> },
              ]}
            />
          )}
        </Asked>
      </Working>
    </Section>
  );
}

function Take({ template }: { readonly template: Template }): ReactNode {
  const t = useRiskWords();
  const today = useToday();
  const [day, setDay] = useState("");
  const [entry] = useState(() => crypto.randomUUID());
  const taking = useSend((gateway, body: Schemas["NewRiskEntry"]) => gateway.POST("/v1/risk/register", { body }));
  const review = day === "" ? daysAfter(today, USUAL_DAYS) : day;
  const { risk, category, likelihood, impact, playbook, indicator } = template;
  return (
    <ReasonAct
      {...{ button: t("take"), about: risk, title: t("takeTitle"), sending: taking }}
      input={(reason, id) => ({
        ...{ id, entry, risk, category, likelihood, impact, playbook, indicator, review, reason },
        ...{ owner: null, status: "open" as const },
      })}
    >
      <TextField label={t("review")} kind="date" value={review} onChange={setDay} />
    </ReasonAct>
  );
}
