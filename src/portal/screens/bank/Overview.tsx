/** The bank's screen: give a file, match it, and see how the money stands. */
import type { ReactNode } from "react";
import { Page } from "../../ui/Page.tsx";
import { BankTabs } from "./BankTabs.tsx";
import { Entries } from "./Entries.tsx";
import { GiveFile } from "./GiveFile.tsx";
import { Matching } from "./Matching.tsx";
import { Report } from "./Report.tsx";
import { Sums } from "./Sums.tsx";
import { useBankWords } from "./words.ts";

export function Overview(): ReactNode {
  const t = useBankWords();
  return (
    <Page screen="bank" title={t("title")} lead={t("lead")} actions={<Report />}>
      <BankTabs />
      <div className="columns">
        <GiveFile />
        <Matching />
      </div>
      <Sums />
      <Entries />
    </Page>
  );
}
