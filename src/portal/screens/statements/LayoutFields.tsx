import type { ReactNode } from "react";
import { LAYOUTS } from "../../../wire/accountStatement.ts";
import { SelectField } from "../../ui/Field.tsx";
import { STATEMENT_LAYOUT } from "../../words/enumerations/statements.ts";
import { useFormats } from "../../words/formats.ts";
import type { Draft } from "./draft.ts";
import { useStatementWords } from "./words.ts";

interface LayoutFieldsProps {
  readonly draft: Pick<Draft, "layout" | "language">;
  readonly onChange: (more: Partial<Pick<Draft, "layout" | "language">>) => void;
}

/** How files look: for the recipient, and not for whoever makes them. */
export function LayoutFields({ draft, onChange }: LayoutFieldsProps): ReactNode {
  const t = useStatementWords();
  const { language } = useFormats();
  return (
    <>
      <SelectField
        label={t("layout")}
        value={draft.layout}
        options={LAYOUTS.map((value) => ({ value, text: STATEMENT_LAYOUT[value][language] }))}
        onChange={(layout) => onChange({ layout })}
      />
      <SelectField
        label={t("language")}
        value={draft.language}
        options={[
          { value: "en", text: t("en") },
          { value: "zh", text: t("zh") },
        ]}
        onChange={(chosen) => onChange({ language: chosen })}
      />
    </>
  );
}
