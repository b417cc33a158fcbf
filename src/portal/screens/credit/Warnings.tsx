/** What rules warn of, whether it came true, and how good the rules are. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Day } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { WARNING_OUTCOME, WARNING_RULE } from "../../words/enumerations/risk.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { isAddress } from "./addresses.ts";
import { useInputText } from "./inputText.ts";
import { WarningActs } from "./WarningActs.tsx";
import { WarningRules } from "./WarningRules.tsx";
import { useWarningWords } from "./warningWords.ts";

type Warning = Schemas["Warning"];

export function Warnings(): ReactNode {
  const t = useWarningWords();
  const columns = useColumns();
  const [state, setState] = useState<"current" | "all">("current");
  const pages = usePages<Warning>(["warnings", state], (gateway, cursor) => {
    const query = { state, ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/risk/warnings", { params: { query } });
  });
  return (
    <>
      <Section title={t("warnings")}>
        <SelectField
          label={t("state")}
          value={state}
          options={(["current", "all"] as const).map((value) => ({ value, text: t(value) }))}
          onChange={setState}
        />
        <Asked query={pages.first}>
          {() => (
            <DataTable
              caption={t("warnings")}
              rows={pages.rows}
              keyOf={({ id }) => id}
              empty={t("none")}
              columns={columns}
              more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
            />
          )}
        </Asked>
      </Section>
      <WarningRules />
    </>
  );
}

function useColumns(): readonly Column<Warning>[] {
  const t = useWarningWords();
  const { language } = useFormats();
  const text = useInputText();
  return [
    { key: "rule", head: t("rule"), isName: true, cell: ({ rule }) => wordFor(WARNING_RULE, rule, language) },
    { key: "subject", head: t("subject"), cell: ({ subject }) => <Subject subject={subject} /> },
    {
      key: "figure",
      head: t("figure"),
      isFigure: true,
      cell: ({ figure, unit, n }) => (
        <>
          {text(Number(figure), unit)} <span className="hint">{t("ofItems", { count: n })}</span>
        </>
      ),
    },
    {
      key: "threshold",
      head: t("threshold"),
      isFigure: true,
      isMinor: true,
      cell: ({ threshold, unit }) => text(Number(threshold), unit),
    },
    { key: "since", head: t("since"), cell: ({ since }) => <Day date={since} /> },
    { key: "outcome", head: t("outcome"), cell: (warning) => <Outcome warning={warning} /> },
    { key: "seen", head: t("seen"), cell: (warning) => <WarningActs warning={warning} /> },
  ];
}

function Subject({ subject }: { readonly subject: string }): ReactNode {
  if (!isAddress(subject)) return <bdi>{subject}</bdi>;
  return (
    <Link href={`/credit/customers/${subject}`}>
      <NamedParty address={subject} />
    </Link>
  );
}

function Outcome({ warning: { outcome, horizon, cleared } }: { readonly warning: Warning }): ReactNode {
  const t = useWarningWords();
  const { language } = useFormats();
  const tone = { open: "neutral", confirmed: "bad", false: "good" } as const;
  return (
    <>
      <Badge tone={tone[outcome]}>{wordFor(WARNING_OUTCOME, outcome, language)}</Badge>{" "}
      {cleared !== null && <Badge>{t("over")}</Badge>}
      {outcome === "open" && (
        <span className="hint">
          {t("horizon")} <Day date={horizon} />
        </span>
      )}
    </>
  );
}
