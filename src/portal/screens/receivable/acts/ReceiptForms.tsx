/** Money that banks moved: the buyer says so, the holder records or reverses it. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Submit } from "../../../ui/Button.tsx";
import { Form, TextField } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { AmountField, useAmount, useBegin } from "./FormParts.tsx";
import type { ActFormProps } from "./FormParts.tsx";
import { useFormWords } from "./words.ts";

export function AdviseForm({ detail }: ActFormProps): ReactNode {
  return <BankEntry detail={detail} verb="advise" />;
}

export function RecordForm({ detail }: ActFormProps): ReactNode {
  return <BankEntry detail={detail} verb="recordReceipt" />;
}

function BankEntry({ detail, verb }: ActFormProps & { readonly verb: "advise" | "recordReceipt" }): ReactNode {
  const t = useFormWords();
  const begin = useBegin(detail);
  const amount = useAmount(detail.currency);
  const [bankReference, setBankReference] = useState("");
  const [valueDate, setValueDate] = useState("");
  return (
    <Form
      label={t(`${verb}Form`)}
      onSend={() => {
        const cash = amount.ask();
        if (cash !== undefined) begin({ verb, bankReference: bankReference.trim(), cash, valueDate });
      }}
    >
      <p>{t(`${verb}Note`)}</p>
      <div className="form-row">
        <AmountField label={t("cash")} amount={amount} />
        <TextField label={t("valueDate")} kind="date" value={valueDate} onChange={setValueDate} isRequired />
        <TextField
          label={t("bankReference")}
          hint={t("hashOnly")}
          value={bankReference}
          onChange={setBankReference}
          isRequired
        />
      </div>
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

export function ReverseForm({ detail }: ActFormProps): ReactNode {
  const t = useFormWords();
  const begin = useBegin(detail);
  const [bankReference, setBankReference] = useState("");
  return (
    <Form
      label={t("reverseForm")}
      onSend={() => begin({ verb: "reverseReceipt", bankReference: bankReference.trim() })}
    >
      <p>{t("reverseNote")}</p>
      {detail.assignment !== null && <Notice>{t("reverseBoth")}</Notice>}
      <TextField
        label={t("bankReference")}
        hint={t("reverseHint")}
        value={bankReference}
        onChange={setBankReference}
        isRequired
      />
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}
