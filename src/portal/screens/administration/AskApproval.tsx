import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { APPROVAL_KIND } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useDraftId } from "../credit/useDraftId.ts";
import { useApprovalWords } from "./approvalWords.ts";
import { useCurrencies } from "./currencies.ts";
import { TokenField } from "./TokenField.tsx";
import { useAdministrationWords } from "./words.ts";

type Kind = Schemas["NewApproval"]["kind"];

const KINDS = Object.keys(APPROVAL_KIND) as readonly Kind[];
const EMPTY = { subject: "", customer: "", amount: "", currency: "", reason: "" };

/** A request is made where an act was refused without one; here for what is known beforehand. */
export function AskApproval(): ReactNode {
  const t = useApprovalWords();
  const words = useAdministrationWords();
  const [kind, setKind] = useState<Kind>("limitChange");
  const [text, setText] = useState(EMPTY);
  const { chosen } = useCurrencies();
  const currency = chosen(text.currency);
  const [id, renew] = useDraftId();
  const asking = useSend((gateway, body: Schemas["NewApproval"]) => gateway.POST("/v1/approvals", { body }));
  const change = (field: keyof typeof EMPTY) => (value: string) => setText({ ...text, [field]: value });
  const send = (): void => {
    const { subject, customer, amount, reason } = text;
    const sum = amount === "" ? {} : { amount, currency };
    const of = customer.trim() === "" ? {} : { customer: customer.trim().toLowerCase() };
    asking.mutate(
      { id, kind, subject: subject.trim(), reason: reason.trim(), ...sum, ...of },
      {
        onSuccess: () => {
          setText({ ...EMPTY, currency });
          renew();
        },
      },
    );
  };
  return (
    <Section title={t("ask")}>
      <Form label={t("ask")} onSend={send}>
        <p className="hint">{t("askHint")}</p>
        <div className="form-row">
          <KindField label={t("what")} kind={kind} onChange={setKind} />
          <TextField
            label={t("subject")}
            hint={t("subjectHint")}
            value={text.subject}
            onChange={change("subject")}
            isRequired
          />
          <TextField label={t("customer")} value={text.customer} onChange={change("customer")} />
          <TextField label={t("amount")} kind="decimal" value={text.amount} onChange={change("amount")} />
          <TokenField label={t("currency")} value={currency} onChange={change("currency")} />
          <TextField label={words("reason")} value={text.reason} onChange={change("reason")} isRequired />
        </div>
        {asking.isError && <ErrorNote error={asking.error} />}
        {asking.isSuccess && <Notice kind="done">{t("askedDone")}</Notice>}
        <div className="actions">
          <Submit isBusy={asking.isPending}>{t("askButton")}</Submit>
        </div>
      </Form>
    </Section>
  );
}

interface KindFieldProps {
  readonly label: string;
  readonly kind: Kind;
  readonly onChange: (kind: Kind) => void;
}

export function KindField({ label, kind, onChange }: KindFieldProps): ReactNode {
  const { language } = useFormats();
  const options = KINDS.map((value) => ({ value, text: wordFor(APPROVAL_KIND, value, language) }));
  return <SelectField label={label} value={kind} onChange={onChange} options={options} />;
}
