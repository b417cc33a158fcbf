import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useSend } from "../../data/useAsked.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { CheckField } from "../../ui/Field.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { FailedBook } from "./OwnBook.tsx";
import { useSignWords } from "./signWords.ts";
import { uploadFile } from "./uploadFile.ts";
import type { StatementBook, StatementDetail } from "./useStatement.ts";

interface TheirBookProps {
  readonly id: string;
  readonly own: StatementBook;
  readonly theirs: StatementBook | undefined;
  readonly detail: StatementDetail | undefined;
}

/** The other firm's file, which is believed only by the root on the chain, and what both books come to. */
export function TheirBook({ id, own, theirs, detail }: TheirBookProps): ReactNode {
  const t = useSignWords();
  const posting = own.side === "supplier" ? detail?.buyerPosting : detail?.supplierPosting;
  return (
    <Section title={t("theirTitle")}>
      {posting === undefined || posting === null ? (
        <p>{t("theirWait")}</p>
      ) : (
        <>
          <p>{t("theirLead")}</p>
          <Received theirs={theirs} />
          {theirs?.step !== "done" && <TakeIn id={id} />}
          {own.result !== null && <Comparison result={own.result} />}
        </>
      )}
    </Section>
  );
}

function Received({ theirs }: { readonly theirs: StatementBook | undefined }): ReactNode {
  const t = useSignWords();
  if (theirs === undefined) return <p>{t("theirNone")}</p>;
  if (theirs.step === "failed") return <FailedBook fault={theirs.fault} />;
  if (theirs.step !== "done") return <p role="status">{t("stating")}</p>;
  return <Notice kind="done">{t("theirDone")}</Notice>;
}

function TakeIn({ id }: { readonly id: string }): ReactNode {
  const t = useSignWords();
  const [shown, setShown] = useState(false);
  const sending = useSend(async (gateway, file: File) => {
    const upload = await uploadFile(gateway, file);
    const body = { id: crypto.randomUUID(), kind: "received", statement: id, upload, shown } as const;
    return gateway.POST("/v1/statement-books", { body });
  });
  return (
    <>
      <CheckField label={t("showThem")} isChecked={shown} onChange={setShown} />
      <FileDrop
        label={t("theirFile")}
        accept=".json"
        isSingle
        onFiles={([file]) => {
          if (file !== undefined && !sending.isPending) sending.mutate(file);
        }}
      />
      {sending.isError && <ErrorNote error={sending.error} />}
    </>
  );
}

function Comparison({ result }: { readonly result: NonNullable<StatementBook["result"]> }): ReactNode {
  const t = useSignWords();
  const { step, fault, result: root, exceptions, matchedByRule, reconciliation } = result;
  return (
    <>
      <h3>{t("compared")}</h3>
      {step === "failed" && <FailedBook fault={fault} />}
      {step !== "failed" && step !== "done" && <p role="status">{t("comparing")}</p>}
      {step === "done" && (
        <Facts
          rows={[
            [t("result"), root && <Hash value={root} />],
            [t("exceptions"), exceptions],
            [t("matchedByRule"), matchedByRule],
          ]}
        />
      )}
      {reconciliation !== null && (
        <p>
          <Link className="button button-plain" href={`/reconcile/${reconciliation}`}>
            {t("seeResult")}
          </Link>
        </p>
      )}
    </>
  );
}
