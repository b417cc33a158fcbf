import type { ReactNode } from "react";
import { Tabs } from "../../ui/Tabs.tsx";
import { useBankWords } from "./words.ts";

export function BankTabs(): ReactNode {
  const t = useBankWords();
  return (
    <Tabs
      label={t("parts")}
      tabs={[
        { to: "/bank", text: t("entries") },
        { to: "/bank/exceptions", text: t("exceptions") },
        { to: "/bank/files", text: t("files") },
        { to: "/bank/aliases", text: t("aliases") },
      ]}
    />
  );
}
