import type { ReactNode } from "react";
import { TextField } from "../../ui/Field.tsx";
import { useCreditWords } from "./words.ts";

interface AddressFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label?: string;
}

/** Whoever has it is an organisation of the ledger, or may become one. */
export function AddressField({ value, onChange, label }: AddressFieldProps): ReactNode {
  const t = useCreditWords();
  return (
    <TextField
      label={label ?? t("customerAddress")}
      hint={t("addressHint")}
      value={value}
      onChange={(text) => onChange(text.trim())}
      isRequired
    />
  );
}
