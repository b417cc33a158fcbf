/** The debtor's right of reply: to one record, or to the claim as a whole. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Submit } from "../../ui/Button.tsx";
import { Form, SelectField, TextArea, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CHANNEL, STAGE } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { AmountField, useAmount, useBegin } from "../receivable/acts/FormParts.tsx";
import { recordsOf } from "./collection.ts";
import type { Collection, Detail } from "./collection.ts";
import { useRecordWords } from "./recordWords.ts";

export interface AnswerProps {
  readonly detail: Detail;
  readonly collection: Collection;
}

const NO_RECORD = "";

interface ChosenRecord {
  readonly field: ReactNode;
  /** What of it goes into the act. */
  readonly said: { readonly record?: string };
}

/** Which record is answered: the last one unless another is chosen. */
function useRecord(collection: Collection): ChosenRecord {
  const t = useRecordWords();
  const { language, day } = useFormats();
  const records = recordsOf(collection);
  const [chosen, setChosen] = useState(records[0]?.content ?? NO_RECORD);
  const options = records.map(({ content, stage, channel, at }) => ({
    value: content,
    text: t("recordOf", {
      stage: wordFor(STAGE, stage, language),
      channel: wordFor(CHANNEL, channel, language),
      day: day(at.time),
    }),
  }));
  const none = { value: NO_RECORD, text: t("noRecord") };
  return {
    field: <SelectField label={t("about")} value={chosen} onChange={setChosen} options={[...options, none]} />,
    said: chosen === NO_RECORD ? {} : { record: chosen },
  };
}

export function ReplyForm({ detail, collection }: AnswerProps): ReactNode {
  const t = useRecordWords();
  const begin = useBegin(detail);
  const record = useRecord(collection);
  const [text, setText] = useState("");
  return (
    <Form label={t("act_reply")} onSend={() => begin({ verb: "replyToCollection", ...record.said, text: text.trim() })}>
      {record.field}
      <TextArea label={t("words")} hint={t("hashOnly")} value={text} onChange={setText} isRequired />
      <Notice>{t("replyEffect")}</Notice>
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

export function PromiseForm(props: AnswerProps): ReactNode {
  return <PaymentForm {...props} verb="promiseToPay" />;
}

export function ExtensionForm(props: AnswerProps): ReactNode {
  return <PaymentForm {...props} verb="requestExtension" />;
}

interface PaymentFormProps extends AnswerProps {
  readonly verb: "promiseToPay" | "requestExtension";
}

function PaymentForm({ detail, collection, verb }: PaymentFormProps): ReactNode {
  const t = useRecordWords();
  const begin = useBegin(detail);
  const record = useRecord(collection);
  const amount = useAmount(detail.currency, detail.open ?? undefined, detail.open ?? "");
  const [payBy, setPayBy] = useState("");
  const [text, setText] = useState("");
  const isPromise = verb === "promiseToPay";
  const send = (): void => {
    const sum = amount.ask();
    const words = text.trim() === "" ? {} : { text: text.trim() };
    if (sum !== undefined) begin({ verb, ...record.said, amount: sum, payBy, ...words });
  };
  return (
    <Form label={t(isPromise ? "act_promise" : "act_extension")} onSend={send}>
      {record.field}
      <div className="form-row">
        <AmountField label={t(isPromise ? "promisedAmount" : "askedAmount")} amount={amount} />
        <TextField label={t("payBy")} kind="date" value={payBy} onChange={setPayBy} isRequired />
      </div>
      <TextArea label={t("wordsOptional")} hint={t("hashOnly")} value={text} onChange={setText} />
      <Notice kind="warning">{t(isPromise ? "promiseEffect" : "extensionEffect")}</Notice>
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}
