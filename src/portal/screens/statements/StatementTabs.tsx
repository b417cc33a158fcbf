import type { ReactNode } from "react";
import { Tabs } from "../../ui/Tabs.tsx";
import { useStatementWords } from "./words.ts";

export function StatementTabs(): ReactNode {
  const t = useStatementWords();
  return (
    <Tabs
      label={t("parts")}
      tabs={[
        { to: "/statements", text: t("list") },
        { to: "/statements/new", text: t("make") },
        { to: "/statements/schedules", text: t("schedules") },
        { to: "/statements/journal", text: t("journal") },
      ]}
    />
  );
}
