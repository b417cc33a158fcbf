import type { ReactNode } from "react";
import { Page } from "../../ui/Page.tsx";
import { NewRun } from "./NewRun.tsx";
import { ReconcileTabs } from "./ReconcileTabs.tsx";
import { Runs } from "./Runs.tsx";
import { useReconcileWords } from "./words.ts";

/** The start: give two books, and see what was compared before. */
export function Compare(): ReactNode {
  const t = useReconcileWords();
  return (
    <Page screen="reconcile" title={t("title")} lead={t("lead")}>
      <ReconcileTabs />
      <NewRun />
      <Runs />
    </Page>
  );
}
