/** What waits for the buyer: to be answered, and to be paid. */
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { PayList } from "./PayList.tsx";
import { ToAnswer } from "./ToAnswer.tsx";
import { useInboxWords } from "./words.ts";

export function Inbox(): ReactNode {
  const t = useInboxWords();
  return (
    <Page screen="inbox" title={t("title")} lead={t("lead")}>
      <Tabs
        label={t("title")}
        tabs={[
          { to: "/inbox", text: t("toAnswer") },
          { to: "/inbox/pay", text: t("toPay") },
        ]}
      />
      <Switch>
        <Route path="/inbox/pay" component={PayList} />
        <Route component={ToAnswer} />
      </Switch>
    </Page>
  );
}
