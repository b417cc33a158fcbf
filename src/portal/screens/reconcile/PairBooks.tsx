/** The own book of a pair, given whole or added to, and which files either firm gave. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField } from "../../ui/Field.tsx";
import { Instant } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { ROLE } from "../../words/enumerations/ledger.ts";
import { useFormats } from "../../words/formats.ts";
import { EMPTY_BOOK, uploadedBook } from "./bookDraft.ts";
import type { BookDraft } from "./bookDraft.ts";
import { BookFields } from "./BookFields.tsx";
import { useReconcileWords } from "./words.ts";

type How = Schemas["NewContinuousBook"]["how"];

export function PairBooks({ id }: { readonly id: string }): ReactNode {
  const t = useReconcileWords();
  return (
    <Section title={t("giveBook")}>
      <p className="hint">{t("onlyOwn")}</p>
      <GiveBook id={id} />
      <Given id={id} />
    </Section>
  );
}

function GiveBook({ id }: { readonly id: string }): ReactNode {
  const t = useReconcileWords();
  const [book, setBook] = useState<BookDraft>(EMPTY_BOOK);
  const [how, setHow] = useState<How>("replace");
  const sending = useSend(async (gateway, { file, given }: { file: File; given: BookDraft }) => {
    const body = { id: crypto.randomUUID(), how, file: await uploadedBook(gateway, file, given.reading) };
    return gateway.POST("/v1/continuous-reconciliations/{id}/books", { params: { path: { id } }, body });
  });
  return (
    <Form
      label={t("giveBook")}
      onSend={() => {
        if (book.file === undefined || sending.isPending) return;
        sending.mutate({ file: book.file, given: book }, { onSuccess: () => setBook(EMPTY_BOOK) });
      }}
    >
      <BookFields label={t("bookFile")} book={book} onChange={setBook} />
      <SelectField
        label={t("how")}
        value={how}
        options={(["replace", "add"] as const).map((value) => ({ value, text: t(`how_${value}`) }))}
        onChange={setHow}
      />
      {sending.isError && <ErrorNote error={sending.error} />}
      <div className="actions">
        <Submit isBusy={sending.isPending}>{t("give")}</Submit>
      </div>
    </Form>
  );
}

function Given({ id }: { readonly id: string }): ReactNode {
  const t = useReconcileWords();
  const { language } = useFormats();
  const pages = usePages(["pairBooks", id], (gateway, cursor) => {
    const params = { path: { id }, query: cursor === undefined ? {} : { cursor } };
    return gateway.GET("/v1/continuous-reconciliations/{id}/books", { params });
  });
  return (
    <Asked query={pages.first}>
      {() => (
        <DataTable
          caption={t("books")}
          rows={pages.rows}
          keyOf={(book) => book.id}
          empty={t("noBooks")}
          more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          columns={[
            { key: "file", head: t("file"), cell: ({ name }) => <bdi>{name}</bdi>, isName: true },
            { key: "side", head: t("whose"), cell: ({ side }) => ROLE[side][language] },
            { key: "how", head: t("how"), cell: (book) => t(`how_${book.how}`), isMinor: true },
            { key: "given", head: t("given"), cell: ({ given }) => <Instant at={given} />, isMinor: true },
            { key: "items", head: t("items"), cell: ({ items }) => items, isFigure: true },
            { key: "state", head: t("state"), cell: (book) => <BookState book={book} /> },
          ]}
        />
      )}
    </Asked>
  );
}

function BookState({ book: { state, fault } }: { readonly book: Schemas["ContinuousBook"] }): ReactNode {
  const t = useReconcileWords();
  return (
    <>
      {t(`state_${state}`)}
      {fault !== null && (
        <p lang="en" className="detail">
          {fault}
        </p>
      )}
    </>
  );
}
