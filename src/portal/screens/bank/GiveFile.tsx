/** A bank's file is given, read, and what it told is shown. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useSend } from "../../data/useAsked.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Section } from "../../ui/Page.tsx";
import { uploadFile } from "../reconcile/uploadFile.ts";
import { FileStanding } from "./FileStanding.tsx";
import { EMPTY_TABLE, tableBody } from "./tableDraft.ts";
import type { TableDraft } from "./tableDraft.ts";
import { TableFields } from "./TableFields.tsx";
import { useBankWords } from "./words.ts";

interface Given {
  readonly file: File;
  readonly table: TableDraft;
}

export function GiveFile(): ReactNode {
  const t = useBankWords();
  const [table, setTable] = useState<TableDraft>(EMPTY_TABLE);
  const giving = useSend(async (gateway, given: Given) => {
    const upload = await uploadFile(gateway, given.file);
    const body = { id: crypto.randomUUID(), upload, ...tableBody(given.table) };
    return gateway.POST("/v1/bank-statements", { body });
  });
  return (
    <Section title={t("give")}>
      <FileDrop
        label={t("drop")}
        hint={t("giveHint")}
        isSingle
        onFiles={([file]) => {
          if (file !== undefined && !giving.isPending) giving.mutate({ file, table });
        }}
      />
      <TableFields draft={table} onChange={setTable} />
      <div role="status">{giving.isPending && t("uploading")}</div>
      {giving.isError && <ErrorNote error={giving.error} />}
      {giving.data !== undefined && <FileStanding key={giving.data.id} id={giving.data.id} />}
    </Section>
  );
}
