/** All that is known of a customer, sources side by side. */
import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Section } from "../../ui/Page.tsx";
import { AccountsList } from "./AccountsList.tsx";
import { AddAccounts } from "./AddAccounts.tsx";
import { AddFact } from "./AddFact.tsx";
import { FactStandings } from "./FactStandings.tsx";
import { useFileWords } from "./fileWords.ts";
import { Grades } from "./Grades.tsx";
import { SelfSaid } from "./SelfSaid.tsx";
import { TradeReferences } from "./TradeReferences.tsx";

export function CustomerFile({ customer }: { readonly customer: string }): ReactNode {
  const t = useFileWords();
  const file = useAsked(["partyFile", customer], (gateway) =>
    gateway.GET("/v1/customers/{address}/party-file", { params: { path: { address: customer } } }),
  );
  return (
    <Asked query={file} lines={8}>
      {({ organisation, facts, accounts, grades }) => (
        <>
          <Section title={t("selfSaid")}>
            <SelfSaid organisation={organisation} />
          </Section>
          <Section title={t("facts")}>
            <p>{t("factsLead")}</p>
            <FactStandings standings={facts} />
            <AddFact customer={customer} />
          </Section>
          <Section title={t("accounts")}>
            <AccountsList accounts={accounts} />
            <AddAccounts customer={customer} />
          </Section>
          <Section title={t("grades")}>
            <Grades grades={grades} />
          </Section>
          <Section title={t("references")}>
            <TradeReferences customer={customer} />
          </Section>
        </>
      )}
    </Asked>
  );
}
