/** Whoever knows of a payment that went to the wrong party says so: the seller, the debtor, or the factor. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { shortHex } from "../../words/formats.ts";
import { decimalIn, faultOf, hashIn } from "./forms.ts";
import { useIndirectWords } from "./indirectWords.ts";
import { useFactoringWords } from "./words.ts";

export function IndirectReport(): ReactNode {
  const t = useIndirectWords();
  const words = useFactoringWords();
  const [id, setId] = useState("");
  const [amount, setAmount] = useState("");
  const [valueDate, setValueDate] = useState("");
  const [bankReference, setReference] = useState("");
  const [isUnfit, setIsUnfit] = useState(false);
  const reporting = useSend((gateway, body: Schemas["NewIndirectPayment"]) =>
    gateway.POST("/v1/indirect-payments", { body }),
  );
  const send = (): void => {
    const [receivable, sum] = [hashIn(id), decimalIn(amount)];
    const isFit = receivable !== undefined && sum !== undefined && valueDate !== "" && bankReference !== "";
    setIsUnfit(!isFit);
    if (!isFit) return;
    reporting.mutate({ id: crypto.randomUUID(), receivable, amount: sum, valueDate, bankReference });
  };
  return (
    <Form onSend={send} label={t("report")}>
      <div className="form-row">
        <TextField label={t("reportId")} value={id} error={faultOf(id, hashIn, words("hashUnfit"))} onChange={setId} />
        <TextField
          label={t("reportAmount")}
          kind="decimal"
          value={amount}
          error={faultOf(amount, decimalIn, words("decimalUnfit"))}
          onChange={setAmount}
        />
        <TextField label={t("reportDay")} kind="date" value={valueDate} onChange={setValueDate} />
        <TextField label={t("reportReference")} value={bankReference} onChange={setReference} />
      </div>
      {isUnfit && <p role="alert">{t("reportUnfit")}</p>}
      {reporting.isError && <ErrorNote error={reporting.error} />}
      {reporting.isSuccess && (
        <Notice kind="done">
          <span role="status">{t("reported", { who: shortHex(reporting.data.payTo) })}</span>
        </Notice>
      )}
      <div className="actions">
        <Submit isBusy={reporting.isPending}>{t("reportSend")}</Submit>
      </div>
    </Form>
  );
}
