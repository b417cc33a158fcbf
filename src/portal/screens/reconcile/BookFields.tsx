/** One book: its file, and what the file leaves open of how it is read. */
import type { ReactNode } from "react";
import { BOOK_FIELDS, SIGNS } from "../../../domain/bookFormat.ts";
import { DATE_FORMATS, DECIMAL_MARKS, DELIMITERS, ENCODINGS } from "../../../domain/tableFormats.ts";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { FileDrop } from "../../ui/FileDrop.tsx";
import { Working } from "../../ui/Working.tsx";
import type { BookDraft, ReadingDraft } from "./bookDraft.ts";
import { useReconcileWords } from "./words.ts";

const DELIMITER_NAMES = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

interface BookFieldsProps {
  readonly label: string;
  readonly book: BookDraft;
  readonly onChange: (book: BookDraft) => void;
  /** What else there is to choose of this book. */
  readonly children?: ReactNode;
}

export function BookFields({ label, book, onChange, children }: BookFieldsProps): ReactNode {
  const t = useReconcileWords();
  const { file, reading } = book;
  return (
    <div className="section">
      <FileDrop
        label={label}
        accept=".csv,.txt,.xlsx"
        isSingle
        hint={file === undefined ? t("chosenNone") : t("chosen", { name: file.name })}
        onFiles={([given]) => onChange({ ...book, file: given })}
      />
      {children}
      <Working title={t("howRead")}>
        <ReadingFields reading={reading} onChange={(changed) => onChange({ ...book, reading: changed })} />
      </Working>
    </div>
  );
}

interface ReadingFieldsProps {
  readonly reading: ReadingDraft;
  readonly onChange: (reading: ReadingDraft) => void;
}

function ReadingFields({ reading, onChange }: ReadingFieldsProps): ReactNode {
  const t = useReconcileWords();
  const open = { value: "", text: t("fromFile") } as const;
  return (
    <>
      <p className="hint">{t("howReadHint")}</p>
      <div className="form-row">
        <SelectField
          label={t("delimiter")}
          value={reading.delimiter}
          options={[open, ...DELIMITERS.map((value) => ({ value, text: t(`delimiter_${DELIMITER_NAMES[value]}`) }))]}
          onChange={(delimiter) => onChange({ ...reading, delimiter })}
        />
        <SelectField
          label={t("encoding")}
          value={reading.encoding}
          options={[open, ...ENCODINGS.map((value) => ({ value, text: value.toUpperCase() }))]}
          onChange={(encoding) => onChange({ ...reading, encoding })}
        />
        <SelectField
          label={t("decimal")}
          value={reading.decimal}
          options={[open, ...DECIMAL_MARKS.map((value) => ({ value, text: t(`decimal_${value}`) }))]}
          onChange={(decimal) => onChange({ ...reading, decimal })}
        />
        <SelectField
          label={t("dates")}
          value={reading.dates}
          options={[open, ...DATE_FORMATS.map((value) => ({ value, text: value }))]}
          onChange={(dates) => onChange({ ...reading, dates })}
        />
        <SelectField
          label={t("signs")}
          value={reading.signs}
          options={[open, ...SIGNS.map((value) => ({ value, text: t(`signs_${value}`) }))]}
          onChange={(signs) => onChange({ ...reading, signs })}
        />
        <TextField
          label={t("currency")}
          hint={t("currencyHint")}
          value={reading.currency}
          onChange={(currency) => onChange({ ...reading, currency })}
        />
      </div>
      <Columns reading={reading} onChange={onChange} />
    </>
  );
}

function Columns({ reading, onChange }: ReadingFieldsProps): ReactNode {
  const t = useReconcileWords();
  return (
    <fieldset>
      <legend>{t("columns")}</legend>
      <div className="form-row">
        {BOOK_FIELDS.map((field) => (
          <TextField
            key={field}
            label={t(`field_${field}`)}
            value={reading.columns[field] ?? ""}
            onChange={(header) => onChange({ ...reading, columns: { ...reading.columns, [field]: header } })}
          />
        ))}
      </div>
    </fieldset>
  );
}
