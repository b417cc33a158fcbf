/** The other side's word on one line, or on the balance as a whole. */
import { useState } from "react";
import type { ReactNode } from "react";
import { ANSWER_KINDS } from "../../../domain/account/lineAnswer.ts";
import type { AnswerKind } from "../../../domain/account/lineAnswer.ts";
import { parseDecimal } from "../../../domain/decimal.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Button, Submit } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextArea, TextField } from "../../ui/Field.tsx";
import { LINE_ANSWER } from "../../words/enumerations/statements.ts";
import { useFormats } from "../../words/formats.ts";
import { usePageWords } from "./pageWords.ts";

export interface Subject {
  /** Null of the balance as a whole. */
  readonly line: number | null;
  readonly open: string;
}

interface AnswerDialogProps {
  readonly statement: Pick<Schemas["AccountStatement"], "id" | "cutOff">;
  readonly subject: Subject;
  readonly onClose: () => void;
}

interface Said {
  readonly kind: AnswerKind;
  readonly amount: string;
  readonly paidOn: string;
  readonly reference: string;
  readonly text: string;
}

export function AnswerDialog({ statement: { id, cutOff }, subject, onClose }: AnswerDialogProps): ReactNode {
  const t = usePageWords();
  const [said, setSaid] = useState<Said>({ kind: "agrees", amount: "", paidOn: cutOff, reference: "", text: "" });
  const answering = useSend((gateway, answer: Schemas["NewLineAnswer"]) =>
    gateway.POST("/v1/account-statements/{id}/answers", {
      params: { path: { id } },
      body: { id: crypto.randomUUID(), answers: [answer] },
    }),
  );
  const title = subject.line === null ? t("answerBalance") : t("answerLine", { line: subject.line });
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form label={title} onSend={() => answering.mutate(answerOf(subject, said), { onSuccess: onClose })}>
        <SaidFields said={said} onChange={setSaid} />
        <p>{t("notSignature")}</p>
        {answering.isError && <ErrorNote error={answering.error} />}
        <div className="dialog-foot">
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Submit isBusy={answering.isPending}>{t("send")}</Submit>
        </div>
      </Form>
    </Dialog>
  );
}

function answerOf({ line }: Subject, { kind, amount, paidOn, reference, text }: Said): Schemas["NewLineAnswer"] {
  const named = reference.trim() === "" ? {} : { reference: reference.trim() };
  return {
    ...{ line, kind, text: text.trim() },
    ...(kind === "differs" ? { amount: amount.trim() } : {}),
    ...(kind === "paid" ? { paidOn, ...named } : {}),
  };
}

interface SaidFieldsProps {
  readonly said: Said;
  readonly onChange: (said: Said) => void;
}

function SaidFields({ said, onChange }: SaidFieldsProps): ReactNode {
  const t = usePageWords();
  const { language } = useFormats();
  const isUnread = said.amount !== "" && parseDecimal(said.amount.trim()) === undefined;
  return (
    <>
      <SelectField
        label={t("answer")}
        value={said.kind}
        options={ANSWER_KINDS.map((value) => ({ value, text: LINE_ANSWER[value][language] }))}
        onChange={(kind) => onChange({ ...said, kind })}
      />
      {said.kind === "differs" && (
        <TextField
          label={t("yourAmount")}
          kind="decimal"
          value={said.amount}
          isRequired
          error={isUnread ? t("badAmount") : undefined}
          onChange={(amount) => onChange({ ...said, amount })}
        />
      )}
      {said.kind === "paid" && (
        <>
          <TextField
            label={t("paidOn")}
            kind="date"
            value={said.paidOn}
            isRequired
            onChange={(paidOn) => onChange({ ...said, paidOn })}
          />
          <TextField
            label={t("reference")}
            value={said.reference}
            onChange={(reference) => onChange({ ...said, reference })}
          />
        </>
      )}
      <TextArea label={t("yourWords")} value={said.text} onChange={(text) => onChange({ ...said, text })} />
    </>
  );
}
