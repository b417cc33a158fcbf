import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Working } from "../../ui/Working.tsx";
import { useFormats } from "../../words/formats.ts";
import { GatewayText } from "../factoring/GatewayText.tsx";
import { useRiskWords } from "./riskWords.ts";

type Pack = Schemas["CountryPacks"]["items"][number];

/** Each fact with its source, its dates, and whether anybody verified it. */
export function CountryPacks(): ReactNode {
  const t = useRiskWords();
  const { day } = useFormats();
  const packs = useAsked(["countryPacks"], (gateway) => gateway.GET("/v1/risk/packs"));
  return (
    <Section title={t("packs")}>
      <Notice kind="limit">{t("packsLead")}</Notice>
      <Asked query={packs}>
        {({ items }) =>
          items.map((pack) => (
            <Working key={pack.code} title={t("packTitle", { code: pack.code, version: pack.version })}>
              <p className="hint">
                {t("packReview", { day: day(pack.reviewBy) })} {pack.isReviewOverdue && `(${t("overdue")})`}
              </p>
              <LegalFacts pack={pack} />
            </Working>
          ))
        }
      </Asked>
    </Section>
  );
}

function LegalFacts({ pack: { code, facts } }: { readonly pack: Pack }): ReactNode {
  const t = useRiskWords();
  return (
    <DataTable
      caption={`${t("packs")} ${code}`}
      rows={facts}
      keyOf={(fact) => `${fact.code} ${fact.from}`}
      empty="—"
      columns={[
        { key: "text", head: t("fact"), isName: true, cell: ({ text }) => <GatewayText text={text} /> },
        { key: "from", head: t("from"), cell: ({ from }) => <Day date={from} /> },
        { key: "until", head: t("until"), cell: ({ until }) => (until === null ? "—" : <Day date={until} />) },
        {
          key: "source",
          head: t("source"),
          cell: ({ source: { instrument, article, url } }) => (
            <>
              <GatewayText text={`${instrument}, ${article}`} /> <code className="hash">{url}</code>
            </>
          ),
        },
        {
          key: "verified",
          head: t("verified"),
          cell: ({ source }) => t(`verified_${source.verified}`),
        },
      ]}
    />
  );
}
