import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Page } from "../../ui/Page.tsx";
import { CASH_STEP } from "../../words/enumerations/cash.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { BankTabs } from "./BankTabs.tsx";
import { FileStanding } from "./FileStanding.tsx";
import { useBankWords } from "./words.ts";

type BankFile = Schemas["BankStatement"];

export function Files(): ReactNode {
  const t = useBankWords();
  const { language } = useFormats();
  const [seen, setSeen] = useState<string>();
  const pages = usePages<BankFile>(["bankFiles"], (gateway, cursor) =>
    gateway.GET("/v1/bank-statements", {
      params: { query: { limit: "50", ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  return (
    <Page screen="bank-files" title={t("files")}>
      <BankTabs />
      <Asked query={pages.first}>
        {() => (
          <DataTable<BankFile>
            caption={t("filesList")}
            columns={[
              { key: "given", head: t("gaveAt"), isName: true, cell: ({ begun }) => <Instant at={begun} /> },
              {
                key: "step",
                head: t("step"),
                cell: ({ step, fault }) => (
                  <Badge tone={fault === null ? "neutral" : "bad"}>{wordFor(CASH_STEP, step, language)}</Badge>
                ),
              },
              { key: "added", head: t("added"), isFigure: true, cell: ({ added }) => added },
              { key: "known", head: t("known"), isFigure: true, isMinor: true, cell: ({ known }) => known },
              { key: "returned", head: t("returned"), isFigure: true, isMinor: true, cell: ({ returned }) => returned },
              {
                key: "see",
                head: t("lastFile"),
                cell: ({ id }) => <Button onPress={() => setSeen(id)}>{t("see")}</Button>,
              },
            ]}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("noFiles")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
      <Dialog title={t("lastFile")} isOpen={seen !== undefined} isWide onClose={() => setSeen(undefined)}>
        {seen !== undefined && <FileStanding id={seen} />}
      </Dialog>
    </Page>
  );
}
