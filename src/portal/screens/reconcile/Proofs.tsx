import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { told } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button, Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { Working } from "../../ui/Working.tsx";
import { jsonFile, saveFile } from "../audit/saving.ts";
import { useSignWords } from "./signWords.ts";
import type { StatementBook } from "./useStatement.ts";

/** Files that show one line to somebody who sees nothing else. */
export function Proofs({ book }: { readonly book: StatementBook }): ReactNode {
  const t = useSignWords();
  return (
    <Section title={t("proofs")}>
      <p>{t("proofsLead")}</p>
      <ProveDocument id={book.id} />
      {book.result?.step === "done" && (
        <Working title={t("resultLines")}>
          <ResultLines id={book.id} />
        </Working>
      )}
    </Section>
  );
}

function ProveDocument({ id }: { readonly id: string }): ReactNode {
  const t = useSignWords();
  const { gateway } = useSigned();
  const [number, setNumber] = useState("");
  const saving = useMutation({
    mutationFn: async (document: string) => {
      const params = { path: { id, document } };
      const proof = told(await gateway.GET("/v1/statement-books/{id}/documents/{document}/proof", { params }));
      saveFile("proof.json", jsonFile(proof));
    },
  });
  return (
    <Form label={t("proofs")} onSend={() => saving.mutate(number.trim())}>
      <TextField label={t("document")} value={number} isRequired onChange={setNumber} />
      {saving.isError && <ErrorNote error={saving.error} />}
      <div className="actions">
        <Submit isBusy={saving.isPending}>{t("saveProof")}</Submit>
      </div>
    </Form>
  );
}

function ResultLines({ id }: { readonly id: string }): ReactNode {
  const t = useSignWords();
  const pages = usePages(["resultLines", id], (gateway, cursor) => {
    const params = { path: { id }, query: cursor === undefined ? {} : { cursor } };
    return gateway.GET("/v1/statement-books/{id}/result/lines", { params });
  });
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t("resultLines")}
          rows={pages.rows}
          keyOf={({ place }) => place.toString()}
          empty={t("nothingToSign")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          columns={[
            { key: "place", head: t("line"), cell: ({ place }) => place, isName: true },
            { key: "text", head: t("text"), cell: ({ text }) => <code className="detail">{text}</code> },
            { key: "proof", head: t("proofs"), cell: ({ place }) => <ProveLine id={id} place={place} /> },
          ]}
        />
      )}
    </Asked>
  );
}

function ProveLine({ id, place }: { readonly id: string; readonly place: number }): ReactNode {
  const t = useSignWords();
  const { gateway } = useSigned();
  const saving = useMutation({
    mutationFn: async () => {
      const params = { path: { id, place: place.toString() } };
      const proof = told(await gateway.GET("/v1/statement-books/{id}/result/lines/{place}", { params }));
      saveFile(`result-line-${place}.json`, jsonFile(proof));
    },
  });
  return (
    <>
      <Button kind="quiet" label={t("proveLine", { place })} isBusy={saving.isPending} onPress={() => saving.mutate()}>
        {t("saveProof")}
      </Button>
      {saving.isError && <ErrorNote error={saving.error} />}
    </>
  );
}
