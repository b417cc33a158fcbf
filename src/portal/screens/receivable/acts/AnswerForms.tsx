/** The buyer's answers: accept, query or reject. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { ClarificationAction, ClarificationReason } from "../../../../domain/clarification.ts";
import { Submit } from "../../../ui/Button.tsx";
import { Form, SelectField, TextArea } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { CLARIFICATION_ACTION, CLARIFICATION_REASON } from "../../../words/enumerations/clarification.ts";
import { wordFor } from "../../../words/enumerations/word.ts";
import { useFormats } from "../../../words/formats.ts";
import type { Row } from "../detail.ts";
import { useBegin } from "./FormParts.tsx";
import type { ActFormProps } from "./FormParts.tsx";
import { useFormWords } from "./words.ts";

type Reason = keyof typeof ClarificationReason;
type Action = keyof typeof ClarificationAction;

/** Neither says why something is not accepted: one is no issue, the other goes with paying (R75). */
const NO_ANSWERS: readonly Reason[] = ["NON", "PPD"];
const REASONS = (Object.keys(CLARIFICATION_REASON) as Reason[]).filter((reason) => !NO_ANSWERS.includes(reason));
const ACTIONS = Object.keys(CLARIFICATION_ACTION) as Action[];

/** What accepting means, in plain words, before anybody signs it. */
export function LegalEffect(): ReactNode {
  const t = useFormWords();
  return (
    <Notice kind="warning" title={t("acceptEffectTitle")}>
      <ul>
        <li>{t("acceptOwes")}</li>
        <li>{t("acceptFactor")}</li>
        <li>{t("acceptDispute")}</li>
        <li>{t("acceptGoods")}</li>
      </ul>
    </Notice>
  );
}

export function AcceptForm({ detail }: ActFormProps): ReactNode {
  const t = useFormWords();
  const begin = useBegin(detail);
  return (
    <Form label={t("acceptForm")} onSend={() => begin({ verb: "accept" })}>
      <LegalEffect />
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

export function QueryForm({ detail }: ActFormProps): ReactNode {
  return <Clarification about={detail} verb="query" />;
}

export function RejectForm({ detail }: ActFormProps): ReactNode {
  return <Clarification about={detail} verb="reject" />;
}

interface ClarificationProps {
  readonly about: Pick<Row, "id" | "invoiceNumber">;
  readonly verb: "query" | "reject";
  readonly onBegin?: () => void;
}

/** Why, and what is asked for, by Peppol's codes (R75). */
export function Clarification({ about, verb, onBegin }: ClarificationProps): ReactNode {
  const t = useFormWords();
  const { language } = useFormats();
  const begin = useBegin(about);
  const [reason, setReason] = useState<Reason>("QUA");
  const [action, setAction] = useState<Action>(verb === "query" ? "PIN" : "NIN");
  const [text, setText] = useState("");
  const isTextNeeded = reason === "OTH" || action === "OTH";
  return (
    <Form
      label={t(`${verb}Form`)}
      onSend={() => {
        onBegin?.();
        const said = { reason, action, ...(text.trim() === "" ? {} : { text: text.trim() }) };
        begin(verb === "query" ? { verb, ...said } : { verb, ...said });
      }}
    >
      <p>{t(`${verb}Note`)}</p>
      <div className="form-row">
        <SelectField
          label={t("clarificationReason")}
          hint={t("peppolReason")}
          value={reason}
          onChange={setReason}
          options={REASONS.map((value) => ({
            value,
            text: `${value} · ${wordFor(CLARIFICATION_REASON, value, language)}`,
          }))}
        />
        <SelectField
          label={t("clarificationAction")}
          hint={t("peppolAction")}
          value={action}
          onChange={setAction}
          options={ACTIONS.map((value) => ({
            value,
            text: `${value} · ${wordFor(CLARIFICATION_ACTION, value, language)}`,
          }))}
        />
      </div>
      <TextArea
        label={t("inWords")}
        hint={t(isTextNeeded ? "inWordsNeeded" : "hashOnly")}
        value={text}
        onChange={setText}
        isRequired={isTextNeeded}
      />
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}
