/** One file of a bank: how far its reading is, and what it told of itself. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CASH_STEP } from "../../words/enumerations/cash.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { ReadStatements } from "./ReadStatements.tsx";
import { useEnded } from "./useEnded.ts";
import { usePolling } from "./usePolling.ts";
import { useBankWords } from "./words.ts";

export function FileStanding({ id }: { readonly id: string }): ReactNode {
  const query = useAsked(["bankFile", id], (gateway) =>
    gateway.GET("/v1/bank-statements/{id}", { params: { path: { id } } }),
  );
  const isUnderWay = query.data === undefined || query.data.ended === null;
  usePolling(isUnderWay, query.refetch);
  useEnded(isUnderWay);
  return <Asked query={query}>{(file) => <Told file={file} />}</Asked>;
}

function Told({ file }: { readonly file: Schemas["BankStatement"] }): ReactNode {
  const t = useBankWords();
  const { language } = useFormats();
  if (file.ended === null) {
    return <p role="status">{t("underWay", { step: wordFor(CASH_STEP, file.step, language) })}</p>;
  }
  return (
    <section className="section" aria-label={t("lastFile")}>
      {file.fault === null ? (
        <Figures>
          <Figure name={t("added")} value={file.added} />
          <Figure name={t("known")} value={file.known} />
          <Figure name={t("pending")} value={file.pending} />
          <Figure name={t("returned")} value={file.returned} />
        </Figures>
      ) : (
        <Notice kind="warning" title={t("fileFailed")}>
          {/* The gateway tells it in English, with the values in question. */}
          <p lang="en" className="detail">
            {file.fault}
          </p>
          <p>{t("fileFailedWay")}</p>
        </Notice>
      )}
      <ReadStatements statements={file.statements} />
    </section>
  );
}
