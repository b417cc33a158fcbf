/** Who may do what on the ledger in the organisation's name, as the chain has it. */
import type { ReactNode } from "react";
import { useDeployment } from "../../data/deployment.ts";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { MANDATE_VERB } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useMandateWords } from "./mandateWords.ts";
import { Named } from "./Named.tsx";
import { useAdministrationWords } from "./words.ts";

const SEPARATOR = { en: ", ", zh: "、" } as const;

export function Mandates(): ReactNode {
  const t = useMandateWords();
  const pages = usePages(["mandates"], (gateway, cursor) =>
    gateway.GET("/v1/mandates", { params: { query: { ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  const more = { has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore };
  return (
    <>
      <Section title={t("mandates")}>
        <p className="hint">{t("lead")}</p>
        <Asked query={pages.first}>{() => <MandateTable mandates={pages.rows} more={more} />}</Asked>
        <Notice kind="limit">{t("limit")}</Notice>
      </Section>
      <Section title={t("howTitle")}>
        <How />
      </Section>
    </>
  );
}

interface MandateTableProps {
  readonly mandates: readonly Schemas["Mandate"][];
  readonly more: { readonly has: boolean; readonly isLoading: boolean; readonly load: () => void };
}

function MandateTable({ mandates, more }: MandateTableProps): ReactNode {
  const t = useMandateWords();
  const words = useAdministrationWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("mandates")}
      rows={mandates}
      keyOf={({ agent }) => agent}
      empty={t("none")}
      more={more}
      columns={[
        { key: "agent", head: t("agent"), isName: true, cell: ({ agent }) => <Named account={agent} /> },
        {
          key: "verbs",
          head: t("verbs"),
          cell: ({ verbs }) => verbs.map((verb) => wordFor(MANDATE_VERB, verb, language)).join(SEPARATOR[language]),
        },
        {
          key: "cap",
          head: t("cap"),
          isFigure: true,
          cell: ({ cap, currency }) => (cap === null ? t("noCap") : <Money amount={cap} currency={currency} />),
        },
        { key: "until", head: t("until"), cell: ({ until }) => <Instant at={until} /> },
        {
          key: "state",
          head: words("state"),
          cell: ({ inForce }) => (
            <Badge tone={inForce ? "good" : "neutral"}>{words(inForce ? "inForce" : "over")}</Badge>
          ),
        },
        { key: "document", head: t("document"), isMinor: true, cell: ({ document: of }) => <Hash value={of} /> },
      ]}
    />
  );
}

function How(): ReactNode {
  const t = useMandateWords();
  const deployment = useDeployment();
  return (
    <>
      <p>{t("how")}</p>
      <ol>
        <li>{t("step1")}</li>
        <li>{t("step2")}</li>
        <li>{t("step3")}</li>
      </ol>
      <Asked query={deployment}>
        {({ directory, chainId }) => (
          <Facts
            rows={[
              [t("directory"), <Hash key="directory" value={directory} isWhole />],
              [t("chain"), chainId.toString()],
            ]}
          />
        )}
      </Asked>
    </>
  );
}
