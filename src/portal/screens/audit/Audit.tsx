/** Whoever audits trusts nobody here: the chain is read in the browser, and the gateway is compared with it. */
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { Access } from "./Access.tsx";
import { Exports } from "./Exports.tsx";
import { SingleFields } from "./SingleFields.tsx";
import { useVerification } from "./useVerification.ts";
import { Verify } from "./Verify.tsx";
import { useAuditWords } from "./words.ts";
import "./audit.css";

export function Audit(): ReactNode {
  const t = useAuditWords();
  // Kept while another part is looked at.
  const verifying = useVerification();
  const tabs = [
    { to: "/audit", text: t("verify") },
    { to: "/audit/fields", text: t("fields") },
    { to: "/audit/access", text: t("access") },
    { to: "/audit/exports", text: t("exports") },
  ];
  return (
    <Page screen="audit" title={t("title")} lead={t("lead")}>
      <Tabs label={t("parts")} tabs={tabs} />
      <Switch>
        <Route path="/audit/fields">
          <SingleFields />
        </Route>
        <Route path="/audit/access">
          <Access />
        </Route>
        <Route path="/audit/exports">
          <Exports />
        </Route>
        <Route>
          <Verify verifying={verifying} />
        </Route>
      </Switch>
    </Page>
  );
}
