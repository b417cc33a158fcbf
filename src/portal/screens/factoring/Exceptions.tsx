/** What in a factor's book needs attention, and payments that went to a seller instead. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { BOOK_EXCEPTIONS } from "../../../domain/factoring/bookExceptions.ts";
import type { BookExceptionKind } from "../../../domain/factoring/bookExceptions.ts";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { BOOK_EXCEPTION } from "../../words/enumerations/factorBook.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useExceptionWords } from "./exceptionWords.ts";
import { GatewayText } from "./GatewayText.tsx";
import { useIndirectWords } from "./indirectWords.ts";
import { IndirectPayments } from "./IndirectPayments.tsx";
import { IndirectReport } from "./IndirectReport.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { useFactoringWords } from "./words.ts";

export function Exceptions(): ReactNode {
  const t = useExceptionWords();
  const words = useIndirectWords();
  return (
    <>
      <Section title={t("title")}>
        <BookExceptions />
      </Section>
      <Section title={words("ofFactor")}>
        <IndirectPayments role="factor" />
      </Section>
      <Section title={words("report")}>
        <IndirectReport />
      </Section>
    </>
  );
}

function BookExceptions(): ReactNode {
  const t = useExceptionWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  const columns = useColumns();
  const [kind, setKind] = useState<BookExceptionKind | "">("");
  const pages = usePages(["book-exceptions", kind], (gateway, cursor) => {
    const query = { ...(kind === "" ? {} : { kind }), ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/factor-book/exceptions", { params: { query } });
  });
  return (
    <>
      <div className="form-row">
        <SelectField
          label={t("filter")}
          value={kind}
          onChange={setKind}
          options={[
            { value: "", text: words("allOf") },
            ...BOOK_EXCEPTIONS.map((value) => ({ value, text: wordFor(BOOK_EXCEPTION, value, language) })),
          ]}
        />
      </div>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("title")}
            columns={columns}
            rows={pages.rows}
            keyOf={(row, place) => `${row.kind} ${row.receivable ?? row.offer ?? place}`}
            empty={t("nothing")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
    </>
  );
}

function useColumns(): readonly Column<Schemas["BookException"]>[] {
  const t = useExceptionWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  return [
    {
      ...{ key: "kind", head: t("kind"), isName: true },
      cell: ({ kind }) => wordFor(BOOK_EXCEPTION, kind, language),
    },
    {
      key: "id",
      head: words("receivable"),
      cell: ({ receivable, offer }) =>
        receivable === null ? (
          <Hash value={offer ?? ""} />
        ) : (
          <Link href={`/receivables/${receivable}`}>
            <Hash value={receivable} />
          </Link>
        ),
    },
    { key: "about", head: t("about"), cell: ({ party }) => <NamedParty address={party} /> },
    {
      ...{ key: "amount", head: t("amount"), isFigure: true },
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    { ...{ key: "detail", head: t("detail"), isMinor: true }, cell: ({ text }) => <GatewayText text={text} /> },
  ];
}
