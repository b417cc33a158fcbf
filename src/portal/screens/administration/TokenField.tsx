import type { ReactNode } from "react";
import { SelectField } from "../../ui/Field.tsx";
import { useCurrencies } from "./currencies.ts";
import { useAdministrationWords } from "./words.ts";

interface TokenFieldProps {
  readonly label: string;
  /** The address of a currency; empty for none yet, or for any. */
  readonly value: string;
  readonly onChange: (address: string) => void;
  /** Whether none may be chosen, which means any. */
  readonly isAny?: boolean;
}

export function TokenField({ label, value, onChange, isAny = false }: TokenFieldProps): ReactNode {
  const t = useAdministrationWords();
  const { options } = useCurrencies();
  const any = isAny ? [{ value: "", text: t("anyCurrency") }] : [];
  return <SelectField label={label} value={value} onChange={onChange} options={[...any, ...options]} />;
}
