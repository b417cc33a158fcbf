/** What became of each file, and one signature for all that are ready. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useActing } from "../../acts/ActProvider.tsx";
import { told } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { FileTooLarge } from "./useImport.ts";
import type { ImportedFile } from "./useImport.ts";
import { useReceivablesWords } from "./words.ts";

const TONES: Readonly<Record<ImportedFile["state"], Tone>> = {
  waiting: "neutral",
  reading: "info",
  prepared: "good",
  invited: "warning",
  failed: "bad",
};

export function ImportResults({ files }: { readonly files: readonly ImportedFile[] }): ReactNode {
  const t = useReceivablesWords();
  return (
    <>
      <DataTable
        caption={t("result")}
        rows={files}
        keyOf={({ key }) => key.toString()}
        empty={t("noFiles")}
        columns={[
          { key: "file", head: t("file"), isName: true, cell: ({ name }) => <bdi>{name}</bdi> },
          {
            key: "amount",
            head: t("amount"),
            isFigure: true,
            cell: ({ intent }) => intent && <Money amount={intent.amount} currency={intent.currency} />,
          },
          { key: "result", head: t("result"), cell: (file) => <Result file={file} /> },
        ]}
      />
      <SignAll files={files} />
    </>
  );
}

function Result({ file: { state, error, intent } }: { readonly file: ImportedFile }): ReactNode {
  const t = useReceivablesWords();
  const link = intent?.invitation?.link ?? null;
  return (
    <>
      <Badge tone={TONES[state]}>{t(`result_${state}`)}</Badge>
      {error instanceof FileTooLarge && <p>{t("tooLarge")}</p>}
      {error !== undefined && !(error instanceof FileTooLarge) && <ErrorNote error={error} />}
      {link !== null && (
        <p>
          {t("link")}: <code className="hash">{link}</code>
          <span className="hint"> {t("linkHint")}</span>
        </p>
      )}
    </>
  );
}

function SignAll({ files }: { readonly files: readonly ImportedFile[] }): ReactNode {
  const t = useReceivablesWords();
  const { gateway } = useSigned();
  const { begin, sign } = useActing();
  const [isSigned, setIsSigned] = useState(false);
  const ready = [...new Set(files.flatMap(({ state, intent }) => (state === "prepared" && intent ? [intent.id] : [])))];
  const preparing = useSend((connected, intents: readonly string[]) =>
    connected.POST("/v1/intents/batches", { body: { intents: [...intents] } }),
  );
  const signMany = async (): Promise<void> => {
    const batch = await preparing.mutateAsync(ready);
    const params = { path: { id: batch.id } };
    sign({
      title: t("signAllTitle"),
      message: batch.message,
      hand: async (signature) =>
        told(await gateway.POST("/v1/intents/batches/{id}/signature", { params, body: { signature } })),
      onDone: () => setIsSigned(true),
    });
  };
  const [first] = ready;
  if (isSigned) {
    return (
      <Notice kind="done">
        {t("batchSent")} <Link href="/acts">{t("showActs")}</Link>
      </Notice>
    );
  }
  if (first === undefined) return undefined;
  return (
    <>
      {preparing.isError && <ErrorNote error={preparing.error} />}
      <Notice kind="warning">{t("batchEffect")}</Notice>
      <div className="actions">
        <Button
          kind="primary"
          isBusy={preparing.isPending}
          onPress={() => (ready.length === 1 ? begin({ title: t("signOne"), intent: first }) : void signMany())}
        >
          {t("signAll", { count: ready.length })}
        </Button>
      </div>
    </>
  );
}
