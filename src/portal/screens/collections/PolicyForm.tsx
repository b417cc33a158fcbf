import { useState } from "react";
import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import { told } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CHANNEL } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useDryRunWords } from "./dryRunWords.ts";
import { daysOf, FIRST_DRAFT, isSmall, policyOf } from "./policyDraft.ts";
import type { PolicyDraft } from "./policyDraft.ts";

/** Set as a version of its own policy; a scope of everybody then names it. */
export function PolicyForm(): ReactNode {
  const t = useDryRunWords();
  const choice = useCurrencyChoice();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [draft, setDraft] = useState<PolicyDraft>({ ...FIRST_DRAFT, name: t("example"), zone });
  const [ids] = useState(() => ({ id: crypto.randomUUID(), policy: crypto.randomUUID() }));
  const currency = choice.value;
  const sending = useSend(async (gateway, body: NonNullable<ReturnType<typeof policyOf>>) => {
    told(await gateway.POST("/v1/dunning/policies", { body }));
    const scope = { scope: { kind: "all" as const }, currency: body.currency, policy: body.policy };
    return gateway.POST("/v1/dunning/scopes", { body: scope });
  });
  const send = (): void => {
    const policy = currency === undefined ? undefined : policyOf(draft, currency, ids);
    if (policy !== undefined) sending.mutate(policy);
  };
  return (
    <Form label={t("start")} onSend={send}>
      <p>{t("startLead")}</p>
      <div className="form-row">
        <CurrencyField choice={choice} />
      </div>
      <Fields draft={draft} onChange={setDraft} />
      {sending.isError && <ErrorNote error={sending.error} />}
      {sending.isSuccess && <Notice kind="done">{t("isSet")}</Notice>}
      <Submit isBusy={sending.isPending}>{t("setIt")}</Submit>
    </Form>
  );
}

const DAYS = ["reminder", "demand", "last"] as const;
const SMALL = ["payWithin", "perWeek"] as const;

interface FieldsProps {
  readonly draft: PolicyDraft;
  readonly onChange: (draft: PolicyDraft) => void;
}

function Fields({ draft, onChange }: FieldsProps): ReactNode {
  const t = useDryRunWords();
  const { language } = useFormats();
  const daysError = daysOf(draft) === undefined ? t("risesOnly") : undefined;
  const text = (field: keyof PolicyDraft, error?: string): ReactNode => (
    <TextField
      key={field}
      label={t(field)}
      value={draft[field]}
      onChange={(value) => onChange({ ...draft, [field]: value })}
      error={error}
      isRequired
    />
  );
  return (
    <>
      <div className="form-row">
        {text("name")}
        {text("zone")}
        <SelectField
          label={t("channel")}
          value={draft.channel}
          onChange={(channel) => onChange({ ...draft, channel })}
          options={(["letter", "email"] as const).map((value) => ({ value, text: wordFor(CHANNEL, value, language) }))}
        />
      </div>
      <div className="form-row">{DAYS.map((field) => text(field, field === "last" ? daysError : undefined))}</div>
      <div className="form-row">
        {SMALL.map((field) => text(field, isSmall(draft[field]) ? undefined : t("small")))}
      </div>
    </>
  );
}
