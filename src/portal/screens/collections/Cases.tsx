/** Cases of the organisation, and those on which it advises. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Working } from "../../ui/Working.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { CaseForm } from "./CaseForm.tsx";
import { useCaseWords } from "./caseWords.ts";
import { useCollectionsWords } from "./words.ts";

export function Cases(): ReactNode {
  const t = useCaseWords();
  const words = useCollectionsWords();
  const query = useAsked(["cases"], (gateway) => gateway.GET("/v1/cases"));
  return (
    <>
      <Asked query={query} lines={4}>
        {({ items }) => (
          <DataTable
            caption={t("list")}
            rows={items}
            keyOf={({ id }) => id}
            empty={t("empty")}
            columns={[
              {
                ...{ key: "title", head: t("case"), isName: true },
                cell: ({ id, title }) => (
                  <Link href={`/collections/cases/${id}`}>
                    <bdi>{title}</bdi>
                  </Link>
                ),
              },
              { key: "customer", head: words("customer"), cell: ({ customer }) => <NamedParty address={customer} /> },
              { key: "law", head: t("law"), cell: ({ jurisdiction }) => t(`law_${jurisdiction}`) },
              { key: "role", head: t("role"), cell: ({ role }) => t(`role_${role}`) },
              { key: "opened", head: t("opened"), isMinor: true, cell: ({ openedAt }) => <Instant at={openedAt} /> },
            ]}
          />
        )}
      </Asked>
      <Working title={t("open")}>
        <CaseForm />
      </Working>
    </>
  );
}
