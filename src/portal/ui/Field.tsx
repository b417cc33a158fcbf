/** Things to fill in, each with its label, a hint and what is wrong with it. */
import { useId } from "react";
import type { ReactNode } from "react";

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

interface Described {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

function Labelled({
  label,
  hint,
  error,
  children,
}: FieldProps & { readonly children: (of: Described) => ReactNode }): ReactNode {
  const id = useId();
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
  const described = [hint === undefined ? "" : hintId, error === undefined ? "" : errorId].filter((one) => one !== "");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": described.length === 0 ? undefined : described.join(" "),
        "aria-invalid": error !== undefined,
      })}
      {hint !== undefined && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={errorId} className="field-error">
          {error}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `decimal` brings the number pad of a phone, and stays text: an amount is never a binary number. */
  readonly kind?: "text" | "date" | "decimal" | "email" | "url" | "search" | "datetime-local";
  readonly isRequired?: boolean;
  readonly placeholder?: string;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { value, onChange, kind = "text", isRequired = false, placeholder, ...field } = props;
  return (
    <Labelled {...field}>
      {(of) => (
        <input
          {...of}
          type={kind === "decimal" ? "text" : kind}
          inputMode={kind === "decimal" ? "decimal" : undefined}
          value={value}
          required={isRequired}
          placeholder={placeholder}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Labelled>
  );
}

export function TextArea(props: Omit<TextFieldProps, "kind">): ReactNode {
  const { value, onChange, isRequired = false, placeholder, ...field } = props;
  return (
    <Labelled {...field}>
      {(of) => (
        <textarea
          {...of}
          rows={3}
          value={value}
          required={isRequired}
          placeholder={placeholder}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Labelled>
  );
}

interface SelectFieldProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactNode {
  const { value, onChange, options, ...field } = props;
  return (
    <Labelled {...field}>
      {(of) => (
        <select {...of} value={value} onChange={({ target }) => onChange(target.value as Value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  /** The label is heard and not seen, such as in a row of a table. */
  readonly isBare?: boolean;
}

export function CheckField({ label, isChecked, onChange, isBare = false }: CheckFieldProps): ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={isChecked} onChange={({ target }) => onChange(target.checked)} />
      <span className={isBare ? "hidden" : undefined}>{label}</span>
    </label>
  );
}

/** Fields that belong together; Enter sends them. */
export function Form({
  onSend,
  children,
  label,
}: {
  readonly onSend: () => void;
  readonly children: ReactNode;
  readonly label?: string;
}): ReactNode {
  return (
    <form
      className="form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
    </form>
  );
}
