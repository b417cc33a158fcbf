/** Whom a customer's notices go to. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useSend } from "../../data/useAsked.ts";
import type { Schemas } from "../../data/gateway.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextArea, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Working } from "../../ui/Working.tsx";
import { useDryRunWords } from "./dryRunWords.ts";

type NewContact = Schemas["NewDunningContact"];
const EMPTY = { customer: "", name: "", language: "en" as NewContact["language"], email: "", postal: "" };
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

export function ContactForm(): ReactNode {
  const t = useDryRunWords();
  const [draft, setDraft] = useState(EMPTY);
  const sending = useSend((gateway, body: NewContact) => gateway.POST("/v1/dunning/contacts", { body }));
  const isAddress = ADDRESS.test(draft.customer.trim());
  const send = (): void => {
    if (!isAddress) return;
    const lines = draft.postal
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    sending.mutate({
      ...{ id: crypto.randomUUID(), customer: draft.customer.trim().toLowerCase(), name: draft.name.trim() },
      ...{ language: draft.language, postal: lines.length === 0 ? null : lines },
      email: draft.email.trim() === "" ? null : draft.email.trim(),
    });
  };
  return (
    <Section title={t("contacts")}>
      <p className="hint">{t("contactsLead")}</p>
      <Working title={t("noteIt")}>
        <Form label={t("noteIt")} onSend={send}>
          <Fields draft={draft} onChange={setDraft} isAddress={isAddress} />
          {sending.isError && <ErrorNote error={sending.error} />}
          {sending.isSuccess && <Notice kind="done">{t("noted")}</Notice>}
          <Submit isBusy={sending.isPending}>{t("noteIt")}</Submit>
        </Form>
      </Working>
    </Section>
  );
}

interface FieldsProps {
  readonly draft: typeof EMPTY;
  readonly onChange: (draft: typeof EMPTY) => void;
  readonly isAddress: boolean;
}

function Fields({ draft, onChange, isAddress }: FieldsProps): ReactNode {
  const t = useDryRunWords();
  return (
    <>
      <div className="form-row">
        <TextField
          label={t("customerAddress")}
          value={draft.customer}
          onChange={(customer) => onChange({ ...draft, customer })}
          error={draft.customer === "" || isAddress ? undefined : t("addressInvalid")}
          isRequired
        />
        <TextField
          label={t("person")}
          value={draft.name}
          onChange={(name) => onChange({ ...draft, name })}
          isRequired
        />
        <SelectField
          label={t("language")}
          value={draft.language}
          onChange={(language) => onChange({ ...draft, language })}
          options={(["en", "zh"] as const).map((value) => ({ value, text: t(value) }))}
        />
        <TextField
          label={t("email")}
          kind="email"
          value={draft.email}
          onChange={(email) => onChange({ ...draft, email })}
        />
      </div>
      <TextArea label={t("postal")} value={draft.postal} onChange={(postal) => onChange({ ...draft, postal })} />
    </>
  );
}
