/** Filings in public registers, as the secured party states them. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { useClaimWords } from "./claimWords.ts";
import { useFactoringWords } from "./words.ts";

type Filing = Schemas["Filing"];

export function Filings({ role }: { readonly role: "secured" | "debtor" }): ReactNode {
  const t = useClaimWords();
  const words = useFactoringWords();
  const filings = useAsked(["filings", role], (gateway) => gateway.GET("/v1/filings", { params: { query: { role } } }));
  const when = (at: string | null): ReactNode => (at === null ? words("none") : <Instant at={at} />);
  const other = role === "secured" ? "debtor" : "secured";
  return (
    <Asked query={filings} lines={2}>
      {({ items }) => (
        <DataTable<Filing>
          caption={t(`filings_${role}`)}
          rows={items}
          keyOf={({ register, office, number }) => `${register} ${office} ${number}`}
          empty={t(`noFilings_${role}`)}
          columns={[
            {
              ...{ key: "register", head: t("register"), isName: true },
              // Whoever states a filing may write anything; it stays text, and turns no direction.
              cell: ({ register, office, number }) => <bdi>{[register, office, number].join(" · ")}</bdi>,
            },
            { key: "other", head: t(other), cell: (filing) => <NamedParty address={filing[other]} /> },
            { key: "filed", head: t("filedAt"), cell: ({ filedAt }) => when(filedAt) },
            { key: "until", head: t("until"), isMinor: true, cell: ({ until }) => when(until) },
            {
              ...{ key: "covers", head: t("covers"), isMinor: true },
              cell: ({ receivables }) =>
                receivables === null ? t("coversAll") : t("coversCount", { count: receivables.length }),
            },
          ]}
        />
      )}
    </Asked>
  );
}
