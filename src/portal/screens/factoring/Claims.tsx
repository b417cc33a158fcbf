/** Filings as parties state them, and in which order a law would put the claims to one receivable. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { PRIORITY_LAWS } from "../../../domain/factoring/priorityTexts.ts";
import type { PriorityLaw } from "../../../domain/factoring/priorityTexts.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { ClaimRanks } from "./ClaimRanks.tsx";
import { ClaimShares } from "./ClaimShares.tsx";
import { useClaimWords } from "./claimWords.ts";
import { FilingForm } from "./FilingForm.tsx";
import { Filings } from "./Filings.tsx";
import { faultOf, hashIn } from "./forms.ts";
import { useFactoringWords } from "./words.ts";

export function Claims({ id }: { readonly id: string | undefined }): ReactNode {
  const t = useClaimWords();
  const [law, setLaw] = useState<PriorityLaw>("prc768");
  return (
    <>
      <Section title={t("rank")}>
        <p className="hint">{t("rankLead")}</p>
        <Question key={id} id={id} law={law} onLaw={setLaw} />
        {id !== undefined && <Ranked key={`${id} ${law}`} id={id} law={law} />}
        <Notice kind="limit">{t("noOpinion")}</Notice>
      </Section>
      <Section title={t("filings")}>
        <h3>{t("filings_secured")}</h3>
        <Filings role="secured" />
        <h3>{t("filings_debtor")}</h3>
        <Filings role="debtor" />
      </Section>
      <Section title={t("record")}>
        <FilingForm />
      </Section>
    </>
  );
}

interface QuestionProps {
  readonly id: string | undefined;
  readonly law: PriorityLaw;
  readonly onLaw: (law: PriorityLaw) => void;
}

function Question({ id, law, onLaw }: QuestionProps): ReactNode {
  const t = useClaimWords();
  const words = useFactoringWords();
  const [, navigate] = useLocation();
  const [text, setText] = useState(id ?? "");
  const look = (): void => {
    const receivable = hashIn(text);
    if (receivable !== undefined) navigate(`/factoring/claims/${receivable}`);
  };
  return (
    <Form onSend={look} label={t("rank")}>
      <div className="form-row">
        <TextField
          label={t("receivableId")}
          value={text}
          error={faultOf(text, hashIn, words("hashUnfit"))}
          onChange={setText}
        />
        <SelectField
          label={t("law")}
          value={law}
          onChange={onLaw}
          options={PRIORITY_LAWS.map((value) => ({ value, text: t(`law_${value}`) }))}
        />
      </div>
      <div className="actions">
        <Submit>{t("look")}</Submit>
      </div>
    </Form>
  );
}

function Ranked({ id, law }: { readonly id: string; readonly law: PriorityLaw }): ReactNode {
  const params = { path: { id } };
  const claims = useAsked(["claims", id, law], (gateway) =>
    gateway.GET("/v1/receivables/{id}/claims", { params: { ...params, query: { law } } }),
  );
  const receivable = useAsked(["receivable", id], (gateway) => gateway.GET("/v1/receivables/{id}", { params }));
  return (
    <Asked query={claims}>
      {(ranked) => (
        <>
          <ClaimRanks claims={ranked} />
          {law === "prc768" && ranked.items.length > 0 && receivable.data !== undefined && (
            <ClaimShares id={id} claims={ranked} currency={receivable.data.currency} />
          )}
        </>
      )}
    </Asked>
  );
}
