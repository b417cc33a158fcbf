/** A secured party states what it filed in a public register. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useActing } from "../../acts/ActProvider.tsx";
import { Submit } from "../../ui/Button.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { useClaimWords } from "./claimWords.ts";
import { addressIn, faultOf, hashIn } from "./forms.ts";
import { HashedFile } from "./HashedFile.tsx";
import { endOfDay } from "./days.ts";
import { useFactoringWords } from "./words.ts";

const EMPTY = { register: "ZDW", office: "", number: "", filedAt: "", until: "", debtor: "", receivables: "" };

type Draft = typeof EMPTY;

export function FilingForm(): ReactNode {
  const t = useClaimWords();
  const { begin } = useActing();
  const [draft, setDraft] = useState(EMPTY);
  const [document, setDocument] = useState<string>();
  const [isUnfit, setIsUnfit] = useState(false);
  const state = (): void => {
    const act = actOf(draft, document);
    setIsUnfit(act === undefined);
    if (act !== undefined) begin({ title: t("recordTitle"), act });
  };
  return (
    <Form onSend={state} label={t("record")}>
      <p className="hint">{t("recordLead")}</p>
      <Fields draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
      <HashedFile label={t("document")} hint={t("documentHint")} hash={document} onHash={setDocument} />
      {isUnfit && <p role="alert">{t("recordUnfit")}</p>}
      <div className="actions">
        <Submit>{t("recordSend")}</Submit>
      </div>
    </Form>
  );
}

function actOf(draft: Draft, document: string | undefined) {
  const debtor = addressIn(draft.debtor);
  const written = draft.receivables.split(/[\s,]+/).filter((text) => text !== "");
  const receivables = written.flatMap((text) => hashIn(text) ?? []);
  const [register, number, office] = [draft.register.trim(), draft.number.trim(), draft.office.trim()];
  if (debtor === undefined || document === undefined || receivables.length < written.length) return undefined;
  if (register === "" || number === "" || draft.filedAt === "") return undefined;
  return {
    id: crypto.randomUUID(),
    verb: "recordFiling",
    ...{ register, number, debtor, document },
    filedAt: `${draft.filedAt}T00:00:00Z`,
    ...(office === "" ? {} : { office }),
    ...(draft.until === "" ? {} : { until: endOfDay(draft.until) }),
    ...(receivables.length === 0 ? {} : { receivables }),
  } as const;
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function Fields({ draft, onChange }: FieldsProps): ReactNode {
  const t = useClaimWords();
  const words = useFactoringWords();
  const field = (name: keyof Draft, kind: "text" | "date", hint?: string): ReactNode => (
    <TextField
      label={t(name)}
      kind={kind}
      hint={hint}
      value={draft[name]}
      error={name === "debtor" ? faultOf(draft.debtor, addressIn, words("addressUnfit")) : undefined}
      onChange={(text) => onChange({ [name]: text })}
    />
  );
  return (
    <>
      <div className="form-row">
        {field("register", "text", t("registerHint"))}
        {field("office", "text")}
        {field("number", "text")}
        {field("filedAt", "date")}
        {field("until", "date", t("untilHint"))}
      </div>
      <div className="form-row">
        {field("debtor", "text")}
        {field("receivables", "text", t("receivablesHint"))}
      </div>
    </>
  );
}
