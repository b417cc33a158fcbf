/** A new version of what a factor lends on; it begins with the one before. */
import { useState } from "react";
import type { ReactNode } from "react";
import { ELIGIBILITY_MARKS } from "../../../domain/factoring/eligibilityRules.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { CheckField, Form, SelectField, TextField } from "../../ui/Field.tsx";
import { ELIGIBILITY_RULE } from "../../words/enumerations/factorBook.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { criteriaOf, draftOf } from "./criteriaDraft.ts";
import type { CriteriaDraft } from "./criteriaDraft.ts";
import { useEligibilityWords } from "./eligibilityWords.ts";

interface CriteriaFormProps {
  readonly before: Schemas["EligibilityCriteria"] | undefined;
}

export function CriteriaForm({ before }: CriteriaFormProps): ReactNode {
  const t = useEligibilityWords();
  const [draft, setDraft] = useState(() => draftOf(before));
  const [isUnfit, setIsUnfit] = useState(false);
  const setting = useSend((gateway, body: Schemas["NewEligibilityCriteria"]) =>
    gateway.POST("/v1/eligibility-criteria", { body }),
  );
  const send = (): void => {
    const body = criteriaOf(draft, crypto.randomUUID(), before?.tenor ?? null);
    setIsUnfit(body === undefined);
    if (body !== undefined) setting.mutate(body);
  };
  const set = (part: Partial<CriteriaDraft>): void => setDraft({ ...draft, ...part });
  return (
    <Form onSend={send} label={t("setNew")}>
      <Figures draft={draft} onChange={set} />
      <Marks draft={draft} onChange={set} />
      <TextField
        label={t("registrars")}
        hint={t("registrarsHint")}
        value={draft.registrars}
        onChange={(registrars) => set({ registrars })}
      />
      {isUnfit && <p role="alert">{t("unfit")}</p>}
      {setting.isError && <ErrorNote error={setting.error} />}
      <div className="actions">
        <Submit isBusy={setting.isPending}>{t("send")}</Submit>
      </div>
    </Form>
  );
}

interface PartProps {
  readonly draft: CriteriaDraft;
  readonly onChange: (part: Partial<CriteriaDraft>) => void;
}

function Figures({ draft, onChange }: PartProps): ReactNode {
  const t = useEligibilityWords();
  const field = (
    name: "mostDaysFromInvoice" | "mostDaysPastDue" | "crossAgeing" | "concentration" | "advanceRate",
    hint?: string,
  ): ReactNode => (
    <TextField
      label={t(name)}
      kind="decimal"
      hint={hint}
      value={draft[name]}
      onChange={(text) => onChange({ [name]: text })}
    />
  );
  return (
    <>
      <div className="form-row">
        {field("mostDaysFromInvoice", t("ageHint"))}
        {field("mostDaysPastDue", t("ageHint"))}
        {field("crossAgeing", t("crossHint"))}
      </div>
      <div className="form-row">
        {field("concentration", t("concentrationHint"))}
        <SelectField
          label={t("concentrationOf")}
          value={draft.concentrationOf}
          onChange={(concentrationOf) => onChange({ concentrationOf })}
          options={(["gross", "eligible"] as const).map((value) => ({ value, text: t(`of_${value}`) }))}
        />
        {field("advanceRate")}
      </div>
    </>
  );
}

function Marks({ draft, onChange }: PartProps): ReactNode {
  const t = useEligibilityWords();
  const { language } = useFormats();
  return (
    <fieldset>
      <legend>{t("excluded")}</legend>
      {ELIGIBILITY_MARKS.filter((mark) => mark !== "lowBand").map((mark) => (
        <p key={mark}>
          <CheckField
            label={wordFor(ELIGIBILITY_RULE, mark, language)}
            isChecked={draft.excluded.includes(mark)}
            onChange={(isOn) =>
              onChange({ excluded: draft.excluded.filter((one) => one !== mark).concat(isOn ? [mark] : []) })
            }
          />
        </p>
      ))}
    </fieldset>
  );
}
