/** The items that are settled, each with its amounts. */
import type { ReactNode } from "react";
import { DIFFERENCE_REASONS } from "../../../domain/cashMatch.ts";
import { Button } from "../../ui/Button.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Working } from "../../ui/Working.tsx";
import { CASH_DIFFERENCE } from "../../words/enumerations/cash.ts";
import { useFormats } from "../../words/formats.ts";
import { amountIn } from "./bankMoney.ts";
import { useEntryWords } from "./entryWords.ts";
import type { Part } from "./splitDraft.ts";

interface SplitPartsProps {
  readonly parts: readonly Part[];
  /** ISO 4217. */
  readonly currency: string;
  readonly onChange: (parts: readonly Part[]) => void;
}

export function SplitParts({ parts, currency, onChange }: SplitPartsProps): ReactNode {
  return parts.map((part) => (
    <OnePart
      key={part.item.key}
      part={part}
      currency={currency}
      onChange={(changed) => onChange(parts.map((one) => (one === part ? changed : one)))}
      onRemove={() => onChange(parts.filter((one) => one !== part))}
    />
  ));
}

interface OnePartProps {
  readonly part: Part;
  readonly currency: string;
  readonly onChange: (part: Part) => void;
  readonly onRemove: () => void;
}

function OnePart({ part, currency, onChange, onRemove }: OnePartProps): ReactNode {
  const t = useEntryWords();
  const { number } = part.item;
  const error = (text: string): string | undefined =>
    amountIn(currency, text) === undefined ? t("badAmount") : undefined;
  return (
    <div>
      <div className="form-row">
        <TextField
          label={t("cashOf", { number })}
          kind="decimal"
          value={part.cash}
          error={error(part.cash)}
          onChange={(cash) => onChange({ ...part, cash })}
        />
        <div className="actions">
          <Button label={t("removeOne", { number })} onPress={onRemove}>
            {t("remove")}
          </Button>
        </div>
      </div>
      <WithoutCash part={part} error={error} onChange={onChange} />
    </div>
  );
}

interface WithoutCashProps {
  readonly part: Part;
  readonly error: (text: string) => string | undefined;
  readonly onChange: (part: Part) => void;
}

function WithoutCash({ part, error, onChange }: WithoutCashProps): ReactNode {
  const t = useEntryWords();
  const { language } = useFormats();
  const { number } = part.item;
  return (
    <Working title={`${t("discountOf", { number })} · ${t("differenceOf", { number })}`}>
      <div className="form-row">
        <TextField
          label={t("discountOf", { number })}
          kind="decimal"
          value={part.discount}
          error={error(part.discount)}
          onChange={(discount) => onChange({ ...part, discount })}
        />
        <TextField
          label={t("differenceOf", { number })}
          kind="decimal"
          value={part.difference}
          error={error(part.difference)}
          onChange={(difference) => onChange({ ...part, difference })}
        />
        <SelectField
          label={t("reasonOf", { number })}
          value={part.reason}
          options={DIFFERENCE_REASONS.map((value) => ({ value, text: CASH_DIFFERENCE[value][language] }))}
          onChange={(reason) => onChange({ ...part, reason })}
        />
      </div>
    </Working>
  );
}
