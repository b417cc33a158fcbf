import type { ReactNode } from "react";
import { Tabs } from "../../ui/Tabs.tsx";
import { useReconcileWords } from "./words.ts";

export function ReconcileTabs(): ReactNode {
  const t = useReconcileWords();
  return (
    <Tabs
      label={t("parts")}
      tabs={[
        { to: "/reconcile", text: t("compare") },
        { to: "/reconcile/pairs", text: t("pairs") },
        { to: "/reconcile/statements", text: t("sign") },
      ]}
    />
  );
}
