/** What is owed and late, from both sides: the creditor's work, and what the debtor can say to it. */
import type { ReactNode } from "react";
import { Route, Switch, useLocation } from "wouter";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { AboutUs } from "./AboutUs.tsx";
import { CasePage } from "./CasePage.tsx";
import { Cases } from "./Cases.tsx";
import { CollectionPage } from "./CollectionPage.tsx";
import { DisputePage } from "./DisputePage.tsx";
import { Disputes } from "./Disputes.tsx";
import { DryRun } from "./DryRun.tsx";
import { LetterPage } from "./LetterPage.tsx";
import { Letters } from "./Letters.tsx";
import { Promises } from "./Promises.tsx";
import { useCollectionsWords } from "./words.ts";
import { Worklist } from "./Worklist.tsx";
import "./collections.css";

const PARTS = [
  { to: "/collections", name: "worklist" },
  { to: "/collections/dry-run", name: "dryRun" },
  { to: "/collections/letters", name: "letters" },
  { to: "/collections/promises", name: "promises" },
  { to: "/collections/disputes", name: "disputes" },
  { to: "/collections/cases", name: "cases" },
] as const;
const ABOUT_US = "/collections/about-us";

export function Collections(): ReactNode {
  return (
    <Switch>
      <Route path="/collections/receivables/:id">{({ id }) => <CollectionPage key={id} id={id} />}</Route>
      <Route path="/collections/disputes/:id">{({ id }) => <DisputePage key={id} id={id} />}</Route>
      <Route path="/collections/letters/:id">{({ id }) => <LetterPage key={id} id={id} />}</Route>
      <Route path="/collections/cases/:id">{({ id }) => <CasePage key={id} id={id} />}</Route>
      <Route component={Overview} />
    </Switch>
  );
}

function Overview(): ReactNode {
  const t = useCollectionsWords();
  const [location] = useLocation();
  const isDebtor = location === ABOUT_US;
  const tabs = PARTS.map(({ to, name }) => ({ to, text: t(`tab_${name}`) }));
  return (
    <Page screen="collections" title={t("title")} lead={t(isDebtor ? "leadDebtor" : "lead")}>
      <Tabs
        label={t("sides")}
        tabs={[
          { to: isDebtor ? "/collections" : location, text: t("asCreditor") },
          { to: ABOUT_US, text: t("asDebtor") },
        ]}
      />
      {!isDebtor && <Tabs label={t("tabs")} tabs={tabs} />}
      <Switch>
        <Route path={ABOUT_US} component={AboutUs} />
        <Route path="/collections/disputes" component={Disputes} />
        <Route path="/collections/dry-run" component={DryRun} />
        <Route path="/collections/letters" component={Letters} />
        <Route path="/collections/promises" component={Promises} />
        <Route path="/collections/cases" component={Cases} />
        <Route component={Worklist} />
      </Switch>
      <Notice kind="limit">{t("limits")}</Notice>
    </Page>
  );
}
