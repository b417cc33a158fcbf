/** One customer: what it owes, what is known of it, its score, and how it pays. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { shortHex } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { CustomerFlags } from "./CustomerCells.tsx";
import { CustomerFile } from "./CustomerFile.tsx";
import { CustomerPayments } from "./CustomerPayments.tsx";
import { CustomerScore } from "./CustomerScore.tsx";
import { CustomerStanding } from "./CustomerStanding.tsx";
import { useStandingWords } from "./standingWords.ts";

const PARTS = ["standing", "file", "score", "payments"] as const;

interface CustomerPageProps {
  readonly address: string;
  readonly part: string | undefined;
}

export function CustomerPage({ address, part }: CustomerPageProps): ReactNode {
  const t = useStandingWords();
  const organisation = useAsked(["organisation", address], (gateway) =>
    gateway.GET("/v1/organisations/{address}", { params: { path: { address } } }),
  );
  const base = `/credit/customers/${address}`;
  return (
    <Page
      screen="credit-customer"
      title={organisation.data?.legalName ?? shortHex(address)}
      lead={
        <>
          <NamedParty address={address} /> <CustomerFlags customer={address} />
        </>
      }
      actions={<Link href="/credit/customers">{t("all")}</Link>}
    >
      <Tabs
        label={t("parts")}
        tabs={PARTS.map((one) => ({ to: one === "standing" ? base : `${base}/${one}`, text: t(`part_${one}`) }))}
      />
      <Part address={address} part={part} />
    </Page>
  );
}

function Part({ address, part }: CustomerPageProps): ReactNode {
  if (part === "file") return <CustomerFile customer={address} />;
  if (part === "score") return <CustomerScore customer={address} />;
  if (part === "payments") return <CustomerPayments customer={address} />;
  return <CustomerStanding customer={address} />;
}
