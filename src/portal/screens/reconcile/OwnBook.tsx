import type { ReactNode } from "react";
import { useMutation } from "@tanstack/react-query";
import { useActing } from "../../acts/ActProvider.tsx";
import { fetchFile } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Empty, Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { saveFile } from "../audit/saving.ts";
import { useSignWords } from "./signWords.ts";
import type { StatementBook } from "./useStatement.ts";

/** Our book as it is stated: root, balance, and posting it. */
export function OwnBook({ book }: { readonly book: StatementBook | undefined }): ReactNode {
  const t = useSignWords();
  return (
    <Section title={t("ownTitle")}>{book === undefined ? <Empty>{t("noOwn")}</Empty> : <Stated book={book} />}</Section>
  );
}

function Stated({ book }: { readonly book: StatementBook }): ReactNode {
  const t = useSignWords();
  if (book.step === "failed") return <FailedBook fault={book.fault} />;
  if (book.step !== "done") return <p role="status">{t("stating")}</p>;
  const { root, balance, currency, lines, later, postedAs, acts, nextVersion, replaces } = book;
  return (
    <>
      <Facts
        rows={[
          [t("balance"), balance && <Money amount={balance.amount} currency={{ code: currency, decimals: null }} />],
          [t("root"), root && <Hash value={root} />],
          [t("lines"), lines],
          [t("later"), later],
          [t("onChain"), postedAs === null ? t("notYet") : t("versionNo", { version: postedAs })],
        ]}
      />
      {replaces !== null && nextVersion !== null && (
        <Notice kind="warning">{t("replaces", { version: nextVersion - 1 })}</Notice>
      )}
      <div className="actions">
        {acts?.postStatement && <Post act={acts.postStatement} />}
        {postedAs !== null && <BookFileButton id={book.id} name={`statement-${book.statementId.slice(2, 10)}.json`} />}
      </div>
      {postedAs !== null && <p className="hint">{t("fileHint")}</p>}
    </>
  );
}

type Posting = NonNullable<NonNullable<StatementBook["acts"]>["postStatement"]>;

function Post({ act }: { readonly act: Posting }): ReactNode {
  const t = useSignWords();
  const { begin } = useActing();
  return (
    <Button kind="primary" onPress={() => begin({ title: t("post"), act: { ...act, id: crypto.randomUUID() } })}>
      {t("post")}
    </Button>
  );
}

function BookFileButton({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const t = useSignWords();
  const { session } = useSigned();
  const saving = useMutation({
    mutationFn: async () => saveFile(name, await fetchFile(session.token, `/v1/statement-books/${id}/file`)),
  });
  return (
    <>
      <Button isBusy={saving.isPending} onPress={() => saving.mutate()}>
        {t("file")}
      </Button>
      {saving.isError && <ErrorNote error={saving.error} />}
    </>
  );
}

/** @param fault The gateway's own words, which name the values. */
export function FailedBook({ fault }: { readonly fault: string | null }): ReactNode {
  const t = useSignWords();
  return (
    <Notice kind="warning" title={t("failed")}>
      <p lang="en" className="detail">
        {fault}
      </p>
      <p>{t("failedWay")}</p>
    </Notice>
  );
}
