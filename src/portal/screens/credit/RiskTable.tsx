import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { Working } from "../../ui/Working.tsx";
import { RISK_CATEGORY, RISK_GRADE, RISK_STATUS, WARNING_RULE } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { ChangeRisk } from "./ChangeRisk.tsx";
import { riskTone } from "./riskTone.ts";
import { useRiskWords } from "./riskWords.ts";

type Entry = Schemas["RiskEntry"];

/** The worst first, each with its figure as it is now. */
export function RiskTable({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
  const t = useRiskWords();
  const columns = useColumns();
  return (
    <DataTable
      caption={t("register")}
      rows={entries}
      keyOf={({ entry }) => entry}
      empty={undefined}
      columns={columns}
    />
  );
}

function useColumns(): readonly Column<Entry>[] {
  const t = useRiskWords();
  const { language } = useFormats();
  return [
    {
      key: "risk",
      head: t("risk"),
      isName: true,
      cell: ({ risk, playbook }) => (
        <>
          <bdi>{risk}</bdi>
          {playbook.length > 0 && (
            <Working title={t("playbook")}>
              <ol>
                {playbook.map((step) => (
                  <li key={step}>
                    <bdi>{step}</bdi>
                  </li>
                ))}
              </ol>
            </Working>
          )}
        </>
      ),
    },
    {
      key: "category",
      head: t("category"),
      isMinor: true,
      cell: ({ category }) => wordFor(RISK_CATEGORY, category, language),
    },
    {
      key: "grade",
      head: t("grade"),
      cell: ({ grade, likelihood, impact }) => (
        <>
          <Badge tone={riskTone(grade)}>{wordFor(RISK_GRADE, grade, language)}</Badge> {likelihood} × {impact}
        </>
      ),
    },
    { key: "figure", head: t("figure"), cell: (entry) => <Watched entry={entry} /> },
    { key: "status", head: t("status"), cell: ({ status }) => wordFor(RISK_STATUS, status, language) },
    {
      key: "review",
      head: t("review"),
      cell: ({ review, isReviewOverdue }) => (
        <>
          <Day date={review} /> {isReviewOverdue && <Badge tone="warning">{t("overdue")}</Badge>}
        </>
      ),
    },
    { key: "set", head: t("set"), cell: (entry) => <ChangeRisk entry={entry} /> },
  ];
}

function Watched({ entry: { indicator, value, isReached } }: { readonly entry: Entry }): ReactNode {
  const t = useRiskWords();
  const { language, number, percent } = useFormats();
  if (indicator === null) return <span className="hint">{t("unwatched")}</span>;
  const isShare = indicator.kind === "figure" && indicator.figure.endsWith("Share");
  const text = (figure: number | null): string => (figure === null ? "—" : isShare ? percent(figure) : number(figure));
  const name =
    indicator.kind === "warnings"
      ? t("warningsOf", { rule: wordFor(WARNING_RULE, indicator.rule, language) })
      : t(`figure_${indicator.figure}`);
  return (
    <>
      {name}: {t("fromThreshold", { value: text(value), threshold: text(indicator.threshold) })}{" "}
      {isReached !== null && <Badge tone={isReached ? "bad" : "good"}>{t(isReached ? "reached" : "notReached")}</Badge>}
    </>
  );
}
