import type { ReactNode } from "react";
import { BANK_FIELDS } from "../../../domain/bankFormat.ts";
import { DATE_FORMATS, DECIMAL_MARKS, DELIMITERS } from "../../../domain/tableFormats.ts";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Working } from "../../ui/Working.tsx";
import { useFieldWords } from "./fieldWords.ts";
import type { TableDraft } from "./tableDraft.ts";
import { useBankWords } from "./words.ts";

interface TableFieldsProps {
  readonly draft: TableDraft;
  readonly onChange: (draft: TableDraft) => void;
}

export function TableFields({ draft, onChange }: TableFieldsProps): ReactNode {
  const t = useBankWords();
  const nothing = { value: "", text: t("asInFile") } as const;
  const shape = (text: string): string => (text === "\t" ? t("tab") : text);
  return (
    <Working title={t("tableTitle")}>
      <div className="form">
        <div className="form-row">
          <SelectField
            label={t("delimiter")}
            value={draft.delimiter}
            options={[nothing, ...DELIMITERS.map((value) => ({ value, text: shape(value) }))]}
            onChange={(delimiter) => onChange({ ...draft, delimiter })}
          />
          <SelectField
            label={t("decimal")}
            value={draft.decimal}
            options={[nothing, ...DECIMAL_MARKS.map((value) => ({ value, text: t(value) }))]}
            onChange={(decimal) => onChange({ ...draft, decimal })}
          />
          <SelectField
            label={t("dates")}
            value={draft.dates}
            options={[nothing, ...DATE_FORMATS.map((value) => ({ value, text: value }))]}
            onChange={(dates) => onChange({ ...draft, dates })}
          />
          <TextField
            label={t("currency")}
            value={draft.currency}
            onChange={(currency) => onChange({ ...draft, currency })}
          />
          <TextField
            label={t("account")}
            value={draft.account}
            onChange={(account) => onChange({ ...draft, account })}
          />
        </div>
        <ColumnNames draft={draft} onChange={onChange} />
      </div>
    </Working>
  );
}

function ColumnNames({ draft, onChange }: TableFieldsProps): ReactNode {
  const t = useBankWords();
  const field = useFieldWords();
  return (
    <div className="form-row">
      {BANK_FIELDS.map((name) => (
        <TextField
          key={name}
          label={t("columnOf", { field: field(name) })}
          value={draft.columns[name] ?? ""}
          onChange={(column) => onChange({ ...draft, columns: { ...draft.columns, [name]: column } })}
        />
      ))}
    </div>
  );
}
