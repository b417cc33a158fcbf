import type { ReactNode } from "react";
import { FACT_KINDS, INDUSTRY_SCHEMES } from "../../../domain/partyFile/facts.ts";
import { IDENTIFIER_SCHEMES } from "../../../domain/partyFile/identifiers.ts";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { useFormats } from "../../words/formats.ts";
import type { ValueDraft } from "./factDraft.ts";
import { FACT_KIND } from "./factEnumerations.ts";
import { useFileWords } from "./fileWords.ts";

interface FactValueFieldsProps {
  readonly value: ValueDraft;
  readonly onChange: (value: ValueDraft) => void;
}

const NAMED = ["owner", "licence", "siteVisit"] as const;
const DATED = ["founded", "siteVisit"] as const;
const LABELS = {
  registrationNumber: "number",
  owner: "number",
  licence: "number",
  industry: "number",
  founded: "founded",
  siteVisit: "founded",
  employees: "count",
  country: "country",
} as const;

/** The fields that a fact of the kind needs. */
export function FactValueFields({ value, onChange }: FactValueFieldsProps): ReactNode {
  const t = useFileWords();
  const { language } = useFormats();
  const { kind } = value;
  const isIn = (kinds: readonly string[]): boolean => kinds.includes(kind);
  const label = Object.entries(LABELS).find(([of]) => of === kind)?.[1] ?? "value";
  return (
    <div className="form-row">
      <SelectField
        label={t("kind")}
        value={kind}
        options={FACT_KINDS.map((one) => ({ value: one, text: FACT_KIND[one][language] }))}
        onChange={(chosen) => onChange({ ...value, kind: chosen, text: "" })}
      />
      {isIn(["registrationNumber", "owner"]) && (
        <SelectField
          label={t("scheme")}
          value={value.identifierScheme}
          options={IDENTIFIER_SCHEMES.map((one) => ({ value: one, text: one }))}
          onChange={(identifierScheme) => onChange({ ...value, identifierScheme })}
        />
      )}
      {kind === "industry" && (
        <SelectField
          label={t("scheme")}
          value={value.industryScheme}
          options={INDUSTRY_SCHEMES.map((one) => ({ value: one, text: one }))}
          onChange={(industryScheme) => onChange({ ...value, industryScheme })}
        />
      )}
      {isIn(NAMED) && (
        <TextField
          label={t(kind === "siteVisit" ? "note" : "name")}
          value={value.name}
          onChange={(name) => onChange({ ...value, name })}
          isRequired
        />
      )}
      <TextField
        label={t(label)}
        kind={isIn(DATED) ? "date" : kind === "employees" ? "decimal" : "text"}
        value={value.text}
        onChange={(text) => onChange({ ...value, text })}
        isRequired
      />
    </div>
  );
}
