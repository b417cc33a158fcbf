/** A factor asks what of a supplier's receivables it can lend on. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { useEligibilityWords } from "./eligibilityWords.ts";
import { addressIn, faultOf } from "./forms.ts";
import { useFactoringWords } from "./words.ts";

export function EligibilityCheckForm(): ReactNode {
  const t = useEligibilityWords();
  const words = useFactoringWords();
  const [, navigate] = useLocation();
  const [supplier, setSupplier] = useState("");
  const [currency, setCurrency] = useState("");
  const [date, setDate] = useState("");
  const [isUnfit, setIsUnfit] = useState(false);
  const checking = useSend((gateway, body: Schemas["NewEligibilityCheck"]) =>
    gateway.POST("/v1/eligibility", { body }),
  );
  const send = (): void => {
    const who = addressIn(supplier);
    const isFit = who !== undefined && currency.trim() !== "";
    setIsUnfit(!isFit);
    if (!isFit) return;
    const asked = { id: crypto.randomUUID(), supplier: who, currency: currency.trim() };
    checking.mutate(date === "" ? asked : { ...asked, date }, {
      onSuccess: ({ id }) => navigate(`/factoring/eligibility/${id}`),
    });
  };
  return (
    <Form onSend={send} label={t("check")}>
      <div className="form-row">
        <TextField
          label={t("supplier")}
          value={supplier}
          error={faultOf(supplier, addressIn, words("addressUnfit"))}
          onChange={setSupplier}
        />
        <TextField label={t("currency")} hint={t("currencyHint")} value={currency} onChange={setCurrency} />
        <TextField label={t("date")} hint={t("dateHint")} kind="date" value={date} onChange={setDate} />
      </div>
      {isUnfit && <p role="alert">{t("checkUnfit")}</p>}
      {checking.isError && <ErrorNote error={checking.error} />}
      <div className="actions">
        <Submit isBusy={checking.isPending}>{t("checkSend")}</Submit>
      </div>
    </Form>
  );
}
