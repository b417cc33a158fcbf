import type { ReactNode } from "react";
import { SelectField, TextArea, TextField } from "../../ui/Field.tsx";
import { zones } from "../reconcile/zones.ts";
import type { Draft } from "./draft.ts";
import { LayoutFields } from "./LayoutFields.tsx";
import { useStatementWords } from "./words.ts";

interface DraftFieldsProps {
  readonly draft: Draft;
  readonly onChange: (more: Partial<Draft>) => void;
}

export function DraftFields({ draft, onChange }: DraftFieldsProps): ReactNode {
  const t = useStatementWords();
  return (
    <>
      <div className="form-row">
        <TextField label={t("from")} kind="date" value={draft.from} onChange={(from) => onChange({ from })} />
        <TextField
          label={t("until")}
          hint={t("untilHint")}
          kind="date"
          value={draft.cutOff}
          onChange={(cutOff) => onChange({ cutOff })}
        />
        <SelectField
          label={t("zone")}
          value={draft.zone}
          options={zones().map((value) => ({ value, text: value }))}
          onChange={(zone) => onChange({ zone })}
        />
        <TextField
          label={t("replyBy")}
          kind="date"
          value={draft.replyBy}
          onChange={(replyBy) => onChange({ replyBy })}
        />
      </div>
      <div className="form-row">
        <LayoutFields draft={draft} onChange={onChange} />
        <TextField label={t("reference")} value={draft.reference} onChange={(reference) => onChange({ reference })} />
      </div>
      <TextArea
        label={t("recipients")}
        hint={t("recipientsHint")}
        value={draft.recipients}
        onChange={(recipients) => onChange({ recipients })}
      />
    </>
  );
}
