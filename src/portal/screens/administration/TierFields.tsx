import type { ReactNode } from "react";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { DUTY } from "../../words/enumerations/duties.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { KindField } from "./AskApproval.tsx";
import { useApprovalWords } from "./approvalWords.ts";
import { DUTIES } from "./dutyNames.ts";
import type { TierDraft } from "./tierDraft.ts";
import { TokenField } from "./TokenField.tsx";

interface TierFieldsProps {
  readonly tier: TierDraft;
  readonly onChange: (tier: TierDraft) => void;
}

export function TierFields({ tier, onChange }: TierFieldsProps): ReactNode {
  const t = useApprovalWords();
  const { language } = useFormats();
  const change = (part: Partial<TierDraft>): void => onChange({ ...tier, ...part });
  const duties = DUTIES.map((value) => ({ value, text: wordFor(DUTY, value, language) }));
  const numbers = { kind: "decimal", isRequired: true } as const;
  return (
    <div className="form-row">
      <KindField label={t("what")} kind={tier.kind} onChange={(kind) => change({ kind })} />
      <TokenField label={t("currency")} value={tier.currency} onChange={(currency) => change({ currency })} isAny />
      <TextField
        {...{ label: t("from"), kind: "decimal", value: tier.from, placeholder: t("each") }}
        onChange={(from) => change({ from })}
      />
      <TextField
        {...{ ...numbers, label: t("approvers"), value: tier.approvers }}
        onChange={(approvers) => change({ approvers })}
      />
      <SelectField label={t("whose")} value={tier.duty} onChange={(duty) => change({ duty })} options={duties} />
      <TextField {...{ ...numbers, label: t("hours"), value: tier.hours }} onChange={(hours) => change({ hours })} />
      <SelectField
        label={t("escalates")}
        value={tier.escalatesTo}
        onChange={(escalatesTo) => change({ escalatesTo })}
        options={[{ value: "" as const, text: t("nobodyElse") }, ...duties]}
      />
    </div>
  );
}
