/** A contact or a demand, recorded on the chain by whoever made it. */
import { useState } from "react";
import type { ReactNode } from "react";
import { CHANNELS, STAGES } from "../../../domain/collections/policy.ts";
import type { Channel, Stage } from "../../../domain/collections/policy.ts";
import { CONTACT_OUTCOMES, RECORD_KINDS } from "../../../domain/collections/record.ts";
import type { ContactOutcome, RecordKind } from "../../../domain/collections/record.ts";
import { Submit } from "../../ui/Button.tsx";
import { Form, SelectField, TextArea, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CHANNEL, CONTACT_OUTCOME, RECORD_KIND, STAGE } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import type { Word } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useAmount, useBegin } from "../receivable/acts/FormParts.tsx";
import { amountOf, unitsOf } from "../receivable/detail.ts";
import type { AnswerProps } from "./AnswerForms.tsx";
import { recordsOf } from "./collection.ts";
import { useRecordWords } from "./recordWords.ts";

interface Draft {
  readonly kind: RecordKind;
  readonly stage: Stage;
  readonly channel: Channel;
  readonly outcome: ContactOutcome;
  readonly happened: string;
  readonly nextDay: string;
  readonly text: string;
}

const EMPTY = { kind: "contact", channel: "phone", outcome: "reached", happened: "", nextDay: "", text: "" } as const;

const WITHOUT_SECONDS = 16;

/** The browser leaves out seconds that are zero. */
function instantOf(local: string): string {
  return local.length === WITHOUT_SECONDS ? `${local}:00Z` : `${local}Z`;
}

export function RecordForm({ detail, collection }: AnswerProps): ReactNode {
  const t = useRecordWords();
  const begin = useBegin(detail);
  const stage = recordsOf(collection)[0]?.stage ?? "friendly";
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, stage });
  const { currency, open, disputed } = detail;
  const claim = useAmount(currency, amountOf(unitsOf(open ?? "0") - unitsOf(disputed), currency));
  const send = (): void => {
    const { kind, channel, outcome, text, happened, nextDay } = draft;
    const sum = claim.text.trim() === "" ? "" : claim.ask();
    if (sum === undefined) return;
    begin({
      ...{ verb: "recordCollection", kind, stage: draft.stage, channel, outcome, text: text.trim() },
      ...(happened === "" ? {} : { happened: instantOf(happened) }),
      ...(nextDay === "" ? {} : { nextDay }),
      ...(sum === "" ? {} : { claim: sum }),
    });
  };
  return (
    <Form label={t("record")} onSend={send}>
      <Notice>{t("recordNote")}</Notice>
      <Chosen draft={draft} onChange={setDraft} />
      {draft.kind === "demand" && <Notice kind="warning">{t("demandNote")}</Notice>}
      <TextArea
        label={t("text")}
        hint={t("hashOnly")}
        value={draft.text}
        onChange={(text) => setDraft({ ...draft, text })}
        isRequired
      />
      <div className="form-row">
        <TextField
          label={t("claim")}
          kind="decimal"
          value={claim.text}
          onChange={claim.set}
          error={claim.error}
          hint={t("claimHint")}
        />
        <TextField
          label={t("happenedOn")}
          kind="datetime-local"
          value={draft.happened}
          onChange={(happened) => setDraft({ ...draft, happened })}
        />
        <TextField
          label={t("day")}
          kind="date"
          value={draft.nextDay}
          onChange={(nextDay) => setDraft({ ...draft, nextDay })}
        />
      </div>
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

interface ChosenProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function Chosen({ draft, onChange }: ChosenProps): ReactNode {
  const t = useRecordWords();
  const { language } = useFormats();
  const options = <Value extends string>(
    values: readonly Value[],
    words: Readonly<Record<Value, Word>>,
  ): readonly { readonly value: Value; readonly text: string }[] =>
    values.map((value) => ({ value, text: wordFor(words, value, language) }));
  return (
    <div className="form-row">
      <SelectField
        label={t("kind")}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind })}
        options={options(RECORD_KINDS, RECORD_KIND)}
      />
      <SelectField
        label={t("stage")}
        value={draft.stage}
        onChange={(stage) => onChange({ ...draft, stage })}
        options={options(STAGES, STAGE)}
      />
      <SelectField
        label={t("channel")}
        value={draft.channel}
        onChange={(channel) => onChange({ ...draft, channel })}
        options={options(CHANNELS, CHANNEL)}
      />
      <SelectField
        label={t("outcome")}
        value={draft.outcome}
        onChange={(outcome) => onChange({ ...draft, outcome })}
        options={options(CONTACT_OUTCOMES, CONTACT_OUTCOME)}
      />
    </div>
  );
}
