/** What ends a receivable or hands it on: writing off, cancelling, consenting to a transfer, transferring. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Submit } from "../../../ui/Button.tsx";
import { CheckField, Form, TextArea, TextField } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { useBegin } from "./FormParts.tsx";
import type { ActFormProps } from "./FormParts.tsx";
import { useFormWords } from "./words.ts";

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

export function WriteOffForm({ detail }: ActFormProps): ReactNode {
  return <Ending detail={detail} verb="writeOff" />;
}

export function CancelForm({ detail }: ActFormProps): ReactNode {
  return <Ending detail={detail} verb="cancel" />;
}

function Ending({ detail, verb }: ActFormProps & { readonly verb: "writeOff" | "cancel" }): ReactNode {
  const t = useFormWords();
  const begin = useBegin(detail);
  const [reason, setReason] = useState("");
  return (
    <Form label={t(`${verb}Form`)} onSend={() => begin({ verb, reason })}>
      <p>{t(`${verb}Note`)}</p>
      <TextArea label={t("reason")} hint={t("hashOnly")} value={reason} onChange={setReason} isRequired />
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

export function ConsentForm({ detail }: ActFormProps): ReactNode {
  const t = useFormWords();
  const begin = useBegin(detail);
  const [to, setTo] = useState("");
  const [isBack, setIsBack] = useState(false);
  const isAddress = ADDRESS.test(to);
  return (
    <Form
      label={t("consentForm")}
      onSend={() => {
        if (isBack || isAddress) begin({ verb: "consentTransfer", to: isBack ? null : to.toLowerCase() });
      }}
    >
      <p>{t("consentNote")}</p>
      {detail.transferee !== null && (
        <CheckField label={t("takeConsentBack")} isChecked={isBack} onChange={setIsBack} />
      )}
      {!isBack && (
        <TextField
          label={t("nextHolder")}
          hint={t("addressHint")}
          value={to}
          onChange={setTo}
          error={to !== "" && !isAddress ? t("addressInvalid") : undefined}
          isRequired
        />
      )}
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

export function TransferForm({ detail }: ActFormProps): ReactNode {
  const t = useFormWords();
  const begin = useBegin(detail);
  const [to, setTo] = useState(detail.transferee ?? "");
  const isAddress = ADDRESS.test(to);
  return (
    <Form
      label={t("transferForm")}
      onSend={() => {
        if (isAddress) begin({ verb: "transfer", to: to.toLowerCase() });
      }}
    >
      <p>{t("transferNote")}</p>
      <Notice kind="limit">{t("transferLimit")}</Notice>
      <TextField
        label={t("nextHolder")}
        hint={t("addressHint")}
        value={to}
        onChange={setTo}
        error={to !== "" && !isAddress ? t("addressInvalid") : undefined}
        isRequired
      />
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}
