/** The most that a customer, or a group of affiliates together, may owe. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { endOfDay } from "../factoring/days.ts";
import { AddressField } from "./AddressField.tsx";
import { useLimitWords } from "./limitWords.ts";
import { useDraftId } from "./useDraftId.ts";
import { useCreditWords } from "./words.ts";

/** @param customer Whose limit is set, where the page is about one. */
export function LimitForm({ customer }: { readonly customer?: string }): ReactNode {
  const t = useLimitWords();
  const words = useCreditWords();
  const choice = useCurrencyChoice();
  const [id, renew] = useDraftId();
  const [subject, setSubject] = useState<Schemas["LimitSubject"]>({ kind: "customer", customer: customer ?? "" });
  const [text, setText] = useState({ amount: "", until: "", reason: "" });
  const setting = useSend((gateway, body: Schemas["NewLimit"]) => gateway.POST("/v1/limits", { body }));
  const send = (): void => {
    const amount = text.amount === "" ? null : text.amount;
    const until = text.until === "" ? null : endOfDay(text.until);
    const body = { id, subject, currency: choice.value ?? "", amount, until, reason: text.reason };
    setting.mutate(body, { onSuccess: renew });
  };
  const change = (field: keyof typeof text) => (value: string) => setText({ ...text, [field]: value });
  return (
    <Form label={t("set")} onSend={send}>
      {customer === undefined && <SubjectFields subject={subject} onChange={setSubject} />}
      <div className="form-row">
        <CurrencyField choice={choice} />
        <TextField
          {...{ label: t("amount"), hint: t("amountHint"), kind: "decimal", value: text.amount }}
          onChange={change("amount")}
        />
        <TextField
          {...{ label: t("until"), hint: t("untilHint"), kind: "date", value: text.until }}
          onChange={change("until")}
        />
        <TextField label={t("reason")} value={text.reason} onChange={change("reason")} isRequired />
      </div>
      {setting.isError && (
        <>
          <ErrorNote error={setting.error} />
          <p className="hint">{t("approvalHint")}</p>
        </>
      )}
      {setting.isSuccess && (
        <Notice kind="done">
          <p role="status">{words("done")}</p>
        </Notice>
      )}
      <div className="actions">
        <Submit isBusy={setting.isPending}>{t("set")}</Submit>
      </div>
    </Form>
  );
}

interface SubjectFieldsProps {
  readonly subject: Schemas["LimitSubject"];
  readonly onChange: (subject: Schemas["LimitSubject"]) => void;
}

function SubjectFields({ subject, onChange }: SubjectFieldsProps): ReactNode {
  const t = useLimitWords();
  return (
    <div className="form-row">
      <SelectField
        label={t("forWhom")}
        value={subject.kind}
        options={[
          { value: "customer", text: t("forCustomer") },
          { value: "group", text: t("forGroup") },
        ]}
        onChange={(kind) => onChange(kind === "customer" ? { kind, customer: "" } : { kind, group: "" })}
      />
      {subject.kind === "customer" ? (
        <AddressField value={subject.customer} onChange={(customer) => onChange({ kind: "customer", customer })} />
      ) : (
        <TextField
          label={t("group")}
          value={subject.group}
          onChange={(group) => onChange({ kind: "group", group })}
          isRequired
        />
      )}
    </div>
  );
}
