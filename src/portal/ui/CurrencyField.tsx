import type { ReactNode } from "react";
import type { CurrencyChoice } from "../data/currencyChoice.ts";
import { shortHex } from "../words/formats.ts";
import { SelectField } from "./Field.tsx";
import { useKitWords } from "./words.ts";

/** Sums of one currency alone compare: which one. */
export function CurrencyField({ choice: { value, options, choose } }: { readonly choice: CurrencyChoice }): ReactNode {
  const t = useKitWords();
  return (
    <SelectField
      label={t("currency")}
      value={value ?? ""}
      options={options.map(({ value: of, code, isToken }) => ({
        value: of,
        text: isToken ? t("token", { code, address: shortHex(of) }) : code,
      }))}
      onChange={choose}
    />
  );
}
