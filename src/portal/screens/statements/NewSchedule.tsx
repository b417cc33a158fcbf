import { useState } from "react";
import type { ReactNode } from "react";
import { FREQUENCIES } from "../../../domain/account/schedule.ts";
import type { Frequency } from "../../../domain/account/schedule.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { Submit } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, SelectField, TextField } from "../../ui/Field.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { useToday } from "../inbox/today.ts";
import { zones } from "../reconcile/zones.ts";
import { addressesIn } from "./draft.ts";
import type { FileLanguage, Layout, Pair } from "./draft.ts";
import { LayoutFields } from "./LayoutFields.tsx";
import { PairFields, usePair } from "./PairFields.tsx";
import { useScheduleWords } from "./scheduleWords.ts";
import { useStatementWords } from "./words.ts";

interface Plan {
  readonly frequency: Frequency;
  readonly day: string;
  readonly first: string;
  readonly layout: Layout;
  readonly language: FileLanguage;
  readonly recipients: string;
}

export function NewSchedule(): ReactNode {
  const t = useScheduleWords();
  const words = useStatementWords();
  const today = useToday();
  const { language } = useFormats();
  const choice = usePair();
  const [changed, setChanged] = useState<Partial<Plan>>({});
  const kept: Plan = { frequency: "monthly", day: "31", first: today, layout: "open-item", language, recipients: "" };
  const plan = { ...kept, ...changed };
  const beginning = useSend((gateway, body: Schemas["NewStatementSchedule"]) =>
    gateway.POST("/v1/account-statement-schedules", { body }),
  );
  const { pair } = choice;
  return (
    <Section title={t("newOne")}>
      {pair === undefined ? (
        <Empty>{words("noCounterparties")}</Empty>
      ) : (
        <Form label={t("newOne")} onSend={() => beginning.mutate(scheduleBody(plan, pair))}>
          <PairFields pair={choice} />
          <PlanFields plan={plan} onChange={(more) => setChanged({ ...changed, ...more })} />
          {beginning.isError && <ErrorNote error={beginning.error} />}
          <div className="actions">
            <Submit isBusy={beginning.isPending}>{t("begin")}</Submit>
          </div>
        </Form>
      )}
    </Section>
  );
}

function scheduleBody(plan: Plan, { counterparty, currency }: Pair): Schemas["NewStatementSchedule"] {
  const { frequency, day, first, layout, language, recipients } = plan;
  return {
    ...{ id: crypto.randomUUID(), side: counterparty.ownSide, counterparty: counterparty.address, currency },
    ...{ layout, language, zone: zones()[0] ?? "UTC", recipients: [...addressesIn(recipients)] },
    ...{ frequency, day: Number(day), first, makeAfterDays: 3, replyDays: 14 },
  };
}

interface PlanFieldsProps {
  readonly plan: Plan;
  readonly onChange: (more: Partial<Plan>) => void;
}

function PlanFields({ plan, onChange }: PlanFieldsProps): ReactNode {
  const t = useScheduleWords();
  const words = useStatementWords();
  return (
    <>
      <div className="form-row">
        <SelectField
          label={t("frequency")}
          value={plan.frequency}
          options={FREQUENCIES.map((value) => ({ value, text: t(value) }))}
          onChange={(frequency) => onChange({ frequency })}
        />
        <TextField
          label={t("day")}
          hint={t("dayHint")}
          kind="decimal"
          value={plan.day}
          isRequired
          onChange={(day) => onChange({ day })}
        />
        <TextField label={t("first")} kind="date" value={plan.first} onChange={(first) => onChange({ first })} />
        <LayoutFields draft={plan} onChange={onChange} />
      </div>
      <TextField
        label={words("recipients")}
        hint={words("recipientsHint")}
        value={plan.recipients}
        onChange={(recipients) => onChange({ recipients })}
      />
    </>
  );
}
