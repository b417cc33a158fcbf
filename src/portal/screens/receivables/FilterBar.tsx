import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { CheckField, SelectField, TextField } from "../../ui/Field.tsx";
import { ROLE, STATUS } from "../../words/enumerations/ledger.ts";
import { useFormats } from "../../words/formats.ts";
import { NO_FILTERS } from "./filters.ts";
import type { Filters } from "./filters.ts";
import { useReceivablesWords } from "./words.ts";

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

export function FilterBar({ filters, onChange }: FilterBarProps): ReactNode {
  const t = useReceivablesWords();
  const { language } = useFormats();
  const set = (changed: Partial<Filters>): void => onChange({ ...filters, ...changed });
  const optionsOf = <Value extends string>(words: Readonly<Record<Value, { en: string; zh: string }>>) => [
    { value: "" as const, text: t("any") },
    ...(Object.keys(words) as Value[]).map((value) => ({ value, text: words[value][language] })),
  ];
  return (
    <form className="form" role="search" aria-label={t("filters")} onSubmit={(event) => event.preventDefault()}>
      <div className="form-row">
        <SelectField
          label={t("role")}
          value={filters.role}
          options={optionsOf(ROLE)}
          onChange={(role) => set({ role })}
        />
        <SelectField
          label={t("status")}
          value={filters.status}
          options={optionsOf(STATUS)}
          onChange={(status) => set({ status })}
        />
        <SelectField
          label={t("closed")}
          value={filters.closed}
          options={[
            { value: "", text: t("closed_any") },
            { value: "false", text: t("closed_false") },
            { value: "true", text: t("closed_true") },
          ]}
          onChange={(closed) => set({ closed })}
        />
        <SelectField
          label={t("sort")}
          value={filters.order}
          options={(["changed_desc", "changed_asc", "due_asc", "due_desc"] as const).map((value) => ({
            value,
            text: t(`sort_${value}`),
          }))}
          onChange={(order) => set({ order })}
        />
      </div>
      <details>
        <summary>{t("filters")}</summary>
        <MoreFilters filters={filters} set={set} />
      </details>
      <div className="actions">
        <CheckField label={t("disputedOnly")} isChecked={filters.disputed} onChange={(disputed) => set({ disputed })} />
        <Button kind="quiet" onPress={() => onChange(NO_FILTERS)}>
          {t("clear")}
        </Button>
      </div>
    </form>
  );
}

function MoreFilters({
  filters,
  set,
}: {
  readonly filters: Filters;
  readonly set: (changed: Partial<Filters>) => void;
}): ReactNode {
  const t = useReceivablesWords();
  return (
    <div className="form-row">
      <TextField
        label={t("number")}
        hint={t("numberHint")}
        kind="search"
        value={filters.invoiceNumber}
        onChange={(invoiceNumber) => set({ invoiceNumber })}
      />
      <TextField label={t("dueFrom")} kind="date" value={filters.dueFrom} onChange={(dueFrom) => set({ dueFrom })} />
      <TextField label={t("dueTo")} kind="date" value={filters.dueTo} onChange={(dueTo) => set({ dueTo })} />
      <TextField
        label={t("currency")}
        hint={t("currencyHint")}
        value={filters.currency}
        onChange={(currency) => set({ currency })}
      />
      <TextField
        label={t("amountFrom")}
        hint={t("amountHint")}
        kind="decimal"
        value={filters.amountFrom}
        onChange={(amountFrom) => set({ amountFrom })}
      />
      <TextField
        label={t("amountTo")}
        kind="decimal"
        value={filters.amountTo}
        onChange={(amountTo) => set({ amountTo })}
      />
    </div>
  );
}
