/** An organisation's own affairs: its people, its rules, and the ways in which its systems take part. */
import type { ReactNode } from "react";
import { Redirect, Route, Switch } from "wouter";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { Accounts } from "./Accounts.tsx";
import { Approvals } from "./Approvals.tsx";
import { Duties } from "./Duties.tsx";
import { Keys } from "./Keys.tsx";
import { Mandates } from "./Mandates.tsx";
import { Members } from "./Members.tsx";
import { Organisation } from "./Organisation.tsx";
import { Registrars } from "./Registrars.tsx";
import { Webhooks } from "./Webhooks.tsx";
import { useAdministrationWords } from "./words.ts";
import "./administration.css";

const TABS = [
  { name: "organisation", Part: Organisation },
  { name: "accounts", Part: Accounts },
  { name: "members", Part: Members },
  { name: "mandates", Part: Mandates },
  { name: "registrars", Part: Registrars },
  { name: "approvals", Part: Approvals },
  { name: "duties", Part: Duties },
  { name: "keys", Part: Keys },
  { name: "webhooks", Part: Webhooks },
] as const;

export function Administration(): ReactNode {
  const t = useAdministrationWords();
  return (
    <Page screen="administration" title={t("title")} lead={t("lead")}>
      <Tabs
        label={t("tabs")}
        tabs={TABS.map(({ name }) => ({ to: `/administration/${name}`, text: t(`tab_${name}`) }))}
      />
      <Switch>
        {TABS.map(({ name, Part }) => (
          <Route key={name} path={`/administration/${name}`} component={Part} />
        ))}
        <Route>
          <Redirect to="/administration/organisation" replace />
        </Route>
      </Switch>
    </Page>
  );
}
