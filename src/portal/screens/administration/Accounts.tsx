/** Where the organisation is paid, whose accounts it confirms, and which of them changed. */
import type { ReactNode } from "react";
import { useOrganisation } from "../../data/session.tsx";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { AccountActs } from "./AccountActs.tsx";
import { AccountTable } from "./AccountTable.tsx";
import { useAccountWords } from "./accountWords.ts";
import { ConfirmAccounts } from "./ConfirmAccounts.tsx";
import { StateAccount } from "./StateAccount.tsx";
import { useAccounts } from "./useAccounts.ts";

export function Accounts(): ReactNode {
  const t = useAccountWords();
  const accounts = useAccounts(useOrganisation());
  return (
    <>
      <Section title={t("own")}>
        <Notice kind="limit">{t("limit")}</Notice>
        <Asked query={accounts}>
          {({ items }) => (
            <AccountTable
              caption={t("own")}
              accounts={items}
              empty={t("none")}
              next={(account) => <AccountActs account={account} />}
            />
          )}
        </Asked>
      </Section>
      <StateAccount />
      <ConfirmAccounts />
      <Section title={t("alarms")}>
        <Alarms />
      </Section>
    </>
  );
}

function Alarms(): ReactNode {
  const t = useAccountWords();
  const pages = usePages(["alarms"], (gateway, cursor) =>
    gateway.GET("/v1/alarms", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <Asked query={pages.first} lines={1}>
      {() => (
        <DataTable
          caption={t("alarms")}
          rows={pages.rows}
          keyOf={({ account, kind, at }) => `${account} ${kind} ${at}`}
          empty={t("noAlarms")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          columns={[
            { key: "about", head: t("payeeHead"), isName: true, cell: ({ about }) => <NamedParty address={about} /> },
            { key: "kind", head: t("what"), cell: ({ kind }) => t(kind) },
            { key: "at", head: t("at"), cell: ({ at }) => <Instant at={at} /> },
          ]}
        />
      )}
    </Asked>
  );
}
