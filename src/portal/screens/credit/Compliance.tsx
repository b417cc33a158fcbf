import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { GatewayText } from "../factoring/GatewayText.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { PackProfile } from "./PackProfile.tsx";
import { useRiskWords } from "./riskWords.ts";
import { useCreditWords } from "./words.ts";

type Row = Schemas["CompliancePage"]["items"][number];

/** Receivables whose terms the law of their profile warns of. */
export function Compliance(): ReactNode {
  const t = useRiskWords();
  const words = useCreditWords();
  const profiles = useAsked(["packProfiles"], (gateway) => gateway.GET("/v1/risk/pack-profiles"));
  const pages = usePages<Row>(["compliance"], (gateway, cursor) =>
    gateway.GET("/v1/risk/compliance", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const told = pages.first.data as { readonly pages: readonly Schemas["CompliancePage"][] } | undefined;
  const without = told?.pages.reduce((sum, { withoutProfile }) => sum + withoutProfile, 0) ?? 0;
  return (
    <Section title={t("compliance")} actions={<PackProfile />}>
      <Asked query={profiles}>{({ items }) => items.length === 0 && <p>{t("noProfile")}</p>}</Asked>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("compliance")}
            rows={pages.rows}
            keyOf={({ receivable }) => receivable}
            empty={t("noCompliance", { count: without })}
            columns={[
              {
                key: "invoice",
                head: t("invoice"),
                isName: true,
                cell: ({ receivable }) => (
                  <Link href={`/receivables/${receivable}`}>
                    <Hash value={receivable} />
                  </Link>
                ),
              },
              {
                key: "customer",
                head: words("customer"),
                cell: ({ customer }) => <NamedParty address={customer} />,
              },
              { key: "due", head: t("due"), cell: ({ due }) => <Day date={due} /> },
              {
                key: "says",
                head: t("says"),
                cell: ({ warnings }) =>
                  warnings.map(({ pack, code, text }) => (
                    <div key={`${pack} ${code}`}>
                      {pack}: <GatewayText text={text} />
                    </div>
                  )),
              },
            ]}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </Section>
  );
}
