/** One statement: where each side stands, both books, what can be signed now, and what was recorded. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Asked } from "../../ui/Asked.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { DebtActs } from "./DebtActs.tsx";
import { OwnBook } from "./OwnBook.tsx";
import { usePartnerName } from "./Pairs.tsx";
import { Proofs } from "./Proofs.tsx";
import { Recorded } from "./Recorded.tsx";
import { Sides } from "./Sides.tsx";
import { Signing } from "./Signing.tsx";
import { useSignWords } from "./signWords.ts";
import { TheirBook } from "./TheirBook.tsx";
import { useStatement } from "./useStatement.ts";
import type { StatementBook, StatementDetail } from "./useStatement.ts";

export function SignedStatement({ id }: { readonly id: string }): ReactNode {
  const t = useSignWords();
  const { instant } = useFormats();
  const nameOf = usePartnerName();
  const { books, detail, subject } = useStatement(id);
  const title =
    subject === undefined
      ? t("statementUnknown")
      : t("statement", { firm: nameOf(subject), day: instant(subject.cutOff) });
  return (
    <Page
      screen="signed-statement"
      title={title}
      actions={
        <Link className="button button-plain" href="/reconcile/statements">
          {t("back")}
        </Link>
      }
    >
      {detail.isError && <ErrorNote error={detail.error} />}
      <Asked query={books}>
        {({ items }) => <Parts id={id} books={items} detail={detail.data} isAsking={detail.isLoading} />}
      </Asked>
      <Notice kind="limit">{t("limit")}</Notice>
    </Page>
  );
}

interface PartsProps {
  readonly id: string;
  readonly books: readonly StatementBook[];
  /** Undefined while nothing of it is on the chain. */
  readonly detail: StatementDetail | undefined;
  readonly isAsking: boolean;
}

function Parts({ id, books, detail, isAsking }: PartsProps): ReactNode {
  // The latest first.
  const own = books.find(({ kind }) => kind === "own");
  const theirs = books.find(({ kind }) => kind === "received");
  return (
    <>
      <Sides detail={detail} isAsking={isAsking} />
      <OwnBook book={own} />
      {own !== undefined && <TheirBook id={id} own={own} theirs={theirs} detail={detail} />}
      {own !== undefined && <Signing id={id} book={own} detail={detail} />}
      {detail !== undefined && <DebtActs detail={detail} />}
      {detail !== undefined && <Recorded detail={detail} />}
      {own?.step === "done" && <Proofs book={own} />}
    </>
  );
}
