/** What a statement would say now; only what was seen is made. */
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { fetchFile } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { saveFile } from "../audit/saving.ts";
import { previewPath, statementBody } from "./draft.ts";
import type { Draft, Pair } from "./draft.ts";
import { PreviewBody } from "./PreviewBody.tsx";
import type { PreviewedStatement } from "./previewed.ts";
import { useStatementWords } from "./words.ts";

interface PreviewProps {
  readonly draft: Draft;
  readonly pair: Pair;
}

interface Seen {
  readonly path: string;
  readonly statement: PreviewedStatement;
}

export function Preview({ draft, pair }: PreviewProps): ReactNode {
  const t = useStatementWords();
  const { session } = useSigned();
  const [, navigate] = useLocation();
  const path = previewPath(draft, pair, "json");
  const looking = useMutation({
    mutationFn: async (asked: string): Promise<Seen> => {
      const file = await fetchFile(session.token, asked);
      return { path: asked, statement: JSON.parse(await file.text()) as PreviewedStatement };
    },
  });
  const saving = useMutation({
    mutationFn: async () => saveFile("preview.pdf", await fetchFile(session.token, previewPath(draft, pair, "pdf"))),
  });
  const making = useSend((gateway, made: Draft) =>
    gateway.POST("/v1/account-statements", { body: statementBody(made, pair) }),
  );
  const isSeen = looking.data?.path === path;
  const send = (): void =>
    making.mutate(draft, {
      onSuccess: ({ id }) => navigate(`/statements/${id}`),
    });
  return (
    <>
      <div className="actions">
        <Button kind={isSeen ? "plain" : "primary"} isBusy={looking.isPending} onPress={() => looking.mutate(path)}>
          {t("preview")}
        </Button>
        <Button isBusy={saving.isPending} onPress={() => saving.mutate()}>
          {t("previewPdf")}
        </Button>
        {isSeen && (
          <Button kind="primary" isBusy={making.isPending} onPress={send}>
            {t("send")}
          </Button>
        )}
      </div>
      {[looking, saving, making].map(({ isError, error }, place) => isError && <ErrorNote key={place} error={error} />)}
      {looking.data !== undefined && (
        <Section title={t("previewTitle")}>
          {isSeen ? <p>{t("previewLead")}</p> : <Notice kind="warning">{t("stale")}</Notice>}
          <PreviewBody statement={looking.data.statement} layout={draft.layout} />
        </Section>
      )}
    </>
  );
}
