import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { useDraftId } from "../credit/useDraftId.ts";
import { endOfDay } from "../factoring/days.ts";
import { useToday } from "../factoring/today.ts";
import { useAccountWords } from "./accountWords.ts";
import { useLedgerTime } from "./useLedgerTime.ts";
import { useAdministrationWords } from "./words.ts";

const EMPTY = { iban: "", bankCode: "", number: "", holder: "", bank: "", currency: "EUR", since: "", until: "" };
type Draft = typeof EMPTY;
type Scheme = Schemas["AccountNumber"]["scheme"];

function accountOf(scheme: Scheme, { iban, bankCode, number }: Draft): Schemas["AccountNumber"] {
  return scheme === "IBAN"
    ? { scheme, iban: iban.trim() }
    : { scheme, bankCode: bankCode.trim(), number: number.trim() };
}

/** An account, or that it changes: it counts for nothing before it is signed and approved. */
export function StateAccount(): ReactNode {
  const t = useAccountWords();
  const [scheme, setScheme] = useState<Scheme>("IBAN");
  const [draft, setDraft] = useState(EMPTY);
  const [id, renew] = useDraftId();
  const today = useToday();
  const { soon } = useLedgerTime();
  const stating = useSend((gateway, body: Schemas["NewBankAccount"]) => gateway.POST("/v1/accounts", { body }));
  const change = (field: keyof Draft) => (value: string) => setDraft({ ...draft, [field]: value });
  const send = (): void => {
    const { bank, holder, currency, since, until } = draft;
    const body = {
      ...{ id, account: accountOf(scheme, draft), holder: holder.trim(), currency: currency.trim().toUpperCase() },
      since: since === "" || since <= today ? soon() : `${since}T00:00:00Z`,
      ...(bank.trim() === "" ? {} : { bank: bank.trim() }),
      ...(until === "" ? {} : { until: endOfDay(until) }),
    };
    stating.mutate(body, {
      onSuccess: () => {
        setDraft(EMPTY);
        renew();
      },
    });
  };
  return (
    <Section title={t("stateTitle")}>
      <Form label={t("stateTitle")} onSend={send}>
        <p className="hint">{t("stateHint")}</p>
        <NumberFields scheme={scheme} setScheme={setScheme} draft={draft} change={change} />
        <HolderFields draft={draft} change={change} />
        {stating.isError && <ErrorNote error={stating.error} />}
        <div className="actions">
          <Submit isBusy={stating.isPending}>{t("stateButton")}</Submit>
        </div>
      </Form>
    </Section>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (field: keyof Draft) => (value: string) => void;
}

interface NumberFieldsProps extends FieldsProps {
  readonly scheme: Scheme;
  readonly setScheme: (scheme: Scheme) => void;
}

function NumberFields({ scheme, setScheme, draft, change }: NumberFieldsProps): ReactNode {
  const t = useAccountWords();
  const options = [
    { value: "IBAN", text: t("iban") },
    { value: "CNAPS", text: t("cnaps") },
  ] as const;
  return (
    <div className="form-row">
      <SelectField label={t("scheme")} value={scheme} onChange={setScheme} options={options} />
      {scheme === "IBAN" ? (
        <TextField label={t("iban")} value={draft.iban} onChange={change("iban")} isRequired />
      ) : (
        <>
          <TextField label={t("bankCode")} value={draft.bankCode} onChange={change("bankCode")} isRequired />
          <TextField label={t("number")} value={draft.number} onChange={change("number")} isRequired />
        </>
      )}
    </div>
  );
}

function HolderFields({ draft, change }: FieldsProps): ReactNode {
  const t = useAccountWords();
  const words = useAdministrationWords();
  return (
    <div className="form-row">
      <TextField label={t("holder")} value={draft.holder} onChange={change("holder")} isRequired />
      <TextField label={t("bank")} value={draft.bank} onChange={change("bank")} />
      <TextField label={t("currency")} value={draft.currency} onChange={change("currency")} isRequired />
      <TextField
        {...{ label: t("first"), hint: t("firstHint"), kind: "date", value: draft.since }}
        onChange={change("since")}
      />
      <TextField
        {...{ label: words("until"), hint: t("lastHint"), kind: "date", value: draft.until }}
        onChange={change("until")}
      />
    </div>
  );
}
