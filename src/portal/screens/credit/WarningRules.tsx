import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Section } from "../../ui/Page.tsx";
import { WARNING_RULE } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { GatewayText } from "../factoring/GatewayText.tsx";
import { useInputText } from "./inputText.ts";
import { useDraftId } from "./useDraftId.ts";
import { useWarningWords } from "./warningWords.ts";
import { useCreditWords } from "./words.ts";

type Rule = Schemas["ShownWarningRule"];

export function WarningRules(): ReactNode {
  const t = useWarningWords();
  const { instant } = useFormats();
  const columns = useColumns();
  const rules = useAsked(["warningRules"], (gateway) => gateway.GET("/v1/risk/rules"));
  return (
    <Section title={t("rules")}>
      <p>{t("rulesLead")}</p>
      <Asked query={rules} lines={8}>
        {({ items, looked, fault }) => (
          <>
            <p className="hint">{looked === null ? t("never") : t("looked", { at: instant(looked) })}</p>
            {fault !== null && (
              <p>
                {t("fault")} <GatewayText text={fault} />
              </p>
            )}
            <DataTable
              caption={t("rules")}
              rows={items}
              keyOf={({ rule }) => rule}
              empty={undefined}
              columns={columns}
            />
          </>
        )}
      </Asked>
    </Section>
  );
}

function useColumns(): readonly Column<Rule>[] {
  const t = useWarningWords();
  const words = useCreditWords();
  const { language } = useFormats();
  const text = useInputText();
  return [
    {
      key: "rule",
      head: t("rule"),
      isName: true,
      cell: ({ rule, says }) => (
        <>
          {wordFor(WARNING_RULE, rule, language)}
          <br />
          <GatewayText text={says} />
        </>
      ),
    },
    {
      key: "threshold",
      head: t("threshold"),
      isFigure: true,
      cell: ({ threshold, unit }) => text(Number(threshold), unit),
    },
    {
      key: "window",
      head: t("window"),
      isFigure: true,
      isMinor: true,
      cell: ({ windowDays }) => (windowDays === 0 ? "—" : words("days", { count: windowDays })),
    },
    { key: "raised", head: t("raised"), isFigure: true, cell: ({ record }) => record.raised },
    { key: "confirmed", head: t("confirmedCount"), isFigure: true, cell: ({ record }) => record.confirmed },
    { key: "false", head: t("falseAlarms"), isFigure: true, cell: ({ record }) => record.false },
    { key: "right", head: t("precision"), isFigure: true, cell: ({ record }) => <Precision record={record} /> },
    { key: "isOn", head: t("isOn"), cell: (rule) => <Switching rule={rule} /> },
  ];
}

function Precision({ record }: { readonly record: Rule["record"] }): ReactNode {
  const t = useWarningWords();
  const { percent } = useFormats();
  if (record.precisionPpm !== null) return percent(record.precisionPpm);
  return <span className="hint">{t("tooFew", { known: record.confirmed + record.false })}</span>;
}

/** The next look is at once. */
function Switching({ rule: { rule, isOn, threshold, windowDays, isAlarm } }: { readonly rule: Rule }): ReactNode {
  const t = useWarningWords();
  const { language } = useFormats();
  const [id, renew] = useDraftId();
  const setting = useSend((gateway, body: Schemas["NewWarningRule"]) => gateway.POST("/v1/risk/rules", { body }));
  const turn = t(isOn ? "switchOff" : "switchOn");
  return (
    <div className="actions">
      <Badge tone={isOn ? "good" : "neutral"}>{t(isOn ? "on" : "off")}</Badge>
      <Button
        label={`${turn}: ${WARNING_RULE[rule][language]}`}
        isBusy={setting.isPending}
        onPress={() => setting.mutate({ id, rule, isOn: !isOn, threshold, windowDays, isAlarm }, { onSuccess: renew })}
      >
        {turn}
      </Button>
      {setting.isError && <ErrorNote error={setting.error} />}
    </div>
  );
}
