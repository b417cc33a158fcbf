import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { useScoreWords } from "./scoreWords.ts";

/** What the policy makes of all that were scored. */
export function PolicySegments(): ReactNode {
  const t = useScoreWords();
  const segments = useAsked(["creditSegments"], (gateway) => gateway.GET("/v1/credit/segments"));
  return (
    <Section title={t("segments")}>
      <Asked query={segments}>
        {({ items }) => (
          <DataTable
            caption={t("segments")}
            rows={items}
            keyOf={({ segment }) => segment ?? ""}
            empty={t("noSegments")}
            columns={[
              {
                key: "segment",
                head: t("segment"),
                isName: true,
                cell: ({ segment }) => (segment === null ? t("noSegment") : <bdi>{segment}</bdi>),
              },
              { key: "customers", head: t("customers"), isFigure: true, cell: ({ customers }) => customers },
              {
                key: "bands",
                head: t("band"),
                cell: ({ bands }) => bands.map(({ band, customers }) => `${band}: ${customers}`).join(" · "),
              },
              {
                key: "open",
                head: t("open"),
                isFigure: true,
                cell: ({ open }) =>
                  open.map(({ amount, currency }, place) => (
                    <div key={place}>
                      <Money amount={amount} currency={currency} />
                    </div>
                  )),
              },
            ]}
          />
        )}
      </Asked>
    </Section>
  );
}
