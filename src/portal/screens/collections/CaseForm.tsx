import { useState } from "react";
import type { ReactNode } from "react";
import { told } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { useCaseWords } from "./caseWords.ts";

const ID = /^0x[0-9a-f]{64}$/;
const LAWS = ["CN", "GB-EAW"] as const;
type Law = (typeof LAWS)[number];

interface Opening {
  readonly receivable: string;
  readonly title: string;
  readonly jurisdiction: Law;
}

/** A case about the debtor of a receivable. */
export function CaseForm(): ReactNode {
  const t = useCaseWords();
  const [draft, setDraft] = useState<Opening>({ receivable: "", title: "", jurisdiction: "CN" });
  const sending = useSend(async (gateway, { receivable, title, jurisdiction }: Opening) => {
    const params = { path: { id: receivable } };
    const { buyer } = told(await gateway.GET("/v1/receivables/{id}", { params }));
    const body = { id: crypto.randomUUID(), customer: buyer, title, jurisdiction, receivables: [receivable] };
    return gateway.POST("/v1/cases", { body });
  });
  const receivable = draft.receivable.trim().toLowerCase();
  const isId = ID.test(receivable);
  return (
    <Form
      label={t("open")}
      onSend={() => {
        if (isId) sending.mutate({ ...draft, receivable });
      }}
    >
      <div className="form-row">
        <TextField
          label={t("name")}
          value={draft.title}
          onChange={(title) => setDraft({ ...draft, title })}
          isRequired
        />
        <SelectField<Law>
          label={t("law")}
          value={draft.jurisdiction}
          onChange={(jurisdiction) => setDraft({ ...draft, jurisdiction })}
          options={LAWS.map((value) => ({ value, text: t(`law_${value}`) }))}
        />
      </div>
      <TextField
        label={t("about")}
        hint={t("aboutHint")}
        value={draft.receivable}
        onChange={(text) => setDraft({ ...draft, receivable: text })}
        error={receivable === "" || isId ? undefined : t("aboutInvalid")}
        isRequired
      />
      {sending.isError && <ErrorNote error={sending.error} />}
      <Submit isBusy={sending.isPending}>{t("openIt")}</Submit>
    </Form>
  );
}
