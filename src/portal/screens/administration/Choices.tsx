import type { ReactNode } from "react";
import { CheckField } from "../../ui/Field.tsx";

interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** Any of several. */
export function Choices<Value extends string>(props: ChoicesProps<Value>): ReactNode {
  const { label, options, chosen, onChange } = props;
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      {options.map(({ value, text }) => (
        <CheckField
          key={value}
          label={text}
          isChecked={chosen.includes(value)}
          onChange={(isChecked) => onChange(isChecked ? [...chosen, value] : chosen.filter((one) => one !== value))}
        />
      ))}
    </fieldset>
  );
}
