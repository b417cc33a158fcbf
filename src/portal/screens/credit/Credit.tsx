/** Whom an organisation gives credit, how much, and what tells that it is in danger. */
import type { ReactNode } from "react";
import { Redirect, Route, Switch } from "wouter";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { CustomerPage } from "./CustomerPage.tsx";
import { Customers } from "./Customers.tsx";
import { Indicators } from "./Indicators.tsx";
import { Limits } from "./Limits.tsx";
import { OwnScores } from "./OwnScores.tsx";
import { Policy } from "./Policy.tsx";
import { Risk } from "./Risk.tsx";
import { Warnings } from "./Warnings.tsx";
import { useCreditWords } from "./words.ts";
import "./credit.css";

const TABS = ["customers", "policy", "limits", "warnings", "indicators", "risk", "own"] as const;

export function Credit(): ReactNode {
  return (
    <Switch>
      <Route path="/credit/customers/:address/:part?">
        {({ address, part }) => <CustomerPage key={address} address={address.toLowerCase()} part={part} />}
      </Route>
      <Route component={Overview} />
    </Switch>
  );
}

function Overview(): ReactNode {
  const t = useCreditWords();
  return (
    <Page screen="credit" title={t("title")} lead={t("lead")}>
      <Tabs label={t("tabs")} tabs={TABS.map((tab) => ({ to: `/credit/${tab}`, text: t(`tab_${tab}`) }))} />
      <Switch>
        <Route path="/credit/customers" component={Customers} />
        <Route path="/credit/policy" component={Policy} />
        <Route path="/credit/limits" component={Limits} />
        <Route path="/credit/warnings" component={Warnings} />
        <Route path="/credit/indicators" component={Indicators} />
        <Route path="/credit/risk" component={Risk} />
        <Route path="/credit/own" component={OwnScores} />
        <Route>
          <Redirect to="/credit/customers" replace />
        </Route>
      </Switch>
    </Page>
  );
}
