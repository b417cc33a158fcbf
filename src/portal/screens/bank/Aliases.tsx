import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Page } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { BankTabs } from "./BankTabs.tsx";
import { PartyText } from "./PartyText.tsx";
import { useBankWords } from "./words.ts";

/** Under which names and accounts a party pays, and from which decisions that is known. */
export function Aliases(): ReactNode {
  const t = useBankWords();
  const query = useAsked(["aliases"], (gateway) => gateway.GET("/v1/cash/aliases"));
  return (
    <Page screen="bank-aliases" title={t("aliases")} lead={t("aliasesLead")}>
      <BankTabs />
      <Asked query={query}>
        {({ items }) => (
          <DataTable
            caption={t("aliases")}
            columns={[
              {
                key: "name",
                head: t("aliasName"),
                isName: true,
                cell: ({ name, account }) => <bdi>{name === "" ? account : name}</bdi>,
              },
              { key: "party", head: t("aliasParty"), cell: ({ party }) => <PartyText party={party} /> },
              {
                key: "entries",
                head: t("aliasFrom"),
                cell: ({ entries }) =>
                  entries.map((id, place) => (
                    <Link key={id} href={`/bank/${id}`}>
                      {t("fromEntry", { number: place + 1 })}{" "}
                    </Link>
                  )),
              },
              {
                key: "by",
                head: t("aliasBy"),
                isMinor: true,
                cell: ({ confirmedBy }) => confirmedBy.map((one) => <Party key={one} address={one} />),
              },
            ]}
            rows={items}
            keyOf={({ name, account, party }) => JSON.stringify([name, account, party])}
            empty={t("noAliases")}
          />
        )}
      </Asked>
    </Page>
  );
}
